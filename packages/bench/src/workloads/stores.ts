/**
 * What an environment and the maps that a user could take instead have in common: a store of rules by key.
 * Every subject does the same jobs through the same code; see `peers/store.ts` for what a peer lacks.
 */
import { expression, symbol, variable, type Atom, type ExpressionAtom } from '@forkspace/spec';
import { PEERS } from '../peers/index.ts';
import { digestOfIds, entries, entry, storeOn, type Entry, type Store } from '../peers/store.ts';
import type { Random } from '../random.ts';
import { edges, filled } from './content.ts';
import {
  isolating,
  keep,
  timed,
  type Inability,
  type Prepare,
  type Prepared,
  type Setting,
  type Workload,
} from './workload.ts';

/** A job on any store; generic, so that no job can know which one it has. */
type Job = <S>(store: Store<S>, setting: Setting) => Prepared;

function everywhere(job: Job): Pick<Workload, 'prepare' | 'others'> {
  const others = PEERS.map(({ name, load }): [string, Prepare] => [
    name,
    async (setting) => job(await load(), setting),
  ]);
  return {
    prepare: (backend, setting) => job(storeOn(backend), setting),
    others: Object.fromEntries(others),
  };
}

const COMMON = {
  family: 'peers',
  unit: 'ns',
  quickSizes: [],
  suits: isolating,
  baseline: 'Map',
} as const;

const ids = (...lists: readonly (readonly Entry[])[]): string =>
  digestOfIds(lists.flat().map(({ row }) => row.id));

/** Entries to add: every other one under a key that the base has, if it has any. */
function further(total: number, size: number, first: number, random: Random): Entry[] {
  return Array.from({ length: total }, (_, i) =>
    entry(i % 2 === 1 && size > 0 ? `f${random.below(size)}` : `new${first}_${i % 64}`, first + i),
  );
}

export const storeFill: Workload = {
  ...COMMON,
  name: 'store_fill',
  title: 'fill an empty store',
  about: 'put n rules into an empty store at once; one operation is one rule',
  sizeOf: 'rules',
  sizes: [10_000],
  fullSizes: [100, 1000, 100_000],
  ...everywhere((store, { size }) => {
    const content = entries(size);
    let last = store.empty();
    return timed({
      operations: size,
      run() {
        last = store.addAll(store.empty(), content);
      },
      answer: () => ({ actual: digestOfIds(store.ids(last)), expected: ids(content) }),
    });
  }),
};

export const storeLookup: Workload = {
  ...COMMON,
  name: 'store_lookup',
  title: 'look up by key',
  about: 'how many rules there are under a key, for keys at random',
  sizeOf: 'rules',
  sizes: [10_000],
  fullSizes: [100, 1000, 100_000],
  ...everywhere((store, { size, random }) => {
    const content = entries(size);
    const full = store.addAll(store.empty(), content);
    const operations = 4096;
    const wanted = Array.from({ length: operations }, () => content[random.below(size)] as Entry);
    let sum = 0;
    return timed({
      operations,
      run() {
        sum = 0;
        for (let i = 0; i < operations; i++) sum += store.lookup(full, wanted[i] as Entry);
        keep(0, sum);
      },
      answer: () => ({ actual: String(sum), expected: String(operations) }),
    });
  }),
};

export const storeCloneWrite: Workload = {
  ...COMMON,
  name: 'store_clone_write',
  title: 'fork and add one rule',
  about: 'fork a store of n rules, add one rule to the fork, drop it',
  sizeOf: 'rules',
  sizes: [10, 1000, 10_000],
  fullSizes: [0, 100, 100_000],
  budget: { milliseconds: 60, runs: 6 },
  ...everywhere((store, { size, random }) => {
    const content = entries(size);
    const base = store.addAll(store.empty(), content);
    const extra = further(256, size, size, random);
    const operations = size > 100 ? 4 : 64;
    let turn = 0;
    let last = base;
    return timed({
      operations,
      run() {
        for (let i = 0; i < operations; i++) {
          last = store.add(store.fork(base), extra[turn++ & 255] as Entry);
          keep(i, last);
        }
      },
      answer: () => ({
        actual: `${digestOfIds(store.ids(base))} ${digestOfIds(store.ids(last))}`,
        expected: `${ids(content)} ${ids(content, [extra[(turn - 1) & 255] as Entry])}`,
      }),
    });
  }),
};

