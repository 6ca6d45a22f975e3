/**
 * What operations allocate, counted in bytes: the growth of the used heap over some operations between two
 * collections. Unlike time this is nearly the same in every process, so a few rounds are enough; it tells
 * what work for the collector an operation leaves behind.
 */
import type { Atom, Environment, EnvironmentBackend } from '@forkspace/spec';
import { rulesToWrite } from './clone.ts';
import { based, digestOf, digestOfRules, heads } from './content.ts';
import { collectGarbage } from './memory.ts';
import { isolating, keep, type Metered, type Setting, type Workload } from './workload.ts';

const OPERATIONS = 64;
const TIMES = 20;
/** As often as it takes until the optimising compiler has seen the operation. */
const WARM_UP = 100;

/**
 * Bytes per operation, many times. A collection in between would make a value meaningless; the few
 * operations of one value cannot fill the young generation, which was emptied just before.
 */
function allocated(operation: (turn: number) => unknown): number[] {
  const several = (): void => {
    for (let i = 0; i < OPERATIONS; i++) keep(i, operation(i));
  };
  for (let i = 0; i < WARM_UP; i++) several();
  const asked = asking();
  const values: number[] = [];
  while (values.length < TIMES) {
    collectGarbage(1);
    const before = process.memoryUsage().heapUsed;
    several();
    const after = process.memoryUsage().heapUsed;
    values.push(Math.max(0, after - before - asked) / OPERATIONS);
  }
  return values;
}

/** Bytes that asking for the used heap allocates itself. */
function asking(): number {
  const differences: number[] = [];
  for (let i = 0; i < 1000; i++) {
    const before = process.memoryUsage().heapUsed;
    differences.push(process.memoryUsage().heapUsed - before);
  }
  return differences.sort((a, b) => a - b)[500] as number;
}

const COMMON = {
  family: 'memory',
  unit: 'bytes',
  sizeOf: 'rules',
  sizes: [10_000],
  fullSizes: [0, 100, 1000, 100_000],
  quickSizes: [],
  maxRounds: 5,
} as const;

function onBase(
  backend: EnvironmentBackend,
  size: number,
  operation: (base: Environment) => (turn: number) => unknown,
): Metered {
  const { content, base } = based(backend, size);
  return {
    meter: () => allocated(operation(base)),
    answer: () => ({ actual: digestOf(base), expected: digestOfRules(content) }),
  };
}

export const allocatedByClone: Workload = {
  ...COMMON,
  name: 'allocated_by_clone',
  title: 'allocated by a clone',
  about: 'bytes allocated by a clone',
  prepare: (backend, { size }) => onBase(backend, size, (base) => () => base.clone()),
};

export const allocatedByWrite: Workload = {
  ...COMMON,
  name: 'allocated_by_write',
  title: 'allocated by clone and first write',
  about: 'bytes allocated by a clone and the first rule added to it',
  suits: isolating,
  prepare(backend, { size, random }: Setting) {
    const extra = rulesToWrite(OPERATIONS, size, random);
    return onBase(backend, size, (base) => (turn) => {
      const clone = base.clone();
      clone.add(extra[turn] as Atom);
      return clone;
    });
  },
};

export const allocatedByUnion: Workload = {
  ...COMMON,
  name: 'allocated_by_union',
  title: 'allocated by a union',
  about: 'bytes allocated by uniting two forks that have added ten rules each',
  suits: isolating,
  prepare(backend, { size, random }: Setting) {
    return onBase(backend, size, (base) => {
      const left = base.clone();
      const right = base.clone();
      left.addAll(rulesToWrite(10, size, random));
      right.addAll(rulesToWrite(10, size, random));
      return () => left.union(right);
    });
  },
};

export const allocatedByLookup: Workload = {
  ...COMMON,
  name: 'allocated_by_lookup',
  title: 'allocated by a lookup',
  about: 'bytes allocated by looking up the rules for a (head, arity)',
  fullSizes: [100, 1000, 100_000],
  prepare(backend, { size }: Setting) {
    const names = heads(size);
    return onBase(
      backend,
      size,
      (base) => (turn) => base.matchingRules(names[(turn * 7919) % size]!, 1),
    );
  },
};
