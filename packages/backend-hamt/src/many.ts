/**
 * Many occurrences: a trie by order, and indexes that are built when they are first asked for and from
 * then on carried along by every write.
 *
 * Keyed by order, not by id, because then walking the trie is walking the sequence, whatever merges did.
 * Orders are unique in a bucket.
 *
 * Indexes and forks: an index that is missing is looked for in the *anchor*, an earlier value that this
 * one and its relatives descend from. The anchor builds it once, for all of them; each derives its own
 * from the few occurrences in which it differs. So a hundred forks of a large base that nobody had
 * queried pay for one index, not for a hundred. An anchor has none itself, and is let go when half of it
 * has changed, so what it keeps alive is bounded by what is held here.
 *
 * An index is built when look-ups have scanned enough for want of it: see {@link Scans}.
 */
import {
  alphaEquals,
  identityHash,
  INDEXED_POSITIONS,
  OPEN,
  Owner,
  patternKeys,
  Scans,
  type Atom,
  type Occurrence,
  type Shape,
} from '@forkspace/spec';
import { FEW, Few, mayAnswer, type Holding } from './holding.ts';
import {
  collect,
  file,
  IDENTITY,
  indexOf,
  newestOf,
  postingsOf,
  total,
  trieOf,
  unfile,
  type Index,
  type Posting,
} from './posting.ts';
import type { Trie } from './trie.ts';

/** A list this short is not worth looking for a shorter one. */
const SELECTIVE = 8;

export class Many implements Holding {
  readonly shape: Shape;
  #trie: Trie<Occurrence>;
  /** The index of position p at p + 1, that of whole atoms at 0. */
  readonly #indexes: (Index | undefined)[];
  readonly #scans: Scans;
  #anchor: Many | undefined;
  /** How many writes lie between the anchor and this. */
  #drift: number;
  /** The right to write this value in place; nobody has it once it is pinned. */
  #edit: Owner | undefined = new Owner();

  private constructor(
    shape: Shape,
    trie: Trie<Occurrence>,
    indexes: (Index | undefined)[],
    scans: Scans,
    anchor: Many | undefined,
    drift: number,
  ) {
    this.shape = shape;
    this.#trie = trie;
    this.#indexes = indexes;
    this.#scans = scans;
    this.#anchor = anchor;
    this.#drift = drift;
  }

  /** O(n). */
  static of(shape: Shape, occurrences: readonly Occurrence[]): Many {
    const edit = new Owner();
    const many = new Many(shape, trieOf(occurrences, edit), [], new Scans(), undefined, 0);
    many.#edit = edit;
    return many;
  }

  get size(): number {
    return this.#trie.size;
  }

  pin(): void {
    this.#edit = undefined;
  }

  /** O(log n) for the trie and for each index that exists. */
  add(o: Occurrence): Many {
    const target = this.#writable();
    target.#put(o);
    return target;
  }

