/**
 * Reading from several real threads at once, alone or beside a thread that writes. The mutex backend does
 * it as the guide's "before" does: one store, every operation under the one lock in shared memory. An
 * isolating backend gives every thread a snapshot of its own, sent once as bytes, and reads it without any
 * lock; what the writer changes is posted to the readers from time to time, and each applies it to its copy.
 *
 * One operation is one lookup by any of the readers, so the value is the time per lookup of all readers
 * together: with no waiting and enough cores it falls as readers are added.
 */
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { requireSharedMemory, type Environment, type EnvironmentBackend } from '@forkspace/spec';
import { heads, rules } from './content.ts';
import type { Metered, Setting, Workload } from './workload.ts';

const RULES = 10_000;
const WINDOW_MS = 60;
const WINDOWS = 4;

/** Places in the memory that all threads share. */
export const PHASE = 0;
export const READY = 1;
export const DONE = 2;
/** Not 0 while the writer is to write. */
export const WRITING = 3;
/** The number of the rule that the writer wrote last. */
export const WRITTEN = 4;
const PLACES = 5;

/** The head under which the writer keeps its one rule. */
export const WRITTEN_HEAD = 'written';

/** What every thread is given. Phases: in even ones it waits, in odd ones it works. */
export interface ThreadOrder {
  readonly module: string;
  readonly export: string;
  readonly signals: Int32Array;
  /** One of the two. */
  readonly bytes?: Uint8Array;
  readonly handle?: unknown;
}

export interface ReaderOrder extends ThreadOrder {
  readonly heads: readonly string[];
  /** Lookups of this reader and rules it found in the last window, and the last rule of the writer it saw. */
  readonly counts: Float64Array;
  readonly seed: number;
  /** Where changes come from; missing where the store is shared or nobody writes. */
  readonly changes?: MessagePort;
}

export interface WriterOrder extends ThreadOrder {
  /** Where changes are posted to. */
  readonly readers: readonly MessagePort[];
}

/** The environment of a thread: its own copy, or the one that all share. */
export function environmentOf(
  backend: EnvironmentBackend,
  { bytes, handle }: ThreadOrder,
): Environment {
  if (bytes !== undefined) return backend.import(bytes);
  return requireSharedMemory(backend).attach(handle);
}

function withRules<E extends Environment>(environment: E): E {
  environment.addAll(rules(RULES));
  return environment;
}

class Readers implements Metered {
  readonly #backend: EnvironmentBackend;
  readonly #setting: Setting;
  readonly #withWriter: boolean;
  readonly #signals = new Int32Array(new SharedArrayBuffer(PLACES * 4));
  readonly #counts: Float64Array[] = [];
  #lookups = 0;
  #found = 0;

  constructor(backend: EnvironmentBackend, setting: Setting, withWriter: boolean) {
    this.#backend = backend;
    this.#setting = setting;
    this.#withWriter = withWriter;
  }

