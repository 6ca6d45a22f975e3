/** Mutants at the ports of a backend author: tables and buckets with one defect each. */
import { defineBackend, Owner, type Table } from '@forkspace/spec';
import { MapTable } from '../oddballs/map-table.ts';
import { COPYING } from '../oddballs/reference.ts';
import type { Mutant } from './mutant.ts';

/** A table around a table. */
class Around<V extends object> implements Table<V> {
  readonly inner: Table<V>;

  constructor(inner: Table<V> = MapTable.empty<V>()) {
    this.inner = inner;
  }

  again(inner: Table<V>): this {
    return inner === this.inner
      ? this
      : (new (this.constructor as new (inner: Table<V>) => Around<V>)(inner) as this);
  }

  get size(): number {
    return this.inner.size;
  }

  get(key: number): V | undefined {
    return this.inner.get(key);
  }

  set(key: number, value: V, owner: Owner): Table<V> {
    return this.again(this.inner.set(key, value, owner));
  }

  delete(key: number, owner: Owner): Table<V> {
    return this.again(this.inner.delete(key, owner));
  }

  forEach(visit: (value: V, key: number) => void): void {
    this.inner.forEach(visit);
  }

  diff(
    other: Table<V>,
    visit: (key: number, mine: V | undefined, theirs: V | undefined) => void,
  ): void {
    this.inner.diff((other as Around<V>).inner, visit);
  }
}

class SetsInPlace<V extends object> implements Table<V> {
  readonly #values = new Map<number, V>();

  get size(): number {
    return this.#values.size;
  }

  get(key: number): V | undefined {
    return this.#values.get(key);
  }

  set(key: number, value: V): Table<V> {
    this.#values.set(key, value);
    return this;
  }

  delete(key: number): Table<V> {
    this.#values.delete(key);
    return this;
  }

  forEach(visit: (value: V, key: number) => void): void {
    for (const [key, value] of [...this.#values].sort(([a], [b]) => a - b)) visit(value, key);
  }

  diff(
    other: Table<V>,
    visit: (key: number, mine: V | undefined, theirs: V | undefined) => void,
  ): void {
    this.forEach((value, key) => value !== other.get(key) && visit(key, value, other.get(key)));
    other.forEach((value, key) => this.get(key) === undefined && visit(key, undefined, value));
  }
}

/** Copies on the first write, but goes on owning under every later owner. */
class OwnsForGood<V extends object> extends Around<V> {
  static readonly first = new WeakMap<object, Owner>();

  override set(key: number, value: V, owner: Owner): Table<V> {
    const first = OwnsForGood.first.get(this) ?? owner;
    const table = this.again(this.inner.set(key, value, first));
    OwnsForGood.first.set(table, first);
    return table;
  }
}

/** Right, and O(n) for every write. */
class CopiesEachTime<V extends object> extends Around<V> {
  override set(key: number, value: V): Table<V> {
    return super.set(key, value, new Owner());
  }
}

class DeletesInPlace<V extends object> extends Around<V> {
  static readonly owners = new WeakMap<object, Owner>();

  override set(key: number, value: V, owner: Owner): Table<V> {
    const table = super.set(key, value, owner);
    DeletesInPlace.owners.set(table, owner);
    return table;
  }

  override delete(key: number, owner: Owner): Table<V> {
    return this.again(this.inner.delete(key, DeletesInPlace.owners.get(this) ?? owner));
  }
}

class DiffMissesTheirs<V extends object> extends Around<V> {
  override diff(
    other: Table<V>,
    visit: (key: number, mine: V | undefined, theirs: V | undefined) => void,
  ): void {
    super.diff(other, (key, mine, theirs) => mine !== undefined && visit(key, mine, theirs));
  }
}

class DiffMissesMine<V extends object> extends Around<V> {
  override diff(
    other: Table<V>,
    visit: (key: number, mine: V | undefined, theirs: V | undefined) => void,
  ): void {
    super.diff(other, (key, mine, theirs) => theirs !== undefined && visit(key, mine, theirs));
  }
}

class LosesAtSplit<V extends object> extends Around<V> {
  static splits = 0;

  override set(key: number, value: V, owner: Owner): Table<V> {
    if (
      this.size >= 1_024 &&
      this.get(key) === undefined &&
      this.size % 1_024 === 0 &&
      ++LosesAtSplit.splits % 2 === 1
    )
      return this;
    return super.set(key, value, owner);
  }
}

class WrapsKeys<V extends object> extends Around<V> {
  override get(key: number): V | undefined {
    return this.inner.get(key & 0x3ff);
  }

  override set(key: number, value: V, owner: Owner): Table<V> {
    return super.set(key & 0x3ff, value, owner);
  }

  override delete(key: number, owner: Owner): Table<V> {
    return super.delete(key & 0x3ff, owner);
  }
}

function table(
  name: string,
  defect: string,
  killedBy: readonly string[],
  make: <V extends object>() => Table<V>,
): Mutant {
  return {
    defect,
    killedBy,
    backend: defineBackend({ name: `mutant ${name}`, capabilities: COPYING, table: make }),
  };
}

export const storageMutants: readonly Mutant[] = [
  table(
    'sets in place',
    'a table is never copied',
    ['ENV-FORK-1b', 'ENV-FORK-1c', 'ENV-FORK-1e', 'ENV-HISTORY-1a', 'ENV-PORTS-1a'],
    () => new SetsInPlace(),
  ),
  table(
    'owns for good',
    'a table goes on writing in place under a later owner',
    ['ENV-FORK-1c', 'ENV-FORK-1e', 'ENV-HISTORY-1a', 'ENV-PORTS-1a'],
    <V extends object>() => new OwnsForGood<V>(),
  ),
  table(
    'copies each time',
    'a table never finds that it is owned, so that loading costs O(n²)',
    ['ENV-PORTS-1b'],
    <V extends object>() => new CopiesEachTime<V>(),
  ),
  table(
    'deletes in place',
    'deleting ignores who owns the table',
    ['ENV-FORK-1b', 'ENV-HISTORY-1a'],
    <V extends object>() => new DeletesInPlace<V>(),
  ),
  table(
    'diff misses theirs',
    'the comparison of tables leaves out keys of the other side',
    ['ENV-UNION-1a', 'ENV-UNION-2b', 'ENV-FORK-1i', 'ENV-BYTES-2a', 'ENV-PORTS-1a'],
    <V extends object>() => new DiffMissesTheirs<V>(),
  ),
  table(
    'diff misses mine',
    'the comparison of tables leaves out keys that only one side has',
    ['ENV-UNION-1a', 'ENV-BYTES-2a'],
    <V extends object>() => new DiffMissesMine<V>(),
  ),
  table(
    'loses at a split',
    'the key that makes a node split is lost',
    ['ENV-BAG-3g', 'ENV-BAG-1e'],
    <V extends object>() => new LosesAtSplit<V>(),
  ),
  table(
    'wraps keys',
    'keys above 1,023 meet smaller ones',
    ['ENV-BAG-3g', 'ENV-PORTS-1a'],
    <V extends object>() => new WrapsKeys<V>(),
  ),
];
