/** Runs jobs of `worker.mjs` in real worker threads. */
import { Worker } from 'node:worker_threads';

export interface Crew {
  /** Lets all begin at once; what each returned, by index. */
  run(): Promise<unknown[]>;
  /** What each exports now. */
  exports(): Promise<Uint8Array[]>;
  /** Ends all. */
  end(): Promise<void>;
}

/** Starts `size` threads with one job and waits until they are ready. */
export async function crew(size: number, data: Record<string, unknown>): Promise<Crew> {
  const workers = Array.from(
    { length: size },
    (_, index) =>
      new Worker(new URL('worker.mjs', import.meta.url), { workerData: { ...data, index } }),
  );
  const answers = (ask?: string): Promise<unknown[]> =>
    Promise.all(
      workers.map(
        (worker) =>
          new Promise<unknown>((resolve, reject) => {
            worker.once('message', resolve);
            worker.once('error', reject);
            if (ask !== undefined) worker.postMessage(ask);
          }),
      ),
    );
  await answers();
  return {
    run: () => answers('start'),
    exports: async () => (await answers('report')) as Uint8Array[],
    end: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
