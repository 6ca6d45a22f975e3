/** ENV-THREAD: one environment in several threads, real ones. */
import {
  expression,
  host,
  integer,
  print,
  requireSharedMemory,
  symbol,
  type Environment,
  type EnvironmentBackend,
  type SharedMemoryBackend,
  type SharedMemoryEnvironment,
} from '@forkspace/spec';
import { must, refuses, same, sameList, Undecided } from '../expect.ts';
import { atom } from '../notation.ts';
import { Crew, hasThreads, type Common } from '../threads/crew.ts';
import { BATCH } from '../threads/jobs.ts';
import { checks, NOT_IN_THREADS, THREADS, type Check, type Context } from './check.ts';

/** After a death: longer than any sensible limit of a lock, in milliseconds. */
const PATIENCE = 20_000;

const repeat = (job: string, times: number): string[] => Array.from({ length: times }, () => job);

async function commonOf(
  { backend, module }: Context,
  environment: SharedMemoryEnvironment,
): Promise<Common> {
  if (module === undefined)
    throw new Undecided(
      'needs other threads, and the suite does not know what they have to load: give it { backend, module }, with the address of the module that exports the backend',
    );
  if (!(await hasThreads())) throw new Undecided('needs other threads, and there are none here');
  return { module, backend: backend.name, handle: environment.share() };
}

function sameBytes(actual: Uint8Array, expected: Uint8Array, what: string): void {
  must(
    actual.length === expected.length && actual.every((byte, i) => byte === expected[i]),
    `${what} and this one do not show the same content in the same order`,
  );
}

/** Runs one job in each of several threads. Afterwards all must show the same; what each came to. */
async function together(
  context: Context,
  jobs: readonly string[],
  count: number,
  fill: (environment: Environment) => void = () => {},
): Promise<{ readonly environment: Environment; readonly values: readonly unknown[] }> {
  const environment = requireSharedMemory(context.backend).create();
  fill(environment);
  const crew = await Crew.start(await commonOf(context, environment), jobs, count);
  try {
    const values = await crew.run();
    const mine = environment.export();
    (await crew.exports()).forEach((bytes, i) => sameBytes(bytes, mine, `thread ${i + 1}`));
    return { environment, values };
  } finally {
    await crew.end();
  }
}

async function cloneAndMutate(context: Context, threads: number): Promise<void> {
  const count = 90;
  const { environment } = await together(context, repeat('cloneAndMutate', threads), count);
  same(environment.size, threads * count * (2 / 3), 'atoms that were added and not removed');
  for (let index = 0; index < threads; index++) {
    const own = expression(symbol('own'), integer(index), atom('$i'));
    sameList(
      environment.query(own).map(({ atom }) => print(atom)),
      Array.from({ length: count }, (_, i) => i)
        .filter((i) => i % 3 !== 2)
        .map((i) => `(own ${index} ${i})`),
      `what thread ${index + 1} has added, in its order`,
    );
  }
}

/** A new thread says whether the environment can still be worked with. It must not wait for ever. */
async function goesOn(context: Context, environment: SharedMemoryEnvironment): Promise<void> {
  const crew = await Crew.start(await commonOf(context, environment), ['probe'], 1, {
    from: 100,
    patience: PATIENCE,
  });
  try {
    const [outcome] = await crew.run();
    must(
      outcome === 'goes on' || outcome === 'LOCK_FAILED',
      `after a death another thread should go on or get LOCK_FAILED; it ${String(outcome)}`,
    );
    if (outcome === 'LOCK_FAILED') return;
    const [theirs] = await crew.exports();
    sameBytes(theirs as Uint8Array, environment.export(), 'a thread that attached after a death');
  } finally {
    await crew.end();
  }
}