  async meter(): Promise<readonly number[]> {
    const signals = this.#signals;
    const threads = this.#start();
    const broken = Promise.race(
      threads.map((thread) => new Promise<never>((_, reject) => thread.once('error', reject))),
    );
    try {
      await Promise.race([broken, reached(signals, READY, threads.length)]);
      Atomics.store(signals, WRITING, 1);
      const values: number[] = [];
      // The first window warms up and does not count. In the last nobody writes any more, and does not
      // count either: readers see what was written at last.
      const last = WINDOWS + (this.#withWriter ? 1 : 0);
      for (let window = 0; window <= last; window++) {
        if (window > WINDOWS) Atomics.store(signals, WRITING, 0);
        const elapsed = await Promise.race([broken, this.#window(threads.length)]);
        const lookups = this.#counts.reduce((sum, [done = 0]) => sum + done, 0);
        this.#lookups += lookups;
        this.#found += this.#counts.reduce((sum, [, found = 0]) => sum + found, 0);
        if (window > 0 && window <= WINDOWS && lookups > 0) values.push((elapsed * 1e6) / lookups);
      }
      return values;
    } finally {
      await Promise.all(threads.map((thread) => thread.terminate()));
    }
  }

  #start(): Worker[] {
    const { size, subject } = this.#setting;
    const shared = this.#backend.capabilities.sharedMemory;
    const common: ThreadOrder = {
      module: subject.module,
      export: subject.export,
      signals: this.#signals,
      ...(shared
        ? { handle: withRules(requireSharedMemory(this.#backend).create()).share() }
        : { bytes: withRules(this.#backend.create()).export() }),
    };
    const names = heads(RULES).map(({ name }) => name);
    const posts: MessagePort[] = [];
    const threads = Array.from({ length: size }, (_, seed) => {
      const counts = new Float64Array(new SharedArrayBuffer(24));
      this.#counts.push(counts);
      const order: ReaderOrder = { ...common, heads: names, counts, seed };
      if (shared || !this.#withWriter) return new Worker(READER, { workerData: order });
      const { port1, port2 } = new MessageChannel();
      posts.push(port1);
      const workerData: ReaderOrder = { ...order, changes: port2 };
      return new Worker(READER, { workerData, transferList: [port2] });
    });
    if (this.#withWriter) {
      const order: WriterOrder = { ...common, readers: posts };
      threads.push(new Worker(WRITER, { workerData: order, transferList: posts }));
    }
    return threads;
  }

  /** Lets the threads work for a while; how long they did, in milliseconds. */
  async #window(threads: number): Promise<number> {
    const signals = this.#signals;
    Atomics.store(signals, DONE, 0);
    const started = performance.now();
    step(signals);
    await new Promise((resolve) => setTimeout(resolve, WINDOW_MS));
    step(signals);
    const elapsed = performance.now() - started;
    await reached(signals, DONE, threads);
    return elapsed;
  }

  /** Every lookup must have found its one rule, and every reader what the writer wrote last. */
  answer() {
    const seen = this.#counts.map(([, , number]) => number);
    const written = this.#withWriter ? Atomics.load(this.#signals, WRITTEN) : 0;
    if (this.#withWriter && written === 0) throw new Error('the writer wrote nothing');
    return {
      actual: `${this.#found} ${seen.join(' ')}`,
      expected: `${this.#lookups} ${seen.map(() => written).join(' ')}`,
    };
  }
}

const READER = new URL('./reader-thread.js', import.meta.url);
const WRITER = new URL('./writer-thread.js', import.meta.url);

function step(signals: Int32Array): void {
  Atomics.add(signals, PHASE, 1);
  Atomics.notify(signals, PHASE);
}

async function reached(signals: Int32Array, place: number, count: number): Promise<void> {
  while (Atomics.load(signals, place) < count) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/**
 * The life of a thread: says that it is there, and works in every odd phase until that is over. On a busy
 * machine a whole window can pass before it gets a processor; then it reports nothing done.
 */
export function inEveryWindow(
  signals: Int32Array,
  work: (phase: number) => void,
  missed: () => void,
): never {
  Atomics.add(signals, READY, 1);
  // The last odd phase that this thread is through with; work may end before its phase does.
  for (let through = -1; ;) {
    const phase = Atomics.load(signals, PHASE);
    const latest = phase % 2 === 1 ? phase : phase - 1;
    if (latest <= through) {
      Atomics.wait(signals, PHASE, phase);
      continue;
    }
    if (latest === phase) work(phase);
    else missed();
    through = latest;
    Atomics.add(signals, DONE, 1);
  }
}

const COMMON = {
  family: 'concurrency',
  unit: 'ns',
  sizeOf: 'readers',
  scale: 'linear',
  baseline: 'mutex',
} as const;

export const concurrentReads: Workload = {
  ...COMMON,
  name: 'concurrent_reads',
  title: 'readers on threads',
  about: `look up rules among ${RULES} from n threads at once; the time per lookup of all threads together`,
  sizes: [1, 2, 4, 8],
  quickSizes: [4],
  prepare: (backend, setting) => new Readers(backend, setting, false),
};

export const concurrentReadsAndWriter: Workload = {
  ...COMMON,
  name: 'concurrent_reads_writer',
  title: 'readers on threads beside a writer',
  about: `the same while one more thread writes about ten thousand times a second; without shared memory it posts its changes to the readers every ten milliseconds`,
  sizes: [4],
  fullSizes: [1, 2, 8],
  quickSizes: [],
  prepare: (backend, setting) => new Readers(backend, setting, true),
};
