/** Uniting: nothing changed, one side, both; forks of one base, and strangers. */
import type { Atom, Environment } from '@forkspace/spec';
import { rulesToWrite } from './clone.ts';
import { based, digestOf, digestOfRules, rule, rules } from './content.ts';
import { isolating, keep, timed, type Workload } from './workload.ts';

const COMMON = { family: 'micro', unit: 'ns' } as const;

export const unionUnmodified: Workload = {
  ...COMMON,
  name: 'union_unmodified',
  title: 'unite, nothing changed',
  about: 'unite an environment with its unchanged clone',
  sizeOf: 'rules',
  sizes: [10_000],
  fullSizes: [0, 10, 100, 1000, 100_000, 1_000_000],
  quickSizes: [10_000],
  prepare(backend, { size }) {
    const { content, base } = based(backend, size);
    const clone = base.clone();
    const operations = 4096;
    let last: Environment = base;
    return timed({
      operations,
      run() {
        for (let i = 0; i < operations; i++) keep(i, (last = base.union(clone)));
      },
      answer: () => ({ actual: digestOf(last), expected: digestOfRules(content) }),
    });
  },
};

export const unionOneSide: Workload = {
  ...COMMON,
  name: 'union_one_side',
  title: 'unite, one side changed',
  about: 'unite an environment with a clone that has added ten rules',
  sizeOf: 'rules',
  sizes: [10_000],
  fullSizes: [10, 100, 1000, 100_000, 1_000_000],
  quickSizes: [],
  suits: isolating,
  prepare(backend, { size, random }) {
    const { content, base } = based(backend, size);
    const extra = rulesToWrite(10, size, random);
    const clone = base.clone();
    clone.addAll(extra);
    const operations = 2048;
    let last: Environment = base;
    return timed({
      operations,
      run() {
        for (let i = 0; i < operations; i++) keep(i, (last = base.union(clone)));
      },
      answer: () => ({ actual: digestOf(last), expected: digestOfRules(content, extra) }),
    });
  },
};

export const unionModified: Workload = {
  ...COMMON,
  name: 'union_modified',
  title: 'unite two strangers',
  about: 'unite two environments of n rules each that have nothing in common',
  sizeOf: 'rules each side',
  sizes: [10, 100, 1000],
  fullSizes: [10_000, 100_000],
  quickSizes: [1000],
  suits: isolating,
  prepare(backend, { size }) {
    // Built in turns, as two branches at work would be: neither has the numbers of its names to itself.
    const left = rules(size, 'l');
    const right = rules(size, 'r');
    const l = backend.create();
    const r = backend.create();
    for (let i = 0; i < size; i++) {
      l.add(left[i]!);
      r.add(right[i]!);
    }
    const operations = Math.max(1, Math.round(2000 / size));
    let last: Environment = l;
    return timed({
      operations,
      run() {
        for (let i = 0; i < operations; i++) keep(i, (last = l.union(r)));
      },
      answer: () => ({ actual: digestOf(last), expected: digestOfRules(left, right) }),
    });
  },
};

const PAIRS = 32;

export const unionOfForks: Workload = {
  ...COMMON,
  name: 'union_of_forks',
  title: 'unite two forks, 10 writes each',
  about: 'unite two forks of one base that have added ten rules each',
  sizeOf: 'rules in the base',
  sizes: [1000, 10_000, 100_000],
  fullSizes: [0, 10, 100, 1_000_000],
  quickSizes: [100_000],
  suits: isolating,
  prepare(backend, { size, random }) {
    const { content, base } = based(backend, size);
    const pairs = Array.from({ length: PAIRS }, () => {
      const left = rulesToWrite(10, size, random);
      const right = rulesToWrite(10, size, random).map((_, i) =>
        i % 2 === 1 ? rule(`f${random.below(size)}`, 2_000_000 + i) : rule(`other${i}`, i),
      );
      const l = base.clone();
      const r = base.clone();
      l.addAll(left);
      r.addAll(right);
      return { l, r, left, right };
    });
    let last: Environment = base;
    return timed({
      operations: PAIRS,
      run() {
        for (let i = 0; i < PAIRS; i++) {
          const { l, r } = pairs[i]!;
          keep(i, (last = l.union(r)));
        }
      },
      answer() {
        const { left, right } = pairs[PAIRS - 1]!;
        return { actual: digestOf(last), expected: digestOfRules(content, left, right) };
      },
    });
  },
};

/** How many rules each fork adds; the founding guide's 1K and 1K. */
const MANY = 1000;

export const unionOfWrittenForks: Workload = {
  ...COMMON,
  name: 'union_of_written_forks',
  title: 'unite two forks, 1K writes each',
  about: `unite two forks of one base that have added ${MANY} rules each, every other one under a head of the base`,
  sizeOf: 'rules in the base',
  sizes: [10_000],
  fullSizes: [0, 1000, 100_000],
  quickSizes: [],
  suits: isolating,
  prepare(backend, { size, random }) {
    const { content, base } = based(backend, size);
    const side = (prefix: string, first: number): Atom[] =>
      Array.from({ length: MANY }, (_, i) =>
        i % 2 === 1 && size > 0
          ? rule(`f${random.below(size)}`, first + i)
          : rule(prefix + i, first + i),
      );
    const left = side('l', 1_000_000);
    const right = side('r', 2_000_000);
    const l = base.clone();
    const r = base.clone();
    // In turns, as two branches at work would write.
    for (let i = 0; i < MANY; i++) {
      l.add(left[i] as Atom);
      r.add(right[i] as Atom);
    }
    let last: Environment = l;
    return timed({
      operations: 1,
      run() {
        last = l.union(r);
      },
      answer: () => ({
        actual: `${digestOf(l)} ${digestOf(r)} ${digestOf(last)}`,
        expected: [
          digestOfRules(content, left),
          digestOfRules(content, right),
          digestOfRules(content, left, right),
        ].join(' '),
      }),
    });
  },
};
