/**
 * A persistent map from integers to objects: the store of this backend.
 *
 * Clones share every node; a write copies the few nodes on the way to its key, once per owner, and
 * changes them in place from then on. Invariant: a node reachable from a trie whose owner has been
 * thrown away never changes again.
 *
 * Costs on n keys: `get`, `set`, `delete` O(log32 n), at most 12 levels for any key; a first write
 * under a new owner allocates about 0.4 KB per level (three levels at 10,000 dense keys).
 */
import { Owner, type Decide, type Table } from '@forkspace/spec';
import { diff, type Difference } from './trie-diff.ts';
import { mergeTries } from './trie-merge.ts';
import {
  find,
  findBack,
  lastPut,
  leavesOf,
  lone,
  put,
  take,
  treeOf,
  walk,
  type Combine,
  type Leaves,
  type TrieNode,
} from './trie-node.ts';

/** Keys are whole numbers from 0 to 2^53 - 1. */
export class Trie<V extends object> implements Table<V> {
  // First in the record, because what follows a look-up is mostly waiting for memory.
  /** The wide bottom nodes' slots by `key >>> 5`: two steps to a value instead of one for each level. */
  #leaves: Leaves<V> | undefined = undefined;
  #root: TrieNode<V> | undefined;
  /** Look-ups since the last write, until there are leaves. */
  #lookups = 0;
  #size: number;
  readonly #owner: Owner;

  static readonly #empty = new Trie<never>(new Owner(), undefined, 0);

  private constructor(owner: Owner, root: TrieNode<V> | undefined, size: number) {
    this.#owner = owner;
    this.#root = root;
    this.#size = size;
  }

  /** The empty trie. Nobody owns it: it can be shared by all. */
  static empty<V extends object>(): Trie<V> {
    return Trie.#empty;
  }

  /** A trie of ascending keys and their values, which `owner` may write. O(n), a fraction of as many writes. */
  static ofAscending<V extends object>(
    keys: ArrayLike<number>,
    values: ArrayLike<V>,
    owner: Owner,
  ): Trie<V> {
    const { length } = keys;
    return new Trie(
      owner,
      length === 0 ? undefined : treeOf(owner, keys, values, 0, length),
      length,
    );
  }

  /** O(1). */
  get size(): number {
    return this.#size;
  }

  /** O(log32 n), O(1) once as many look-ups as an eighth of the keys have followed the last write. */
  get(key: number): V | undefined {
    const leaves = this.#leaves;
    if (leaves !== undefined && key >>> 0 === key && key < leaves.length * 32) {
      const slots = leaves[key >>> 5];
      if (slots !== undefined) return slots[key & 31];
    }
    const root = this.#root;
    if (root === undefined) return undefined;
    // Listing the leaves costs about as much as the look-ups that must have come before have saved.
    if (leaves === undefined && this.#lookups++ === 16 + (this.#size >>> 3))
      this.#leaves = leavesOf(root, this.#size);
    return find(root, key);
  }

  /** This trie, changed, if `owner` owns it, else a changed copy; this trie untouched if the value is there already. O(log32 n). */
  set(key: number, value: V, owner: Owner): Trie<V> {
    const root = this.#root;
    if (root === undefined) return this.#with(lone(owner, key, value), 1, owner);
    // Where nothing would be copied there is nothing to save by looking first.
    if (this.#owner !== owner && find(root, key) === value) return this;
    return this.#put(root, key, value, owner, undefined);
  }

  /** As `set`, but where the key holds a value, `combine` says what to put there. One way down. O(log32 n). */
  combine(key: number, value: V, owner: Owner, combine: Combine<V>): Trie<V> {
    const root = this.#root;
    if (root === undefined) return this.#with(lone(owner, key, value), 1, owner);
    return this.#put(root, key, value, owner, combine);
  }

  /** As `set`; a missing key changes and copies nothing. O(log32 n). */
  delete(key: number, owner: Owner): Trie<V> {
    const root = this.#root;
    if (root === undefined || find(root, key) === undefined) return this;
    return this.#with(take(root, key, owner), this.#size - 1, owner);
  }

  /** Visits every entry in ascending order of keys. O(n). */
  forEach(visit: (value: V, key: number) => void): void {
    if (this.#root !== undefined) walk(this.#root, visit);
  }

  /** The values in ascending order of their keys. O(n). */
  values(): V[] {
    const values: V[] = [];
    this.forEach((value) => values.push(value));
    return values;
  }

  /** The value of the highest key that passes the test, looked for from the highest down. O(visited). */
  findLast(test: (value: V) => boolean): V | undefined {
    return this.#root && findBack(this.#root, test);
  }

  /**
   * Visits, in ascending order, every key at which the two tries do not hold the same object.
   * O(differences * log32 n) where they share structure.
   */
  diff(other: Table<V>, visit: Difference<V>): void {
    diff(this.#root, (other as Trie<V>).#root, visit);
  }

  /**
   * This trie with, at every key where the two do not hold the same object, what `decide` says; subtrees of
   * which only one side is kept are shared with that side. O(differences * log32 n).
   */
  merge(other: Table<V>, owner: Owner, decide: Decide<V>): Trie<V> {
    const { root, size } = mergeTries(this.#root, (other as Trie<V>).#root, owner, decide);
    return root === this.#root ? this : new Trie(owner, root, this.#size + size);
  }

  #put(
    root: TrieNode<V>,
    key: number,
    value: V,
    owner: Owner,
    combine: Combine<V> | undefined,
  ): Trie<V> {
    const written = put(root, key, value, owner, combine);
    return this.#with(written, lastPut.added ? this.#size + 1 : this.#size, owner);
  }

  #with(root: TrieNode<V> | undefined, size: number, owner: Owner): Trie<V> {
    if (this.#owner !== owner) return new Trie(owner, root, size);
    this.#root = root;
    this.#size = size;
    this.#leaves = undefined;
    this.#lookups = 0;
    return this;
  }
}

/** A new empty trie, in the form in which `defineBackend` asks for a table. O(1). */
export function trieTable<V extends object>(): Trie<V> {
  return Trie.empty();
}
