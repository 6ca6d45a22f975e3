/** `forkspace bench`: measures backends, or takes an earlier run, and prints the acceptance table. */
import { join, resolve } from 'node:path';
import {
  compareReports,
  compressSamples,
  formatSeconds,
  readReport,
  renderComparison,
  renderTerminal,
  ReportError,
  runBenchmark,
  selectWorkloads,
  WORKLOADS,
  writeReport as writePages,
  type Progress as BenchmarkProgress,
  type Report,
  type Start,
  type Subject,
} from '@forkspace/bench';
import { BUILT_IN_NAMES, findBackend } from '../backends.ts';
import type { BenchArguments } from '../command-line.ts';
import { EXIT_FAILED, EXIT_INTERRUPTED, EXIT_OK } from '../exit-codes.ts';
import { CommandFailure } from '../failure.ts';
import { suggestion } from '../nearest-name.ts';
import { Progress } from '../progress.ts';
import { notWritable, requireWritable, writeReport } from '../report-file.ts';

const DEFAULT_FOLDER = 'reports';

export async function bench(options: BenchArguments): Promise<number> {
  const { compare, json } = options;
  if (json !== undefined && compare === undefined) {
    throw new CommandFailure(
      'OPTION_INVALID',
      '--json without --compare',
      'say what to compare with; report.json is in the folder of --out',
    );
  }
  // Looked at before anything is measured: a wrong name should not cost an hour.
  if (json !== undefined) requireWritable(json, 'file');
  const before = compare === undefined ? undefined : readRun(compare);
  const { report, interrupted } =
    options.report === undefined ? await measure(options) : await take(options.report, options);
  if (before === undefined) process.stdout.write(`${renderTerminal(report)}\n`);
  const worse = before === undefined ? false : tellChanges(before, report, options);
  if (interrupted) return EXIT_INTERRUPTED;
  const faulty = report.failures.length > 0 || report.refused.length > 0;
  return worse || faulty ? EXIT_FAILED : EXIT_OK;
}

interface Taken {
  readonly report: Report;
  readonly interrupted: boolean;
}

async function measure(options: BenchArguments): Promise<Taken> {
  const { backend, workload, family, filter, sizes, peers } = options;
  const { quick, full, rounds, seconds, seed, resume } = options;
  const out = options.out ?? DEFAULT_FOLDER;
  requireWritable(out, 'folder');
  for (const name of workload ?? []) requireWorkload(name);
  requireChoice(options);
  const backends = backend === undefined ? undefined : await Promise.all(backend.map(subjectOf));
  const progress = new Progress();
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  process.once('SIGINT', onInterrupt);
  try {
    const report = await runBenchmark({
      out,
      resume,
      peers,
      signal: stop.signal,
      onStart: (start) => progress.say(startOf(start)),
      onProgress: (state) => progress.show(describe(state)),
      ...(quick === undefined ? {} : { quick }),
      ...(full === undefined ? {} : { full }),
      ...(backends === undefined ? {} : { backends }),
      ...(workload === undefined ? {} : { workloads: workload }),
      ...(family === undefined ? {} : { families: family }),
      ...(filter === undefined ? {} : { filter }),
      ...(sizes === undefined ? {} : { sizes }),
      ...(rounds === undefined ? {} : { rounds }),
      ...(seconds === undefined ? {} : { seconds }),
      ...(seed === undefined ? {} : { seed }),
    });
    progress.say(`report written to ${resolve(out, 'report.html')}`);
    const missing = report.planned - report.measured - report.failures.length;
    const open = missing > 0 && report.refused.length === 0;
    if (open) progress.say(`${missing} samples are left out; the same command goes on with them`);
    else if (options.compress === true) compressSamples(resolve(out));
    return { report, interrupted: stop.signal.aborted };
  } catch (error) {
    if (error instanceof ReportError)
      throw new CommandFailure(error.code, error.message, 'say --no-resume to measure all anew');
    throw isOfTheDisk(error) ? notWritable(out, error) : error;
  } finally {
    process.off('SIGINT', onInterrupt);
    progress.clear();
  }
}

/** A run that is there already. Its pages are written again where the caller asks for that. */
async function take(path: string, { out, compress }: BenchArguments): Promise<Taken> {
  const report = readRun(path);
  if (out !== undefined) {
    requireWritable(out, 'folder');
    await writePages(resolve(out), report);
    if (compress === true) compressSamples(resolve(out));
    process.stderr.write(`report written to ${resolve(out, 'report.html')}\n`);
  }
  return { report, interrupted: false };
}

/** Whether the system refused to read or write: an error with the name of a system call. */
function isOfTheDisk(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

function readRun(path: string): Report {
  try {
    return readReport(path);
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    throw new CommandFailure(
      error.code,
      error.message,
      `name a folder that forkspace bench wrote, or ${join('FOLDER', 'report.json')}`,
    );
  }
}

/** Whether anything got worse by more than the margin. */
function tellChanges(before: Report, after: Report, { margin, json }: BenchArguments): boolean {
  const comparison = compareReports(before, after, margin / 100);
  process.stdout.write(`${renderComparison(comparison)}\n`);
  if (json !== undefined) writeReport(json, `${JSON.stringify(comparison, null, 2)}\n`);
  return comparison.worse;
}

/** What becomes of a run that was found in the folder. */
function startOf({ goesOn, begun, measured, planned, why }: Start): string {
  const run = `the run of ${begun.slice(0, 16).replace('T', ' ')}, ${measured} of ${planned} samples`;
  if (goesOn) return `goes on with ${run}`;
  const reason = why === 'complete' || why === 'not wanted' ? why : `it has another ${why}`;
  return `begins anew; ${run}, is put aside (${reason})`;
}

function describe({ done, total, left, job }: BenchmarkProgress): string {
  return `${done} of ${total} samples, about ${formatSeconds(left)} left: ${job.workload} ${job.size} on ${job.subject}`;
}

async function subjectOf(name: string): Promise<string | Subject> {
  const { backend, module, exportName } = await findBackend(name);
  return BUILT_IN_NAMES.includes(name) ? name : { name: backend.name, module, export: exportName };
}

/** What does not go together, or leaves nothing to be measured, is said before anything is. */
function requireChoice(options: BenchArguments): void {
  const { quick = false, full = false, workload, family, filter, sizes } = options;
  const extent = quick ? 'quick' : full ? 'full' : 'default';
  try {
    if (quick && full) throw new Error('a run is either quick or full');
    selectWorkloads({ extent, workloads: workload, families: family, filter, sizes });
  } catch (error) {
    throw new CommandFailure(
      'OPTION_INVALID',
      (error as Error).message,
      'see forkspace bench --help',
    );
  }
}

function requireWorkload(name: string): void {
  const known = WORKLOADS.map((workload) => workload.name);
  if (known.includes(name)) return;
  throw new CommandFailure(
    'OPTION_INVALID',
    `no workload is called ${JSON.stringify(name)}`,
    suggestion(name, known),
  );
}
