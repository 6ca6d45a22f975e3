/**
 * What a backend can do besides when it declares `sharedMemory: true`: let other threads into an environment
 * (ENV-THREAD). What a handle is, and how threads keep out of each other's way, is the backend's business.
 */
import type {
  Environment,
  EnvironmentBackend,
  ImportOptions,
  UnionOptions,
} from './environment.ts';
import { EnvironmentError } from './errors.ts';

/** How a thread comes to an environment of another one. */
export interface AttachOptions extends ImportOptions {
  /**
   * A number for this thread that no other has, 0 or more and below 2^30, such as `threadId` of
   * `node:worker_threads`: what `threadEnded` is told when the thread ends.
   */
  readonly thread?: number;
}

/** An environment that several threads can have at once. */
export interface SharedMemoryEnvironment<Handle = unknown> extends Environment {
  clone(): SharedMemoryEnvironment<Handle>;
  union(other: Environment, options?: UnionOptions): SharedMemoryEnvironment<Handle>;
  /** What another thread attaches with, to be posted as it is. O(content) the first time. Throws NOT_EXPORTABLE. */
  share(): Handle;
  /**
   * To be called when a thread that had attached has ended, before its time or not: if it died inside an operation,
   * the others need not wait for it, and what it was doing has happened as a whole or not at all. To say so of a
   * thread that still runs breaks what keeps the threads apart. O(1), rarely O(content). Throws INVALID_ARGUMENT.
   */
  threadEnded(thread: number): void;
}

/** A backend whose environments can be shared between threads. */
export interface SharedMemoryBackend<Handle = unknown> extends EnvironmentBackend {
  create(): SharedMemoryEnvironment<Handle>;
  import(bytes: Uint8Array, options?: ImportOptions): SharedMemoryEnvironment<Handle>;
  /** The environment that another thread has shared. O(content). Throws INVALID_ARGUMENT, UNKNOWN_HOST_VALUE, LOCK_FAILED. */
  attach(handle: Handle, options?: AttachOptions): SharedMemoryEnvironment<Handle>;
}

/**
 * The backend, known to share memory. Throws CAPABILITY_UNSUPPORTED when it does not declare that.
 *
 * @example
 * const environment = requireSharedMemory(mutex).create();
 * const elsewhere = requireSharedMemory(mutex).attach(environment.share()); // in another thread
 * elsewhere.add(symbol('hello'));
 * environment.size // => 1
 */
export function requireSharedMemory(backend: EnvironmentBackend): SharedMemoryBackend {
  if (sharesMemory(backend)) return backend;
  throw new EnvironmentError(
    'CAPABILITY_UNSUPPORTED',
    `the backend ${backend.name} does not share environments between threads; export() and import() a copy in each`,
    backend.capabilities,
  );
}

function sharesMemory(backend: EnvironmentBackend): backend is SharedMemoryBackend {
  return backend.capabilities.sharedMemory;
}
