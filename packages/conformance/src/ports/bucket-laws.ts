/**
 * What the engine asks of a bucket, tried by random histories against plain lists: several branches, each with its
 * owner, and groups held all along.
 */
import {
  alphaEquals,
  argumentAt,
  argumentsOf,
  expression,
  mayUnify,
  identityHash,
  Occurrence,
  Owner,
  renameApart,
  unify,
  variable,
  type Atom,
  type Bucket,
  type BucketFactory,
  type Entry,
  type Group,
  type ExpressionAtom,
  type Shape,
} from '@forkspace/spec';
import fc from 'fast-check';
import { must as insist } from '../expect.ts';
import { bucketHistory, FIRST_ORDER, plannedHistory, type Step } from './bucket-histories.ts';

/** A bucket may begin to index an argument when it has been asked for it so often that this pays: so much is enough. */
const OFTEN = 6;

/** An occurrence with an entry of its own, so that equal ones can be told apart. */
function occurrence(id: number, atom: Atom, order: number): Occurrence {
  const entry = { atom: atom as ExpressionAtom, head: atom, body: atom, cache: undefined };
  return new Occurrence(id, 1, order, atom, entry, identityHash(atom));
}

/** Whether a glance at the arguments leaves it open that an atom unifies. */
function mayAnswer(shape: Shape, atom: Atom, args: readonly Atom[]): boolean {
  return args.every((arg, i) => {
    const stored = argumentAt(shape, atom, i);
    return stored === undefined || mayUnify(stored, arg);
  });
}

interface Branch {
  bucket: Bucket | undefined;
  list: readonly Occurrence[];
  owner: Owner;
}

interface Held {
  readonly group: Group<Entry>;
  readonly list: readonly Occurrence[];
}

const renamedApart = new WeakMap<readonly Atom[], Atom>();

function unifies(shape: Shape, atom: Atom, args: readonly Atom[]): boolean {
  let renamed = renamedApart.get(args);
  if (renamed === undefined) renamedApart.set(args, (renamed = renameApart(expression(...args))));
  return (
    unify(expression(...argumentsOf(shape, atom).slice(0, args.length)), renamed) !== undefined
  );
}

const same = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i]);

/** Plays a history on buckets and on plain lists, which are copied whenever they change. */
class Game {
  readonly shape: Shape;
  readonly #make: BucketFactory;
  readonly branches: Branch[];
  readonly held: Held[] = [];
  #id = 0;
  #order: number;
  #version = 1;

  constructor(shape: Shape, make: BucketFactory, firstOrder: number) {
    this.shape = shape;
    this.#make = make;
    this.#order = firstOrder;
    this.branches = [{ bucket: undefined, list: [], owner: new Owner() }];
  }

