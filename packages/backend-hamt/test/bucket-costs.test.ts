/** What a bucket looks at, counted: a claim about costs that no busy machine can break. */
import {
  argumentsOf,
  expression,
  integer,
  Owner,
  patternKeys,
  stateRef,
  symbol,
  text,
  variable,
  type Atom,
  type Bucket,
  type Occurrence,
} from '@forkspace/spec';
import { describe, expect, test } from 'vitest';
import { TrieBucket } from '../src/trie-bucket.ts';
import { occurrence } from './occurrence.ts';

let reads = 0;

/** Occurrences that count how often their atom is looked at: what an operation visits, it looks at. */
function counted(id: number, atom: Atom): Occurrence {
  return Object.defineProperty(occurrence(id, atom, id * 3), 'atom', {
    get: () => {
      reads++;
      return atom;
    },
  });
}

const during = (work: () => void): number => {
  reads = 0;
  work();
  return reads;
};

/** An index is built when so many scans have been made for want of it. */
const SCANS = 4;
const often = (look: () => unknown): void => {
  for (let i = 0; i < SCANS + 2; i++) look();
};

const N = 10_000;
const fact = (i: number): Atom => expression(symbol('f'), integer(i % 100), integer(i));
const base = (n = N, atom = fact): Bucket =>
  TrieBucket.of(
    'fact',
    Array.from({ length: n }, (_, i) => counted(i + 1, atom(i))),
    1,
    new Owner(),
  );

describe('what TrieBucket visits', () => {
  test('a select looks at its answers only, once there have been some', () => {
    const bucket = base();
    expect(during(() => bucket.select([variable('x'), integer(77)]))).toBe(N);
    often(() => bucket.select([variable('x'), integer(77)]));
    expect(during(() => bucket.select([variable('x'), integer(78)]))).toBeLessThan(10);
    expect(during(() => bucket.group().select([variable('x'), integer(78)]))).toBeLessThan(10);
  });

  test('a hundred forks of a base that has no index build one', () => {
    const bucket = base();
    const visited = during(() => {
      for (let i = 0; i < 100; i++) {
        const fork = bucket.add(counted(N + 1 + i, fact(N + i)), 2, new Owner());
        expect(fork.select([variable('x'), integer(N + i)])).toHaveLength(1);
        expect(fork.select([variable('x'), integer(i)])).toHaveLength(1);
      }
    });
    expect(visited).toBeLessThan((SCANS + 2) * N);
  });

  test('a fork of a fork, and a group taken before a write, share that index too', () => {
    const bucket = base();
    const group = bucket.group();
    let fork = bucket;
    for (let i = 0; i < 20; i++) {
      fork = fork.add(counted(N + 1 + i, fact(N + i)), 2, new Owner());
      fork.group();
    }
    often(() => fork.select([variable('x'), integer(5)]));
    expect(during(() => group.select([variable('x'), integer(5)]))).toBeLessThan(10);
    expect(during(() => bucket.select([variable('x'), integer(5)]))).toBeLessThan(10);
  });

  test('a base that little is left of serves no more, so nothing keeps it alive', () => {
    const bucket = base();
    const held: Occurrence[] = [];
    bucket.forEach((o) => held.push(o));
    const owner = new Owner();
    let fork: Bucket | undefined = bucket;
    for (const o of held.slice(1000)) fork = fork?.remove(o, 2, owner);
    expect(during(() => often(() => fork?.select([integer(1), integer(1)])))).toBeLessThan(
      (SCANS + 2) * 1500,
    );
  });

  test('writes carry the indexes along', () => {
    const bucket = base();
    often(() => bucket.select([integer(1), integer(1)]));
    often(() => bucket.newest(fact(1)));
    const fork = bucket.add(counted(N + 1, fact(N)), 2, new Owner());
    expect(during(() => fork.add(counted(N + 2, fact(N + 1)), 2, new Owner()))).toBeLessThan(10);
    const newest = fork.newest(fact(42)) as Occurrence;
    expect(during(() => fork.remove(newest, 2, new Owner()))).toBeLessThan(10);
    expect(during(() => fork.select([integer(1), integer(1)]))).toBeLessThan(110);
    expect(during(() => fork.newest(fact(77)))).toBeLessThan(10);
    expect(during(() => fork.count(fact(77)))).toBeLessThan(10);
  });

  test('the newest of many equal atoms is found at once', () => {
    const bucket = base(N, () => fact(1));
    expect(during(() => expect(bucket.newest(fact(1))?.id).toBe(N))).toBeLessThan(10);
    expect(bucket.count(fact(1))).toBe(N);
  });

  test('atoms that differ in a reference only are told apart', () => {
    const about = (i: number): Atom => expression(symbol('f'), stateRef(i));
    expect(about(1).hash).toBe(about(2).hash);
    const bucket = base(N, about);
    often(() => bucket.newest(about(1)));
    expect(during(() => expect(bucket.newest(about(5))?.id).toBe(6))).toBeLessThan(10);
    expect(during(() => expect(bucket.count(about(N))).toBe(0))).toBeLessThan(10);
  });

  test('a merge moves the last ones without looking at the others', () => {
    const bucket = base();
    often(() => bucket.select([integer(1), integer(1)]));
    const held: Occurrence[] = [];
    bucket.forEach((o) => held.push(o));
    const moved = held.slice(-5).map((o) => o.at(o.order + 1_000_000));
    expect(during(() => bucket.reorder(moved, 2, new Owner()))).toBeLessThan(50);
  });
});

