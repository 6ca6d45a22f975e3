/**
 * The bucket that a backend gets when it brings none of its own: occurrences in an array, copied by the
 * first write after a clone.
 *
 * The array is append-only and a removal only notes when a slot died. What a group shows is fixed by
 * two numbers, the length and the count of removals at the time it was taken, so groups are snapshots
 * that cost O(1), and writing goes on in place beside them. Only a fork, where both sides write, copies.
 */
import type { Atom } from '../atoms/atom.ts';
import { alphaEquals } from '../atoms/compare.ts';
import { identityHash } from '../atoms/identity.ts';
import type { Group } from '../environment.ts';
import {
  argumentAt,
  argumentsOf,
  INDEXED_POSITIONS,
  mayUnify,
  patternKeys,
} from './argument-keys.ts';
import type { Bucket, Shape } from './bucket.ts';
import { diffLists } from './diff-lists.ts';
import type { Entry, Occurrence } from './occurrence.ts';
import { mergePostings, PositionIndex, postingTotal, type Posting } from './postings.ts';
import { Scans } from './scans.ts';
import { SnapshotGroup } from './snapshot-group.ts';
import type { Owner } from './table.ts';

/** Below this size a scan beats an index. */
const SCAN_LIMIT = 16;
/** A list this short is not worth looking for a shorter one. */
const SELECTIVE = 8;

/** Slots that several buckets may read and at most one may append to. */
class Slots {
  readonly occurrences: Occurrence[];
  /** Slot → how many removals had happened when it died, plus one. */
  dead: Map<number, number> | undefined;
  removals = 0;
  indexes: (PositionIndex | undefined)[] | undefined = undefined;
  /** Slots whose first `inherited` entries are the same as here: their indexes serve for those. */
  readonly base: Slots | undefined;
  readonly inherited: number;
  readonly scans: Scans;

  constructor(occurrences: Occurrence[], base: Slots | undefined, inherited: number) {
    this.occurrences = occurrences;
    this.base = base;
    this.inherited = inherited;
    this.scans = base?.scans ?? new Scans();
  }

  append(occurrence: Occurrence): void {
    const slot = this.occurrences.push(occurrence) - 1;
    if (this.indexes !== undefined)
      for (const index of this.indexes) index?.add(occurrence.atom, slot);
  }

  kill(slot: number): void {
    (this.dead ??= new Map()).set(slot, ++this.removals);
  }

  /** Whether a position is indexed, or it is time that it should be. */
  isIndexed(position: number): boolean {
    return (
      this.indexes?.[position] !== undefined ||
      this.base?.indexes?.[position] !== undefined ||
      this.scans.isDue(position, this.occurrences.length)
    );
  }

  /** The lists of slots at `position` that can hold answers, from the shared base and from here. */
  lists(shape: Shape, position: number, keys: readonly number[]): Posting[] {
    const found: Posting[] = [];
    if (this.base !== undefined) {
      this.base.#index(shape, position).collect(keys, found);
      for (let i = 0; i < found.length; i++) found[i] = below(found[i] as Posting, this.inherited);
    }
    this.#index(shape, position).collect(keys, found);
    return found;
  }

  #index(shape: Shape, position: number): PositionIndex {
    const indexes = (this.indexes ??= []);
    return (indexes[position] ??= new PositionIndex(
      shape,
      position,
      this.occurrences,
      this.inherited,
    ));
  }
}

/** The part of an ascending list that lies below `limit`. O(log n) to find, copied only when cut. */
function below(list: Posting, limit: number): Posting {
  if (typeof list === 'number') return list < limit ? list : [];
  if (list.length === 0 || (list[list.length - 1] as number) < limit) return list;
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return list.slice(0, low);
}

/** A moment of some slots. */
class Moment {
  readonly shape: Shape;
  readonly slots: Slots;
  readonly length: number;
  readonly removals: number;
  readonly size: number;

  constructor(shape: Shape, slots: Slots, length: number, removals: number, size: number) {
    this.shape = shape;
    this.slots = slots;
    this.length = length;
    this.removals = removals;
    this.size = size;
  }

  alive(slot: number): boolean {
    const died = this.slots.dead?.get(slot);
    return slot < this.length && (died === undefined || died > this.removals);
  }

