/**
 * Union by occurrence (ENV-UNION), an observed-remove set: what one side holds and the other does not
 * was either never seen by the other (then it stays) or removed by it (then it goes). Whether it was
 * seen is answered by the version in which it was added.
 */
import type { Atom } from '../atoms/atom.ts';
import { equals } from '../atoms/compare.ts';
import type { UnionOptions } from '../environment.ts';
import { EnvironmentError } from '../errors.ts';
import { nextStamp, type Content } from './content.ts';
import { mergeContents } from './merge-content.ts';
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

/**
 * What to do with conflicts. O(1). Throws INVALID_ARGUMENT for what no version of this interface knows.
 *
 * @example
 * requireUnionOptions({}) // => "right"
 */
export function requireUnionOptions(options: UnionOptions | undefined): 'right' | 'error' {
  const onConflict = options?.onConflict ?? 'right';
  if (onConflict === 'right' || onConflict === 'error') return onConflict;
  throw new EnvironmentError(
    'INVALID_ARGUMENT',
    "union: onConflict must be 'right' or 'error'",
    onConflict,
  );
}

/** Merges two states into one that shares all it can with them. O(1) where only one side has changed. */
export function mergeStates(left: State, right: State, onConflict: 'right' | 'error'): State {
  // Everything the right side ever saw, the left side has seen too: the left side is the union.
  if (left === right || left.seen.has(right.head)) return left;
  // The other way round, and the right side's order is the left side's continued.
  if (right.line.has(left.head)) return right;
  return new Merge(left, right).run(onConflict);
}

class Merge {
  readonly #left: State;
  readonly #right: State;
  readonly #owner = new Owner();
  readonly #head = nextVersion();
  readonly #conflicts: Conflict[] = [];
  readonly #strangers: boolean;

  constructor(left: State, right: State) {
    this.#left = left;
    this.#right = right;
    this.#strangers = !left.seen.intersects(right.seen);
  }

  run(onConflict: 'right' | 'error'): State {
    const left = this.#left;
    const right = this.#right;
    const cells = this.#written('state', left.cells, right.cells, (id) => id);
    const bindings = this.#written(
      'binding',
      left.bindings,
      right.bindings,
      (_, entry) => entry.name,
    );
    if (onConflict === 'error' && this.#conflicts.length > 0) throw conflictError(this.#conflicts);
    const self = this.#content(left.self, right.self);
    const spaces = this.#spaces();
    const placed = this.#placed(cells, spaces);
    return new State(
      this.#head,
      left.seen.union(right.seen).withNewest(this.#head),
      left.line.withNewest(this.#head),
      this.#head,
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
      if (theirs === undefined || (mine !== undefined && this.#left.seen.has(theirs.version)))
        return;
      if (mine === undefined || this.#right.seen.has(mine.version)) {
        merged = merged.set(
          key,
          mine === undefined ? theirs : { ...theirs, ...serialOf(mine) },
          this.#owner,
        );
        return;
      }
      // Written on both sides. The right value wins, as a write of this merge: whoever has seen the merge
      // has seen both.
      if (!equals(mine.value, theirs.value)) {
        this.#conflicts.push({
          kind,
          name: nameOf(key, mine),
          left: mine.value,
          right: theirs.value,
        });
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
      const entry =
        mine === undefined
          ? theirs
          : { ...mine, content: this.#content(mine.content, theirs.content) };
      merged = merged.set(key, entry, this.#owner);
    });
    return merged;
  }

  /** Puts the spaces and cells that only the right side has behind the left side's, in its order. */
  #placed(
    cells: Table<CellEntry>,
    spaces: Table<SpaceEntry>,
  ): {
    readonly cells: Table<CellEntry>;
    readonly spaces: Table<SpaceEntry>;
    readonly nextSerial: number;
  } {
    const fresh: { readonly serial: number; readonly place: (serial: number) => void }[] = [];
    this.#left.cells.diff(this.#right.cells, (key, mine, theirs) => {
      if (mine !== undefined || theirs === undefined) return;
      fresh.push({
        serial: theirs.serial,
        place: (serial) => (cells = cells.set(key, { ...theirs, serial }, this.#owner)),
      });
    });
    this.#left.spaces.diff(this.#right.spaces, (key, mine, theirs) => {
      if (mine !== undefined || theirs === undefined) return;
      fresh.push({
        serial: theirs.serial,
        place: (serial) => (spaces = spaces.set(key, { ...theirs, serial }, this.#owner)),
      });
    });
    let { nextSerial } = this.#left;
    for (const { place } of fresh.sort((a, b) => a.serial - b.serial)) place(nextSerial++);
    return { cells, spaces, nextSerial };
  }

  #content(left: Content, right: Content): Content {
    return mergeContents(left, right, {
      left: this.#left,
      right: this.#right,
      strangers: this.#strangers,
      head: this.#head,
      owner: this.#owner,
    });
  }
}

/** The place of a cell is the left side's. */
function serialOf(entry: Written & { readonly serial?: number }): { readonly serial?: number } {
  return entry.serial === undefined ? {} : { serial: entry.serial };
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
