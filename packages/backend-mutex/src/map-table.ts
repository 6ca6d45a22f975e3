/**
 * The plainest table there can be: one native `Map`. Written in place by its owner, copied whole by
 * anybody else. The mutex backend never gives content away, so it copies only after `forkSpace` and
 * after a union of two stores.
 */
import type { Owner, Table } from '@forkspace/spec';

export class MapTable<V extends object> implements Table<V> {
  /** Who may write in place; nobody yet while the table is empty. */
  readonly #owner: Owner | undefined;
  readonly #map: Map<number, V>;

  private constructor(owner: Owner | undefined, map: Map<number, V>) {
    this.#owner = owner;
    this.#map = map;
  }

  static empty<V extends object>(): MapTable<V> {
    return new MapTable<V>(undefined, new Map());
  }

  get size(): number {
    return this.#map.size;
  }

  get(key: number): V | undefined {
    return this.#map.get(key);
  }

  set(key: number, value: V, owner: Owner): MapTable<V> {
    if (this.#map.get(key) === value) return this;
    const table = this.#writable(owner);
    table.#map.set(key, value);
    return table;
  }

  delete(key: number, owner: Owner): MapTable<V> {
    if (!this.#map.has(key)) return this;
    const table = this.#writable(owner);
    table.#map.delete(key);
    return table;
  }

  forEach(visit: (value: V, key: number) => void): void {
    for (const [key, value] of [...this.#map].sort(byKey)) visit(value, key);
  }

  diff(
    other: Table<V>,
    visit: (key: number, mine: V | undefined, theirs: V | undefined) => void,
  ): void {
    if (other === this) return;
    const differing = new Set<number>();
    for (const [key, value] of this.#map) if (other.get(key) !== value) differing.add(key);
    other.forEach((value, key) => {
      if (this.#map.get(key) !== value) differing.add(key);
    });
    for (const key of [...differing].sort((a, b) => a - b)) {
      visit(key, this.#map.get(key), other.get(key));
    }
  }

  #writable(owner: Owner): MapTable<V> {
    return owner === this.#owner ? this : new MapTable(owner, new Map(this.#map));
  }
}

function byKey([a]: readonly [number, unknown], [b]: readonly [number, unknown]): number {
  return a - b;
}
