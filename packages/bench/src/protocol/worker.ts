/**
 * The program of a fresh process: it is given one job, does it with one backend, sends what it found and
 * ends. No process ever sees a second backend: code that has seen several is slower for all of them, and
 * the order would decide the winner.
 */
import { randomFor } from '../random.ts';
import { loadBackend, type Subject } from '../subjects.ts';
import type { Prepared, Setting, Workload } from '../workloads/workload.ts';
import { workloadNamed } from '../workloads/index.ts';
import { measure } from './measure.ts';
import type { Job, SampleRecord } from './records.ts';

/** What the parent sends. */
export interface Order {
  readonly job: Job;
  readonly subject: Subject;
  /** Whether the job is done by what the workload names itself instead of a backend. */
  readonly other: boolean;
  readonly seed: number;
  /** Whether a quick answer is wanted rather than a precise one. */
  readonly brief: boolean;
}

/** What the worker has found. What follows from the values is left to the parent, which need not be loaded each time. */
export type Found = Omit<SampleRecord, 'attempt' | 'value' | 'outliers'>;

/** What the worker answers. */
export type Reply = { readonly found: Found } | { readonly error: string };

async function work({ job, subject, other, seed, brief }: Order): Promise<Reply> {
  const started = performance.now();
  const workload = workloadNamed(job.workload);
  const random = randomFor(seed, workload.name);
  const setting: Setting = { size: job.size, subject, random, brief };
  const prepared = await prepare(workload, setting, other);
  const clock = performance.now();
  const processor = process.cpuUsage();
  const values = await measure(prepared, workload.budget ?? { milliseconds: 60, runs: 24 });
  if (values.length === 0) throw new Error('nothing was measured: no thread got a turn');
  const { user, system } = process.cpuUsage(processor);
  const elapsed = performance.now() - clock;
  const { actual, expected } = await prepared.answer();
  return {
    found: {
      kind: 'sample',
      ...job,
      unit: workload.unit,
      values,
      right: actual === expected,
      actual,
      expected,
      seconds: (performance.now() - started) / 1000,
      processor: (user + system) / 1000 / elapsed,
    },
  };
}

async function prepare(workload: Workload, setting: Setting, other: boolean): Promise<Prepared> {
  const { name, prepare, others } = workload;
  const { subject } = setting;
  if (other) {
    const another = others?.[subject.name];
    if (another === undefined) throw new Error(`${name} is not done by ${subject.name}`);
    return another(setting);
  }
  if (prepare === undefined) throw new Error(`${name} is not done by backends`);
  return prepare(await loadBackend(subject), setting);
}

process.once('message', (order: Order) => {
  work(order)
    .catch((error: unknown): Reply => ({
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }))
    .then((reply) => process.send?.(reply, () => process.disconnect()));
});
