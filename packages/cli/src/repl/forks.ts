/**
 * The environments of one session, by name. Each fork has an evaluation of its own; going from one to
 * another changes which of them the prompt works on.
 */
import type { Environment } from '@forkspace/spec';
import { nearestName } from '../nearest-name.ts';

/** Evaluates in one environment, which may be replaced by another while it does. */
export interface Holder {
  readonly environment: Environment;
}

export interface Fork<H extends Holder> {
  readonly name: string;
  /** The fork it was cloned from. */
  readonly from: string | undefined;
  holder: H;
}

/** Something the user asked for that cannot be done; its message says why. */
export class Refusal extends Error {}

export class Forks<H extends Holder> {
  readonly #make: (environment: Environment) => H;
  readonly #forks = new Map<string, Fork<H>>();
  #current: Fork<H>;

  constructor(environment: Environment, make: (environment: Environment) => H) {
    this.#make = make;
    this.#current = { name: 'main', from: undefined, holder: make(environment) };
    this.#forks.set('main', this.#current);
  }

  get current(): Fork<H> {
    return this.#current;
  }

  get environment(): Environment {
    return this.#current.holder.environment;
  }

  all(): Fork<H>[] {
    return [...this.#forks.values()];
  }

  named(name: string): Fork<H> {
    const found = this.#forks.get(name);
    if (found !== undefined) return found;
    const near = nearestName(name, [...this.#forks.keys()]);
    throw new Refusal(
      `there is no fork ${name}${near === undefined ? '; :forks lists them' : `; did you mean ${near}?`}`,
    );
  }

  /** Clones the current environment and goes to the clone. */
  fork(name: string = this.#freshName()): Fork<H> {
    if (this.#forks.has(name))
      throw new Refusal(`there is a fork ${name} already; :go ${name} goes to it`);
    const { backend } = this.environment;
    if (!backend.capabilities.isolation) {
      throw new Refusal(
        `clones on ${backend.name} are one store; go to an isolating backend first, for example with :backend hamt`,
      );
    }
    const made = { name, from: this.#current.name, holder: this.#make(this.environment.clone()) };
    this.#forks.set(name, made);
    this.#current = made;
    return made;
  }

  go(name: string): Fork<H> {
    this.#current = this.named(name);
    return this.#current;
  }

  /** Unites another fork into the current one; the other stays as it is. */
  union(name: string): void {
    const other = this.named(name);
    if (other === this.#current) throw new Refusal('this is that fork');
    this.replace(this.environment.union(other.holder.environment));
  }

  /** Goes on with another environment under the current name. */
  replace(environment: Environment): void {
    this.#current.holder = this.#make(environment);
  }

  /** Leaves only the current fork: environments of two backends cannot be compared or united. */
  dropOthers(): readonly string[] {
    const dropped = [...this.#forks.keys()].filter((name) => name !== this.#current.name);
    for (const name of dropped) this.#forks.delete(name);
    return dropped;
  }

  #freshName(): string {
    for (let i = 1; ; i++) if (!this.#forks.has(`fork-${i}`)) return `fork-${i}`;
  }
}
