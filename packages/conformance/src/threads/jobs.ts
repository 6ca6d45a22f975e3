/** What the threads of a check do, each on its own handle of one environment. */
import {
  EnvironmentError,
  expression,
  integer,
  spaceRef,
  stateRef,
  symbol,
  variable,
  type Atom,
  type AttachOptions,
  type Environment,
  type ExpressionAtom,
} from '@forkspace/spec';
import { must, refuses, same } from '../expect.ts';
import { wrong } from '../wrong.ts';

export interface World {
  readonly environment: Environment;
  readonly isolation: boolean;
  readonly index: number;
  readonly threads: number;
  readonly count: number;
  /** One counter for each thread. */
  readonly progress: Int32Array;
}

export interface Job {
  readonly attach?: AttachOptions;
  run(world: World): unknown;
}

const tuple = (name: string, ...numbers: readonly number[]): Atom =>
  expression(symbol(name), ...numbers.map((n) => integer(n)));

/** Every thread adds these as one batch, so nobody must see another number of them. */
export const BATCH = 10;

const batch = (index: number, i: number): Atom[] =>
  Array.from({ length: BATCH }, (_, n) => tuple('batch', index, i, n));

const reference = (atom: Atom, at: number): number =>
  Number(((atom as ExpressionAtom).items[at] as { readonly value: unknown }).value);

function madeIn(environment: Environment): readonly Atom[] {
  const pattern = expression(symbol('made'), variable('space'), variable('cell'));
  return environment.query(pattern).map(({ atom }) => atom);
}

/** More looks than any reader needs. */
const PATIENCE = 10_000;

/** Lets a thread of this crew work for up to a millisecond. */
function rest(progress: Int32Array): void {
  Atomics.wait(progress, 0, Atomics.load(progress, 0), 1);
}

/**
 * Looks at whole batches only. What was there stays there. It begins when somebody has begun to write and ends when nobody
 * writes any more: on a busy machine all would be read before the first write otherwise.
 */
function readBatches(
  { environment, threads, count, progress }: World,
  look: () => Environment,
): void {
  for (let i = 0; i < PATIENCE && progress.every((done) => done === 0); i++) rest(progress);
  let least = 0;
  for (let i = 0; i < count || progress.some((done) => done > 0 && done < count); i++) {
    if (i >= PATIENCE) break;
    if (i >= count) rest(progress);
    const shown = look();
    const { size } = shown;
    must(size >= least, `a read shows ${size} atoms after one that showed ${least}`);
    same(size % BATCH, 0, `atoms beyond whole batches of ${BATCH}, of ${size} atoms`);
    least = size;
    const one = expression(symbol('batch'), integer(i % threads), integer(i), variable('n'));
    const { length } = environment.query(one);
    must(length === 0 || length === BATCH, `a query shows ${length} of the ${BATCH} of a batch`);
  }
}

export const JOBS: Readonly<Record<string, Job>> = {
  cloneAndMutate: {
    run({ environment, index, count, isolation }) {
      for (let i = 0; i < count; i++) {
        const mine = tuple('own', index, i);
        const clone = environment.clone();
        environment.add(mine);
        same(clone.has(mine), !isolation, 'whether a clone sees what was added after it was made');
        if (i % 3 === 2) same(environment.remove(mine), true, 'what remove says of an own atom');
        same(environment.has(mine), i % 3 !== 2, 'whether an own atom is there');
      }
    },
  },
  add: {
    run({ environment, index, count }) {
      let least = 0;
      for (let i = 0; i < count; i++) {
        environment.add(symbol('common'));
        environment.add(expression(symbol('='), tuple('f', index), integer(i)));
        const { size } = environment;
        must(size >= least + 2, `after two additions to ${least} atoms there are ${size}`);
        least = size;
      }
    },
  },
  writeBatches: {
    run({ environment, index, count, progress }) {
      for (let i = 0; i < count; i++) {
        environment.addAll(batch(index, i));
        Atomics.add(progress, index, 1);
      }
    },
  },
  readBatches: { run: (world) => readBatches(world, () => world.environment) },
  readClones: {
    run(world) {
      const { environment, isolation } = world;
      readBatches(world, () => {
        const clone = environment.clone();
        const { size } = clone;
        if (isolation) same(clone.size, size, 'size of a clone that nobody writes');
        else must(clone.size >= size, 'a clone has lost atoms that nobody has removed');
        return clone;
      });
    },
  },
  firstWrites: {
    run({ environment, index, count, progress }) {
      for (let i = 0; i < count; i++) {
        environment.clone();
        environment.addAll(batch(index, i));
        Atomics.add(progress, index, 1);
      }
    },
  },
  bulk: {
    run({ environment, index, count }) {
      for (let i = 0; i < count; i++)
        environment.addAll(Array.from({ length: 1_000 }, (_, n) => tuple('bulk', index, i, n)));
    },
  },
  take: {
    run({ environment }) {
      let taken = 0;
      while (environment.remove(symbol('token'))) taken++;
      return taken;
    },
  },
  make: {
    run({ environment, index, count }) {
      for (let i = 0; i < count; i++) {
        const space = environment.createSpace();
        const cell = environment.createState(integer(index));
        environment.add(expression(symbol('made'), spaceRef(space), stateRef(cell)));
        for (const atom of madeIn(environment)) {
          environment.space(reference(atom, 1)).add(tuple('visited-by', index));
          environment.writeState(reference(atom, 2), tuple('last', index));
        }
      }
      environment.bind(`thread ${index}`, integer(index));
    },
  },
  refused: {
    run({ environment, index, count }) {
      const nothing = wrong(undefined);
      for (let i = 0; i < count; i++) {
        environment.add(tuple('own', index, i));
        refuses('INVALID_ARGUMENT', () => environment.addAll([symbol('a'), nothing]), 'addAll');
        refuses('UNKNOWN_SPACE', () => environment.forkSpace(987_654_321), 'forkSpace');
        refuses('UNKNOWN_STATE', () => environment.writeState(987_654_321, symbol('a')), 'write');
      }
    },
  },
  /** Ends its thread while it attaches, where the environment holds a host value. */
  dieAttaching: { attach: { host: () => process.exit() }, run: () => undefined },
  /** Until somebody ends it. */
  forever: { run: (world) => JOBS['writeBatches']?.run({ ...world, count: Infinity }) },
  /** Whether there is still an environment to work with: a code where it is refused. */
  probe: {
    attach: { host: (name) => ({ name, type: symbol('Thing') }) },
    run({ environment }) {
      try {
        environment.add(symbol('alive'));
        return environment.has(symbol('alive')) ? 'goes on' : 'forgets';
      } catch (error) {
        if (error instanceof EnvironmentError) return error.code;
        throw error;
      }
    },
  },
};
