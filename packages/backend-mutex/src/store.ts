/**
 * What all handles of one store share in one thread: the lock, the content, and, once it has been shared
 * with other threads, the log.
 *
 * Invariants: the content is touched only between `enter` and `leave`. Once shared, the content in this
 * thread is what the log says up to where this thread has read, and `enter` reads to the end: every
 * operation sees all writes of all threads that came before it. A write is in the log exactly when it
 * has changed the content.
 */
import {
  ByteReader,
  ByteWriter,
  EnvironmentError,
  type Environment,
  type HostValue,
  type ImportOptions,
} from '@forkspace/spec';
import { Names, readOperation, type Operation } from './operations.ts';
import { CONTROL_BYTES, SharedLog } from './shared-log.ts';
import { SharedLock, type LockOptions } from './shared-lock.ts';
import { restoreSnapshot, writeSnapshot } from './snapshot.ts';

/**
 * What another thread needs to attach to a store. Send it by `postMessage` or `workerData`, as it is.
 * Whoever has it can read and write everything.
 */
export interface SharedEnvironmentHandle {
  readonly kind: 'forkspace/mutex';
  /** Names the store in every thread, and orders the locks of two stores. */
  readonly store: string;
  readonly control: SharedArrayBuffer;
  readonly log: SharedArrayBuffer;
}

/** How a thread comes to an environment of another one, and takes its lock. */
export interface AttachOptions extends LockOptions, ImportOptions {}

/** How an environment is shared; the options count the first time. */
export interface ShareOptions extends AttachOptions {
  /**
   * The most that the log may grow to; default 64 MiB. What the environment holds must fit into half of it.
   * Only what is in use takes memory.
   */
  readonly maxLogBytes?: number;
}

const DEFAULT_LOG_BYTES = 64 * 2 ** 20;
const LEAST_LOG_BYTES = 2 ** 10;
const MOST_LOG_BYTES = 2 ** 30;

/** Whether a handle has been written through. */
export interface Mark {
  modified: boolean;
}

type FindHost = (name: string) => HostValue | undefined;

export class Store {
  /** Unique among all threads. */
  readonly id: string;
  /** To be used between `enter` and `leave` only. */
  readonly content: Environment;
  readonly #control: SharedArrayBuffer | ArrayBuffer;
  #lock: SharedLock;
  #log: SharedLog | undefined;
  #names: Names | undefined;
  #host: FindHost | undefined;
  #isWriting = false;

  /** A store of this thread alone, with `content` for its content, which nobody else may touch. */
  static alone(content: Environment): Store {
    return new Store(nextId(), content, newControl());
  }

  private constructor(
    id: string,
    content: Environment,
    control: SharedArrayBuffer | ArrayBuffer,
    options?: LockOptions,
  ) {
    this.id = id;
    this.content = content;
    this.#control = control;
    this.#lock = new SharedLock(control, options);
  }

