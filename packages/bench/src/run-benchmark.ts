/** The benchmark, from a choice of backends and workloads to a report in a folder. */
import { resolve } from 'node:path';
import { differenceOf, plan } from './plan.ts';
import { runInFreshProcess, type RunOrder } from './protocol/process.ts';
import { jobId, type Job, type RunRecord, type SamplesRecord } from './protocol/records.ts';
import { runJobs, type Progress } from './protocol/runner.ts';
import { SamplesFile } from './protocol/samples-file.ts';
import { schedule } from './protocol/schedule.ts';
import { buildReport, type Report } from './report/report.ts';
import { ReportError } from './report-error.ts';
import { loadAverages } from './report/surroundings.ts';
import { writeReport } from './report/write.ts';
import { subjectsNamed, type Subject } from './subjects.ts';

/** What is measured, and how long. */
export interface BenchmarkOptions {
  /** Three rounds of the most telling workloads, under a minute. Default false. */
  readonly quick?: boolean;
  /** Names of our backends, or subjects of your own. Default: all three of ours. */
  readonly backends?: readonly (string | Subject)[];
  /** Every workload at every size, up to a million rules; a quarter of an hour a round. Default false. */
  readonly full?: boolean;
  /** Names of workloads. Default: all, or those of a quick run. */
  readonly workloads?: readonly string[];
  /** Only these: micro, memory, concurrency, evaluation, peers. */
  readonly families?: readonly string[];
  /** Only workloads whose names contain one of these. */
  readonly filter?: readonly string[];
  /** Exactly these sizes, wherever a workload has them. */
  readonly sizes?: readonly number[];
  /** Whether to measure native maps and libraries, too. Default true. */
  readonly peers?: boolean;
  /** In seconds: leave out what rounds after the first are not done by then. Default 50 when quick, else no limit. */
  readonly seconds?: number;
  /** Default 15, or 3 when quick. Fewer than 6 carry no bootstrap interval. */
  readonly rounds?: number;
  /** Decides every order and every random choice. Default: from the clock; it is in the report. */
  readonly seed?: number;
  /** The folder for samples.jsonl, report.json, report.md and report.html. Default `reports`; `false` writes nothing. */
  readonly out?: string | false;
  /** Go on with a run in `out` that was stopped or ended early, if its plan is the same. Default true. */
  readonly resume?: boolean;
  /** Told at the start what becomes of an earlier run that is in `out`. */
  readonly onStart?: (start: Start) => void;
  /** Told before each job. */
  readonly onProgress?: (progress: Progress) => void;
  /** Stops the run; what was measured is kept and reported. */
  readonly signal?: AbortSignal;
  /** How a job is run. Default: in a fresh process. */
  readonly run?: RunOrder;
}

/** What becomes of an earlier run that is found in the folder. */
export interface Start {
  /** Whether it is gone on with; else it is put aside. */
  readonly goesOn: boolean;
  /** When it was begun, how many samples it has, and how many it was to have. */
  readonly begun: string;
  readonly measured: number;
  readonly planned: number;
  /** Why it is put aside: `complete`, `not wanted`, or in what it differs from what is asked for now. */
  readonly why?: string;
}

/** On a quiet machine three rounds take less; on a busy one two have to do. */
const QUICK_SECONDS = 50;

/** Where nobody wants to go on, a damaged file is as good as none. */
function leftIn(folder: string, wanted: boolean): readonly SamplesRecord[] | undefined {
  try {
    return SamplesFile.left(folder);
  } catch (error) {
    if (wanted || !(error instanceof ReportError)) throw error;
    return undefined;
  }
}

/**
 * Runs the benchmark and returns its report. Throws an OptionError for options that make no sense, a ReportError where
 * a run that was broken off has a damaged file, and what the disk throws; a sample that fails makes no exception
 * but a line in the report.
 */
export async function runBenchmark(options: BenchmarkOptions = {}): Promise<Report> {
  const { out = 'reports', signal } = options;
  const folder = out === false ? undefined : resolve(out);
  const subjects = subjectsNamed(options.backends);
  const planned = await plan(options, subjects);
  const left = folder === undefined ? undefined : leftIn(folder, options.resume !== false);
  const start = left === undefined ? undefined : startAfter(left, planned, options);
  if (start !== undefined) options.onStart?.(start);
  const file =
    folder === undefined
      ? undefined
      : left !== undefined && start?.goesOn === true
        ? SamplesFile.resume(folder, left)
        : SamplesFile.start(folder, planned);
  const records: SamplesRecord[] = file?.records ?? [planned];
  const run = records[0] as RunRecord;

  const started = performance.now();
  const before = records.flatMap((record) => (record.kind === 'sample' ? [record.seconds] : []));
  const record = (line: SamplesRecord): void => {
    if (file === undefined) records.push(line);
    else file.append(line);
  };
  await runJobs({
    jobs: schedule(run),
    subjects,
    seed: run.seed,
    brief: run.quick,
    known: records.slice(),
    run: options.run ?? runInFreshProcess,
    record,
    onProgress: options.onProgress,
    signal,
    seconds: options.seconds ?? (options.quick === true ? QUICK_SECONDS : Infinity),
  });
  const seconds = (performance.now() - started) / 1000 + before.reduce((sum, s) => sum + s, 0);
  record({
    kind: 'end',
    seconds: Math.round(seconds),
    load: loadAverages(),
    stopped: signal?.aborted === true,
  });
  const report = buildReport(records);
  if (folder !== undefined) await writeReport(folder, report);
  return report;
}

function startAfter(
  left: readonly SamplesRecord[],
  planned: RunRecord,
  { resume = true, seed }: BenchmarkOptions,
): Start {
  const run = left[0] as RunRecord;
  const jobs = schedule(run);
  const measured = new Set(left.flatMap((line) => (line.kind === 'sample' ? [jobId(line)] : [])));
  const tried = new Set(
    left.flatMap((line) =>
      line.kind === 'sample' || line.kind === 'failure' ? [jobId(line)] : [],
    ),
  );
  const open = (job: Job): boolean => !tried.has(jobId(job));
  const why = !resume
    ? 'not wanted'
    : (differenceOf(run, planned, seed === undefined) ??
      (jobs.some(open) ? undefined : 'complete'));
  return {
    goesOn: why === undefined,
    begun: run.startedAt,
    measured: measured.size,
    planned: jobs.length,
    ...(why === undefined ? {} : { why }),
  };
}
