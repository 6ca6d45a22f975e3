/**
 * The merge of what one space holds on two sides: see merge.ts for what it means.
 *
 * One pass over the places where the two sides differ both compares and writes. It can because what the
 * right side adds usually lies behind everything of the left side already (branches are evaluated one after
 * the other, and each version has a stretch of the order to itself). Where it does not, a second pass writes,
 * which knows from the first by how much the additions have to move.
 */
import type { Bucket, Shape } from './bucket.ts';
import { LONES, SHAPES, STRETCH, TABLES, type Content } from './content.ts';
import type { Occurrence } from './occurrence.ts';
import type { State } from './state.ts';
import { mergeTables, type Owner } from './table.ts';

/** A bucket up to this size is compared as quickly as it is wrapped. */
const SMALL = 32;

/** Most buckets lose or gain nothing: no list is made for that. Never written to. */
const NOTHING: Occurrence[] = [];

/** The two sides, and what their merge is written under. */
export interface Merging {
  readonly left: State;
  readonly right: State;
  /** Whether neither side has seen anything of the other: all that the right side holds comes over, and nothing goes. */
  readonly strangers: boolean;
  readonly head: number;
  readonly owner: Owner;
}

/** The content of the union; the left content itself when nothing comes or goes. */
export function mergeContents(left: Content, right: Content, merging: Merging): Content {
  if (left === right) return left;
  // Nothing is written in vain where it can be foreseen.
  const foreseen = right.nextOrder <= left.nextOrder;
  const first = new Pass(left, right, merging, !foreseen, undefined);
  const merged = first.run();
  if (first.lowest >= left.nextOrder && !foreseen) return merged;
  return new Pass(left, right, merging, true, placing(left, first)).run();
}

/** Gives an addition its place behind everything of the left side. */
type Placing = (o: Occurrence) => Occurrence;

/** Additions keep their distances, unless that would leave too many places unused. O(1), else O(additions × log). */
function placing(left: Content, { lowest, highest, added }: Pass): Placing | undefined {
  if (lowest >= left.nextOrder) return undefined;
  let { nextOrder } = left;
  const by = nextOrder - lowest;
  if (highest - lowest <= STRETCH * added.length) return (o) => o.at(o.order + by);
  const sorted = added.slice().sort((a, b) => a.order - b.order);
  const places = new Map(sorted.map(({ id }) => [id, nextOrder++]));
  return (o) => o.at(places.get(o.id) as number);
}

class Pass {
  /** What comes over from the right side, and the lowest and highest of its places there. */
  readonly added: Occurrence[] = [];
  lowest = Infinity;
  highest = -Infinity;

  readonly #left: Content;
  readonly #right: Content;
  readonly #merging: Merging;
  readonly #merged: Content;
  readonly #writes: boolean;
  readonly #placing: Placing | undefined;
  /** Whether all that the right side holds comes over as it is: then it is counted as a whole, and not looked at. */
  readonly #absorbs: boolean;
  /** Whether the left side knows of everything that was ever removed on the right: then nothing of it goes. */
  readonly #losesNothing: boolean;
  /** The version that was asked for last, and whether the left side has seen it: most additions are of few versions. */
  #asked = 0;
  #wasSeen = false;

  // Of the bucket at hand:
  /** What the result takes over from the right side, in its order. */
  #gains: Occurrence[] = NOTHING;
  /** What the result loses of the left side. */
  #losses: Occurrence[] = NOTHING;
  /** Whether what the result keeps of the two sides is all that the right side holds. */
  #sameAsRight = true;

  constructor(
    left: Content,
    right: Content,
    merging: Merging,
    writes: boolean,
    placing: Placing | undefined,
  ) {
    this.#left = left;
    this.#right = right;
    this.#merging = merging;
    this.#writes = writes;
    this.#placing = placing;
    this.#merged = left.fork(merging.owner, left.version);
    this.#merged.version = merging.head;
    this.#merged.firstOrder = Math.min(left.firstOrder, right.firstOrder);
    this.#absorbs = merging.strangers && writes && right.firstOrder >= left.nextOrder;
    const lastLoss = Math.max(right.removedAt, merging.right.mergedAt);
    this.#losesNothing = merging.strangers || lastLoss === 0 || merging.left.seen.has(lastLoss);
  }

