/** Oddballs made by delegation: each does something that no check may take for wrong. */
import {
  requireAtom,
  symbol,
  type Atom,
  type Environment,
  type EnvironmentBackend,
  type ImportOptions,
  type Match,
  type Space,
  type Statistics,
} from '@forkspace/spec';
import { DelegatingEnvironment } from './delegate.ts';

const SCRATCH = symbol('scratch');

/** Everything that can be frozen is, the environment itself included; nothing is ever returned twice but lists that must be. */
export class FrozenEnvironment extends DelegatingEnvironment {
  constructor(backend: EnvironmentBackend, inner: Environment) {
    super(backend, inner);
    Object.freeze(this);
  }

  override candidates(pattern: Atom): readonly Atom[] {
    return Object.freeze([...super.candidates(pattern)]);
  }

  override query(pattern: Atom): readonly Match[] {
    return Object.freeze(
      super.query(pattern).map(({ atom, bindings }) => Object.freeze({ atom, bindings })),
    );
  }

  override statistics(): Statistics {
    return Object.freeze({ ...super.statistics(), note: 'a record may say more' });
  }
}

/** Additions wait in a queue until somebody looks. */
export class BufferedEnvironment extends DelegatingEnvironment {
  readonly #waiting: Atom[] = [];

  override add(atom: Atom): void {
    requireAtom(atom);
    this.#waiting.push(atom);
  }

  override get reading(): Environment {
    return this.writing;
  }

  override get writing(): Environment {
    if (this.#waiting.length > 0) this.inner.addAll(this.#waiting.splice(0));
    return this.inner;
  }

  override clone(): Environment {
    return this.again(this.writing.clone());
  }
}

/** Keeps what it has imported as bytes, and reads them at the first use. */
export function hibernating(base: EnvironmentBackend): EnvironmentBackend {
  class Hibernating extends DelegatingEnvironment {
    #asleep: (() => Environment) | undefined;

    static asleep(wake: () => Environment): Environment {
      const environment = new Hibernating(backend, empty);
      environment.#asleep = wake;
      return environment;
    }

    override get reading(): Environment {
      return this.writing;
    }

    override get writing(): Environment {
      if (this.#asleep !== undefined) this.inner = this.#asleep();
      this.#asleep = undefined;
      return this.inner;
    }
  }
  const empty = base.create();
  const backend: EnvironmentBackend = {
    name: 'oddball hibernating',
    capabilities: { ...base.capabilities },
    create: () => Hibernating.asleep(() => base.create()),
    import(bytes: Uint8Array, options?: ImportOptions) {
      base.import(bytes, options); // refused now, not when it wakes
      const kept = bytes.slice();
      return Hibernating.asleep(() => base.import(kept, options));
    },
  };
  return backend;
}

/** Views of spaces are made once and kept; every further operation asks for its own view of the first space, too. */
export class KeptViewsEnvironment extends DelegatingEnvironment {
  readonly #views = new Map<number, Space>();

  override space(id: number): Space {
    const known = this.#views.get(id);
    if (known !== undefined && this.hasSpace(id)) return known;
    const view = super.space(id);
    this.#views.set(id, view);
    return view;
  }
}

/** Does everything twice and throws one result away. */
export class WastefulEnvironment extends DelegatingEnvironment {
  override query(pattern: Atom): readonly Match[] {
    super.query(pattern);
    return super.query(pattern);
  }

  override clone(): Environment {
    super.clone().add(SCRATCH);
    return super.clone();
  }

  override union(...args: Parameters<Environment['union']>): Environment {
    super.union(...args).clear();
    return super.union(...args);
  }
}
