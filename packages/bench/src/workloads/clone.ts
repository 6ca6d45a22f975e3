/** Cloning, and the first and later writes of a clone. */
import type { Atom, Environment } from '@forkspace/spec';
import type { Random } from '../random.ts';
import { based, digestOf, digestOfRules, rule } from './content.ts';
import { isolating, keep, timed, type Workload } from './workload.ts';

const COMMON = { family: 'micro', unit: 'ns', sizeOf: 'rules' } as const;

export const cloneUnmodified: Workload = {
  ...COMMON,
  name: 'clone_unmodified',
  title: 'clone and drop',
  about: 'clone an environment and drop the clone',
  sizes: [0, 100, 10_000, 100_000],
  fullSizes: [10, 1000, 1_000_000],
  quickSizes: [10_000],
  prepare(backend, { size }) {
    const { content, base } = based(backend, size);
    const operations = 4096;
    let last: Environment = base;
    return timed({
      operations,
      run() {
        for (let i = 0; i < operations; i++) keep(i, (last = base.clone()));
      },
      answer: () => ({ actual: digestOf(last), expected: digestOfRules(content) }),
    });
  },
};

export const cloneKept: Workload = {
  ...COMMON,
  name: 'clone_kept',
  title: 'clone and keep',
  about: 'clone an environment 16384 times and keep all clones, collecting garbage among them',
  sizes: [10_000],
  fullSizes: [0, 100, 1000, 100_000, 1_000_000],
  quickSizes: [],
  prepare(backend, { size }) {
    const { content, base } = based(backend, size);
    const operations = 16_384;
    const clones = Array.from<Environment>({ length: operations });
    return timed({
      operations,
      run() {
        for (let i = 0; i < operations; i++) clones[i] = base.clone();
      },
      answer: () => ({
        actual: digestOf(clones.at(-1) as Environment),
        expected: digestOfRules(content),
      }),
    });
  },
};

/**
 * Rules to write: every other one under a head that the base has, the rest under a few new heads. Few,
 * because a program does not invent a name for each clone.
 */
export function rulesToWrite(total: number, size: number, random: Random): Atom[] {
  return Array.from({ length: total }, (_, i) =>
    i % 2 === 1 && size > 0
      ? rule(`f${random.below(size)}`, 1_000_000 + i)
      : rule(`new${i % 64}`, i),
  );
}

export const cloneThenWrite: Workload = {
  ...COMMON,
  name: 'clone_then_write',
  title: 'clone, first write',
  about: 'clone an environment of n rules under n heads, add one rule to the clone, drop it',
  sizes: [0, 10, 100, 1000, 10_000, 100_000],
  fullSizes: [1_000_000],
  quickSizes: [10_000, 100_000],
  suits: isolating,
  prepare(backend, { size, random }) {
    const { content, base } = based(backend, size);
    const extra = rulesToWrite(1024, size, random);
    const operations = 64;
    let turn = 0;
    let last: Environment = base;
    return timed({
      operations,
      run() {
        for (let i = 0; i < operations; i++) {
          last = base.clone();
          last.add(extra[turn++ & 1023] as Atom);
          keep(i, last);
        }
      },
      answer() {
        const written = extra[(turn - 1) & 1023] as Atom;
        return {
          actual: `${digestOf(base)} ${digestOf(last)}`,
          expected: `${digestOfRules(content)} ${digestOfRules(content, [written])}`,
        };
      },
    });
  },
};

export const nextWrites: Workload = {
  ...COMMON,
  name: 'next_writes',
  title: 'further writes of a clone',
  about: 'add a rule to a clone that has been written before, averaged over 256 rules',
  sizes: [10_000],
  fullSizes: [0, 10, 100, 1000, 100_000, 1_000_000],
  quickSizes: [],
  suits: isolating,
  prepare(backend, { size, random }) {
    const { content, base } = based(backend, size);
    const first = rule('first', 0);
    const extra = rulesToWrite(256, size, random);
    let last = base;
    return timed<Environment>({
      operations: extra.length,
      fresh() {
        const clone = base.clone();
        clone.add(first);
        return clone;
      },
      run(clone) {
        for (const atom of extra) clone.add(atom);
        last = clone;
      },
      answer: () => ({
        actual: digestOf(last),
        expected: digestOfRules(content, [first], extra),
      }),
    });
  },
};

export const remove: Workload = {
  ...COMMON,
  name: 'remove',
  title: 'remove a rule',
  about: 'remove a rule from a clone that has been written before, averaged over 256 rules',
  sizes: [10_000],
  fullSizes: [1000, 100_000, 1_000_000],
  quickSizes: [],
  suits: isolating,
  prepare(backend, { size, random }) {
    const { content, base } = based(backend, size);
    const order = random.shuffle(content.map((_, i) => i));
    const gone = order.slice(0, 256).map((i) => content[i] as Atom);
    const rest = order.slice(256).map((i) => content[i] as Atom);
    const first = rule('first', 0);
    let last = base;
    return timed<Environment>({
      operations: gone.length,
      fresh() {
        const clone = base.clone();
        clone.add(first);
        return clone;
      },
      run(clone) {
        for (const atom of gone) clone.remove(atom);
        last = clone;
      },
      answer: () => ({ actual: digestOf(last), expected: digestOfRules(rest, [first]) }),
    });
  },
};