  forEach(visit: (occurrence: Occurrence, slot: number) => void): void {
    const { occurrences } = this.slots;
    const whole = this.size === this.length;
    for (let i = 0; i < this.length; i++)
      if (whole || this.alive(i)) visit(occurrences[i] as Occurrence, i);
  }

  /** Slots that may hold what unifies with these arguments, ascending; undefined: no argument tells. */
  slotsFor(args: readonly Atom[]): readonly number[] | undefined {
    if (this.size <= SCAN_LIMIT) return undefined;
    let best: Posting[] | undefined;
    let fewest = this.size;
    let wanting: number[] | undefined;
    const positions = Math.min(args.length, INDEXED_POSITIONS);
    for (let position = 0; position < positions && fewest > SELECTIVE; position++) {
      const keys = patternKeys(args[position] as Atom);
      if (keys === undefined) continue;
      if (!this.slots.isIndexed(position)) {
        (wanting ??= []).push(position);
        continue;
      }
      const lists = this.slots.lists(this.shape, position, keys);
      const total = postingTotal(lists);
      if (best === undefined || total < fewest) {
        fewest = total;
        best = lists;
      }
    }
    if (wanting !== undefined && fewest > SELECTIVE)
      for (const position of wanting) this.slots.scans.note(position, fewest);
    return best && mergePostings(best);
  }

  select(args: readonly Atom[]): Occurrence[] {
    const found: Occurrence[] = [];
    const consider = (occurrence: Occurrence): void => {
      for (let i = 0; i < args.length; i++) {
        const stored = argumentAt(this.shape, occurrence.atom, i);
        if (stored !== undefined && !mayUnify(stored, args[i] as Atom)) return;
      }
      found.push(occurrence);
    };
    const slots = this.slotsFor(args);
    if (slots === undefined) this.forEach(consider);
    else
      for (const slot of slots)
        if (this.alive(slot)) consider(this.slots.occurrences[slot] as Occurrence);
    return found;
  }

  /** Visits what is alpha-equal to `atom`, the newest first, until `visit` says stop. */
  same(atom: Atom, visit: (occurrence: Occurrence, slot: number) => boolean): void {
    const slots = this.slotsFor(argumentsOf(this.shape, atom));
    const identity = identityHash(atom);
    for (let i = (slots?.length ?? this.length) - 1; i >= 0; i--) {
      const slot = slots === undefined ? i : (slots[i] as number);
      if (!this.alive(slot)) continue;
      const occurrence = this.slots.occurrences[slot] as Occurrence;
      if (occurrence.identity !== identity || !alphaEquals(occurrence.atom, atom)) continue;
      if (visit(occurrence, slot)) return;
    }
  }
}

/**
 * The bucket that backends get unless they bring their own: an array, with indexes by argument once they pay.
 * {@link Bucket} says what each member promises. Costs: add O(1) in place, O(n) as the first write of another owner; lookups by argument O(1) plus
 * answers once indexed.
 */
export class ArrayBucket implements Bucket {
  // First in the record, because what follows a look-up is mostly waiting for memory.
  #all: readonly Entry[] | undefined = undefined;
  /** Who may write in place; nobody, when the slots are shared with another bucket. */
  readonly #owner: Owner | undefined;
  #now: Moment;
  #version: number;
  #group: Group<Entry> | undefined;

  private constructor(
    moment: Moment,
    version: number,
    owner: Owner | undefined,
    group: Group<Entry> | undefined,
  ) {
    this.#now = moment;
    this.#version = version;
    this.#owner = owner;
    this.#group = group;
  }

  /** The factory that `defineBackend` takes. O(n). */
  static of(
    shape: Shape,
    occurrences: readonly Occurrence[],
    version: number,
    owner: Owner,
  ): ArrayBucket {
    return ArrayBucket.#copy(shape, occurrences.slice(), undefined, 0, version, owner);
  }

