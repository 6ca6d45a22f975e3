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

/** A map from dense integers ≥ 0 to values. */
export interface Table<V extends object> {
  readonly size: number;
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
}
