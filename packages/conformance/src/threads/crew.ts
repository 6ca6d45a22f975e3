/** Threads that attach to one environment and do their jobs at the same time. Only where there is `node:worker_threads`. */
import type { Worker } from 'node:worker_threads';
import { Broken } from '../expect.ts';
import { builtFile } from './built-file.ts';
import type { Answer, Orders, Request } from './messages.ts';

/** How many milliseconds a thread may be silent before it counts as waiting for ever. */
const PATIENCE = 120_000;

/** The part of a thread's orders that all of a crew have in common. */
export type Common = Pick<Orders, 'module' | 'backend' | 'handle'>;

/** Whether threads can be started here at all. */
export async function hasThreads(): Promise<boolean> {
  try {
    return typeof (await import('node:worker_threads')).Worker === 'function';
  } catch {
    return false;
  }
}

class Thread {
  /** What `threadEnded` is to be told. */
  readonly number: number;
  readonly #worker: Worker;
  readonly #job: string;
  readonly #patience: number;
  /** Answers that came before somebody asked for them, and who is waiting for one. */
  readonly #answers: Answer[] = [];
  #waiting: ((answer: Answer) => void) | undefined;

  constructor(worker: Worker, { job, thread }: Orders, patience: number) {
    this.#patience = patience;
    this.#worker = worker;
    this.#job = job;
    this.number = thread;
    const came = (answer: Answer): void => {
      if (this.#waiting === undefined) this.#answers.push(answer);
      else this.#waiting(answer);
    };
    const ended = (message: string): void => came({ kind: 'failed', message, broken: false });
    worker.on('message', came);
    worker.on('error', (error) => ended(error instanceof Error ? error.message : String(error)));
    worker.on('exit', (code) => ended(`the thread ended with exit code ${code}`));
  }

  /** The next answer. Throws {@link Broken} when there is none for too long, or the job has found a broken clause. */
  async answer(): Promise<unknown> {
    const answer = this.#answers.shift() ?? (await this.#next());
    if (answer.kind === 'ready') return undefined;
    if (answer.kind === 'done') return answer.value;
    const message = `job ${this.#job}: ${answer.message}`;
    throw answer.broken ? new Broken(message) : new Error(message);
  }

  #next(): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(
          new Broken(
            `job ${this.#job}: no answer for ${this.#patience / 1000} s, it seems to wait for ever`,
          ),
        );
      }, this.#patience);
      this.#waiting = (answer) => {
        clearTimeout(timer);
        this.#waiting = undefined;
        resolve(answer);
      };
    });
  }

  ask(request: Request): void {
    this.#worker.postMessage(request);
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}

export class Crew {
  readonly threads: readonly Thread[];
  /** How often each thread has done its job so far, where the job counts. */
  readonly progress: Int32Array;

  private constructor(threads: readonly Thread[], progress: Int32Array) {
    this.threads = threads;
    this.progress = progress;
  }

  /** Starts one thread for each job; they have attached when this resolves. Their numbers begin with `from`. */
  static async start(
    common: Common,
    jobs: readonly string[],
    count: number,
    { from = 1, patience = PATIENCE }: { from?: number; patience?: number } = {},
  ): Promise<Crew> {
    const { Worker } = await import('node:worker_threads');
    const progress = new SharedArrayBuffer(4 * jobs.length);
    const threads = jobs.map((job, index) => {
      const orders: Orders = {
        ...common,
        job,
        count,
        index,
        threads: jobs.length,
        thread: from + index,
        progress,
      };
      return new Thread(
        new Worker(new URL(builtFile('threads/worker')), { workerData: orders }),
        orders,
        patience,
      );
    });
    const crew = new Crew(threads, new Int32Array(progress));
    try {
      await crew.#answers();
      return crew;
    } catch (error) {
      await crew.end();
      throw error;
    }
  }

  /** Lets all do their jobs at once; what each came to. */
  async run(): Promise<unknown[]> {
    for (const thread of this.threads) thread.ask('run');
    return this.#answers();
  }

  /** What each shows of the environment now. */
  async exports(): Promise<Uint8Array[]> {
    for (const thread of this.threads) thread.ask('export');
    return (await this.#answers()) as Uint8Array[];
  }

  async end(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.end()));
  }

  #answers(): Promise<unknown[]> {
    return Promise.all(this.threads.map((thread) => thread.answer()));
  }
}
