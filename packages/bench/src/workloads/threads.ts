/**
 * What threads cost: starting one, a round trip, sending an environment or only its changes, memory; and
 * from how much work on they pay, when branches are evaluated in workers and merged in order.
 *
 * The workers are warm and hold the base, as THREADING_MODEL.md says they should.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { symbol, type Atom, type Environment, type EnvironmentBackend } from '@forkspace/spec';
import { digestOf, digestOfRules, filled, rule, rules } from './content.ts';
import { usedHeap } from './memory.ts';
import { isolating, keep, type Metered, type Setting, type Workload } from './workload.ts';

const RULES = 10_000;
const WRITES = 10;
const TIMES = 30;
/** As many as the machines have cores on which this is tested. */
const WORKERS = 2;
const BRANCHES = 8;

/** What a thread is asked: nothing, to take a base, or to do a branch of work on it. */
export type Task =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'base'; readonly bytes: Uint8Array }
  | { readonly kind: 'branch'; readonly number: number; readonly microseconds: number };

/** Bytes of the changes of a branch; empty for the other tasks. */
export interface Done {
  readonly changes: Uint8Array;
}

/** About so many lookups of one rule take a microsecond. Counted, not timed: work is work on a busy core too. */
const LOOKUPS_A_MICROSECOND = 40;

/** Looks up a rule about so long, then writes ten rules of its own: one branch of work. */
export function work(branch: Environment, number: number, microseconds: number): void {
  const head = symbol('f1');
  let found = 0;
  for (let i = microseconds * LOOKUPS_A_MICROSECOND; i > 0; i--) {
    found += branch.matchingRules(head, 1).length;
  }
  keep(number, found);
  for (const atom of written(number)) branch.add(atom);
}

function written(number: number): Atom[] {
  return Array.from({ length: WRITES }, (_, i) => rule(`branch${number}_${i}`, i));
}

async function start({ subject }: Setting): Promise<Worker> {
  const thread = new Worker(new URL('./branch-thread.js', import.meta.url), {
    workerData: subject,
  });
  await once(thread, 'message');
  return thread;
}

async function ask(thread: Worker, task: Task): Promise<Done> {
  thread.postMessage(task);
  const [done] = (await once(thread, 'message')) as [Done];
  return done;
}

const FEWEST_TIMES = 5;
const LONGEST_MS = 400;

/** Nanoseconds that each of some turns takes: so many, or fewer where they are long. */
async function times(count: number, turn: (at: number) => Promise<void>): Promise<number[]> {
  const values: number[] = [];
  const end = performance.now() + LONGEST_MS;
  for (let at = -2; at < count; at++) {
    const started = performance.now();
    if (at >= FEWEST_TIMES && started > end) break;
    await turn(at);
    // The first two warm up.
    if (at >= 0) values.push((performance.now() - started) * 1e6);
  }
  return values;
}

/** A workload that works with warm threads which hold the base. */
function withThreads(
  backend: EnvironmentBackend,
  setting: Setting,
  count: number,
  meter: (threads: readonly Worker[], base: Environment) => Promise<readonly number[]>,
  result?: () => Environment,
  expected: readonly Atom[] = [],
): Metered {
  const content = rules(RULES);
  const base = filled(backend, content);
  return {
    async meter() {
      const threads = await Promise.all(Array.from({ length: count }, () => start(setting)));
      const bytes = base.export();
      try {
        for (const thread of threads) await ask(thread, { kind: 'base', bytes });
        return await meter(threads, base);
      } finally {
        await Promise.all(threads.map((thread) => thread.terminate()));
      }
    },
    answer: () => ({
      actual: digestOf(result?.() ?? base),
      expected: digestOfRules(content, expected),
    }),
  };
}

const COMMON = {
  family: 'concurrency',
  unit: 'ns',
  quickSizes: [],
  suits: isolating,
} as const;

export const threadStart: Workload = {
  ...COMMON,
  name: 'thread_start',
  title: 'start a thread',
  about: 'start a worker thread that loads the backend, until it answers',
  sizeOf: 'threads',
  sizes: [1],
  prepare: (backend, setting) =>
    withThreads(backend, setting, 0, () =>
      times(6, async () => {
        const thread = await start(setting);
        await thread.terminate();
      }),
    ),
};