const sharing: readonly Check[] = checks(THREADS, '0.1.0', [
  [
    'ENV-THREAD-1a',
    'clones that two threads make and mutate are clones of one environment',
    'clone() of an attached environment',
    (context) => cloneAndMutate(context, 2),
  ],
  [
    'ENV-THREAD-1b',
    'the same with eight threads',
    'what only happens when several threads wait at once',
    (context) => cloneAndMutate(context, 8),
  ],
  [
    'ENV-THREAD-1c',
    'no addition of threads that add at the same time is lost, equal ones included',
    'a write that does not begin with reading what others have written',
    async (context) => {
      const [threads, count] = [4, 250];
      const { environment } = await together(context, repeat('add', threads), count);
      same(environment.count(symbol('common')), threads * count, 'count of what all have added');
      same(environment.matchingRules('f', 1).length, threads * count, 'rules of all threads');
    },
  ],
  [
    'ENV-THREAD-1d',
    'sixteen readers of a hundred reads each see whole batches, and nothing disappear',
    'reads between the parts of a write, or reads of an older content',
    async (context) => {
      const jobs = ['writeBatches', ...repeat('readBatches', 16)];
      const { environment } = await together(context, jobs, 100);
      same(environment.size, 100 * BATCH, 'size in the end');
    },
  ],
  [
    'ENV-THREAD-1e',
    'a clone that is made while others write has one content, whole',
    'clone() outside of what keeps the threads apart',
    async (context) => {
      const jobs = [...repeat('writeBatches', 2), ...repeat('readClones', 2)];
      const { environment } = await together(context, jobs, 100);
      same(environment.size, 2 * 100 * BATCH, 'size in the end');
    },
  ],
  [
    'ENV-THREAD-1f',
    'who reads during a first write of a filled environment sees it before or after',
    'a first write that copies in view of others',
    async (context) => {
      const rules = Array.from({ length: 5_000 }, (_, i) => atom(`(= (g ${i}) ${i})`));
      const jobs = ['firstWrites', ...repeat('readBatches', 3)];
      const { environment } = await together(context, jobs, 50, (one) => one.addAll(rules));
      same(environment.size, 5_000 + 50 * BATCH, 'size in the end');
    },
  ],
  [
    'ENV-THREAD-1g',
    'a hundred batches of a thousand atoms from four threads',
    'what is shared between threads when it grows large',
    async (context) => {
      const { environment } = await together(context, repeat('bulk', 4), 25);
      same(environment.size, 100_000, 'size in the end');
    },
  ],
  [
    'ENV-THREAD-1h',
    'each occurrence is removed by one thread only',
    'remove() that answers before it knows what others have removed',
    async (context) => {
      const tokens = Array.from({ length: 2_000 }, () => symbol('token'));
      const { environment, values } = await together(context, repeat('take', 4), 0, (one) =>
        one.addAll(tokens),
      );
      same(
        (values as number[]).reduce((sum, taken) => sum + taken),
        2_000,
        'removals that were successful',
      );
      same(environment.size, 0, 'size in the end');
    },
  ],
  [
    'ENV-THREAD-1i',
    'spaces and cells of one thread can be found and written by all others',
    'numbers that mean something in one thread only',
    async (context) => {
      const [threads, count] = [3, 6];
      const { environment } = await together(context, repeat('make', threads), count);
      same(environment.spaceIds().length, threads * count, 'spaces');
      same(environment.stateIds().length, threads * count, 'cells');
      must(
        environment.spaceIds().every((id) => environment.space(id).size > 0),
        'a space that its own maker has not reached',
      );
      sameList(
        environment.bindings().map(([name]) => name),
        ['thread 0', 'thread 1', 'thread 2'],
        'bindings',
      );
    },
  ],
  [
    'ENV-THREAD-1j',
    'an operation that is refused in one thread keeps no other from working',
    'a lock that is not given back when something is thrown',
    async (context) => {
      const { environment } = await together(context, repeat('refused', 3), 50);
      same(environment.size, 3 * 50, 'atoms that were added between what was refused');
    },
  ],
  [
    'ENV-THREAD-3a',
    'a thread that dies inside an operation does not keep the others waiting for ever',
    'threadEnded(), or a wait without a limit',
    async (context) => {
      const environment = requireSharedMemory(context.backend).create();
      environment.add(host({ name: 'thing', type: symbol('Thing') }));
      const common = await commonOf(context, environment);
      let died = false;
      await Crew.start(common, ['dieAttaching'], 1).catch(() => (died = true));
      must(died, 'a thread that ends itself when it is asked for a host value was never asked');
      environment.threadEnded(1);
      await goesOn(context, environment);
    },
  ],
  [
    'ENV-THREAD-3b',
    'what threads that are killed at any moment were doing has happened as a whole or not at all',
    'threadEnded(), and what a write does in more than one step',
    async (context) => {
      const environment = requireSharedMemory(context.backend).create();
      const crew = await Crew.start(await commonOf(context, environment), repeat('forever', 4), 0);
      try {
        for (const thread of crew.threads) thread.ask('run');
        for (const thread of crew.threads) {
          const writes = (): number => crew.progress.reduce((sum, n) => sum + n, 0);
          const before = writes();
          const patience = Date.now() + PATIENCE;
          while (writes() < before + 20) {
            must(Date.now() < patience, 'after a death the other threads write no more');
            await new Promise((resolve) => setTimeout(resolve, 1));
          }
          await thread.end();
          environment.threadEnded(thread.number);
        }
      } finally {
        await crew.end();
      }
      await goesOn(context, environment);
    },
  ],
]);

const undeclared: readonly Check[] = checks(NOT_IN_THREADS, '0.1.0', [
  [
    'ENV-THREAD-2a',
    'without shared memory there is no way into other threads but bytes',
    'share() and attach() of a backend that does not declare what they need',
    ({ backend, create }) => {
      refuses('CAPABILITY_UNSUPPORTED', () => requireSharedMemory(backend), 'requireSharedMemory');
      const environment: Environment & Partial<Pick<SharedMemoryEnvironment, 'share'>> =
        create('a');
      const { attach }: Partial<Pick<SharedMemoryBackend, 'attach'>> & EnvironmentBackend = backend;
      if (environment.share !== undefined)
        refuses('CAPABILITY_UNSUPPORTED', () => environment.share?.(), 'share');
      if (attach !== undefined)
        refuses('CAPABILITY_UNSUPPORTED', () => attach.call(backend, {}), 'attach');
    },
  ],
]);

export const threadChecks: readonly Check[] = [...sharing, ...undeclared];
