/** One store shared by all clones, every operation under one lock, in one thread or in many. */
import {
  defineBackend,
  importInto,
  type ImportOptions,
  type SharedMemoryBackend,
} from '@forkspace/spec';
import { LockedEnvironment, type MutexEnvironment } from './locked-environment.ts';
import { MapTable } from './map-table.ts';
import { Store, type AttachOptions, type SharedEnvironmentHandle } from './store.ts';

export type { MutexEnvironment } from './locked-environment.ts';
export { SharedLock } from './shared-lock.ts';
export type { LockOptions } from './shared-lock.ts';
export type { AttachOptions, SharedEnvironmentHandle, ShareOptions } from './store.ts';

/** The mutex backend: what every backend can do, and attaching to an environment of another thread. */
export interface MutexBackend extends SharedMemoryBackend<SharedEnvironmentHandle> {
  create(): MutexEnvironment;
  import(bytes: Uint8Array, options?: ImportOptions): MutexEnvironment;
  /**
   * The environment that another thread has shared. O(content). Throws INVALID_ARGUMENT for anything but a
   * handle, UNKNOWN_HOST_VALUE, LOCK_FAILED.
   */
  attach(handle: SharedEnvironmentHandle, options?: AttachOptions): MutexEnvironment;
}

const capabilities = Object.freeze({ isolation: false, firstWrite: 'none', sharedMemory: true });

/** What the lock protects: a store with a native `Map` for every table. */
const content = defineBackend({ name: 'mutex', capabilities, table: MapTable.empty });

/**
 * The baseline without isolation: `clone` gives one more handle on the same store, and a lock lets one
 * operation at a time through.
 *
 * @example
 * const environment = mutex.create();
 * const clone = environment.clone();
 * clone.add(symbol('hello'));
 * environment.has(symbol('hello')) // => true
 */
export const mutex: MutexBackend = Object.freeze({
  name: 'mutex',
  capabilities,
  create: () => new LockedEnvironment(mutex, Store.alone(content.create())),
  import(bytes: Uint8Array, options?: ImportOptions): MutexEnvironment {
    const imported = content.create();
    importInto(imported, bytes, options);
    return new LockedEnvironment(mutex, Store.alone(imported));
  },
  attach(handle: SharedEnvironmentHandle, options: AttachOptions = {}): MutexEnvironment {
    const store = Store.attach(handle, options, () => content.create());
    return new LockedEnvironment(mutex, store);
  },
});
