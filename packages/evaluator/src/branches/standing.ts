/**
 * Where an evaluation stands among isolated branches.
 *
 * A branch reads in the environment that it started from, and takes a clone of its own only when it writes for
 * the first time. A branch that writes nothing takes no clone, and leaves nothing to be united; what it costs is one
 * small object for each argument that has siblings.
 */
import type { Environment, Space } from '@forkspace/spec';

/**
 * An environment, and whether it is somebody else's: then it may be read, but a write goes to a clone. Every
 * branch stands on an object of its own, so that two alternatives that come to the same place can be told
 * apart.
 */
export interface Standing {
  readonly environment: Environment;
  readonly borrowed: boolean;
}

/** A space to be read. Whoever writes asks the machine for `writableSpace`. */
export type SpaceView = Omit<Space, 'add' | 'addAll' | 'remove' | 'clear'>;