  play(step: Step): void {
    const branch = this.branches[step.on % this.branches.length] as Branch;
    const { list } = branch;
    switch (step.do) {
      case 'add':
        this.#add(branch, step.atom);
        break;
      case 'fill':
        for (let i = 0; i < step.times; i++) for (const atom of step.atoms) this.#add(branch, atom);
        break;
      case 'probe':
        this.#probe(branch, step.atom);
        break;
      case 'removeEqual': {
        const atom = list[step.pick % list.length]?.atom;
        const newest = atom && branch.bucket?.newest(atom);
        if (newest !== undefined) this.#remove(branch, newest);
        break;
      }
      case 'removeAt': {
        const held = list[step.pick % list.length];
        if (held !== undefined) this.#remove(branch, held);
        break;
      }
      case 'drain':
        for (const o of list.filter((_, i) => (i * 7 + step.pick) % 5 !== 0))
          this.#remove(branch, o);
        break;
      case 'reorder':
        this.#reorder(branch, step.pick % (list.length + 1));
        break;
      case 'fork':
        branch.owner = new Owner();
        this.branches.push({ ...branch, owner: new Owner() });
        break;
      case 'hold':
        if (branch.bucket !== undefined) this.held.push(this.#hold(branch.bucket, list));
    }
    insist((branch.bucket?.size ?? 0) === branch.list.length, 'size counts the occurrences');
    insist(
      branch.bucket?.version === undefined || branch.bucket.version <= this.#version,
      'versions are kept',
    );
  }

  finish(): void {
    for (const { bucket, list } of this.branches)
      if (bucket !== undefined) this.#checkContent(bucket, list);
    for (const { group, list } of this.held)
      insist(
        same(
          group.all,
          list.map((o) => o.entry),
        ),
        'a group is a snapshot',
      );
    for (const a of this.branches) for (const b of this.branches) this.#checkDiff(a, b);
  }

  #add(branch: Branch, atom: Atom): void {
    // Orders have gaps: other atoms of the space lie between.
    this.#order += 1 + (this.#id % 3) * 50;
    const o = occurrence(++this.#id, atom, this.#order);
    this.#version++;
    // Not before every write: to ask for a group makes the write copy.
    const group = this.#id % 4 === 0 ? branch.bucket?.group() : undefined;
    branch.bucket =
      branch.bucket === undefined
        ? this.#make(this.shape, [o], this.#version, branch.owner)
        : branch.bucket.add(o, this.#version, branch.owner);
    branch.list = [...branch.list, o];
    insist(branch.bucket.version === this.#version, 'a write sets the version');
    insist(
      group === undefined || branch.bucket.group() !== group,
      'another content is another group',
    );
  }

  #remove(branch: Branch, o: Occurrence): void {
    branch.bucket = branch.bucket?.remove(o, ++this.#version, branch.owner);
    branch.list = branch.list.filter((held) => held !== o);
  }

  #reorder(branch: Branch, many: number): void {
    if (branch.bucket === undefined) return;
    const stay = branch.list.length - many;
    const moved = branch.list.slice(stay).map((o) => o.at((this.#order += 2)));
    const before = branch.bucket;
    const group = before.group();
    branch.bucket = before.reorder(moved, ++this.#version, branch.owner);
    branch.list = [...branch.list.slice(0, stay), ...moved];
    insist(
      branch.bucket !== before && branch.bucket.version === this.#version,
      'it is another bucket',
    );
    insist(branch.bucket.group() === group, 'the same sequence is the same group');
  }

  #hold(bucket: Bucket, list: readonly Occurrence[]): Held {
    const group = bucket.group();
    insist(group === bucket.group() && group.size === list.length, 'one content is one group');
    return { group, list };
  }

  #checkContent(bucket: Bucket, list: readonly Occurrence[]): void {
    const seen: Occurrence[] = [];
    bucket.forEach((o) => seen.push(o));
    insist(same(seen, list), 'forEach shows everything, in order');
    const { all } = bucket.group();
    insist(Object.isFrozen(all) && all === bucket.group().all, 'all is one frozen array');
    insist(
      same(
        all,
        list.map((o) => o.entry),
      ),
      'the group shows everything',
    );
  }

  #probe(branch: Branch, atom: Atom): void {
    const { bucket, list } = branch;
    if (bucket === undefined) return;
    const equal = list.filter((o) => alphaEquals(o.atom, atom));
    insist(bucket.newest(atom) === equal.at(-1), 'newest is the last in order');
    insist(bucket.count(atom) === equal.length, 'count counts the equal ones');
    const args = argumentsOf(this.shape, atom);
    for (const pattern of [
      args,
      args.map((a, i) => (i === 0 ? variable('q') : a)),
      args.slice(0, 1),
      [],
    ]) {
      for (let i = 0; i < OFTEN; i++) bucket.select(pattern);
      this.#checkAnswers(bucket.select(pattern), list, pattern);
      for (const { group, list: then } of [this.#hold(bucket, list), ...this.held]) {
        const shown = new Map(then.map((o) => [o.entry, o]));
        const found = group.select(pattern).map((entry) => shown.get(entry));
        insist(!found.includes(undefined), 'a group selects from its snapshot');
        this.#checkAnswers(found as Occurrence[], then, pattern);
      }
    }
  }

  /** In order, each once, everything that unifies, and nothing that a glance at the arguments rules out. */
  #checkAnswers(
    found: readonly Occurrence[],
    list: readonly Occurrence[],
    args: readonly Atom[],
  ): void {
    const plausible = list.filter((o) => mayAnswer(this.shape, o.atom, args));
    let at = 0;
    for (const o of plausible) {
      if (o === found[at]) at++;
      else insist(!unifies(this.shape, o.atom, args), 'select misses nothing that unifies');
    }
    insist(at === found.length, 'select shows candidates in order, each once');
  }

  #checkDiff(a: Branch, b: Branch): void {
    if (a.bucket === undefined || b.bucket === undefined) return;
    const only = (x: Branch, y: Branch): Set<number> => {
      const others = new Set(y.list.map((o) => o.id));
      return new Set(x.list.map((o) => o.id).filter((id) => !others.has(id)));
    };
    const [left, right] = [only(a, b), only(b, a)];
    a.bucket.diff(
      b.bucket,
      (o) =>
        insist(left.delete(o.id) && a.list.includes(o), 'diff shows what only this side has, once'),
      (o) =>
        insist(
          right.delete(o.id) && b.list.includes(o),
          'diff shows what only the other side has, once',
        ),
    );
    insist(left.size === 0 && right.size === 0, 'diff misses nothing');
  }
}

/** Plays random histories of buckets of this shape. Throws where the bucket breaks its promises, with a short history. */
export function playBuckets(
  make: BucketFactory,
  shape: Shape,
  options: { readonly numRuns: number; readonly seed?: number },
): void {
  const planned = new Game(shape, make, 0);
  for (const step of plannedHistory(shape)) planned.play(step);
  planned.finish();
  fc.assert(
    fc.property(bucketHistory(shape), FIRST_ORDER, (history, firstOrder) => {
      const game = new Game(shape, make, firstOrder);
      for (const step of history) game.play(step);
      game.finish();
    }),
    options,
  );
}
