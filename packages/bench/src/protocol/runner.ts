/** Works through a schedule: one job after another, each in a fresh process, each tried twice at most. */
import type { Subject } from '../subjects.ts';
import type { RunOrder } from './process.ts';
import { caseId, jobId, type Job, type SamplesRecord } from './records.ts';

/** How far a run has come. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Seconds, from how long like jobs have taken so far; a rough guess before the first is done. */
  readonly left: number;
  /** What is being measured now. */
  readonly job: Job;
}

export interface RunnerOptions {
  readonly jobs: readonly Job[];
  readonly subjects: readonly Subject[];
  readonly seed: number;
  /** Whether quick answers are wanted rather than precise ones. */
  readonly brief: boolean;
  /** What is there already, from a run that was broken off. */
  readonly known: readonly SamplesRecord[];
  readonly run: RunOrder;
  readonly record: (record: SamplesRecord) => void;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** After so many seconds no job is begun, except those of the first round. */
  readonly seconds: number;
}

const ATTEMPTS = 2;

/** Measures every job that is not known yet. Stops early, keeping all, when the signal says so. */
export async function runJobs(options: RunnerOptions): Promise<void> {
  const { jobs, known, record, onProgress, signal, seconds } = options;
  const begun = performance.now();
  const clock = new Clock();
  const done = new Set<string>();
  for (const line of known) {
    if (line.kind !== 'sample') continue;
    done.add(jobId(line));
    clock.note(line, line.seconds);
  }
  const open = jobs.filter((job) => !done.has(jobId(job)));
  for (const [at, job] of open.entries()) {
    if (signal?.aborted === true) return;
    // Rounds come one after another, so what is left out is left out for every backend alike.
    if (job.round > 0 && performance.now() - begun > seconds * 1000) return;
    onProgress?.({
      done: jobs.length - open.length + at,
      total: jobs.length,
      left: clock.left(
        open.slice(at),
        job.round > 0 ? seconds - (performance.now() - begun) / 1000 : Infinity,
      ),
      job,
    });
    const started = performance.now();
    const result = await attempt(job, options);
    if (result === undefined) return;
    clock.note(job, (performance.now() - started) / 1000);
    record(result);
  }
}

async function attempt(job: Job, options: RunnerOptions): Promise<SamplesRecord | undefined> {
  const { subjects, seed, brief, run, signal } = options;
  const backend = subjects.find(({ name }) => name === job.subject);
  const subject = backend ?? { name: job.subject, module: '', export: '' };
  for (let attempts = 1; ; attempts++) {
    const outcome = await run({ job, subject, other: backend === undefined, seed, brief }, signal);
    if (signal?.aborted === true) return undefined;
    if ('sample' in outcome) return { ...outcome.sample, attempt: attempts };
    if (attempts < ATTEMPTS && outcome.late !== true) continue;
    return { kind: 'failure', ...job, reason: outcome.error, attempts };
  }
}

/** What a job takes that nothing like it is known of: a process, and the more the larger it is. */
function usualSeconds({ size }: Job): number {
  return 0.6 + size / 80_000;
}

/** Tells from what jobs took how long others will take: like ones, else those of the same case, else of the same size. */
class Clock {
  readonly #known = new Map<string, { total: number; count: number }>();

  note(job: Job, seconds: number): void {
    for (const kind of kinds(job)) {
      const known = this.#known.get(kind);
      if (known === undefined) this.#known.set(kind, { total: seconds, count: 1 });
      else {
        known.total += seconds;
        known.count++;
      }
    }
  }

  /** Seconds for these jobs, `most` at most. */
  left(jobs: readonly Job[], most: number): number {
    let seconds = 0;
    for (const job of jobs) seconds += this.#guess(job);
    return Math.max(0, Math.min(seconds, most));
  }

  #guess(job: Job): number {
    for (const kind of kinds(job)) {
      const known = this.#known.get(kind);
      if (known !== undefined) return known.total / known.count;
    }
    return usualSeconds(job);
  }
}

/** What a job is like, the nearest first. */
function kinds(job: Job): string[] {
  return [`${caseId(job)}/${job.subject}`, caseId(job), `/${job.size}`];
}
