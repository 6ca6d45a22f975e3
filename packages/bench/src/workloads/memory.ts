/**
 * Memory, counted: the difference of the used heap, after collecting garbage, over many like objects held
 * at once. Exact to some bytes, so a few rounds are enough.
 */
import type { Atom, Environment, EnvironmentBackend } from '@forkspace/spec';
import { rulesToWrite } from './clone.ts';
import { based, digestOf, digestOfRules, filled, rule, rules } from './content.ts';
import { isolating, type Setting, type Workload } from './workload.ts';

/** Needs `--expose-gc`. */
export function collectGarbage(times: number): void {
  const collect = globalThis.gc;
  if (collect === undefined) throw new Error('memory is measured with node --expose-gc');
  for (let i = 0; i < times; i++) collect();
}

/** The used heap with garbage collected. */
export function usedHeap(): number {
  // What a first collection frees may let a second one free more.
  collectGarbage(4);
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Bytes that `total` objects take, all held at once, per object. */
function bytesPer<T>(total: number, make: (turn: number) => T): number {
  const held = Array.from<T | undefined>({ length: total });
  make(0);
  const before = usedHeap();
  for (let i = 0; i < total; i++) held[i] = make(i);
  const after = usedHeap();
  if (held.length !== total) throw new Error('unreachable: keeps what is measured alive');
  return (after - before) / total;
}

const BASE = { family: 'memory', unit: 'bytes', maxRounds: 5 } as const;

export const memoryOfClone: Workload = {
  ...BASE,
  name: 'memory_of_clone',
  title: 'a clone',
  about: 'bytes of a clone that is never written',
  sizeOf: 'rules',
  sizes: [10_000],
  fullSizes: [0, 100, 1000, 100_000, 1_000_000],
  quickSizes: [],
  prepare(backend, { size }) {
    const { content, base } = based(backend, size);
    return {
      meter: () => [bytesPer(10_000, () => base.clone())],
      answer: () => ({ actual: digestOf(base.clone()), expected: digestOfRules(content) }),
    };
  },
};

function writtenClones(backend: EnvironmentBackend, { size, random }: Setting) {
  const { content, base } = based(backend, size);
  const extra = rulesToWrite(1024, size, random);
  const make = (turn: number): Environment => {
    const clone = base.clone();
    clone.add(extra[turn & 1023] as Atom);
    return clone;
  };
  const answer = () => ({
    actual: `${digestOf(base)} ${digestOf(make(5))}`,
    expected: `${digestOfRules(content)} ${digestOfRules(content, [extra[5] as Atom])}`,
  });
  return { make, answer, content };
}

export const memoryOfWrittenClone: Workload = {
  ...BASE,
  name: 'memory_of_written_clone',
  title: 'a written clone',
  about: 'bytes of a clone to which one rule has been added',
  sizeOf: 'rules',
  sizes: [100, 10_000, 100_000],
  fullSizes: [0, 10, 1000, 1_000_000],
  quickSizes: [10_000],
  suits: isolating,
  prepare(backend, setting) {
    const { make, answer } = writtenClones(backend, setting);
    return { meter: () => [bytesPer(setting.size > 50_000 ? 200 : 1000, make)], answer };
  },
};

export const memoryRatio: Workload = {
  ...BASE,
  unit: 'ratio',
  name: 'memory_ratio',
  title: 'with a written clone',
  about: 'an environment and its written clone together, as a multiple of the environment alone',
  sizeOf: 'rules',
  sizes: [10_000],
  quickSizes: [10_000],
  suits: isolating,
  prepare(backend, setting) {
    const { make, answer, content } = writtenClones(backend, setting);
    return {
      meter() {
        const alone = bytesPer(4, () => filled(backend, content));
        return [(alone + bytesPer(200, make)) / alone];
      },
      answer,
    };
  },
};

export const memoryOfRule: Workload = {
  ...BASE,
  name: 'memory_of_rule',
  title: 'a rule',
  about: 'bytes per rule of an environment, atoms included',
  sizeOf: 'rules',
  sizes: [10_000],
  fullSizes: [100, 1000, 100_000, 1_000_000],
  quickSizes: [],
  prepare(backend, { size }) {
    const content = rules(size);
    const fill = (): Environment => {
      const environment = backend.create();
      for (let i = 0; i < size; i++) environment.add(rule(`f${i}`, i));
      return environment;
    };
    return {
      meter: () => [bytesPer(2, fill) / size],
      answer: () => ({ actual: digestOf(fill()), expected: digestOfRules(content) }),
    };
  },
};

export const memoryAfterRounds: Workload = {
  ...BASE,
  name: 'memory_after_rounds',
  title: 'after many rounds',
  about: 'bytes gained over n rounds of: clone twice, write both, unite, remove what was written',
  sizeOf: 'rounds',
  sizes: [1_000_000],
  fullSizes: [100_000],
  quickSizes: [],
  maxRounds: 3,
  suits: isolating,
  prepare(backend, { size }) {
    const content = rules(1000);
    let environment = filled(backend, content);
    const left = rule('f7', -1);
    const right = rule('f8', -2);
    const turn = (): void => {
      const l = environment.clone();
      const r = environment.clone();
      l.add(left);
      r.add(right);
      environment = l.union(r);
      environment.remove(left);
      environment.remove(right);
    };
    return {
      meter() {
        for (let i = 0; i < 1000; i++) turn();
        const before = usedHeap();
        for (let i = 0; i < size; i++) turn();
        return [Math.max(0, usedHeap() - before)];
      },
      answer: () => ({ actual: digestOf(environment), expected: digestOfRules(content) }),
    };
  },
};

const FORKS = 8;

export const memoryPeak: Workload = {
  ...BASE,
  name: 'memory_peak',
  title: 'peak of a process',
  about: `by how much the resident memory of a process rises at most while it loads n rules, forks them ${FORKS} times, writes n / 10 rules in each fork and unites all`,
  sizeOf: 'rules',
  sizes: [100_000],
  fullSizes: [10_000, 1_000_000],
  maxRounds: 3,
  quickSizes: [],
  suits: isolating,
  prepare(backend, { size }) {
    const content = rules(size);
    const additions = Array.from({ length: FORKS }, (_, fork) =>
      rules(Math.ceil(size / 10), `fork${fork}_`),
    );
    let united: Environment = backend.create();
    return {
      meter() {
        collectGarbage(4);
        // Only the peak of the whole life of a process can be asked for, so what went before may hide some.
        const before = process.memoryUsage.rss();
        const base = filled(backend, content);
        const forks = additions.map((added) => {
          const fork = base.clone();
          fork.addAll(added);
          return fork;
        });
        united = forks.reduce((all, fork) => all.union(fork), base);
        return [Math.max(0, process.resourceUsage().maxRSS * 1024 - before)];
      },
      answer: () => ({
        actual: digestOf(united),
        expected: digestOfRules(content, ...additions),
      }),
    };
  },
};
