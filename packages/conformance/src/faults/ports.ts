/**
 * Faults at the ports: a backend as it was defined, but for writes of its tables and buckets that fail on
 * demand. A write that is made to fail has not begun, which is what the ports promise of one that throws.
 */
import {
  defineBackend,
  type BackendDefinition,
  type Bucket,
  type EnvironmentBackend,
  type Table,
} from '@forkspace/spec';
import { ArrayBucket } from '@forkspace/spec';

/** What is thrown in place of a write. */
export class InjectedFault extends Error {
  override readonly name = 'InjectedFault';
}

/** Says which write is to fail. */
export class FaultPlan {
  #left = Infinity;

  /** Lets `before` more writes through; the next one fails, and then all go through again. */
  arm(before: number): void {
    this.#left = before;
  }

  disarm(): void {
    this.#left = Infinity;
  }

  /** Called before each write. */
  step(): void {
    if (this.#left-- > 0) return;
    this.disarm();
    throw new InjectedFault('a write that was made to fail');
  }
}

/** The members of a port that write, or make something: they give a port. */
const WRITES = new Set(['set', 'delete', 'merge', 'add', 'remove', 'reorder']);

/** Proxies by what they stand for, and back: one for each, so that "the same object" keeps its meaning. */
class Guards {
  readonly #plan: FaultPlan;
  readonly #guardOf = new WeakMap<object, object>();
  readonly #innerOf = new WeakMap<object, object>();

  constructor(plan: FaultPlan) {
    this.#plan = plan;
  }

  guard<P extends object>(port: P): P {
    const known = this.#guardOf.get(port);
    if (known !== undefined) return known as P;
    const guard = new Proxy(port, {
      get: (target, name) => {
        // Private members are found on the port itself only.
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]): unknown => {
          const writes = WRITES.has(String(name));
          if (writes) this.#plan.step();
          const [first, ...rest] = args;
          const result: unknown = Reflect.apply(member, target, [
            this.#portFor(name, first),
            ...rest,
          ]);
          return writes && typeof result === 'object' && result !== null
            ? this.guard(result)
            : result;
        };
      },
    });
    this.#guardOf.set(port, guard);
    this.#innerOf.set(guard, port);
    return guard;
  }

  /** A port that is compared or merged with another knows only what it made itself. */
  #portFor(name: string | symbol, argument: unknown): unknown {
    if (name !== 'diff' && name !== 'merge') return argument;
    return this.#innerOf.get(argument as object) ?? argument;
  }
}

/** The backend of this definition, with writes that fail as planned. */
export function withFaults(definition: BackendDefinition, plan: FaultPlan): EnvironmentBackend {
  const guards = new Guards(plan);
  const bucket = definition.bucket ?? ArrayBucket.of;
  return defineBackend({
    ...definition,
    table: <V extends object>(): Table<V> => {
      plan.step();
      return guards.guard(definition.table<V>());
    },
    bucket: (shape, occurrences, version, owner): Bucket => {
      plan.step();
      return guards.guard(bucket(shape, occurrences, version, owner));
    },
  });
}
