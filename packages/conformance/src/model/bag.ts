/**
 * The model of one space: a bag of occurrences as an immutable list. Naive on purpose; it is what "right"
 * means, so every line should be obvious.
 */
import { alphaEquals, type Atom } from '@forkspace/spec';

/** One addition of one atom. */
export interface Added {
  readonly id: number;
  readonly atom: Atom;
}

let lastId = 0;

export class Bag {
  static readonly EMPTY: Bag = new Bag([], new Set());

  /** What is held, in order. */
  readonly held: readonly Added[];
  /** Everything that was ever removed here or in what was merged. */
  readonly removed: ReadonlySet<number>;

  constructor(held: readonly Added[], removed: ReadonlySet<number>) {
    this.held = held;
    this.removed = removed;
  }

  get atoms(): readonly Atom[] {
    return this.held.map(({ atom }) => atom);
  }

  add(...atoms: readonly Atom[]): Bag {
    return new Bag([...this.held, ...atoms.map((atom) => ({ id: ++lastId, atom }))], this.removed);
  }

  /** Without the last occurrence of the atom; this bag when there is none. */
  remove(atom: Atom): Bag {
    const last = this.held.findLast((one) => alphaEquals(one.atom, atom));
    return last === undefined
      ? this
      : new Bag(
          this.held.filter((one) => one !== last),
          new Set([...this.removed, last.id]),
        );
  }

  clear(): Bag {
    return new Bag([], new Set([...this.removed, ...this.held.map(({ id }) => id)]));
  }

  /** The left side's, then what only the right side holds; without what either has removed. */
  union(right: Bag): Bag {
    const mine = new Set(this.held.map(({ id }) => id));
    const kept = this.held.filter(({ id }) => !right.removed.has(id));
    const gained = right.held.filter(({ id }) => !mine.has(id) && !this.removed.has(id));
    return new Bag([...kept, ...gained], new Set([...this.removed, ...right.removed]));
  }

  /** The same atoms as additions of their own. */
  copy(): Bag {
    return Bag.EMPTY.add(...this.atoms);
  }

  count(atom: Atom): number {
    return this.held.filter((one) => alphaEquals(one.atom, atom)).length;
  }
}
