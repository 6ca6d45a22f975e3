/** Mutants at the port of buckets, with one defect each. */
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
} from '@forkspace/spec';
import { MapTable } from '../oddballs/map-table.ts';
import { COPYING } from '../oddballs/reference.ts';
import type { Mutant } from './mutant.ts';

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

export const bucketMutants: readonly Mutant[] = [
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
