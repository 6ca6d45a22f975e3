/** What a bucket holds, as a value: few occurrences in an array, or many in a trie with indexes. */
import {
  alphaEquals,
  argumentAt,
  mayUnify,
  SYMBOL,
  type Atom,
  type Occurrence,
  type Shape,
} from '@forkspace/spec';

export interface Holding {
  readonly shape: Shape;
  readonly size: number;
  /** From now on this value never changes: the next write makes another. O(1). */
  pin(): void;
  /** This holding, changed, unless it was pinned; then a changed copy. */
  add(o: Occurrence): Holding;
  /** As `add`, of an occurrence held here; undefined when nothing is left. */
  remove(o: Occurrence): Holding | undefined;
  /** Of a pinned holding: the same sequence, its last ones at other places in the order. */
  reorder(moved: readonly Occurrence[]): Holding;
  newest(atom: Atom): Occurrence | undefined;
  count(atom: Atom): number;
  select(args: readonly Atom[]): readonly Occurrence[];
  forEach(visit: (o: Occurrence) => void): void;
  /** All, in order. O(n) for many. */
  list(): readonly Occurrence[];
}

/** Whether a stored atom may unify with a pattern of these arguments. O(arguments). */
export function mayAnswer(shape: Shape, atom: Atom, args: readonly Atom[]): boolean {
  for (let i = 0; i < args.length; i++) {
    const stored = argumentAt(shape, atom, i);
    const asked = args[i] as Atom;
    if (stored === undefined || stored === asked) continue;
    // A ground atom holds that very symbol or not: no need to load what it holds instead.
    if ((asked.kind === SYMBOL && atom.ground) || !mayUnify(stored, asked)) return false;
  }
  return true;
}

/** Up to here a plain array beats a trie: a scan beats an index, and a copy takes no longer than a path. */
export const FEW = 32;

/** Occurrences in an array that is never written: each change makes a new one. For a few dozen. */
export class Few implements Holding {
  readonly shape: Shape;
  readonly #list: readonly Occurrence[];

  constructor(shape: Shape, list: readonly Occurrence[]) {
    this.shape = shape;
    this.#list = list;
  }

  get size(): number {
    return this.#list.length;
  }

  pin(): void {}

  add(o: Occurrence): Few {
    return new Few(this.shape, this.#list.concat([o]));
  }

  remove(o: Occurrence): Few | undefined {
    const rest = this.#list.filter((held) => held.id !== o.id);
    return rest.length === 0 ? undefined : new Few(this.shape, rest);
  }

  reorder(moved: readonly Occurrence[]): Few {
    return new Few(this.shape, [
      ...this.#list.slice(0, this.#list.length - moved.length),
      ...moved,
    ]);
  }

  newest(atom: Atom): Occurrence | undefined {
    return this.#list.findLast((o) => alphaEquals(o.atom, atom));
  }

  count(atom: Atom): number {
    let total = 0;
    for (const o of this.#list) if (alphaEquals(o.atom, atom)) total++;
    return total;
  }

  select(args: readonly Atom[]): readonly Occurrence[] {
    return this.#list.filter((o) => mayAnswer(this.shape, o.atom, args));
  }

  forEach(visit: (o: Occurrence) => void): void {
    this.#list.forEach(visit);
  }

  list(): readonly Occurrence[] {
    return this.#list;
  }
}