export const threadRoundTrip: Workload = {
  ...COMMON,
  name: 'thread_round_trip',
  title: 'a message there and back',
  about: 'post a message to a warm worker and wait for its answer',
  sizeOf: 'threads',
  sizes: [1],
  prepare: (backend, setting) =>
    withThreads(backend, setting, 1, ([thread]) =>
      times(2000, async () => {
        await ask(thread!, { kind: 'nothing' });
      }),
    ),
};

export const threadSendWhole: Workload = {
  ...COMMON,
  name: 'thread_send_whole',
  title: 'send an environment',
  about: 'export an environment, post it to a warm worker and import it there',
  sizeOf: 'rules',
  sizes: [RULES],
  prepare: (backend, setting) =>
    withThreads(backend, setting, 1, ([thread], base) =>
      times(TIMES, async () => {
        await ask(thread!, { kind: 'base', bytes: base.export() });
      }),
    ),
};

export const threadSendChanges: Workload = {
  ...COMMON,
  name: 'thread_send_changes',
  title: 'send changes back',
  about: `have a warm worker write ${WRITES} rules on a clone, post the changes back, apply and unite them`,
  sizeOf: 'rules',
  sizes: [RULES],
  prepare(backend, setting) {
    let last: Environment | undefined;
    return withThreads(
      backend,
      setting,
      1,
      ([thread], base) =>
        times(200, async () => {
          const { changes } = await ask(thread!, { kind: 'branch', number: 0, microseconds: 0 });
          last = base.union(applied(base, changes));
        }),
      () => last as Environment,
      written(0),
    );
  },
};

function applied(base: Environment, changes: Uint8Array): Environment {
  const branch = base.clone();
  branch.applyChanges(changes);
  return branch;
}

export const threadBranches: Workload = {
  ...COMMON,
  unit: 'ratio',
  name: 'thread_branches',
  title: 'eight branches on two threads',
  about: `${BRANCHES} branches of about n µs of work and ${WRITES} writes each, on ${WORKERS} worker threads: time as a multiple of the time in one thread`,
  sizeOf: 'µs a branch',
  sizes: [100, 1000, 10_000],
  fullSizes: [20, 100_000],
  prepare(backend, setting) {
    const numbers = Array.from({ length: BRANCHES }, (_, i) => i);
    let last: Environment | undefined;
    return withThreads(
      backend,
      setting,
      WORKERS,
      async (threads, base) => {
        const apart = await times(TIMES, async () => {
          const parcels: Uint8Array[] = [];
          await Promise.all(
            threads.map(async (thread, first) => {
              for (let number = first; number < BRANCHES; number += threads.length) {
                const { changes } = await ask(thread, {
                  kind: 'branch',
                  number,
                  microseconds: setting.size,
                });
                parcels[number] = changes;
              }
            }),
          );
          last = parcels.reduce<Environment>(
            (all, changes) => all.union(applied(base, changes)),
            base,
          );
        });
        const alone = await times(TIMES, async () => {
          const branches = numbers.map((number) => {
            const branch = base.clone();
            work(branch, number, setting.size);
            return branch;
          });
          last = branches.reduce<Environment>((all, branch) => all.union(branch), base);
        });
        const common = Math.min(apart.length, alone.length);
        return apart.slice(0, common).map((time, i) => time / alone[i]!);
      },
      () => last as Environment,
      numbers.flatMap(written),
    );
  },
};

export const threadMemory: Workload = {
  ...COMMON,
  unit: 'bytes',
  maxRounds: 5,
  name: 'thread_memory',
  title: 'memory of a thread',
  about: 'resident memory that one more worker takes which holds a copy of the environment',
  sizeOf: 'rules',
  sizes: [RULES],
  prepare: (backend, setting) =>
    withThreads(backend, setting, 1, async (_, base) => {
      const bytes = base.export();
      const resident = (): number => {
        usedHeap();
        return process.memoryUsage.rss();
      };
      const before = resident();
      const thread = await start(setting);
      await ask(thread, { kind: 'base', bytes });
      const after = resident();
      await thread.terminate();
      return [Math.max(0, after - before)];
    }),
};
