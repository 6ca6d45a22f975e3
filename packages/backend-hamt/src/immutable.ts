/** The backend with its tables on the `Map` of Immutable.js. Its cost: see {@link LibraryTable}. */
import type { EnvironmentBackend } from '@forkspace/spec';
import { Map as ImmutableMap } from 'immutable';
import { backendOn } from './backend.ts';
import { LibraryTable } from './library-table.ts';

/** A new empty table on Immutable.js. O(1). */
export function immutableTable<V extends object>(): LibraryTable<V> {
  return new LibraryTable(ImmutableMap<number, V>());
}

/** As `hamt`, on Immutable.js: to compare with. */
export const hamtOnImmutable: EnvironmentBackend = backendOn('hamt-immutable', immutableTable);
