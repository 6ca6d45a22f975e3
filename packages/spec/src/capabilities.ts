/** What a backend declares about itself. Declared once, believed by nobody until the suite has shown it. */
export interface Capabilities {
  /** Clones are isolated from one another. Without it, all clones are one store and see every write at once. */
  readonly isolation: boolean;
  /** What the first write after a clone costs: `copy` O(n), `path` O(log n), `none` where clones share. */
  readonly firstWrite: 'copy' | 'path' | 'none';
  /** Environments can be locked and read by several threads over shared memory. */
  readonly sharedMemory: boolean;
}
