/**
 * The second thing a backend author may write (there is a default): all occurrences filed under one
 * key, in order, with whatever index makes them quick to find.
 */
import type { Atom } from '../atoms/atom.ts';
import type { Group } from '../environment.ts';
import type { Entry, Occurrence } from './occurrence.ts';
import type { Owner } from './table.ts';

/**
 * How the arguments of the atoms in a bucket are found: `fact` atoms `(f a b)` have the arguments a, b;
 * `rule` atoms `(= (f a b) body)` those of their head; `whole` atoms
 * are their own first argument, and what is in them the others.
 */
export type Shape = 'rule' | 'fact' | 'whole';

/**
 * Within a bucket the orders of occurrences are different whole numbers ≥ 0, and the sequence is theirs.
 * Never empty: removing the last occurrence gives `undefined`. As for tables, a write that throws has changed
 * nothing, and a write in place returns the bucket itself.
 */
export interface Bucket {
  readonly size: number;
  /** The version that wrote it last. */
  readonly version: number;
  /** What the bucket holds now, as an immutable value: the same object until the next write. O(1). */
  group(): Group<Entry>;
  /** `group().all`, with one step less on the way: the most frequent question. */
  all(): readonly Entry[];
  /** Adds an occurrence whose order is above all others here. In place if `owner` owns this bucket. */
  add(occurrence: Occurrence, version: number, owner: Owner): Bucket;
  /** Takes one occurrence (found here by `newest` or `forEach`) away. */
  remove(occurrence: Occurrence, version: number, owner: Owner): Bucket | undefined;
  /** The last in order that is alpha-equal to `atom`. */
  newest(atom: Atom): Occurrence | undefined;
  /** How many are alpha-equal to `atom`. */
  count(atom: Atom): number;
  /** As the group's `select`, as occurrences. */
  select(args: readonly Atom[]): readonly Occurrence[];
  /** Visits all, in order. */
  forEach(visit: (occurrence: Occurrence) => void): void;
  /** Visits, in any order, each occurrence (by id) that only one of the two buckets holds. */
  diff(other: Bucket, mine: (o: Occurrence) => void, theirs: (o: Occurrence) => void): void;
  /**
   * The same sequence under another version, with some occurrences given other places in the order:
   * `moved` holds them, ascending, and they are the last ones of the sequence (or all of it). Keeps the
   * identity of the group. With nothing moved: O(1), sharing everything.
   */
  reorder(moved: readonly Occurrence[], version: number, owner: Owner): Bucket;
}

/** Makes a bucket of one or more occurrences in ascending order. */
export type BucketFactory = (
  shape: Shape,
  occurrences: readonly Occurrence[],
  version: number,
  owner: Owner,
) => Bucket;
