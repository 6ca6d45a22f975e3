/** Environments that share until the first write, then copy page by page. */
import { defineBackend, type EnvironmentBackend } from '@forkspace/spec';
import { PagedTable } from './paged-table.ts';

export { PagedTable } from './paged-table.ts';

/**
 * The copy-on-write backend: clones share everything; the first write copies the table's directory and one
 * page, and the list of the (head, arity) that it changes.
 *
 * @example
 * const base = cow.create();
 * base.add(symbol('hello'));
 * const fork = base.clone();
 * fork.add(symbol('world')); // base does not see it
 */
export const cow: EnvironmentBackend = defineBackend({
  name: 'cow',
  capabilities: { isolation: true, firstWrite: 'copy', sharedMemory: false },
  table: <V extends object>() => PagedTable.empty<V>(),
});