export const storeUnion: Workload = {
  ...COMMON,
  name: 'store_union',
  title: 'unite two strangers',
  about: 'unite two stores of n rules each that have nothing in common',
  sizeOf: 'rules each side',
  sizes: [1000],
  fullSizes: [10, 100, 10_000],
  budget: { milliseconds: 60, runs: 6 },
  ...everywhere((store, { size }) => {
    const ours = entries(size, 'l');
    const theirs = entries(size, 'r', size);
    const left = store.addAll(store.empty(), ours);
    const right = store.addAll(store.empty(), theirs);
    let last = left;
    return timed({
      operations: 1,
      run() {
        last = store.union(left, right);
      },
      answer: () => ({
        actual: [left, right, last].map((one) => digestOfIds(store.ids(one))).join(' '),
        expected: `${ids(ours)} ${ids(theirs)} ${ids(ours, theirs)}`,
      }),
    });
  }),
};

const PAIRS = 8;
const WRITES = 10;

export const storeForks: Workload = {
  ...COMMON,
  name: 'store_forks',
  title: 'unite two forks of 10 writes each',
  about: `unite two forks of a store of n rules that have added ${WRITES} rules each`,
  sizeOf: 'rules in the base',
  sizes: [10_000],
  fullSizes: [10, 100, 1000, 100_000],
  budget: { milliseconds: 60, runs: 6 },
  ...everywhere((store, { size, random }) => {
    const content = entries(size);
    const base = store.addAll(store.empty(), content);
    const pairs = Array.from({ length: PAIRS }, (_, i) => {
      const ours = further(WRITES, size, size + 2 * i * WRITES, random);
      const theirs = further(WRITES, size, size + (2 * i + 1) * WRITES, random);
      const left = store.addAll(store.fork(base), ours);
      const right = store.addAll(store.fork(base), theirs);
      return { left, right, ours, theirs };
    });
    let turn = 0;
    let last = base;
    return timed({
      operations: 1,
      run() {
        const { left, right } = pairs[turn++ % PAIRS]!;
        last = store.union(left, right);
      },
      answer() {
        const { ours, theirs } = pairs[(turn - 1) % PAIRS]!;
        return {
          actual: `${digestOfIds(store.ids(base))} ${digestOfIds(store.ids(last))}`,
          expected: `${ids(content)} ${ids(content, ours, theirs)}`,
        };
      },
    });
  }),
};

const everyPeer = (why: string): Inability[] => PEERS.map(({ name }) => ({ subject: name, why }));

export const storeQuery: Workload = {
  ...COMMON,
  name: 'store_query',
  title: 'find by another part than the key',
  about: 'all ten answers to (edge $x NODE) among n facts (edge KEY NODE)',
  sizeOf: 'facts',
  sizes: [10_000],
  cannot: everyPeer('keeps no index but the key, and knows no patterns'),
  prepare(backend, { size, random }) {
    const content = edges(size);
    const environment = filled(backend, content);
    const ends = content.map((atom) => (atom as ExpressionAtom).items[2] as Atom);
    const asked = random.shuffle([...new Set(ends)]);
    const patterns = asked.map((node) => expression(symbol('edge'), variable('x'), node));
    const operations = 64;
    let turn = 0;
    let found: readonly unknown[] = [];
    return timed({
      operations,
      run() {
        for (let i = 0; i < operations; i++) {
          found = environment.query(patterns[turn++ % patterns.length] as Atom);
          keep(i, found);
        }
      },
      answer() {
        const node = asked[(turn - 1) % asked.length];
        const expected = ends.filter((end) => end === node).length;
        return { actual: String(found.length), expected: String(expected) };
      },
    });
  },
};

export const storeUnionRemoved: Workload = {
  ...COMMON,
  name: 'store_union_removed',
  title: 'unite after a removal',
  about: 'unite two forks of n rules, one of which has removed a rule while the other added one',
  sizeOf: 'rules in the base',
  sizes: [10_000],
  cannot: everyPeer('brings back what one side removed: a map does not know who has seen what'),
  prepare(backend, { size }) {
    const content = entries(size);
    const atoms = content.map(({ atom }) => atom);
    const base = filled(backend, atoms);
    const extra = entry('extra', size);
    const left = base.clone();
    left.remove(atoms[7] as Atom);
    const right = base.clone();
    right.add(extra.atom);
    const store = storeOn(backend);
    const operations = 64;
    let last = base;
    return timed({
      operations,
      run() {
        for (let i = 0; i < operations; i++) keep(i, (last = left.union(right)));
      },
      answer: () => ({
        actual: digestOfIds(store.ids(last)),
        expected: ids(
          content.filter((_, i) => i !== 7),
          [extra],
        ),
      }),
    });
  },
};