  run(): Content {
    const left = this.#left;
    const right = this.#right;
    const merged = this.#merged;
    let changed = false;
    if (this.#absorbs) merged.absorb(right);
    for (const table of TABLES) {
      const shape = SHAPES[table];
      merged[table] = mergeTables(
        left[table],
        right[table],
        this.#merging.owner,
        (_, mine, theirs) => this.#decide(shape, mine, theirs),
      );
      changed ||= merged[table] !== left[table];
    }
    for (const lone of LONES) {
      if (left[lone] === right[lone]) continue;
      merged[lone] = this.#decide(SHAPES[lone], left[lone], right[lone]);
      changed ||= merged[lone] !== left[lone];
    }
    return changed ? merged : left;
  }

  /** The merge of two buckets that are not the same; `mine` itself when nothing comes or goes. */
  #decide(shape: Shape, mine: Bucket | undefined, theirs: Bucket | undefined): Bucket | undefined {
    if (theirs === undefined) {
      if (this.#losesNothing) return mine;
    } else if (this.#absorbs) {
      if (mine === undefined) return this.#adopt(theirs);
    } else if (this.#isNoNews(theirs)) return mine;
    this.#gains = NOTHING;
    this.#losses = NOTHING;
    this.#sameAsRight = theirs !== undefined;
    if (mine === undefined) theirs?.forEach(this.#gained);
    else if (theirs === undefined) mine.forEach(this.#lost);
    else mine.diff(theirs, this.#lost, this.#gained);
    const gains = this.#gains;
    const losses = this.#losses;
    if ((gains === NOTHING && losses === NOTHING) || !this.#writes) return mine;
    for (const o of losses) this.#merged.note(o, -1);
    if (gains.length > 1) gains.sort((a, b) => a.order - b.order);
    for (let i = 0; i < gains.length; i++) this.#take(gains, i);
    return this.#follow(mine, theirs) ?? this.#write(shape, mine);
  }

  /**
   * Whether the left side knows all that the right side knows of this bucket's key. That was known when the bucket was
   * last written or, if that is later, at the last merge: a merge may learn of removals and leave the bucket as it is.
   */
  #isNoNews(theirs: Bucket): boolean {
    return this.#isSeen(Math.max(theirs.version, this.#merging.right.mergedAt));
  }

  /** Whether the left side has seen a version. */
  #isSeen(version: number): boolean {
    if (version !== this.#asked) {
      this.#asked = version;
      this.#wasSeen = this.#merging.left.seen.has(version);
    }
    return this.#wasSeen;
  }

  /** Gives an addition its place, and counts it. */
  #take(gains: Occurrence[], at: number): void {
    const merged = this.#merged;
    const o = gains[at] as Occurrence;
    const placed = this.#placing === undefined ? o : this.#placing(o);
    gains[at] = placed;
    if (this.#absorbs) return;
    if (placed.order >= merged.nextOrder) merged.nextOrder = placed.order + 1;
    merged.note(placed, 1);
  }

  /**
   * The right side's bucket, where only the right side changed it, or both changed it alike: then its sequence,
   * and so the identity of its group, is kept.
   */
  #follow(mine: Bucket | undefined, theirs: Bucket | undefined): Bucket | undefined {
    if (!this.#sameAsRight || theirs === undefined) return undefined;
    const { right, head, owner } = this.#merging;
    // Where the right side continued the left side's line, what they share has the same places in the order.
    const continued = mine === undefined || right.line.has(mine.version);
    if (continued) {
      return this.#placing === undefined
        ? this.#adopt(theirs)
        : theirs.reorder(this.#gains, head, owner);
    }
    const gone = new Set(this.#losses.map((o) => o.id));
    const sequence: Occurrence[] = [];
    mine.forEach((o) => {
      if (!gone.has(o.id)) sequence.push(o);
    });
    sequence.push(...this.#gains);
    let at = 0;
    let agrees = true;
    theirs.forEach((o) => {
      if (o.id !== sequence[at++]?.id) agrees = false;
    });
    return agrees ? theirs.reorder(sequence, head, owner) : undefined;
  }

  /** The right side's bucket as it is. */
  #adopt(theirs: Bucket): Bucket {
    // Under the head's version a later merge sees at once that its line has this bucket; a small one tells by itself.
    if (theirs.size <= SMALL) return theirs;
    return theirs.reorder(NOTHING, this.#merging.head, this.#merging.owner);
  }

  /** The left side's bucket without what is lost and with what is gained. */
  #write(shape: Shape, mine: Bucket | undefined): Bucket | undefined {
    const { head, owner } = this.#merging;
    const gains = this.#gains;
    let bucket = mine;
    for (const o of this.#losses) bucket = bucket?.remove(o, head, owner);
    if (bucket !== undefined) {
      for (const o of gains) bucket = bucket.add(o, head, owner);
      return bucket;
    }
    return gains === NOTHING ? undefined : this.#merged.storage.bucket(shape, gains, head, owner);
  }

  /** The right side lacks it: removed there, if it was ever seen there. */
  readonly #lost = (o: Occurrence): void => {
    if (!this.#merging.right.seen.has(o.version)) this.#sameAsRight = false;
    else if (this.#losses === NOTHING) this.#losses = [o];
    else this.#losses.push(o);
  };

  /** The left side lacks it: to be added, unless it was removed there. */
  readonly #gained = (o: Occurrence): void => {
    if (this.#isSeen(o.version)) {
      this.#sameAsRight = false;
      return;
    }
    if (this.#gains === NOTHING) this.#gains = [o];
    else this.#gains.push(o);
    this.added.push(o);
    if (o.order < this.lowest) this.lowest = o.order;
    if (o.order > this.highest) this.highest = o.order;
  };
}