  static #copy(
    shape: Shape,
    occurrences: Occurrence[],
    base: Slots | undefined,
    inherited: number,
    version: number,
    owner: Owner,
    group?: Group<Entry>,
  ): ArrayBucket {
    const slots = new Slots(occurrences, base, inherited);
    return new ArrayBucket(
      new Moment(shape, slots, occurrences.length, 0, occurrences.length),
      version,
      owner,
      group,
    );
  }

  get size(): number {
    return this.#now.size;
  }

  get version(): number {
    return this.#version;
  }

  group(): Group<Entry> {
    return (this.#group ??= new SnapshotGroup(this.#now));
  }

  all(): readonly Entry[] {
    return (this.#all ??= this.group().all);
  }

  add(occurrence: Occurrence, version: number, owner: Owner): ArrayBucket {
    const target = this.#writable(version, owner);
    const { shape, slots, length, removals, size } = target.#now;
    slots.append(occurrence);
    target.#now = new Moment(shape, slots, length + 1, removals, size + 1);
    return target;
  }

  remove(occurrence: Occurrence, version: number, owner: Owner): ArrayBucket | undefined {
    if (this.#now.size === 1) return undefined;
    const target = this.#writable(version, owner);
    const { shape, slots, length, size } = target.#now;
    slots.kill(target.#slotOf(occurrence));
    target.#now = new Moment(shape, slots, length, slots.removals, size - 1);
    // Dead slots are swept when they are the majority, so that they cost at most a constant factor.
    if (length > 2 * SCAN_LIMIT && size - 1 < length / 2) {
      const swept = new Slots(target.#live(), undefined, 0);
      target.#now = new Moment(shape, swept, size - 1, 0, size - 1);
    }
    return target;
  }

  newest(atom: Atom): Occurrence | undefined {
    let found: Occurrence | undefined;
    this.#now.same(atom, (occurrence) => {
      found = occurrence;
      return true;
    });
    return found;
  }

  count(atom: Atom): number {
    let total = 0;
    this.#now.same(atom, () => {
      total++;
      return false;
    });
    return total;
  }

  select(args: readonly Atom[]): readonly Occurrence[] {
    return this.#now.select(args);
  }

  forEach(visit: (occurrence: Occurrence) => void): void {
    this.#now.forEach(visit);
  }

  diff(other: Bucket, mine: (o: Occurrence) => void, theirs: (o: Occurrence) => void): void {
    diffLists(this.#listed(), (other as ArrayBucket).#listed(), mine, theirs);
  }

  reorder(moved: readonly Occurrence[], version: number, owner: Owner): ArrayBucket {
    const group = this.group();
    if (moved.length === 0) return new ArrayBucket(this.#now, version, undefined, group);
    const stay = this.#now.size - moved.length;
    const slots = stay === 0 ? moved.slice() : [...this.#live().slice(0, stay), ...moved];
    return ArrayBucket.#copy(this.#now.shape, slots, undefined, 0, version, owner, group);
  }

  /** The slot of an occurrence held here: slots ascend in order. O(log n). */
  #slotOf(occurrence: Occurrence): number {
    const { occurrences } = this.#now.slots;
    let low = 0;
    let high = this.#now.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((occurrences[middle] as Occurrence).order < occurrence.order) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** What is held, to be read at once. No copy where nothing was removed or added since. */
  #listed(): readonly Occurrence[] {
    const { size, slots } = this.#now;
    return size === slots.occurrences.length ? slots.occurrences : this.#live();
  }

  #live(): Occurrence[] {
    const live: Occurrence[] = [];
    this.#now.forEach((occurrence) => live.push(occurrence));
    return live;
  }

  #writable(version: number, owner: Owner): ArrayBucket {
    if (this.#owner === owner) {
      this.#version = version;
      this.#group = undefined;
      this.#all = undefined;
      return this;
    }
    const { shape, slots, length, size } = this.#now;
    if (size !== length)
      return ArrayBucket.#copy(shape, this.#live(), undefined, 0, version, owner);
    // Slot numbers stay, so the indexes of the original go on serving for what is copied. A chain of
    // such bases is never longer than one: a fork of a fork shares the first, until it has grown apart.
    const near = slots.base === undefined || length - slots.inherited > length / 4;
    const base = near ? (slots.base === undefined ? slots : undefined) : slots.base;
    const inherited = base === undefined ? 0 : near ? length : Math.min(slots.inherited, length);
    return ArrayBucket.#copy(
      shape,
      slots.occurrences.slice(0, length),
      base,
      inherited,
      version,
      owner,
    );
  }
}
