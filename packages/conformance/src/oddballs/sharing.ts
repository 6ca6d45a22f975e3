/** The least that a backend without isolation can be: a clone is one more handle on the same store. */
import { EnvironmentError, type Environment, type UnionOptions } from '@forkspace/spec';
import { DelegatingEnvironment } from './delegate.ts';

export class SharingEnvironment extends DelegatingEnvironment {
  /** What was written in the store when this handle was made: `modified` is about the time since. */
  #madeAt: unknown = undefined;

  override get modified(): boolean {
    return this.#madeAt === undefined ? super.modified : this.#madeAt !== this.environmentStamp;
  }

  override clone(): Environment {
    return this.#handleOn(this.inner);
  }

  override union(other: Environment, options?: UnionOptions): Environment {
    const inner = this.innerOf(other);
    const merged = this.inner.union(inner, options); // refuses what is to be refused
    return this.#handleOn(inner === this.inner ? inner : merged);
  }

  #handleOn(inner: Environment): Environment {
    const handle = this.again(inner);
    handle.#madeAt = inner.environmentStamp;
    return handle;
  }

  override exportChanges(base: Environment): Uint8Array {
    this.innerOf(base);
    throw new EnvironmentError(
      'ISOLATION_UNSUPPORTED',
      'exportChanges: clones are one store here, so nothing has changed since one was made; export() the whole',
      base,
    );
  }
}
