/**
 * The whole of it, with real processes: what is planted is found, what is wrong is refused, what dies is
 * tried again, what was measured is kept. Slowdowns are planted in what is counted, not in what is timed:
 * the same way from a process to a verdict, without the weather. `scripts/prove.mjs` does it by the clock.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseSamples } from '../src/protocol/samples-file.ts';
import { runBenchmark, type BenchmarkOptions } from '../src/run-benchmark.ts';
import type { Report } from '../src/report/report.ts';
import type { Subject } from '../src/subjects.ts';

const PLANTED = new URL('./planted/subjects.mjs', import.meta.url).href;
const planted = (name: string, exported: string): Subject => ({
  name,
  module: PLANTED,
  export: exported,
});

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'forkspace-proof-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (options: BenchmarkOptions): Promise<Report> =>
  runBenchmark({ out: folder, seed: 5, peers: false, ...options });

test('planted 20 % are found, planted 0 % are not', async () => {
  const report = await run({
    backends: [
      planted('same', 'same'),
      planted('also-same', 'alsoSame'),
      planted('slower', 'slower'),
    ],
    workloads: ['allocated_by_clone'],
    rounds: 3,
  });
  expect(report).toMatchObject({ failures: [], refused: [], measured: 12 });
  const { ratios } = report.cases[0]!;
  const of = (subject: string) => ratios.find(({ left }) => left === subject)!.interval;
  const none = of('also-same');
  expect(none.low).toBeLessThanOrEqual(1);
  expect(none.high).toBeGreaterThanOrEqual(1);
  expect(none.high / none.low).toBeLessThan(1.02);
  const fifth = of('slower');
  expect(fifth.low).toBeGreaterThan(1.15);
  expect(fifth.high).toBeLessThan(1.25);
  // And the control, which compares the first with itself, sees nothing.
  expect(report.control.noisy).toBe(false);
});

test('a wrong answer is refused, however fast', async () => {
  const report = await run({
    backends: ['hamt', planted('forgetful', 'forgetful')],
    workloads: ['union_modified'],
    sizes: [100],
    rounds: 1,
  });
  expect(report.refused).toMatchObject([{ subject: 'forgetful', samples: 1 }]);
  expect(report.cases[0]!.estimates.map(({ subject }) => subject)).toEqual(['hamt']);
});

/** A backend whose process kills itself in the middle of measuring, until `times` processes have died. */
function mortal(times: number): Subject {
  const file = join(folder, `mortal-${times}.mjs`);
  const deaths = join(folder, `deaths-${times}`);
  const hamt = fileURLToPath(new URL('../../backend-hamt/dist/index.js', import.meta.url));
  writeFileSync(
    file,
    `import { hamt } from ${JSON.stringify(pathToFileURL(hamt).href)};
     import { existsSync, readFileSync, writeFileSync } from 'node:fs';
     const deaths = ${JSON.stringify(deaths)};
     const before = existsSync(deaths) ? Number(readFileSync(deaths, 'utf8')) : 0;
     let clones = 0;
     function wrap(environment) {
       const clone = environment.clone.bind(environment);
       environment.clone = () => {
         if (before < ${times} && ++clones === 10_000) {
           writeFileSync(deaths, String(before + 1));
           process.kill(process.pid, 'SIGKILL');
         }
         return wrap(clone());
       };
       return environment;
     }
     export const mortal = { ...hamt, name: 'mortal', create: () => wrap(hamt.create()) };`,
  );
  return { name: 'mortal', module: pathToFileURL(file).href, export: 'mortal' };
}

describe('a process that is killed while it measures', () => {
  const common = { workloads: ['clone_unmodified'], sizes: [10], rounds: 2 };

  test('is tried again', async () => {
    const report = await run({ ...common, backends: ['cow', mortal(1)] });
    expect(report).toMatchObject({ failures: [], retried: 1, measured: 6, planned: 6 });
  });

  test('again and again is reported, and the others count', async () => {
    const report = await run({ ...common, backends: ['cow', mortal(2)] });
    expect(report.failures).toMatchObject([{ subject: 'mortal', attempts: 2 }]);
    expect(report.failures[0]!.reason).toContain('killed by SIGKILL');
    expect(report).toMatchObject({ measured: 5, planned: 6 });
  });
});

const COMMAND = fileURLToPath(new URL('../../cli/dist/main.js', import.meta.url));

test('a command that is killed loses nothing: the next one goes on', async () => {
  const file = join(folder, 'samples.jsonl');
  const words = ['bench', '--workload', 'clone_unmodified', '--sizes', '10', '--rounds', '4'];
  const start = () =>
    spawn(process.execPath, [COMMAND, ...words, '--seed', '3', '--out', folder], {
      stdio: 'ignore',
    });
  const measured = (): string[] =>
    existsSync(file)
      ? readFileSync(file, 'utf8')
          .split('\n')
          .filter((line) => line.startsWith('{"kind":"sample"') && line.endsWith('}'))
      : [];

  const first = start();
  const ended = new Promise((resolve) => first.once('exit', resolve));
  while (measured().length < 3 && first.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 10));
  first.kill('SIGKILL');
  await ended;
  const kept = measured();
  expect(kept.length).toBeLessThan(16);

  const second = start();
  await new Promise((resolve) => second.once('exit', resolve));
  expect(second.exitCode).toBe(0);
  expect(measured().slice(0, kept.length)).toEqual(kept);
  // Three backends and the control, four rounds, each once.
  expect(measured().length).toBe(16);
  expect(parseSamples(readFileSync(file, 'utf8')).at(-1)).toMatchObject({
    kind: 'end',
    stopped: false,
  });
});
