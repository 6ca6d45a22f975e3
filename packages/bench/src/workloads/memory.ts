/**
 * Memory, counted: the difference of the used heap, after collecting garbage, over many like objects held
 * at once. Exact to some bytes, so a few rounds are enough.
 */
import type { Atom, Environment, EnvironmentBackend } from '@forkspace/spec';
import { rulesToWrite } from './clone.ts';
import { digestOf, digestOfRules, filled, rule, rules } from './content.ts';
import { isolating, type Setting, type Workload } from './workload.ts';

/** The used heap with garbage collected. Needs `--expose-gc`. */
export function usedHeap(): number {
  const collect = globalThis.gc;
  if (collect === undefined) throw new Error('memory is measured with node --expose-gc');
  // What a first collection frees may let a second one free more.
  for (let i = 0; i < 4; i++) collect();
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

const BASE = { unit: 'bytes', maxRounds: 5 } as const;

export const memoryOfClone: Workload = {
  ...BASE,
  name: 'memory_of_clone',
  about: 'bytes of a clone that is never written',
  sizeOf: 'rules',
  sizes: [10_000],
  quickSizes: [],
  prepare(backend, { size }) {
    const content = rules(size);
    const base = filled(backend, content);
    return {
      meter: () => [bytesPer(10_000, () => base.clone())],
      answer: () => ({ actual: digestOf(base.clone()), expected: digestOfRules(content) }),
    };
  },
};

function writtenClones(backend: EnvironmentBackend, { size, random }: Setting) {
  const content = rules(size);
  const base = filled(backend, content);
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
  about: 'bytes of a clone to which one rule has been added',
  sizeOf: 'rules',
  sizes: [10_000, 100_000],
  quickSizes: [10_000],
  suits: isolating,
  prepare(backend, setting) {
    const { make, answer } = writtenClones(backend, setting);
    return { meter: () => [bytesPer(setting.size > 50_000 ? 200 : 1000, make)], answer };
  },
};

export const memoryRatio: Workload = {
  unit: 'ratio',
  maxRounds: 5,
  name: 'memory_ratio',
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
  about: 'bytes per rule of an environment, atoms included',
  sizeOf: 'rules',
  sizes: [10_000, 100_000],
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
  about: 'bytes gained over n rounds of: clone twice, write both, unite, remove what was written',
  sizeOf: 'rounds',
  sizes: [100_000, 1_000_000],
  quickSizes: [],
  maxRounds: 2,
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
