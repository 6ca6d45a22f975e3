/**
 * The program of a fresh process: it is given one job, does it with one backend, sends what it found and
 * ends. No process ever sees a second backend: code that has seen several is slower for all of them, and
 * the order would decide the winner.
 */
import { quantileSorted } from 'simple-statistics';
import { randomFor } from '../random.ts';
import { loadBackend, type Subject } from '../subjects.ts';
import { outliersIn } from '../statistics/outliers.ts';
import type { Prepared } from '../workloads/workload.ts';
import { workloadNamed } from '../workloads/index.ts';
import { measure } from './measure.ts';
import type { Job, SampleRecord } from './records.ts';

/** What the parent sends. */
export interface Order {
  readonly job: Job;
  readonly subject: Subject;
  /** Whether the workload's own reference is measured instead of a backend. */
  readonly reference: boolean;
  readonly seed: number;
}

/** What the worker answers. */
export type Reply = { readonly sample: Omit<SampleRecord, 'attempt'> } | { readonly error: string };

async function work({ job, subject, reference, seed }: Order): Promise<Reply> {
  const started = performance.now();
  const workload = workloadNamed(job.workload);
  const setting = { size: job.size, subject, random: randomFor(seed, workload.name) };
  let prepared: Prepared;
  if (reference) {
    if (workload.reference === undefined) throw new Error(`${workload.name} has no reference`);
    prepared = await workload.reference(setting);
  } else {
    prepared = await workload.prepare(await loadBackend(subject), setting);
  }
  const clock = performance.now();
  const processor = process.cpuUsage();
  const values = await measure(prepared, workload.budget ?? { milliseconds: 60, runs: 24 });
  const { user, system } = process.cpuUsage(processor);
  const elapsed = performance.now() - clock;
  const { actual, expected } = await prepared.answer();
  return {
    sample: {
      kind: 'sample',
      ...job,
      unit: workload.unit,
      value: significant(quantileSorted(values as number[], 0.5)),
      values: values.map(significant),
      outliers: outliersIn(values),
      right: actual === expected,
      actual,
      expected,
      seconds: significant((performance.now() - started) / 1000),
      processor: significant((user + system) / 1000 / elapsed),
    },
  };
}

/** Five digits: more than any clock gives, less than a file full of noise. */
function significant(value: number): number {
  return Number(value.toPrecision(5));
}

process.once('message', (order: Order) => {
  work(order)
    .catch((error: unknown): Reply => ({
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }))
    .then((reply) => process.send?.(reply, () => process.disconnect()));
});
