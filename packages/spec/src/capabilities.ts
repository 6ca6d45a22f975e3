/**
 * What a backend declares about itself. Declared once, believed by nobody until the suite has shown it: each
 * capability here has checks for having it and for not having it, and none is here that has not.
 */
export interface Capabilities {
  /**
   * Clones are isolated from one another (ENV-FORK, ENV-UNION). Without it, all clones are one store and see every
   * write at once (ENV-FORK-4).
   */
  readonly isolation: boolean;
  /** What the first write after a clone costs: `copy` O(n), `path` O(log n); `none` where clones share, and only there. */
  readonly firstWrite: 'copy' | 'path' | 'none';
  /** Environments can be shared with other threads: the backend is a `SharedMemoryBackend` (ENV-THREAD). */
  readonly sharedMemory: boolean;
}
