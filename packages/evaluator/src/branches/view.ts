/** What an evaluation may do with a space without having a branch of its own. */
import type { Space } from '@forkspace/spec';

/** A space to be read. Whoever writes asks the machine for `writableSpace`. */
export type SpaceView = Omit<Space, 'add' | 'addAll' | 'remove' | 'clear'>;
