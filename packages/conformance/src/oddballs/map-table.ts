/** The plainest table there is: a native map, copied by the first write of another owner. */
import type { Owner, Table } from '@forkspace/spec';

/** `get` O(1); the first write of an owner O(n), later ones O(1); `forEach` and `diff` O(n log n). */
export class MapTable<V extends object> implements Table<V> {
  readonly #owner: Owner | undefined;
  readonly #values: Map<number, V>;

  constructor(owner: Owner | undefined, values: Map<number, V>) {
    this.#owner = owner;
    this.#values = values;
  }

  static empty<V extends object>(): MapTable<V> {
    return new MapTable<V>(undefined, new Map());
  }

  get size(): number {
    return this.#values.size;
  }

  get(key: number): V | undefined {
    return this.#values.get(key);
  }

  set(key: number, value: V, owner: Owner): MapTable<V> {
    const table = this.#writable(owner);
    table.#values.set(key, value);
    return table;
  }

  delete(key: number, owner: Owner): MapTable<V> {
    if (!this.#values.has(key)) return this;
    const table = this.#writable(owner);
    table.#values.delete(key);
    return table;
  }

  forEach(visit: (value: V, key: number) => void): void {
    for (const key of [...this.#values.keys()].sort((a, b) => a - b))
      visit(this.#values.get(key) as V, key);
  }

  diff(
    other: Table<V>,
    visit: (key: number, mine: V | undefined, theirs: V | undefined) => void,
  ): void {
    const keys = new Set([...this.#values.keys(), ...(other as MapTable<V>).#values.keys()]);
    for (const key of [...keys].sort((a, b) => a - b)) {
      const [mine, theirs] = [this.get(key), other.get(key)];
      if (mine !== theirs) visit(key, mine, theirs);
    }
  }

  #writable(owner: Owner): MapTable<V> {
    return this.#owner === owner ? this : new MapTable(owner, new Map(this.#values));
  }
}
