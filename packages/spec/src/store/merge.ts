/**
 * Union by occurrence (ENV-UNION), an observed-remove set: what one side holds and the other does not
 * was either never seen by the other (then it stays) or removed by it (then it goes). Whether it was
 * seen is answered by the version in which it was added.
 */
import type { Atom } from '../atoms/atom.ts';
import { equals } from '../atoms/compare.ts';
import { EnvironmentError } from '../errors.ts';
import type { Bucket } from './bucket.ts';
import { diffContents, nextStamp, type Content, type Place, type Storage } from './content.ts';
import type { Occurrence } from './occurrence.ts';
import { State, type CellEntry, type SpaceEntry, type Written } from './state.ts';
import { Owner, type Table } from './table.ts';
import { nextVersion } from './versions.ts';

/** One state cell or binding to which two branches gave different values. */
export interface Conflict {
  readonly kind: 'state' | 'binding';
  readonly name: string | number;
  readonly left: Atom;
  readonly right: Atom;
}

/** Merges two states into one that shares all it can with them. O(1) where only one side has changed. */
export function mergeStates(storage: Storage, left: State, right: State, onConflict: 'right' | 'error'): State {
  // Everything the right side ever saw, the left side has seen too: the left side is the union.
  if (left === right || left.seen.has(right.head)) return left;
  // The other way round, and the right side's order is the left side's continued.
  if (right.line.has(left.head)) return right;
  return new Merge(storage, left, right).run(onConflict);
}

class Merge {
  readonly #storage: Storage;
  readonly #left: State;
  readonly #right: State;
  readonly #owner = new Owner();
  readonly #head = nextVersion();
  readonly #conflicts: Conflict[] = [];

  constructor(storage: Storage, left: State, right: State) {
    this.#storage = storage;
    this.#left = left;
    this.#right = right;
  }