  /** As {@link add}. */
  remove(o: Occurrence): Holding {
    const target = this.#writable();
    target.#take(o);
    return target.size > FEW / 2 ? target : new Few(this.shape, target.#trie.values());
  }

  /** O(moved * log n). Of a pinned value only. */
  reorder(moved: readonly Occurrence[]): Many {
    if (moved.length === this.size) return Many.of(this.shape, moved);
    const target = this.#writable();
    const before: Occurrence[] = [];
    this.#trie.findLast((o) => before.push(o) === moved.length);
    for (const o of before) target.#take(o);
    for (const o of moved) target.#put(o);
    return target;
  }

  /** O(log n), once the index of whole atoms exists. */
  newest(atom: Atom): Occurrence | undefined {
    return this.#findLast(atom, () => true);
  }

  /** O(log n + answers), once the index of whole atoms exists. */
  count(atom: Atom): number {
    let total = 0;
    this.#findLast(atom, () => {
      total++;
      return false;
    });
    return total;
  }

  /** The last that is alpha-equal to an atom and passes the test. */
  #findLast(atom: Atom, test: (o: Occurrence) => boolean): Occurrence | undefined {
    const index = this.#indexFor(IDENTITY);
    if (index !== undefined)
      return newestOf(index, atom, (o) => alphaEquals(o.atom, atom) && test(o));
    const identity = identityHash(atom);
    let scanned = 0;
    const found = this.#trie.findLast((o) => {
      scanned++;
      return o.identity === identity && alphaEquals(o.atom, atom) && test(o);
    });
    this.#scans.note(IDENTITY, scanned);
    return found;
  }

  /** O(log n + candidates at the most selective position), once that position has an index. */
  select(args: readonly Atom[]): readonly Occurrence[] {
    let fewest = this.size;
    let best: readonly Posting[] | undefined;
    let wanting: number[] | undefined;
    const positions = Math.min(args.length, INDEXED_POSITIONS);
    for (let position = 0; position < positions && fewest > SELECTIVE; position++) {
      const keys = patternKeys(args[position] as Atom);
      if (keys === undefined) continue;
      const index = this.#indexFor(position);
      if (index === undefined) {
        (wanting ??= []).push(position);
        continue;
      }
      const postings = postingsOf(index, [OPEN, ...keys]);
      const size = total(postings);
      if (best === undefined || size < fewest) {
        fewest = size;
        best = postings;
      }
    }
    const found: Occurrence[] = [];
    const consider = (o: Occurrence): void => {
      if (mayAnswer(this.shape, o.atom, args)) found.push(o);
    };
    if (best === undefined) this.forEach(consider);
    else collect(best).forEach(consider);
    if (wanting !== undefined && fewest > SELECTIVE)
      for (const position of wanting) this.#scans.note(position, fewest);
    return found;
  }

  forEach(visit: (o: Occurrence) => void): void {
    this.#trie.forEach(visit);
  }

  list(): readonly Occurrence[] {
    return this.#trie.values();
  }

  /**
   * Visits what, by id, only one of the two holds. O(changes * log n) where they share structure; what a
   * merge has moved counts as changed.
   */
  diff(other: Many, mine: (o: Occurrence) => void, theirs: (o: Occurrence) => void): void {
    const ours = new Map<number, Occurrence>();
    const others = new Map<number, Occurrence>();
    this.#trie.diff(other.#trie, (_, a, b) => {
      if (a !== undefined) ours.set(a.id, a);
      if (b !== undefined) others.set(b.id, b);
    });
    for (const o of ours.values()) if (!others.has(o.id)) mine(o);
    for (const o of others.values()) if (!ours.has(o.id)) theirs(o);
  }

  #put(o: Occurrence): void {
    const edit = this.#edit as Owner;
    this.#trie = this.#trie.set(o.order, o, edit);
    const indexes = this.#indexes;
    for (let i = 0; i < indexes.length; i++) {
      const index = indexes[i];
      if (index !== undefined) indexes[i] = file(index, this.shape, i - 1, o, edit);
    }
  }

  #take(o: Occurrence): void {
    const edit = this.#edit as Owner;
    this.#trie = this.#trie.delete(o.order, edit);
    const indexes = this.#indexes;
    for (let i = 0; i < indexes.length; i++) {
      const index = indexes[i];
      if (index !== undefined) indexes[i] = unfile(index, this.shape, i - 1, o, edit);
    }
  }

  /** This value if it may be written in place, else a copy that may. O(1). */
  #writable(): Many {
    const anchor = this.#anchor;
    if (this.#edit !== undefined) {
      this.#drift++;
      if (anchor !== undefined && this.#drift > anchor.size / 2) this.#anchor = undefined;
      return this;
    }
    const drift = anchor === undefined ? 1 : this.#drift + 1;
    const near = anchor === undefined ? this : drift > anchor.size / 2 ? undefined : anchor;
    return new Many(this.shape, this.#trie, this.#indexes.slice(), this.#scans, near, drift);
  }

  /** The index over a position, if there is one or it is time for it. */
  #indexFor(position: number): Index | undefined {
    const at = position + 1;
    const known = this.#indexes[at];
    if (known !== undefined) return known;
    const due = this.#scans.isDue(position, this.size);
    const anchor = this.#anchor;
    const derivable = anchor !== undefined && anchor.#indexes[at] !== undefined;
    return due || derivable ? this.#index(position) : undefined;
  }

  /** The index over a position. O(1); O(n) or, with an anchor that has it, O(drift * log n) the first time. */
  #index(position: number): Index {
    return (this.#indexes[position + 1] ??= this.#build(position));
  }

  #build(position: number): Index {
    const { shape } = this;
    const edit = this.#edit ?? new Owner();
    const anchor = this.#anchor;
    if (anchor === undefined) return indexOf(shape, position, this.list(), edit);
    let index = anchor.#index(position);
    const gained: Occurrence[] = [];
    anchor.#trie.diff(this.#trie, (_, before, after) => {
      if (before !== undefined) index = unfile(index, shape, position, before, edit);
      if (after !== undefined) gained.push(after);
    });
    for (const o of gained) index = file(index, shape, position, o, edit);
    return index;
  }
}
