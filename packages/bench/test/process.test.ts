import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { runInFreshProcess } from '../src/protocol/process.ts';
import type { Order } from '../src/protocol/worker.ts';
import { BACKENDS } from '../src/subjects.ts';

const folder = mkdtempSync(join(tmpdir(), 'forkspace-worker-'));
afterAll(() => rmSync(folder, { recursive: true }));

const order = (rest: Partial<Order>): Order => ({
  job: { workload: 'clone_unmodified', size: 10, subject: 'hamt', control: false, round: 0 },
  subject: BACKENDS[0]!,
  other: false,
  seed: 1,
  brief: false,
  ...rest,
});

test('a fresh process measures, proves its answer and keeps all values', async () => {
  const outcome = await runInFreshProcess(order({}));
  if (!('sample' in outcome)) throw new Error(outcome.error);
  const { sample } = outcome;
  expect(sample).toMatchObject({ right: true, unit: 'ns', subject: 'hamt' });
  expect(sample.values.length).toBeGreaterThanOrEqual(12);
  expect(sample.values.toSorted((a, b) => a - b)).toEqual(sample.values);
});

test.each([
  { workload: 'allocated_by_lookup', size: 1000, subject: 'hamt' },
  { workload: 'allocated_by_write', size: 1000, subject: 'cow' },
  { workload: 'memory_peak', size: 1000, subject: 'hamt' },
  { workload: 'memory_of_fact', size: 1000, subject: 'cow' },
  { workload: 'memory_of_fact', size: 1000, subject: 'Map' },
  { workload: 'concurrent_reads', size: 2, subject: 'cow' },
  { workload: 'concurrent_reads_writer', size: 2, subject: 'hamt' },
  { workload: 'concurrent_reads_writer', size: 2, subject: 'mutex' },
  { workload: 'thread_branches', size: 100, subject: 'hamt' },
  { workload: 'store_forks', size: 100, subject: 'immer' },
  { workload: 'calibration', size: 100_000, subject: 'machine' },
])('a fresh process does $workload with $subject, rightly', async ({ workload, size, subject }) => {
  const backend = BACKENDS.find(({ name }) => name === subject);
  const outcome = await runInFreshProcess(
    order({
      job: { workload, size, subject, control: false, round: 0 },
      subject: backend ?? { name: subject, module: '', export: '' },
      other: backend === undefined,
    }),
  );
  if (!('sample' in outcome)) throw new Error(outcome.error);
  const { right, actual, expected, values } = outcome.sample;
  expect({ right, actual }).toEqual({ right: true, actual: expected });
  expect(values.length).toBeGreaterThan(0);
});

test('what is counted is the same in every process', async () => {
  const job = { workload: 'allocated_by_write', size: 1000, subject: 'hamt', control: false };
  const counted = [];
  for (let round = 0; round < 3; round++) {
    const outcome = await runInFreshProcess(order({ job: { ...job, round } }));
    if (!('sample' in outcome)) throw new Error(outcome.error);
    counted.push(outcome.sample.value);
  }
  expect(Math.max(...counted) / Math.min(...counted)).toBeLessThan(1.05);
});

test.each([
  { fault: 'is killed', source: 'process.kill(process.pid, "SIGKILL")', says: 'killed by SIGKILL' },
  { fault: 'throws', source: 'throw new Error("no luck")', says: 'no luck' },
  {
    fault: 'exports no backend',
    source: 'export const hamt = 1',
    says: 'exports no backend named hamt',
  },
])('a process that $fault says why', async ({ fault, source, says }) => {
  const file = join(folder, `${fault.replaceAll(' ', '-')}.mjs`);
  writeFileSync(file, source);
  const subject = { ...BACKENDS[0]!, module: pathToFileURL(file).href };
  const outcome = await runInFreshProcess(order({ subject }));
  expect('error' in outcome && outcome.error).toContain(says);
});