describe('colliding hashes', () => {
  test('cost time, never an answer', () => {
    // A hundred thousand texts are enough for several pairs that collide in an index; symbols never do.
    const names = new Map<number, string[]>();
    for (let i = 0; i < 200_000; i++) {
      const name = `name-${i}`;
      const key = (patternKeys(text(name)) as readonly number[])[0] as number;
      const met = names.get(key >>> 2);
      if (met === undefined) names.set(key >>> 2, [name]);
      else met.push(name);
    }
    const pairs = [...names.values()].filter((met) => met.length > 1).flat();
    expect(pairs.length).toBeGreaterThan(0);
    const atoms = [...pairs, ...Array.from({ length: 50 }, (_, i) => `other-${i}`)].map((name) =>
      expression(symbol('p'), text(name)),
    );
    const list = atoms.map((atom, i) => occurrence(i + 1, atom, i));
    const bucket = TrieBucket.of('fact', list, 1, new Owner());
    for (const o of list) {
      expect(bucket.select(argumentsOf('fact', o.atom)).filter((x) => x === o)).toHaveLength(1);
      expect(bucket.newest(o.atom)).toBe(o);
      expect(bucket.count(o.atom)).toBe(1);
    }
    let left: Bucket | undefined = bucket;
    for (const o of list) {
      left = left?.remove(o, 2, new Owner());
      expect(left?.newest(o.atom)).toBeUndefined();
    }
    expect(left).toBeUndefined();
  });

  test('of whole atoms: equal hash, different atoms', () => {
    // Variables hash alike, so these differ in nothing that the index sees.
    const twice = expression(symbol('f'), variable('x'), variable('x'));
    const apart = expression(symbol('f'), variable('x'), variable('y'));
    expect(twice.hash).toBe(apart.hash);
    const list = Array.from({ length: 300 }, (_, i) => {
      const atom = i % 2 === 0 ? twice : apart;
      return occurrence(i + 1, atom, i);
    });
    const bucket = TrieBucket.of('fact', list, 1, new Owner());
    expect(bucket.newest(twice)?.id).toBe(299);
    expect(bucket.newest(apart)?.id).toBe(300);
    expect([bucket.count(twice), bucket.count(apart)]).toEqual([150, 150]);
  });
});