  /** Begins an operation: takes the lock and reads what other threads have written. Throws LOCK_FAILED. */
  enter(): void {
    this.#lock.acquire();
    // Inside an operation of this thread nobody else can have written.
    if (this.#log?.isBehind === true && this.#lock.depth === 1) this.#catchUp(this.#log);
  }

  /** Ends an operation. */
  leave(): void {
    this.#lock.release();
  }

  /** One read, inside the lock. */
  read<T>(body: () => T): T {
    this.enter();
    try {
      return body();
    } finally {
      this.leave();
    }
  }

  /** One read of two stores, inside both locks. They are always taken in the same order. */
  static readBoth<T>(one: Store, other: Store, body: () => T): T {
    const [first, second] = one.id < other.id ? [one, other] : [other, one];
    return first.read(() => second.read(body));
  }

  /** One write, inside the lock, told to all other threads. A write that throws has changed nothing. */
  write<T>(mark: Mark, operation: Operation<T>): T {
    this.enter();
    try {
      if (this.#isWriting) throw writingAlready();
      this.#isWriting = true;
      try {
        return this.#write(mark, operation);
      } finally {
        this.#isWriting = false;
      }
    } finally {
      this.leave();
    }
  }

  #write<T>(mark: Mark, operation: Operation<T>): T {
    const log = this.#log;
    const names = this.#names;
    let entry: Uint8Array | undefined;
    if (log !== undefined && names !== undefined) {
      // All that can fail comes before the change.
      entry = encode((out) => operation.write(out, names));
      log.reserve(entry, () => this.#snapshot(names));
    }
    const before = this.content.environmentStamp;
    const result = operation.apply(this.content, names);
    if (this.content.environmentStamp !== before) {
      mark.modified = true;
      if (entry !== undefined) log?.append(entry);
    }
    return result;
  }

  /** Lets other threads in. The same handle every time. Throws LOCK_FAILED, NOT_EXPORTABLE. */
  share(options: ShareOptions): SharedEnvironmentHandle {
    const limit = options.maxLogBytes ?? DEFAULT_LOG_BYTES;
    if (!Number.isInteger(limit) || limit < LEAST_LOG_BYTES || limit > MOST_LOG_BYTES) {
      throw new EnvironmentError(
        'INVALID_ARGUMENT',
        `share: maxLogBytes must be a whole number from ${LEAST_LOG_BYTES} to ${MOST_LOG_BYTES}`,
        limit,
      );
    }
    const control = this.#control;
    if (control instanceof ArrayBuffer) {
      throw new EnvironmentError(
        'CAPABILITY_UNSUPPORTED',
        'share: there is no shared memory here; a page must be cross-origin isolated to have it',
      );
    }
    // Nobody else knows of the lock yet, so another may take its place.
    if (this.#log === undefined && this.#lock.depth === 0)
      this.#lock = new SharedLock(control, options);
    return this.read(() => {
      this.#setOptions(options);
      if (this.#log === undefined) {
        if (this.#isWriting) throw writingAlready();
        const names = new Names(this.content);
        this.#log = SharedLog.create(control, limit, this.#snapshot(names));
        this.#names = names;
        remember(this);
      }
      return Object.freeze({
        kind: 'forkspace/mutex',
        store: this.id,
        control,
        log: this.#log.memory,
      });
    });
  }

  /**
   * The store of a handle in this thread. There is one for all handles, so that there is one lock and a callback
   * does not wait for its own thread. Throws INVALID_ARGUMENT.
   */
  static attach(
    handle: SharedEnvironmentHandle,
    options: AttachOptions,
    empty: () => Environment,
  ): Store {
    requireHandle(handle);
    let store = known(handle.store);
    if (store === undefined) {
      const log = SharedLog.attach(handle.control, handle.log);
      store = new Store(handle.store, empty(), handle.control, options);
      store.#log = log;
      store.#names = new Names(store.content);
    }
    store.#setOptions(options);
    store.read(() => undefined); // a host value that nobody knows here is reported here
    remember(store);
    return store;
  }

  /**
   * What is to be done when another thread has ended: if it died inside an operation, the lock is free again, and
   * the operation has happened or not. Throws INVALID_ARGUMENT.
   */
  threadEnded(thread: number): void {
    if (!this.#lock.takeFrom(thread)) return;
    try {
      const names = this.#names;
      if (names !== undefined) this.#log?.mend(() => this.#snapshot(names));
    } finally {
      this.leave();
    }
  }

  #setOptions({ host }: ImportOptions): void {
    if (host === undefined) return;
    if (typeof host !== 'function') {
      throw new EnvironmentError('INVALID_ARGUMENT', 'the option host must be a function', host);
    }
    this.#host = host;
  }

  #snapshot(names: Names): Uint8Array {
    return encode((out) => writeSnapshot(out, this.content, names));
  }

  /** On an error, what has been read stays read and the lock is given back. */
  #catchUp(log: SharedLog): void {
    const names = this.#names as Names;
    const options: ImportOptions = { host: (name) => this.#host?.(name) };
    this.#isWriting = true;
    try {
      log.catchUp((entry, isSnapshot) => {
        const input = new ByteReader(entry, 'operation');
        if (isSnapshot) restoreSnapshot(input, this.content, names, options);
        else {
          const operation = readOperation(input, names, options);
          input.finish();
          operation.apply(this.content, names);
        }
      });
    } catch (error) {
      this.leave();
      throw error;
    } finally {
      this.#isWriting = false;
    }
  }
}

function encode(write: (out: ByteWriter) => void): Uint8Array {
  const out = new ByteWriter('operation');
  write(out);
  return out.finish();
}

function writingAlready(): EnvironmentError {
  return new EnvironmentError(
    'LOCK_FAILED',
    'this thread is inside a write of the same environment: a callback of that write (the equals of a host ' +
      'value, the option host) may read the environment but not write it',
  );
}

function newControl(): SharedArrayBuffer | ArrayBuffer {
  return typeof SharedArrayBuffer === 'undefined'
    ? new ArrayBuffer(CONTROL_BYTES)
    : new SharedArrayBuffer(CONTROL_BYTES);
}

// Where one handle is attached twice in a thread, it is one store. A store that nobody uses any more
// may go: its log lives on in whoever has the handle.
const stores = new Map<string, WeakRef<Store>>();
const gone = new FinalizationRegistry<string>((id) => {
  if (stores.get(id)?.deref() === undefined) stores.delete(id);
});

function known(id: string): Store | undefined {
  return stores.get(id)?.deref();
}

function remember(store: Store): void {
  if (known(store.id) === store) return;
  stores.set(store.id, new WeakRef(store));
  gone.register(store, store.id);
}

const thread = [...crypto.getRandomValues(new Uint32Array(4))].map((word) => word.toString(36));
let lastStore = 0;

function nextId(): string {
  return `${thread.join('')}-${++lastStore}`;
}

function requireHandle(handle: unknown): asserts handle is SharedEnvironmentHandle {
  const { kind, store, control, log } = (handle ?? {}) as Partial<SharedEnvironmentHandle>;
  if (
    kind === 'forkspace/mutex' &&
    typeof store === 'string' &&
    control instanceof SharedArrayBuffer &&
    log instanceof SharedArrayBuffer &&
    log.growable
  ) {
    return;
  }
  throw new EnvironmentError(
    'INVALID_ARGUMENT',
    'attach: expected what share() of a mutex environment returned, sent to this thread as it is',
    handle,
  );
}
