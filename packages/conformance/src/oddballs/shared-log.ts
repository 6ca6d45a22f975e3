/**
 * The least that a backend in several threads can be: a lock, and a log of changes as bytes that each thread
 * applies to an environment of its own. Slow and right. Once shared, every write is recorded as the changes since a clone.
 */
import {
  EnvironmentError,
  type AttachOptions,
  type Environment,
  type EnvironmentBackend,
  type ImportOptions,
  type SharedMemoryEnvironment,
  type Space,
  type UnionOptions,
} from '@forkspace/spec';
import { COPYING, reference } from './reference.ts';
import { SharingEnvironment } from './sharing.ts';

const LOG_BYTES = 2 ** 24;
/** How long to wait for the lock, in milliseconds. */
const LIMIT = 3_000;

/** Words of the control block: who holds the lock (0: nobody), and how many bytes of the log are in use. */
const HOLDER = 0;
const HEAD = 1;

export interface Handle {
  readonly control: SharedArrayBuffer;
  readonly log: SharedArrayBuffer;
}

/** What all handles of one environment have in common in one thread. */
export class SharedStore {
  current: Environment;
  readonly options: AttachOptions;
  handle: Handle | undefined;
  #position = 0;
  #depth = 0;

  constructor(current: Environment, options: AttachOptions = {}, handle?: Handle) {
    this.current = current;
    this.options = options;
    this.handle = handle;
  }

  /** Runs inside the lock, once everything that others have written is here. */
  locked<T>(body: () => T): T {
    if (this.handle === undefined || this.#depth > 0) return body();
    this.lock();
    this.#depth++;
    try {
      this.catchUp();
      return body();
    } finally {
      this.#depth--;
      this.unlock();
    }
  }

  get #control(): Int32Array {
    return new Int32Array((this.handle as Handle).control);
  }

  get #self(): number {
    return (this.options.thread ?? 2 ** 30) + 1;
  }

  lock(): void {
    const deadline = Date.now() + LIMIT;
    for (;;) {
      const holder = Atomics.compareExchange(this.#control, HOLDER, 0, this.#self);
      if (holder === 0) return;
      if (Date.now() > deadline)
        throw new EnvironmentError('LOCK_FAILED', `the lock was not free within ${LIMIT} ms`);
      Atomics.wait(this.#control, HOLDER, holder, 5);
    }
  }

  unlock(): void {
    Atomics.store(this.#control, HOLDER, 0);
    Atomics.notify(this.#control, HOLDER);
  }

  threadEnded(thread: number): void {
    if (this.handle !== undefined) Atomics.compareExchange(this.#control, HOLDER, thread + 1, 0);
  }

  /** The first entry is a whole environment, all others are changes. An entry is there once the head has moved. */
  catchUp(): void {
    const head = Atomics.load(this.#control, HEAD);
    const { log } = this.handle as Handle;
    while (this.#position < head) {
      const length = new DataView(log).getUint32(this.#position);
      const bytes = new Uint8Array(log).slice(this.#position + 4, this.#position + 4 + length);
      if (this.#position === 0) this.current = reference.import(bytes, this.options);
      else this.current.applyChanges(bytes, this.options);
      this.#position += 4 + length;
    }
  }

  append(bytes: Uint8Array): void {
    const { log } = this.handle as Handle;
    if (this.#position + 4 + bytes.length > LOG_BYTES)
      throw new EnvironmentError('LOCK_FAILED', 'the shared log is full');
    new DataView(log).setUint32(this.#position, bytes.length);
    new Uint8Array(log).set(bytes, this.#position + 4);
    this.#position += 4 + bytes.length;
    Atomics.store(this.#control, HEAD, this.#position);
  }

  /** One write, in all threads or in none. */
  transact<T>(write: () => T): T {
    return this.locked(() => {
      if (this.handle === undefined) return write();
      const before = this.current.clone();
      try {
        const result = write();
        if (this.current.environmentStamp !== before.environmentStamp)
          this.append(this.current.exportChanges(before));
        return result;
      } catch (error) {
        this.current = before;
        throw error;
      }
    });
  }

  share(): Handle {
    if (this.handle === undefined) {
      const bytes = this.current.export();
      this.handle = {
        control: new SharedArrayBuffer(8),
        log: new SharedArrayBuffer(LOG_BYTES),
      };
      this.append(bytes);
    }
    return this.handle;
  }
}

/** An object whose every method runs inside a transaction; what `space` gives is one, too. */
function transacting<T extends Space>(store: SharedStore, find: () => T): T {
  return new Proxy({} as T, {
    get(_, key) {
      const value: unknown = Reflect.get(find(), key);
      if (typeof value !== 'function') return value;
      return (...args: readonly unknown[]) => {
        if (key === 'space') {
          const [id] = args as readonly [number];
          return transacting(store, () => store.current.space(id));
        }
        // Looked up again inside: what others have written may have come as a new environment.
        return store.transact(() => {
          const target = find();
          return Reflect.apply(Reflect.get(target, key) as typeof value, target, args) as unknown;
        });
      };
    },
  });
}

/** By the environment that a handle was first made around. */
const stores = new WeakMap<Environment, SharedStore>();

export class SharedLogEnvironment
  extends SharingEnvironment
  implements SharedMemoryEnvironment<Handle>
{
  readonly store: SharedStore;

  constructor(backend: EnvironmentBackend, inner: Environment) {
    super(backend, inner);
    this.store = stores.get(inner) ?? new SharedStore(inner);
    stores.set(inner, this.store);
  }

  override get reading(): Environment {
    return this.store.locked(() => this.store.current);
  }

  override get writing(): Environment {
    return transacting(this.store, () => this.store.current);
  }

  override innerOf(other: Environment): Environment {
    super.innerOf(other);
    return (other as SharedLogEnvironment).reading;
  }

  override clone(): SharedLogEnvironment {
    return super.clone() as SharedLogEnvironment;
  }

  override union(other: Environment, options?: UnionOptions): SharedLogEnvironment {
    return super.union(other, options) as SharedLogEnvironment;
  }

  share(): Handle {
    return this.store.share();
  }

  threadEnded(thread: number): void {
    this.store.threadEnded(thread);
  }
}

/** What a shared backend is made of: its environments and, for mutants, what keeps the threads apart. */
export function sharedLogBackend(
  name: string,
  Made: new (backend: EnvironmentBackend, inner: Environment) => SharedLogEnvironment,
  Kept: typeof SharedStore = SharedStore,
): EnvironmentBackend {
  const made = (store: SharedStore): SharedLogEnvironment => {
    stores.set(store.current, store);
    return new Made(backend, store.current);
  };
  const backend = Object.freeze({
    name,
    capabilities: { ...COPYING, isolation: false, firstWrite: 'none', sharedMemory: true } as const,
    create: () => made(new Kept(reference.create())),
    import: (bytes: Uint8Array, options?: ImportOptions) =>
      made(new Kept(reference.import(bytes, options))),
    attach(handle: Handle, options?: AttachOptions): SharedLogEnvironment {
      const store = new Kept(reference.create(), options, handle);
      const environment = made(store);
      store.locked(() => undefined); // what cannot be read is refused here
      return environment;
    },
  });
  return backend;
}

export const sharedLog: EnvironmentBackend = sharedLogBackend(
  'oddball shared log',
  SharedLogEnvironment,
);
