import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OptionError } from '../src/option-error.ts';
import type { RunOrder } from '../src/protocol/process.ts';
import { jobId, type SamplesRecord } from '../src/protocol/records.ts';
import { parseSamples } from '../src/protocol/samples-file.ts';
import { runBenchmark, type BenchmarkOptions, type Start } from '../src/run-benchmark.ts';
import { renderTerminal } from '../src/report/terminal.ts';
import { someSample } from './made.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'forkspace-bench-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A worker that answers at once, and counts what it was asked. */
function answering(
  change: (
    id: string,
    turn: number,
  ) => Partial<Parameters<typeof someSample>[0]> | string = () => ({}),
) {
  const asked: string[] = [];
  const run: RunOrder = ({ job }) => {
    const id = jobId(job);
    asked.push(id);
    const given = change(id, asked.filter((one) => one === id).length);
    if (typeof given === 'string') return Promise.resolve({ error: given });
    const { attempt: _, ...sample } = someSample({ ...job, ...given });
    return Promise.resolve({ sample });
  };
  return { run, asked };
}

const options = (rest: BenchmarkOptions): BenchmarkOptions => ({
  out: folder,
  backends: ['hamt', 'cow'],
  workloads: ['clone_unmodified'],
  quick: true,
  seed: 3,
  ...rest,
});
const lines = (): SamplesRecord[] =>
  parseSamples(readFileSync(join(folder, 'samples.jsonl'), 'utf8'));

test('a run writes its samples, its report, and tells how far it is', async () => {
  const { run, asked } = answering();
  const told: string[] = [];
  const report = await runBenchmark(
    options({ run, onProgress: ({ done, total }) => told.push(`${done}/${total}`) }),
  );
  expect(asked.length).toBe(9); // 3 rounds of 2 backends and the control
  expect(told).toEqual(Array.from({ length: 9 }, (_, i) => `${i}/9`));
  expect(report).toMatchObject({ finished: true, measured: 9, planned: 9 });
  expect(lines().map(({ kind }) => kind)).toEqual([
    'run',
    ...Array<string>(9).fill('sample'),
    'end',
  ]);
  expect(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'))).toEqual(
    JSON.parse(JSON.stringify(report)),
  );
});

test('a worker that dies is tried again, and the report says so', async () => {
  const { run } = answering((id, turn) =>
    id.includes('cow') && turn === 1 ? 'killed by SIGKILL' : {},
  );
  const report = await runBenchmark(options({ run }));
  expect(report).toMatchObject({ retried: 3, failures: [], measured: 9 });
});

test('a worker that dies twice is reported, and the rest is measured', async () => {
  const { run } = answering((id) =>
    id === 'clone_unmodified/10000/cow/1' ? 'killed by SIGKILL' : {},
  );
  const report = await runBenchmark(options({ run }));
  expect(report.measured).toBe(8);
  expect(report.failures).toEqual([
    {
      workload: 'clone_unmodified',
      size: 10_000,
      subject: 'cow',
      control: false,
      round: 1,
      reason: 'killed by SIGKILL',
      attempts: 2,
    },
  ]);
});

test('a wrong answer, however fast, is refused with all samples of its kind', async () => {
  const { run } = answering((id) =>
    id === 'clone_unmodified/10000/cow/1'
      ? { value: 0.1, right: false, actual: 'b' }
      : { value: 50 },
  );
  const report = await runBenchmark(options({ run }));
  expect(report.refused).toEqual([
    {
      workload: 'clone_unmodified',
      size: 10_000,
      subject: 'cow',
      actual: 'b',
      expected: 'a',
      samples: 1,
    },
  ]);
  expect(report.cases[0]?.estimates.map(({ subject }) => subject)).toEqual(['hamt']);
  const judged = report.judgements.find(({ criterion }) => criterion.id === 'G1');
  expect(judged?.results.map(({ verdict }) => verdict)).toEqual(['met', 'not measured']);
});