  run(onConflict: 'right' | 'error'): State {
    const left = this.#left;
    const right = this.#right;
    const cells = this.#written('state', left.cells, right.cells, (id) => id);
    const bindings = this.#written('binding', left.bindings, right.bindings, (_, entry) => entry.name);
    if (onConflict === 'error' && this.#conflicts.length > 0) throw conflictError(this.#conflicts);
    const self = this.#content(left.self, right.self);
    const spaces = this.#spaces();
    const placed = this.#placed(cells, spaces);
    return new State(
      this.#head,
      left.seen.union(right.seen).withNewest(this.#head),
      left.line.withNewest(this.#head),
      self,
      placed.spaces,
      placed.cells,
      bindings,
      nextStamp(),
      placed.nextSerial,
    );
  }

  #written<E extends Written>(
    kind: Conflict['kind'],
    left: Table<E>,
    right: Table<E>,
    nameOf: (key: number, entry: E) => string | number,
  ): Table<E> {
    let merged = left;
    left.diff(right, (key, mine, theirs) => {
      if (theirs === undefined || (mine !== undefined && this.#left.seen.has(theirs.version))) return;
      if (mine === undefined || this.#right.seen.has(mine.version)) {
        merged = merged.set(key, mine === undefined ? theirs : { ...theirs, ...serialOf(mine) }, this.#owner);
        return;
      }
      // Written on both sides. The right value wins, as a write of this merge: whoever has seen the merge
      // has seen both.
      if (!equals(mine.value, theirs.value)) {
        this.#conflicts.push({ kind, name: nameOf(key, mine), left: mine.value, right: theirs.value });
      }
      merged = merged.set(key, { ...theirs, ...serialOf(mine), version: this.#head }, this.#owner);
    });
    return merged;
  }

  #spaces(): Table<SpaceEntry> {
    let merged = this.#left.spaces;
    this.#left.spaces.diff(this.#right.spaces, (key, mine, theirs) => {
      // Spaces are never removed: one side lacking it has not seen it.
      if (theirs === undefined) return;
      const entry = mine === undefined ? theirs : { ...mine, content: this.#content(mine.content, theirs.content) };
      merged = merged.set(key, entry, this.#owner);
    });
    return merged;
  }

  /** Puts the spaces and cells that only the right side has behind the left side's, in its order. */
  #placed(
    cells: Table<CellEntry>,
    spaces: Table<SpaceEntry>,
  ): { readonly cells: Table<CellEntry>; readonly spaces: Table<SpaceEntry>; readonly nextSerial: number } {
    const fresh: { readonly serial: number; readonly place: (serial: number) => void }[] = [];
    this.#left.cells.diff(this.#right.cells, (key, mine, theirs) => {
      if (mine !== undefined || theirs === undefined) return;
      fresh.push({ serial: theirs.serial, place: (serial) => (cells = cells.set(key, { ...theirs, serial }, this.#owner)) });
    });
    this.#left.spaces.diff(this.#right.spaces, (key, mine, theirs) => {
      if (mine !== undefined || theirs === undefined) return;
      fresh.push({ serial: theirs.serial, place: (serial) => (spaces = spaces.set(key, { ...theirs, serial }, this.#owner)) });
    });
    let { nextSerial } = this.#left;
    for (const { place } of fresh.sort((a, b) => a.serial - b.serial)) place(nextSerial++);
    return { cells, spaces, nextSerial };
  }

  #content(left: Content, right: Content): Content {
    if (left === right) return left;
    const plan = new Plan(this.#left, this.#right);
    diffContents(left, right, (place, mine, theirs) => plan.compare(place, mine, theirs));
    if (plan.changes.length === 0) return left;
    const merged = left.fork(this.#owner);
    const shift = plan.lowest === Infinity ? 0 : left.nextOrder - plan.lowest;
    if (plan.lowest !== Infinity) merged.nextOrder = plan.highest + shift + 1;
    for (const change of plan.changes) this.#apply(merged, change, shift);
    return merged;
  }

  #apply(merged: Content, change: Change, shift: number): void {
    const { place, mine, theirs, removed, added } = change;
    for (const { atom } of removed) merged.note(atom, -1);
    for (const { atom } of added) merged.note(atom, 1);
    const moved = added.map((o) => o.at(o.order + shift));
    if (change.follows !== 'no' && theirs !== undefined) {
      // Only the right side changed this bucket: its sequence, and so the identity of its group, is kept.
      const places = change.follows === 'line' ? (shift === 0 ? [] : moved) : [...keptIn(mine, removed), ...moved];
      merged.put(place, theirs.reorder(places, this.#head, this.#owner));
      return;
    }
    let bucket = mine;
    for (const o of removed) bucket = bucket?.remove(o, this.#head, this.#owner);
    if (bucket === undefined) {
      bucket = moved.length === 0 ? undefined : this.#storage.bucket(place.shape, moved, this.#head, this.#owner);
    } else for (const o of moved) bucket = bucket.add(o, this.#head, this.#owner);
    merged.put(place, bucket);
  }
}

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
  /** From the right side, in its order. */
  readonly added: readonly Occurrence[];
}

/** Finds what the merge has to do, before anything is done: what is added needs one common shift in order. */
class Plan {
  readonly changes: Change[] = [];
  /** The lowest and the highest order of what the right side adds. */
  lowest = Infinity;
  highest = -Infinity;
  readonly #left: State;
  readonly #right: State;

  constructor(left: State, right: State) {
    this.#left = left;
    this.#right = right;
  }

  compare(place: Place, mine: Bucket | undefined, theirs: Bucket | undefined): void {
    let removed: Occurrence[] = NONE;
    let added: Occurrence[] = NONE;
    // Whether what the result keeps of the two sides is all that the right side holds.
    let sameAsRight = theirs !== undefined;
    const lost = (o: Occurrence): void => {
      if (!this.#right.seen.has(o.version)) sameAsRight = false;
      else if (removed === NONE) removed = [o];
      else removed.push(o);
    };
    const gained = (o: Occurrence): void => {
      if (this.#left.seen.has(o.version)) sameAsRight = false;
      else if (added === NONE) added = [o];
      else added.push(o);
    };
    if (mine === undefined) theirs?.forEach(gained);
    else if (theirs === undefined) mine.forEach(lost);
    else mine.diff(theirs, lost, gained);
    if (removed.length === 0 && added.length === 0) return;
    if (added.length > 1) added.sort((a, b) => a.order - b.order);
    if (added.length > 0) {
      this.lowest = Math.min(this.lowest, (added[0] as Occurrence).order);
      this.highest = Math.max(this.highest, (added[added.length - 1] as Occurrence).order);
    }
    const follows = sameAsRight && theirs !== undefined ? this.#follows(mine, theirs, removed, added) : 'no';
    this.changes.push({ place, mine, theirs, follows, removed, added });
  }

  /** How the sequence of the result compares with that of the right side, given that their content is one. */
  #follows(
    mine: Bucket | undefined,
    theirs: Bucket,
    removed: readonly Occurrence[],
    added: readonly Occurrence[],
  ): Change['follows'] {
    if (mine === undefined || this.#right.line.has(mine.version)) return 'line';
    const ids = [...keptIn(mine, removed), ...added].map((o) => o.id);
    let at = 0;
    let agrees = true;
    theirs.forEach((o) => {
      if (o.id !== ids[at++]) agrees = false;
    });
    return agrees ? 'sequence' : 'no';
  }
}

/** The place of a cell is the left side's. */
function serialOf(entry: Written & { readonly serial?: number }): { readonly serial?: number } {
  return entry.serial === undefined ? {} : { serial: entry.serial };
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

function conflictError(conflicts: readonly Conflict[]): EnvironmentError {
  const [first] = conflicts as [Conflict];
  return new EnvironmentError(
    'MERGE_CONFLICT',
    `union: both sides changed ${first.kind} ${first.name}` +
      (conflicts.length > 1 ? ` (and ${conflicts.length - 1} more)` : '') +
      '; merge with onConflict: "right" to keep the other side\'s values, or write the same value on both first',
    conflicts,
  );
}
