/** The backend with its tables on hamt_plus. Its cost: see {@link LibraryTable}. */
import type { EnvironmentBackend } from '@forkspace/spec';
import library from 'hamt_plus';
import { backendOn } from './backend.ts';
import { LibraryTable } from './library-table.ts';

/**
 * Left to itself, the library takes a number for its own hash and recurses without end where two numbers
 * differ only beyond 32 bits. A hash of 32 bits sends such keys into a collision bucket instead.
 */
const hash = (key: number): number => (key ^ (key / 0x100000000)) | 0;

/** A new empty table on hamt_plus. O(1). */
export function hamtPlusTable<V extends object>(): LibraryTable<V> {
  return new LibraryTable(library.make<number, V>({ hash }));
}

/** As `hamt`, on hamt_plus: to compare with. */
export const hamtOnHamtPlus: EnvironmentBackend = backendOn('hamt-plus', hamtPlusTable);