describe('a run that was broken off', () => {
  const stopAfter = async (count: number): Promise<void> => {
    const stop = new AbortController();
    const { run, asked } = answering();
    const stopping: RunOrder = (order, signal) => {
      if (asked.length === count) stop.abort();
      return run(order, signal);
    };
    const report = await runBenchmark(options({ run: stopping, signal: stop.signal }));
    expect(report).toMatchObject({ finished: false, measured: count });
  };

  test('keeps what was measured, and goes on from there', async () => {
    await stopAfter(4);
    const { run, asked } = answering();
    const report = await runBenchmark(options({ run }));
    expect(asked.length).toBe(5);
    expect(report).toMatchObject({ finished: true, measured: 9 });
  });

  test('goes on even when its last line was cut', async () => {
    await stopAfter(4);
    const path = join(folder, 'samples.jsonl');
    const text = readFileSync(path, 'utf8').trimEnd();
    writeFileSync(path, text.slice(0, text.lastIndexOf('\n') - 20));
    const { run, asked } = answering();
    await runBenchmark(options({ run }));
    expect(asked.length).toBe(6);
  });

  test('tries again what had failed, and reports only what fails in the end', async () => {
    const { run } = answering((id) => (id.endsWith('cow/0') ? 'killed by SIGKILL' : {}));
    expect(await runBenchmark(options({ run, seconds: 0 }))).toMatchObject({ measured: 2 });
    const again = answering();
    const report = await runBenchmark(options({ run: again.run }));
    expect(again.asked.filter((id) => id.endsWith('cow/0')).length).toBe(1);
    expect(report).toMatchObject({ measured: 9, failures: [] });
  });

  test.each<{ why: string; rest: BenchmarkOptions }>([
    { why: 'seed', rest: { seed: 4 } },
    { why: 'choice of backends', rest: { backends: ['cow', 'hamt'] } },
    { why: 'choice of workloads', rest: { workloads: ['clone_unmodified', 'clone_kept'] } },
    { why: 'number of rounds', rest: { rounds: 4 } },
    { why: 'extent', rest: { quick: false, rounds: 3 } },
    { why: 'not wanted', rest: { resume: false } },
  ])('is begun anew for another $why, and that is said', async ({ why, rest }) => {
    await stopAfter(4);
    const { run, asked } = answering();
    const starts: Start[] = [];
    const report = await runBenchmark(
      options({ run, onStart: (start) => starts.push(start), ...rest }),
    );
    expect(asked.length).toBe(report.planned);
    expect(starts).toMatchObject([{ goesOn: false, why, measured: 4, planned: 9 }]);
    expect(existsSync(join(folder, 'samples.earlier.jsonl'))).toBe(true);
  });
});

test('a run that time has cut short is gone on with, and gives what one that was not cut gives', async () => {
  const values = (id: string) => ({ value: 10 + (Number(id.at(-1)) + id.length) / 7 });
  const whole = await runBenchmark(options({ run: answering(values).run }));
  rmSync(join(folder, 'samples.jsonl'));
  const starts: Start[] = [];
  const asked: string[] = [];
  for (let turn = 0; turn < 3; turn++) {
    const again = answering(values);
    const cut = await runBenchmark(
      options({
        run: again.run,
        seconds: turn === 0 ? 0 : 50,
        onStart: (start) => starts.push(start),
      }),
    );
    if (turn === 0) expect(cut).toMatchObject({ measured: 3, rounds: 1 });
    if (turn === 1) expect(cut.judgements).toEqual(whole.judgements);
    asked.push(...again.asked);
    if (turn === 1) expect(new Set(asked).size).toBe(9);
  }
  // One that is complete is not gone on with.
  expect(asked.length).toBe(18);
  expect(starts).toMatchObject([
    { goesOn: true, measured: 3, planned: 9 },
    { goesOn: false, measured: 9, planned: 9, why: 'complete' },
  ]);
});

test.each([
  { what: 'an earlier run', text: undefined },
  { what: 'what another version wrote', text: '{"kind":"run","format":"samples/0"}\n' },
  { what: 'something else', text: 'not samples' },
])('$what is put aside, not lost', async ({ text }) => {
  const { run } = answering();
  if (text === undefined) await runBenchmark(options({ run }));
  else writeFileSync(join(folder, 'samples.jsonl'), text);
  const before = readFileSync(join(folder, 'samples.jsonl'), 'utf8');
  const report = await runBenchmark(options({ run, rounds: 2 }));
  expect(report.measured).toBe(6);
  expect(readFileSync(join(folder, 'samples.earlier.jsonl'), 'utf8')).toBe(before);
});

test('a run that may take no longer leaves rounds out, but never the first', async () => {
  const { run, asked } = answering();
  const report = await runBenchmark(options({ run, seconds: 0 }));
  expect(asked.length).toBe(3);
  expect(report).toMatchObject({ finished: true, measured: 3, planned: 9 });
  expect(renderTerminal(report)).toContain('Cut short: 3 of 9 samples were taken.');
});

test.each([
  { rest: { backends: ['nosuch'] }, message: 'unknown backend "nosuch"; known: hamt, cow, mutex' },
  { rest: { backends: ['hamt', 'hamt'] }, message: 'named twice' },
  {
    rest: { workloads: ['nosuch'] },
    message: 'unknown workload "nosuch"; known: calibration',
  },
  { rest: { families: ['nosuch'] }, message: 'unknown family "nosuch"; known: micro, memory' },
  { rest: { sizes: [3] }, message: 'nothing to measure' },
  { rest: { filter: ['nosuch'] }, message: 'nothing to measure' },
  { rest: { full: true }, message: 'either quick or full' },
  {
    rest: { backends: [{ name: 'Map', module: '@forkspace/backend-hamt', export: 'hamt' }] },
    message: 'a backend cannot be called Map',
  },
  { rest: { rounds: 0 }, message: 'rounds must be a whole number from 1' },
  { rest: { seed: 0.5 }, message: 'the seed must be a whole number' },
  { rest: { backends: 'hamt' as never }, message: 'backends must be an array, not "hamt"' },
  { rest: { filter: 7 as never }, message: 'filter must be an array, not 7' },
])('refuses $rest', async ({ rest, message }) => {
  const run = runBenchmark(options({ run: answering().run, ...rest }));
  await expect(run).rejects.toThrow(message);
  await expect(run).rejects.toThrow(OptionError);
});
