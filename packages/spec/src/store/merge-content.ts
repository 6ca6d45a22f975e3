/** The merge of what one space holds on two sides: see merge.ts for what it means. */
import type { Bucket } from './bucket.ts';
import { diffContents, type Content, type Place } from './content.ts';
import type { Occurrence } from './occurrence.ts';
import type { State } from './state.ts';
import type { Owner } from './table.ts';

/** A bucket up to this size is compared as quickly as it is wrapped. */
const SMALL = 32;

/** Most buckets lose or gain nothing: no list is made for that. Never written to. */
const NONE: Occurrence[] = [];

/** What the merge does to one bucket of the left side. */
interface Change {
  readonly place: Place;
  readonly mine: Bucket | undefined;
  readonly theirs: Bucket | undefined;
  /**
   * Whether the result is the sequence of `theirs`: because the right side continued the left side's line
   * (then what they share has the same places in the order), because the sequences agree, or not.
   */
  readonly follows: 'line' | 'sequence' | 'no';
  readonly removed: readonly Occurrence[];
  /** From the right side, ascending in its order; moved behind the left side's if need be. */
  readonly added: Occurrence[];
}

/** The content of the union, written under `head`; the left content itself when nothing comes or goes. */
export function mergeContents(
  left: Content,
  right: Content,
  leftState: State,
  rightState: State,
  head: number,
  owner: Owner,
): Content {
  if (left === right) return left;
  const changes = new Comparison(leftState, rightState).compare(left, right);
  if (changes.length === 0) return left;
  const merged = left.fork(owner, left.version);
  merged.version = head;
  const moved = append(changes, merged);
  for (const change of changes) apply(merged, change, moved, head, owner);
  return merged;
}

/**
 * Sees to it that what the right side adds comes after everything of the left side. Says whether places had
 * to change for that; when the right side was written later, as branches evaluated one after the other
 * are, they need not. O(additions), O(additions × log) when they must.
 */
function append(changes: readonly Change[], merged: Content): boolean {
  let lowest = Infinity;
  let highest = -Infinity;
  for (const { added } of changes) {
    if (added.length === 0) continue;
    lowest = Math.min(lowest, (added[0] as Occurrence).order);
    highest = Math.max(highest, (added[added.length - 1] as Occurrence).order);
  }
  if (lowest >= merged.nextOrder) {
    if (highest > -Infinity) merged.nextOrder = highest + 1;
    return false;
  }
  const all: { readonly list: Occurrence[]; readonly at: number; readonly order: number }[] = [];
  for (const { added } of changes)
    added.forEach((o, at) => all.push({ list: added, at, order: o.order }));
  all.sort((a, b) => a.order - b.order);
  for (const { list, at } of all) list[at] = (list[at] as Occurrence).at(merged.nextOrder++);
  return true;
}

function apply(merged: Content, change: Change, moved: boolean, head: number, owner: Owner): void {
  const { place, mine, theirs, removed, added } = change;
  for (const o of removed) merged.note(o, -1);
  for (const o of added) merged.note(o, 1);
  if (change.follows !== 'no' && theirs !== undefined) {
    // Only the right side changed this bucket: its sequence, and so the identity of its group, is kept.
    const places =
      change.follows === 'sequence' ? [...keptIn(mine, removed), ...added] : moved ? added : NONE;
    // Under the head's version a later merge sees at once that its line has this bucket; a small one tells by itself.
    merged.put(
      place,
      places === NONE && theirs.size <= SMALL ? theirs : theirs.reorder(places, head, owner),
    );
    return;
  }
  let bucket = mine;
  for (const o of removed) bucket = bucket?.remove(o, head, owner);
  if (bucket === undefined) {
    bucket =
      added.length === 0 ? undefined : merged.storage.bucket(place.shape, added, head, owner);
  } else for (const o of added) bucket = bucket.add(o, head, owner);
  merged.put(place, bucket);
}

/** What stays of the left side's bucket, in order. */
function keptIn(bucket: Bucket | undefined, removed: readonly Occurrence[]): Occurrence[] {
  const gone = new Set(removed.map((o) => o.id));
  const kept: Occurrence[] = [];
  bucket?.forEach((o) => {
    if (!gone.has(o.id)) kept.push(o);
  });
  return kept;
}

/** Finds what the merge has to do, before anything is done. */
class Comparison {
  readonly #left: State;
  readonly #right: State;
  #removed: Occurrence[] = NONE;
  #added: Occurrence[] = NONE;
  /** Whether what the result keeps of the two sides is all that the right side holds. */
  #sameAsRight = true;

  constructor(left: State, right: State) {
    this.#left = left;
    this.#right = right;
  }

  compare(left: Content, right: Content): readonly Change[] {
    const changes: Change[] = [];
    diffContents(left, right, (place, mine, theirs) => {
      this.#removed = NONE;
      this.#added = NONE;
      this.#sameAsRight = theirs !== undefined;
      if (mine === undefined) theirs?.forEach(this.#gained);
      else if (theirs === undefined) mine.forEach(this.#lost);
      else mine.diff(theirs, this.#lost, this.#gained);
      const removed = this.#removed;
      const added = this.#added;
      if (removed === NONE && added === NONE) return;
      if (added.length > 1) added.sort((a, b) => a.order - b.order);
      changes.push({ place, mine, theirs, follows: this.#follows(mine, theirs), removed, added });
    });
    return changes;
  }

  /** The right side lacks it: removed there, if it was ever seen there. */
  readonly #lost = (o: Occurrence): void => {
    if (!this.#right.seen.has(o.version)) this.#sameAsRight = false;
    else if (this.#removed === NONE) this.#removed = [o];
    else this.#removed.push(o);
  };

  /** The left side lacks it: to be added, unless it was removed there. */
  readonly #gained = (o: Occurrence): void => {
    if (this.#left.seen.has(o.version)) this.#sameAsRight = false;
    else if (this.#added === NONE) this.#added = [o];
    else this.#added.push(o);
  };

  #follows(mine: Bucket | undefined, theirs: Bucket | undefined): Change['follows'] {
    if (!this.#sameAsRight || theirs === undefined) return 'no';
    if (mine === undefined || this.#right.line.has(mine.version)) return 'line';
    const kept = keptIn(mine, this.#removed);
    let at = 0;
    let agrees = true;
    theirs.forEach((o) => {
      const expected = at < kept.length ? kept[at] : this.#added[at - kept.length];
      if (o.id !== expected?.id) agrees = false;
      at++;
    });
    return agrees ? 'sequence' : 'no';
  }
}
