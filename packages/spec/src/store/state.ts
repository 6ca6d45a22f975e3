/** Everything an environment is: one record, shared by its clones until one of them writes. */
import type { Atom } from '../atoms/atom.ts';
import { Content, nextStamp, type Storage } from './content.ts';
import type { Owner, Table } from './table.ts';
import { Line, nextVersion, VersionSet } from './versions.ts';

/** A further space. */
export interface SpaceEntry {
  readonly content: Content;
  /** Its place among the spaces and cells of the environment. */
  readonly serial: number;
}

/** A value that was written by name or number. */
export interface Written {
  readonly value: Atom;
  /** The version that wrote it. */
  readonly version: number;
}

/** The value of a state cell. */
export interface CellEntry extends Written {
  /** Its place among the spaces and cells of the environment. */
  readonly serial: number;
}

/** The value of a binding, with its name: tables are keyed by number. */
export interface BindingEntry extends Written {
  readonly name: string;
}

/** The keys of spaces or cells in the order in which the environment got them. */
export function keysInOrder(table: Table<{ readonly serial: number }>): readonly number[] {
  const entries: (readonly [key: number, serial: number])[] = [];
  table.forEach(({ serial }, key) => entries.push([key, serial]));
  return Object.freeze(entries.sort(([, a], [, b]) => a - b).map(([key]) => key));
}

export class State {
  /** The version that wrote this record last. */
  readonly head: number;
  /** Every version whose writes have reached this record. */
  readonly seen: VersionSet;
  /** Those of them along the left side of every merge: what follows them keeps their order. */
  readonly line: Line;
  /** The version of the newest merge in this record's past; 0 if there was none. Since then it has been written by one hand. */
  readonly mergedAt: number;
  self: Content;
  spaces: Table<SpaceEntry>;
  cells: Table<CellEntry>;
  bindings: Table<BindingEntry>;
  stamp: number;
  /** Above the serial of every space and cell. */
  nextSerial: number;

  constructor(
    head: number,
    seen: VersionSet,
    line: Line,
    mergedAt: number,
    self: Content,
    spaces: Table<SpaceEntry>,
    cells: Table<CellEntry>,
    bindings: Table<BindingEntry>,
    stamp: number,
    nextSerial: number,
  ) {
    this.head = head;
    this.seen = seen;
    this.line = line;
    this.mergedAt = mergedAt;
    this.self = self;
    this.spaces = spaces;
    this.cells = cells;
    this.bindings = bindings;
    this.stamp = stamp;
    this.nextSerial = nextSerial;
  }

  static empty(storage: Storage, owner: Owner): State {
    const head = nextVersion();
    const seen = VersionSet.EMPTY.withNewest(head);
    const line = Line.from(head);
    const self = Content.empty(storage, owner, head);
    return new State(
      head,
      seen,
      line,
      0,
      self,
      storage.table(),
      storage.table(),
      storage.table(),
      0,
      0,
    );
  }

  /** A copy of this record under a new version. O(1). */
  next(): State {
    const head = nextVersion();
    return new State(
      head,
      this.seen.withNewest(head),
      this.line.withNewest(head),
      this.mergedAt,
      this.self,
      this.spaces,
      this.cells,
      this.bindings,
      nextStamp(),
      this.nextSerial,
    );
  }
}
