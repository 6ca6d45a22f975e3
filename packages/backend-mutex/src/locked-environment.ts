/** A handle on a store. Any number of handles, in any number of threads, are one environment. */
import {
  EnvironmentError,
  foreignEnvironment,
  requireAtom,
  requireUnionOptions,
  type Atom,
  type Environment,
  type EnvironmentBackend,
  type ImportOptions,
  type SharedMemoryEnvironment,
  type Space,
  type SpaceId,
  type Stamp,
  type StateId,
  type Statistics,
  type UnionOptions,
} from '@forkspace/spec';
import { LockedSpace } from './locked-space.ts';
import {
  applyChanges,
  bind,
  createSpace,
  createState,
  forkSpace,
  writeState,
} from './operations.ts';
import { Store, type SharedEnvironmentHandle, type ShareOptions } from './store.ts';

/** An environment of the mutex backend: what every environment can do, and sharing with other threads. */
export interface MutexEnvironment extends SharedMemoryEnvironment<SharedEnvironmentHandle> {
  /** Another handle on this very environment: nothing is copied, nothing is isolated. O(1). */
  clone(): MutexEnvironment;
  /**
   * With a handle on the same environment there is nothing to merge: the result is one more handle. Two
   * unrelated environments are merged into a third.
   */
  union(other: Environment, options?: UnionOptions): MutexEnvironment;
  /**
   * Lets other threads in: the result can be posted to a worker, which calls `mutex.attach`. From
   * then on every write is kept as bytes in shared memory too. The options count the first time.
   * O(content) the first time. Throws INVALID_ARGUMENT, NOT_EXPORTABLE, LOCK_FAILED when the content is
   * more than half of `maxLogBytes`, CAPABILITY_UNSUPPORTED where there is no shared memory.
   */
  share(options?: ShareOptions): SharedEnvironmentHandle;
}

export class LockedEnvironment extends LockedSpace implements MutexEnvironment {
  readonly backend: EnvironmentBackend;

  /** @internal */
  constructor(backend: EnvironmentBackend, store: Store) {
    super(store, { modified: false }, store.content, 0);
    this.backend = backend;
  }

  /** Whether it has been written through this handle. */
  get modified(): boolean {
    return this.mark.modified;
  }

  get ownsContent(): boolean {
    return this.store.read(() => this.store.content.ownsContent);
  }

  get environmentStamp(): Stamp {
    return this.store.read(() => this.store.content.environmentStamp);
  }

  clone(): LockedEnvironment {
    return new LockedEnvironment(this.backend, this.store);
  }

  union(other: Environment, options?: UnionOptions): LockedEnvironment {
    const { store } = this;
    const otherStore = storeOf(other, 'union');
    if (otherStore === store) {
      // Nothing is merged, so nobody else looks at the options.
      requireUnionOptions(options);
      return this.clone();
    }
    const merged = Store.readBoth(store, otherStore, () =>
      store.content.union(otherStore.content, options),
    );
    return new LockedEnvironment(this.backend, Store.alone(merged));
  }

  share(options: ShareOptions = {}): SharedEnvironmentHandle {
    return this.store.share(options);
  }

  threadEnded(thread: number): void {
    this.store.threadEnded(thread);
  }

  createSpace(): SpaceId {
    return this.store.write(this.mark, createSpace());
  }

  forkSpace(id: SpaceId): SpaceId {
    return this.store.write(this.mark, forkSpace(id));
  }

  space(id: SpaceId): Space {
    if (id === 0) return this;
    const space = this.store.read(() => this.store.content.space(id));
    return new LockedSpace(this.store, this.mark, space, id);
  }

  hasSpace(id: SpaceId): boolean {
    return this.store.read(() => this.store.content.hasSpace(id));
  }

  spaceIds(): readonly SpaceId[] {
    return this.store.read(() => this.store.content.spaceIds());
  }

  createState(value: Atom): StateId {
    requireAtom(value);
    return this.store.write(this.mark, createState(value));
  }

  stateIds(): readonly StateId[] {
    return this.store.read(() => this.store.content.stateIds());
  }

  readState(id: StateId): Atom {
    return this.store.read(() => this.store.content.readState(id));
  }

  writeState(id: StateId, value: Atom): void {
    requireAtom(value);
    this.store.write(this.mark, writeState(id, value));
  }

  bind(name: string, value: Atom): void {
    requireAtom(value);
    if (typeof name !== 'string') {
      throw new EnvironmentError('INVALID_ARGUMENT', 'bind: the name must be a string', name);
    }
    this.store.write(this.mark, bind(name, value));
  }

  binding(name: string): Atom | undefined {
    return this.store.read(() => this.store.content.binding(name));
  }

  bindings(): readonly (readonly [name: string, value: Atom])[] {
    return this.store.read(() => this.store.content.bindings());
  }

  statistics(): Statistics {
    return this.store.read(() => this.store.content.statistics());
  }

  export(): Uint8Array {
    return this.store.read(() => this.store.content.export());
  }

  /**
   * Throws ISOLATION_UNSUPPORTED for a handle on the same environment: it sees every write, so nothing has
   * changed since. A union can be compared with the environments it was made from.
   */
  exportChanges(base: Environment): Uint8Array {
    const { store } = this;
    const baseStore = storeOf(base, 'exportChanges');
    if (baseStore === store) {
      throw new EnvironmentError(
        'ISOLATION_UNSUPPORTED',
        'exportChanges: the base is this same environment and has every change already; ' +
          'use a backend with isolation to record changes',
        base,
      );
    }
    return Store.readBoth(store, baseStore, () => store.content.exportChanges(baseStore.content));
  }

  applyChanges(bytes: Uint8Array, options?: ImportOptions): void {
    this.store.write(this.mark, applyChanges(bytes, options));
  }

  /** @internal */
  static storeOf(environment: Environment): Store | undefined {
    return environment instanceof LockedEnvironment ? environment.store : undefined;
  }
}

function storeOf(environment: Environment, operation: string): Store {
  const store = LockedEnvironment.storeOf(environment);
  if (store !== undefined) return store;
  throw foreignEnvironment(operation, environment);
}
