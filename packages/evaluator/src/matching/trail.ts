/** Bindings that can be undone: the trail of a machine with backtracking. */
import { VARIABLE, type Atom } from '@forkspace/spec';
import { ageNow, type Cell } from './variables.ts';

/** Where a trail stood, and which bindings had to be remembered then. */
export interface TrailMark {
  readonly length: number;
  /** What `close` goes back to. */
  readonly protect: number;
  /** Cells older than this are remembered while the mark is open. */
  readonly age: number;
}

/**
 * Remembers which cells were bound since the newest open choice. Cells younger than that choice need no
 * entry: the alternatives tried after it cannot reach them.
 */
export class Trail {
  readonly #cells: Cell[] = [];
  /** Cells younger than this age are bound without being remembered. */
  #protect = 0;
  /** How many of the cells that are watched got a value. */
  values = 0;

  bind(cell: Cell, value: Atom): void {
    cell.value = value;
    if (cell.watched) {
      if (value.kind === VARIABLE) (value as Cell).watched = true;
      else this.values++;
    }
    if (cell.age < this.#protect) this.#cells.push(cell);
  }

  /** From here on every cell that exists now is remembered when it is bound. O(1). */
  open(): TrailMark {
    const mark = { length: this.#cells.length, protect: this.#protect, age: ageNow() };
    this.#protect = mark.age;
    return mark;
  }

  /** Every cell is remembered, those yet to be made too: for trying whether atoms unify. O(1). */
  openTrial(): TrailMark {
    const mark = { length: this.#cells.length, protect: this.#protect, age: Infinity };
    this.#protect = Infinity;
    return mark;
  }

  /** Frees what was bound since the mark. O(bindings undone). */
  undo(mark: TrailMark): void {
    const cells = this.#cells;
    while (cells.length > mark.length) (cells.pop() as Cell).value = undefined;
  }

  /** Ends what `open` began; the bindings stay. O(1). */
  close(mark: TrailMark): void {
    this.#protect = mark.protect;
  }

  /** Takes back `close`: cells older than the mark are remembered again. Those made since are not. O(1). */
  reopen(mark: TrailMark): void {
    this.#protect = mark.age;
  }

  /** Ends a trial that succeeded: keeps its bindings and forgets those nobody has to undo. O(bindings made). */
  commit(mark: TrailMark): void {
    this.#protect = mark.protect;
    const cells = this.#cells;
    if (cells.length === mark.length) return;
    let kept = mark.length;
    for (let i = mark.length; i < cells.length; i++) {
      const cell = cells[i] as Cell;
      if (cell.age < mark.protect) cells[kept++] = cell;
    }
    cells.length = kept;
  }

  /** The cells bound since the mark, oldest binding first. O(bindings). */
  since(mark: TrailMark): Cell[] {
    return this.#cells.length === mark.length ? NONE : this.#cells.slice(mark.length);
  }

  /** Whether nothing was remembered since the mark. O(1). */
  unchangedSince(mark: TrailMark): boolean {
    return this.#cells.length === mark.length;
  }
}

const NONE: Cell[] = [];
