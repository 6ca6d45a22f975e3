/** Mutants at the ports of a backend author: tables and buckets with one defect each. */
import {
  ArrayBucket,
  defineBackend,
  type Atom,
  type Bucket,
  type BucketFactory,
  type Entry,
  type EnvironmentBackend,
  type Group,
  type Occurrence,
  type Owner,
  type Table,
} from '@forkspace/spec';
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

/** A bucket around a bucket, for overriding one thing. */
class AroundBucket implements Bucket {
  readonly inner: Bucket;

  constructor(inner: Bucket) {
    this.inner = inner;
  }

  again(inner: Bucket): Bucket {
    return inner === this.inner
      ? this
      : new (this.constructor as new (inner: Bucket) => AroundBucket)(inner);
  }

  get size(): number {
    return this.inner.size;
  }

  get version(): number {
    return this.inner.version;
  }

  group(): Group<Entry> {
    return this.inner.group();
  }

  all(): readonly Entry[] {
    return this.group().all;
  }

  add(occurrence: Occurrence, version: number, owner: Owner): Bucket {
    return this.again(this.inner.add(occurrence, version, owner));
  }

  remove(occurrence: Occurrence, version: number, owner: Owner): Bucket | undefined {
    const left = this.inner.remove(occurrence, version, owner);
    return left && this.again(left);
  }

  newest(atom: Atom): Occurrence | undefined {
    return this.inner.newest(atom);
  }

  count(atom: Atom): number {
    return this.inner.count(atom);
  }

  select(args: readonly Atom[]): readonly Occurrence[] {
    return this.inner.select(args);
  }

  forEach(visit: (occurrence: Occurrence) => void): void {
    this.inner.forEach(visit);
  }

  diff(other: Bucket, mine: (o: Occurrence) => void, theirs: (o: Occurrence) => void): void {
    this.inner.diff((other as AroundBucket).inner, mine, theirs);
  }

  reorder(moved: readonly Occurrence[], version: number, owner: Owner): Bucket {
    return this.again(this.inner.reorder(moved, version, owner));
  }
}

class NewestIsFirst extends AroundBucket {
  override newest(atom: Atom): Occurrence | undefined {
    const newest = super.newest(atom);
    let first = newest;
    if (newest !== undefined && this.count(atom) > 1)
      this.forEach((o) => (first = first === newest && o.atom.hash === atom.hash ? o : first));
    return first;
  }
}

class DiffMissesRemoved extends AroundBucket {
  override diff(
    other: Bucket,
    _mine: (o: Occurrence) => void,
    theirs: (o: Occurrence) => void,
  ): void {
    super.diff(other, () => {}, theirs);
  }
}

class ReorderRenews extends AroundBucket {
  override reorder(moved: readonly Occurrence[], version: number, owner: Owner): Bucket {
    const all: Occurrence[] = [];
    super.reorder(moved, version, owner).forEach((o) => all.push(o));
    return new ReorderRenews(ArrayBucket.of('rule', all, version, owner));
  }
}

class IgnoresOwner extends AroundBucket {
  static readonly owners = new WeakMap<Bucket, Owner>();

  override add(occurrence: Occurrence, version: number, owner: Owner): Bucket {
    return this.again(
      this.inner.add(occurrence, version, IgnoresOwner.owners.get(this.inner) ?? owner),
    );
  }
}

/** Writes in place, and yet answers with another object, which then has to be put into a table. */
class RenewsItself extends AroundBucket {
  override again(inner: Bucket): Bucket {
    return new RenewsItself(inner);
  }
}

class SelectMissesOpen extends AroundBucket {
  override select(args: readonly Atom[]): readonly Occurrence[] {
    const found = super.select(args);
    return this.size > 16
      ? found.filter(({ atom }) => atom.ground || args.every((arg) => !arg.ground))
      : found;
  }
}

function bucket(
  name: string,
  defect: string,
  killedBy: readonly string[],
  Broken: new (inner: Bucket) => AroundBucket,
  made?: (inner: Bucket, owner: Owner) => void,
): Mutant {
  const factory: BucketFactory = (shape, occurrences, version, owner) => {
    const inner = ArrayBucket.of(shape, occurrences, version, owner);
    made?.(inner, owner);
    return new Broken(inner);
  };
  const backend: EnvironmentBackend = defineBackend({
    name: `mutant ${name}`,
    capabilities: COPYING,
    table: () => MapTable.empty(),
    bucket: factory,
  });
  return { defect, killedBy, backend };
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
  bucket(
    'newest is first',
    'a bucket takes the first occurrence for the newest',
    ['ENV-BAG-1d', 'ENV-HISTORY-1a', 'ENV-PORTS-2a', 'ENV-PORTS-2c'],
    NewestIsFirst,
  ),
  bucket(
    'diff misses removed',
    'a removal in a bucket is not merged',
    ['ENV-UNION-1a', 'ENV-BYTES-2a', 'ENV-HISTORY-1a', 'ENV-PORTS-2b'],
    DiffMissesRemoved,
  ),
  bucket(
    'reorder renews',
    'a group loses its identity when its atoms are given other places',
    ['ENV-CACHE-1d', 'ENV-CACHE-1e', 'ENV-CACHE-1g', 'ENV-PORTS-2b'],
    ReorderRenews,
  ),
  bucket(
    'ignores owner',
    'a bucket is written in place by every owner',
    ['ENV-FORK-1b', 'ENV-FORK-1f', 'ENV-HISTORY-1a'],
    IgnoresOwner,
    (inner, owner) => IgnoresOwner.owners.set(inner, owner),
  ),
  bucket(
    'renews itself',
    'a bucket writes in place and returns another object, so that a table that fails loses the old content',
    ['ENV-BAG-8c'],
    RenewsItself,
  ),
  bucket(
    'select misses open',
    'a large bucket leaves out what has variables',
    ['ENV-BAG-5a', 'ENV-BAG-5b', 'ENV-PROGRAM-1e', 'ENV-PORTS-2a', 'ENV-PORTS-2b', 'ENV-PORTS-2c'],
    SelectMissesOpen,
  ),
];
