/** A fresh process for one job: starts it, gives it the job, waits for the answer, and ends it if it must. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { quantileSorted } from 'simple-statistics';
import { outliersIn } from '../statistics/outliers.ts';
import type { Job, SampleRecord } from './records.ts';
import type { Found, Order, Reply } from './worker.ts';

/** How a job ends: with a sample or with a reason why there is none. What was too slow is not tried again. */
export type Outcome =
  | { readonly sample: Omit<SampleRecord, 'attempt'> }
  | { readonly error: string; readonly late?: true };

/** Runs one order. Never throws. */
export type RunOrder = (order: Order, signal?: AbortSignal) => Promise<Outcome>;

/** No workload takes longer on a machine worth measuring: a quiet one needs a tenth of it. */
function longest({ size }: Job): number {
  return size < 1_000_000 ? 180_000 : 900_000;
}

/**
 * The worker as Node can run it. From the sources, where tests run, it is the built one.
 */
function workerFile(): string {
  const here = import.meta.url;
  const address = here.endsWith('.ts')
    ? new URL('../../dist/protocol/worker.js', here)
    : new URL('./worker.js', here);
  return fileURLToPath(address);
}

export const runInFreshProcess: RunOrder = (order, signal) =>
  new Promise((resolve) => {
    const child = fork(workerFile(), [], {
      execArgv: ['--expose-gc', '--max-old-space-size=4096'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let reply: Reply | undefined;
    let complaint = '';
    let reason: string | undefined;
    const stop = (why: string): void => {
      reason ??= why;
      child.kill('SIGKILL');
    };
    const limit = longest(order.job);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      stop(`no answer in ${limit / 1000} s`);
    }, limit);
    const onAbort = (): void => stop('stopped');
    signal?.addEventListener('abort', onAbort, { once: true });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-2000);
    });
    child.once('message', (message) => {
      reply = message as Reply;
      // All has been said; taking a heap and its threads down in good order would only take time.
      child.kill('SIGKILL');
    });
    child.once('error', (error) => (reason ??= error.message));
    child.once('close', (code, killedBy) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      if (reply !== undefined)
        return resolve('found' in reply ? { sample: sampleOf(reply.found) } : reply);
      const end = killedBy === null ? `exit code ${code}` : `killed by ${killedBy}`;
      resolve({
        error: [reason ?? end, complaint.trim()].filter((part) => part !== '').join(': '),
        ...(late ? { late } : {}),
      });
    });
    child.send(order, (error) => {
      if (error !== null) stop(error.message);
    });
  });

/** A sample as it is kept: with what its values come to, in as many digits as tell something. */
function sampleOf(found: Found): Omit<SampleRecord, 'attempt'> {
  const values = found.values as number[];
  return {
    ...found,
    value: digits(quantileSorted(values, 0.5), 5),
    // Steps of 0.05 %: a tenth of the least difference that a run calls one.
    values: values.map((value) => digits(value, 4)),
    outliers: outliersIn(values),
    seconds: digits(found.seconds, 4),
    processor: digits(found.processor, 4),
  };
}

function digits(value: number, count: number): number {
  return Number(value.toPrecision(count));
}
