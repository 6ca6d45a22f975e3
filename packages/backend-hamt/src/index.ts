/** Environments with structural sharing: clones and unions cost what was changed, whatever the size. */
import type { EnvironmentBackend } from '@forkspace/spec';
import { backendOn } from './backend.ts';
import { trieTable } from './trie.ts';

export { TrieBucket } from './trie-bucket.ts';
export { Trie, trieTable } from './trie.ts';

/**
 * The backend on our own trie: the default, and the one that measures best.
 *
 * @example
 * const base = hamt.create();
 * base.add(symbol('hello'));
 * const fork = base.clone();
 * fork.add(symbol('world')); // base does not see it
 */
export const hamt: EnvironmentBackend = backendOn('hamt', trieTable);
