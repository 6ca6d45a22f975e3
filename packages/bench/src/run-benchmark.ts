/** The benchmark, from a choice of backends and workloads to a report in a folder. */
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { runInFreshProcess, type RunOrder } from './protocol/process.ts';
import {
  caseId,
  SAMPLES_FORMAT,
  type Case,
  type RunRecord,
  type SamplesRecord,
} from './protocol/records.ts';
import { runJobs, type Progress } from './protocol/runner.ts';
import { SamplesFile } from './protocol/samples-file.ts';
import { schedule } from './protocol/schedule.ts';
import { buildReport, type Report } from './report/report.ts';
import { loadAverages, surroundings } from './report/surroundings.ts';
import { writeReport } from './report/write.ts';
import { loadBackend, REFERENCE, subjectsNamed, type Subject } from './subjects.ts';
import { WORKLOADS, workloadNamed } from './workloads/index.ts';

export interface BenchmarkOptions {
  /** Three rounds of the most telling workloads, under a minute. Default false. */
  readonly quick?: boolean;
  /** Names of our backends, or subjects of your own. Default: all three of ours. */
  readonly backends?: readonly (string | Subject)[];
  /** Names of workloads. Default: all, or those of a quick run. */
  readonly workloads?: readonly string[];
  /** Leave out what rounds after the first are not done by then. Default 50 when quick, else no limit. */
  readonly seconds?: number;
  /** Default 15, or 3 when quick. Fewer than 6 carry no bootstrap interval. */
  readonly rounds?: number;
  /** Decides every order and every random choice. Default: from the clock; it is in the report. */
  readonly seed?: number;
  /** The folder for samples.jsonl, report.json and report.md. Default `reports`; `false` writes nothing. */
  readonly out?: string | false;
  /** Go on with a run in `out` that was broken off, if its plan is the same. Default true. */
  readonly resume?: boolean;
  readonly onProgress?: (progress: Progress) => void;
  /** Stops the run; what was measured is kept and reported. */
  readonly signal?: AbortSignal;
  /** How a job is run. Default: in a fresh process. */
  readonly run?: RunOrder;
}

/** On a quiet machine three rounds take less; on a busy one two have to do. */
const QUICK_SECONDS = 50;

/** What is measured against itself: one workload for each order of magnitude. */
const CONTROLLED = [
  'clone_unmodified/10000',
  'clone_then_write/10000',
  'lookup_hit/10000',
  'union_modified/1000',
];

/**
 * Runs the benchmark and returns its report. Throws an Error for options that make no sense; a sample that
 * fails makes no exception but a line in the report.
 */
export async function runBenchmark(options: BenchmarkOptions = {}): Promise<Report> {
  const { out = 'reports', resume = true, signal } = options;
  const folder = out === false ? undefined : resolve(out);
  const subjects = subjectsNamed(options.backends);
  const planned = await plan(options, subjects);
  const broken = folder !== undefined && resume ? SamplesFile.resume(folder) : undefined;
  const goOn =
    broken !== undefined &&
    samePlan(broken.records[0] as RunRecord, planned, options.seed === undefined);
  const file =
    folder === undefined ? undefined : goOn ? broken : SamplesFile.start(folder, planned);
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

async function plan(options: BenchmarkOptions, subjects: readonly Subject[]): Promise<RunRecord> {
  const { quick = false, rounds = quick ? 3 : 15, seed = Date.now() % 1_000_000 } = options;
  if (!Number.isSafeInteger(rounds) || rounds < 1) {
    throw new Error(`rounds must be a whole number from 1, not ${rounds}`);
  }
  if (!Number.isSafeInteger(seed)) throw new Error(`the seed must be a whole number, not ${seed}`);
  const backends = await Promise.all(subjects.map(loadBackend));
  const chosen = options.workloads?.map(workloadNamed) ?? WORKLOADS;
  const cases = chosen.flatMap((workload) => {
    const { name, about, unit, sizeOf, maxRounds = rounds } = workload;
    // Naming a workload in a quick run asks for it even where it is not among the telling ones.
    const asked = options.workloads !== undefined && workload.quickSizes.length === 0;
    const sizes = quick && !asked ? workload.quickSizes : workload.sizes;
    const suited = subjects.filter((_, i) => workload.suits?.(backends[i]!.capabilities) ?? true);
    const names = suited.map((subject) => subject.name);
    if (workload.reference !== undefined) names.push(REFERENCE);
    if (suited.length === 0) return [];
    return sizes.map((size): Case => ({
      workload: name,
      size,
      about,
      unit,
      sizeOf,
      subjects: names,
      rounds: Math.min(rounds, maxRounds),
    }));
  });
  const controlled = cases.map(caseId).filter((id) => CONTROLLED.includes(id));
  const first = cases.find((one) => one.unit === 'ns');
  const fallback = first === undefined ? [] : [caseId(first)];
  const isolating = subjects.find((_, i) => backends[i]!.capabilities.isolation) ?? subjects[0];
  return {
    kind: 'run',
    format: SAMPLES_FORMAT,
    startedAt: new Date().toISOString(),
    seed,
    quick,
    rounds,
    backends: subjects.map(({ name }) => name),
    control: {
      subject: isolating?.name ?? '',
      cases: controlled.length > 0 ? controlled.slice(0, quick ? 2 : 4) : fallback,
    },
    cases,
    command: commandFor(options, rounds, seed),
    surroundings: surroundings(),
  };
}

/** What to type to get the same run. */
function commandFor(options: BenchmarkOptions, rounds: number, seed: number): string {
  const words = ['npx forkspace bench'];
  if (options.quick === true) words.push('--quick');
  for (const backend of options.backends ?? []) {
    words.push('--backend', typeof backend === 'string' ? backend : backend.name);
  }
  for (const name of options.workloads ?? []) words.push('--workload', name);
  words.push('--rounds', String(rounds), '--seed', String(seed));
  return words.join(' ');
}

/** Whether a run that was broken off can be gone on with: same plan, same code, same machine. */
function samePlan(old: RunRecord, now: RunRecord, anySeed: boolean): boolean {
  const essence = (run: RunRecord): string =>
    JSON.stringify([
      run.quick,
      run.rounds,
      run.backends,
      run.control,
      run.cases,
      run.surroundings.commit,
      run.surroundings.node,
      run.surroundings.cpu,
      anySeed ? 0 : run.seed,
      cpus().length,
    ]);
  return essence(old) === essence(now);
}
