/** A table that is a log of operations, replayed on read, with a checkpoint now and then. */
import type { Owner, Table } from '@forkspace/spec';

interface Entry<V> {
  readonly key: number;
  readonly value: V | undefined;
  readonly before: Entry<V> | undefined;
}

/** How many operations are replayed at most. */
const CHECKPOINT = 16;

/** Immutable throughout: owners are not needed. `get` O(1), writes O(1) but for the checkpoints, which are O(n). */
export class LogTable<V extends object> implements Table<V> {
  readonly #base: ReadonlyMap<number, V>;
  readonly #log: Entry<V> | undefined;
  readonly #length: number;
  readonly size: number;

  private constructor(
    base: ReadonlyMap<number, V>,
    log: Entry<V> | undefined,
    length: number,
    size: number,
  ) {
    this.#base = base;
    this.#log = log;
    this.#length = length;
    this.size = size;
  }

  static empty<V extends object>(): LogTable<V> {
    return new LogTable<V>(new Map(), undefined, 0, 0);
  }

  get(key: number): V | undefined {
    for (let at = this.#log; at !== undefined; at = at.before) if (at.key === key) return at.value;
    return this.#base.get(key);
  }

  set(key: number, value: V, _owner: Owner): LogTable<V> {
    return this.#write(key, value, this.get(key) === undefined ? 1 : 0);
  }

  delete(key: number, _owner: Owner): LogTable<V> {
    return this.get(key) === undefined ? this : this.#write(key, undefined, -1);
  }

  forEach(visit: (value: V, key: number) => void): void {
    for (const [key, value] of [...this.#replayed()].sort(([a], [b]) => a - b)) visit(value, key);
  }

  diff(
    other: Table<V>,
    visit: (key: number, mine: V | undefined, theirs: V | undefined) => void,
  ): void {
    const [mine, theirs] = [this.#replayed(), (other as LogTable<V>).#replayed()];
    for (const key of [...new Set([...mine.keys(), ...theirs.keys()])].sort((a, b) => a - b)) {
      if (mine.get(key) !== theirs.get(key)) visit(key, mine.get(key), theirs.get(key));
    }
  }

  #write(key: number, value: V | undefined, growth: number): LogTable<V> {
    const log = { key, value, before: this.#log };
    const next = new LogTable(this.#base, log, this.#length + 1, this.size + growth);
    if (this.#length < CHECKPOINT + (this.#base.size >> 2)) return next;
    return new LogTable(next.#replayed(), undefined, 0, next.size);
  }

  #replayed(): ReadonlyMap<number, V> {
    if (this.#log === undefined) return this.#base;
    const entries: Entry<V>[] = [];
    for (let at: Entry<V> | undefined = this.#log; at !== undefined; at = at.before)
      entries.push(at);
    const values = new Map(this.#base);
    for (const { key, value } of entries.reverse()) {
      if (value === undefined) values.delete(key);
      else values.set(key, value);
    }
    return values;
  }
}
