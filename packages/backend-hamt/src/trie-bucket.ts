/**
 * A bucket with structural sharing: clones share everything it holds, a write copies a path, a merge
 * compares what is not shared.
 *
 * The bucket itself is a thin record that its environment's owner may write in place; what it holds is a
 * value of its own ({@link Few}, {@link Many}) with a private right to write. Whoever takes hold of that
 * value (a clone, a group) pins it, and the next write goes to another one. So groups are snapshots that
 * cost O(1), and nothing has to be copied for them unless a write follows.
 */
import {
  diffLists,
  SnapshotGroup,
  type Atom,
  type Bucket,
  type Entry,
  type Group,
  type Occurrence,
  type Owner,
  type Shape,
} from '@forkspace/spec';
import { FEW, Few, type Holding } from './holding.ts';
import { Many } from './many.ts';

/**
 * Costs on n occurrences: add, remove, newest O(log n); select and count O(log n + answers), once the index
 * they need exists; that is built, O(n log n), once for all forks of one base, when look-ups have scanned enough for it.
 */
export class TrieBucket implements Bucket {
  // First in the record, because what follows a look-up is mostly waiting for memory.
  #all: readonly Entry[] | undefined = undefined;
  /** Who may write this record; undefined once nobody may. */
  readonly #owner: Owner | undefined;
  #holding: Holding;
  #version: number;
  #group: Group<Entry> | undefined;

  private constructor(
    owner: Owner | undefined,
    holding: Holding,
    version: number,
    group: Group<Entry> | undefined,
  ) {
    this.#owner = owner;
    this.#holding = holding;
    this.#version = version;
    this.#group = group;
  }

  /** The factory that `defineBackend` takes. O(n). */
  static of(
    shape: Shape,
    occurrences: readonly Occurrence[],
    version: number,
    owner: Owner,
  ): TrieBucket {
    const holding =
      occurrences.length > FEW ? Many.of(shape, occurrences) : new Few(shape, occurrences.slice());
    return new TrieBucket(owner, holding, version, undefined);
  }

  get size(): number {
    return this.#holding.size;
  }

  get version(): number {
    return this.#version;
  }

  group(): Group<Entry> {
    if (this.#group === undefined) {
      this.#holding.pin();
      this.#group = new SnapshotGroup(this.#holding);
    }
    return this.#group;
  }

  all(): readonly Entry[] {
    return (this.#all ??= this.group().all);
  }

  add(o: Occurrence, version: number, owner: Owner): TrieBucket {
    const held = this.#holding;
    if (held.size === FEW && held instanceof Few) {
      return this.#write(Many.of(held.shape, [...held.list(), o]), version, owner);
    }
    return this.#write(this.#mine(owner).add(o), version, owner);
  }

  remove(o: Occurrence, version: number, owner: Owner): TrieBucket | undefined {
    const left = this.#mine(owner).remove(o);
    return left === undefined ? undefined : this.#write(left, version, owner);
  }

  newest(atom: Atom): Occurrence | undefined {
    return this.#holding.newest(atom);
  }

  count(atom: Atom): number {
    return this.#holding.count(atom);
  }

  select(args: readonly Atom[]): readonly Occurrence[] {
    return this.#holding.select(args);
  }

  forEach(visit: (o: Occurrence) => void): void {
    this.#holding.forEach(visit);
  }

  /** O(changes * log n) between large buckets that share structure, else O(n). */
  diff(other: Bucket, mine: (o: Occurrence) => void, theirs: (o: Occurrence) => void): void {
    const a = this.#holding;
    const b = (other as TrieBucket).#holding;
    if (a === b) return;
    if (a instanceof Many && b instanceof Many) {
      a.diff(b, mine, theirs);
      return;
    }
    diffLists(a.list(), b.list(), mine, theirs);
  }

  /** O(moved * log n). */
  reorder(moved: readonly Occurrence[], version: number, owner: Owner): TrieBucket {
    const group = this.group();
    this.#holding.pin();
    if (moved.length === 0) return new TrieBucket(undefined, this.#holding, version, group);
    return new TrieBucket(owner, this.#holding.reorder(moved), version, group);
  }

  /** What this bucket holds; pinned first unless `owner` may write it in place. */
  #mine(owner: Owner): Holding {
    if (this.#owner !== owner) this.#holding.pin();
    return this.#holding;
  }

  #write(holding: Holding, version: number, owner: Owner): TrieBucket {
    if (this.#owner !== owner) return new TrieBucket(owner, holding, version, undefined);
    this.#holding = holding;
    this.#version = version;
    this.#group = undefined;
    this.#all = undefined;
    return this;
  }
}
