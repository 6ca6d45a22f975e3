/**
 * The table port on a persistent map of a library: for comparing with our own trie, and for those who
 * trust the library more.
 *
 * Only the libraries' persistent operations are used, never their transients (`withMutations`,
 * `beginMutation`): these have faults that change maps they should leave alone, which the tests of this
 * package pin down. So owners are ignored and every write copies its path.
 *
 * Costs: get, set, delete O(log32 n). The libraries promise no order and compare no structure, so
 * `forEach` sorts, O(n log n), and `diff` looks at everything, O(n log n), even where nearly all is shared.
 */
import type { Owner, Table } from '@forkspace/spec';

/** What the libraries have in common. */
export interface PersistentMap<V> {
  readonly size: number;
  get(key: number): V | undefined;
  set(key: number, value: V): PersistentMap<V>;
  delete(key: number): PersistentMap<V>;
  forEach(visit: (value: V, key: number) => void): unknown;
}

export class LibraryTable<V extends object> implements Table<V> {
  readonly #map: PersistentMap<V>;

  constructor(map: PersistentMap<V>) {
    this.#map = map;
  }

  get size(): number {
    return this.#map.size;
  }

  get(key: number): V | undefined {
    return this.#map.get(key);
  }

  set(key: number, value: V, _owner: Owner): LibraryTable<V> {
    return this.#with(this.#map.set(key, value));
  }

  delete(key: number, _owner: Owner): LibraryTable<V> {
    return this.#with(this.#map.delete(key));
  }

  forEach(visit: (value: V, key: number) => void): void {
    for (const key of this.#keys().sort((a, b) => a - b)) visit(this.#map.get(key) as V, key);
  }

  diff(
    other: Table<V>,
    visit: (key: number, mine: V | undefined, theirs: V | undefined) => void,
  ): void {
    const map = this.#map;
    const theirs = (other as LibraryTable<V>).#map;
    if (map === theirs) return;
    const changed = this.#keys().filter((key) => map.get(key) !== theirs.get(key));
    theirs.forEach((_, key) => {
      if (map.get(key) === undefined) changed.push(key);
    });
    changed.sort((a, b) => a - b);
    for (const key of changed) visit(key, map.get(key), theirs.get(key));
  }

  #keys(): number[] {
    const keys: number[] = [];
    // The braces matter: Immutable.js stops when a visitor returns false.
    this.#map.forEach((_, key) => {
      keys.push(key);
    });
    return keys;
  }

  #with(map: PersistentMap<V>): LibraryTable<V> {
    return map === this.#map ? this : new LibraryTable(map);
  }
}
