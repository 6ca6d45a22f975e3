/**
 * Reading from several real threads at once. The mutex backend does it as the guide's "before" does: one
 * store, every read under the one lock in shared memory. An isolating backend gives every thread a
 * snapshot of its own, sent once as bytes, and reads it without any lock.
 *
 * One operation is one lookup by any of the readers, so the value is the time per lookup of all readers
 * together: with no waiting and enough cores it falls as readers are added.
 */
import { Worker } from 'node:worker_threads';
import type { EnvironmentBackend } from '@forkspace/spec';
import { heads, rules } from './content.ts';
import type { Metered, Setting, Workload } from './workload.ts';

const RULES = 10_000;
const WINDOW_MS = 80;
const WINDOWS = 4;

/** Places in the memory that main thread and readers share. */
export const PHASE = 0;
export const READY = 1;
export const DONE = 2;
export const PLACES = 3;

/** Phases: even ones wait, odd ones read. */
export interface ReaderOrder {
  readonly module: string;
  readonly export: string;
  readonly heads: readonly string[];
  readonly signals: Int32Array;
  /** Lookups done by this reader and rules it found, in the last window. */
  readonly counts: Float64Array;
  readonly seed: number;
  /** One of the two. */
  readonly bytes?: Uint8Array;
  readonly handle?: unknown;
}

/** What a backend with shared memory has besides the interface. */
interface Shareable {
  share(): unknown;
}

class Readers implements Metered {
  readonly #backend: EnvironmentBackend;
  readonly #setting: Setting;
  #lookups = 0;
  #found = 0;

  constructor(backend: EnvironmentBackend, setting: Setting) {
    this.#backend = backend;
    this.#setting = setting;
  }

  async meter(): Promise<readonly number[]> {
    const { size, subject } = this.#setting;
    const environment = this.#backend.create();
    environment.addAll(rules(RULES));
    const content = this.#backend.capabilities.sharedMemory
      ? { handle: (environment as unknown as Shareable).share() }
      : { bytes: environment.export() };
    const signals = new Int32Array(new SharedArrayBuffer(PLACES * 4));
    const names = heads(RULES).map(({ name }) => name);
    const counts: Float64Array[] = [];
    const threads = Array.from({ length: size }, (_, i) => {
      const mine = new Float64Array(new SharedArrayBuffer(16));
      counts.push(mine);
      const workerData: ReaderOrder = {
        module: subject.module,
        export: subject.export,
        heads: names,
        signals,
        counts: mine,
        seed: i,
        ...content,
      };
      return new Worker(new URL('./reader-thread.js', import.meta.url), { workerData });
    });
    const broken = Promise.race(
      threads.map((thread) => new Promise<never>((_, reject) => thread.once('error', reject))),
    );
    try {
      await Promise.race([broken, reached(signals, READY, size)]);
      const values: number[] = [];
      // The first window warms up and does not count.
      for (let window = 0; window <= WINDOWS; window++) {
        const elapsed = await Promise.race([broken, this.#window(signals, size)]);
        const lookups = counts.reduce((sum, [done = 0]) => sum + done, 0);
        this.#lookups += lookups;
        this.#found += counts.reduce((sum, [, found = 0]) => sum + found, 0);
        if (window > 0 && lookups > 0) values.push((elapsed * 1e6) / lookups);
      }
      return values;
    } finally {
      await Promise.all(threads.map((thread) => thread.terminate()));
    }
  }

  /** Lets the readers read for a while; how long they did, in milliseconds. */
  async #window(signals: Int32Array, size: number): Promise<number> {
    Atomics.store(signals, DONE, 0);
    const started = performance.now();
    step(signals);
    await new Promise((resolve) => setTimeout(resolve, WINDOW_MS));
    step(signals);
    const elapsed = performance.now() - started;
    await reached(signals, DONE, size);
    return elapsed;
  }

  /** Every lookup of every reader must have found its one rule. */
  answer() {
    return { actual: String(this.#found), expected: String(this.#lookups) };
  }
}

function step(signals: Int32Array): void {
  Atomics.add(signals, PHASE, 1);
  Atomics.notify(signals, PHASE);
}

async function reached(signals: Int32Array, place: number, count: number): Promise<void> {
  while (Atomics.load(signals, place) < count) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

export const concurrentReads: Workload = {
  name: 'concurrent_reads',
  about: `look up rules among ${RULES} from n threads at once; the time per lookup of all threads together`,
  unit: 'ns',
  sizeOf: 'readers',
  sizes: [1, 2, 4],
  quickSizes: [4],
  prepare: (backend, setting) => new Readers(backend, setting),
};
