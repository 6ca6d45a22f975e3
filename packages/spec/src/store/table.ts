/**
 * The first of the two things a backend author may write: a map from small dense integers to objects
 * that can be shared by many environments and written by one.
 *
 * Ownership: every write names an {@link Owner}. A table (or a part of it) created under an owner may be
 * changed in place by writes under the same owner; under any other owner it must be left untouched and
 * a changed copy returned. An environment that is cloned throws its owner away, so what both sides can
 * reach is never changed again: that is all there is to isolation.
 *
 * Failure: a write that throws has changed nothing, and a write in place returns the table itself. The engine
 * builds on both to leave an environment as it was when the store fails.
 */

/** The right to write in place. Compared by identity; carries nothing. */
// oxlint-disable-next-line typescript/no-extraneous-class -- an identity is all it is
export class Owner {}

/** What a merge keeps at a key where two tables hold different objects: `undefined` for nothing. */
export type Decide<V> = (key: number, mine: V | undefined, theirs: V | undefined) => V | undefined;

/** A map from dense integers ≥ 0 to values. */
export interface Table<V extends object> {
  /** How many keys have a value. O(1). */
  readonly size: number;
  /** The value, undefined where there is none. */
  get(key: number): V | undefined;
  /** This table, changed, if `owner` owns it, otherwise a changed copy. */
  set(key: number, value: V, owner: Owner): Table<V>;
  /** As `set`; a missing key changes nothing. */
  delete(key: number, owner: Owner): Table<V>;
  /** Visits every entry in ascending order of keys. The table is not written meanwhile. */
  forEach(visit: (value: V, key: number) => void): void;
  /**
   * Visits, in ascending order, every key whose values in the two tables are not the same object.
   * O(differences) where structure is shared. `other` is of the same implementation.
   */
  diff(
    other: Table<V>,
    visit: (key: number, mine: V | undefined, theirs: V | undefined) => void,
  ): void;
  /**
   * This table with, at every key where the two do not hold the same object, what `decide` says; this table
   * itself if that is what it holds already. Neither table changes; what is new belongs to `owner`. Keys
   * are asked once each, in any order. `other` is of the same implementation. Worth writing where structure
   * is shared: without it, merging is `diff` and a `set` for each key.
   */
  merge?(other: Table<V>, owner: Owner, decide: Decide<V>): Table<V>;
}

/** {@link Table.merge}, also of tables that bring none. `owner` owns neither table. */
export function mergeTables<V extends object>(
  mine: Table<V>,
  theirs: Table<V>,
  owner: Owner,
  decide: Decide<V>,
): Table<V> {
  if (mine === theirs) return mine;
  if (mine.merge !== undefined) return mine.merge(theirs, owner, decide);
  let merged = mine;
  mine.diff(theirs, (key, a, b) => {
    const kept = decide(key, a, b);
    if (kept === a) return;
    merged = kept === undefined ? merged.delete(key, owner) : merged.set(key, kept, owner);
  });
  return merged;
}
