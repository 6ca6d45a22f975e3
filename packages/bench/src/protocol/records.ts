/**
 * The lines of samples.jsonl, in the order in which they are written: one `run`, then a `sample` or a
 * `failure` for each job, then one `end`. A report is a pure function of these lines.
 */
import type { Extent } from '../workloads/select.ts';
import type { Family, Inability, Scale, Unit } from '../workloads/workload.ts';

export const SAMPLES_FORMAT = 'forkspace-bench-samples/2';

/** Where and with what a run was made. */
export interface Surroundings {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
  readonly v8: string;
  readonly versions: Readonly<Record<string, string>>;
  /** The commit, with `+` when files were changed since; `unknown` outside a repository. */
  readonly commit: string;
  /** Load averages over 1, 5 and 15 minutes. */
  readonly load: readonly number[];
}

/** One workload at one size. */
export interface Case {
  readonly workload: string;
  readonly size: number;
  /** Some words for a heading. */
  readonly title: string;
  readonly about: string;
  readonly family: Family;
  readonly unit: Unit;
  readonly sizeOf: string;
  /** How sizes lie on an axis; `none` where they make no curve. */
  readonly scale: Scale;
  /** Which values are the better ones. */
  readonly better: 'less';
  /** Who is measured, in the order of reports. */
  readonly subjects: readonly string[];
  /** With whom the other subjects are compared; missing: the first. */
  readonly baseline?: string;
  /** Who cannot do the job, and why. */
  readonly cannot: readonly Inability[];
  /** Its values are ratios that must be 1: a control of the measuring. */
  readonly isControl?: boolean;
  readonly rounds: number;
}

export interface RunRecord {
  readonly kind: 'run';
  readonly format: typeof SAMPLES_FORMAT;
  readonly startedAt: string;
  readonly seed: number;
  readonly quick: boolean;
  readonly selection: Extent;
  readonly rounds: number;
  readonly backends: readonly string[];
  /** What each of them is, as far as it is known. */
  readonly about?: readonly { readonly name: string; readonly about: string }[];
  /** Subjects that are no backends: what each is, and what it lacks. */
  readonly peers: readonly { readonly name: string; readonly about: string }[];
  /** The backend that is measured against itself, and in which workloads. */
  readonly control: { readonly subject: string; readonly cases: readonly string[] };
  readonly cases: readonly Case[];
  readonly command: string;
  readonly surroundings: Surroundings;
}

/** What one process is asked to do. */
export interface Job {
  readonly workload: string;
  readonly size: number;
  readonly subject: string;
  /** Whether this is the second measurement of a backend, to be compared with itself. */
  readonly control: boolean;
  readonly round: number;
}

/** What one process found. */
export interface SampleRecord extends Job {
  readonly kind: 'sample';
  readonly unit: Unit;
  /** The median of `values`: what the process counts as. */
  readonly value: number;
  /** All that was measured in this process, in the order of size; none is dropped. */
  readonly values: readonly number[];
  /** Outside the quartiles by more than 1.5 times their distance. */
  readonly outliers: number;
  readonly right: boolean;
  readonly actual: string;
  readonly expected: string;
  readonly seconds: number;
  /** Processor time used per second of measuring; well below 1, others were in the way. */
  readonly processor: number;
  readonly attempt: number;
}

export interface FailureRecord extends Job {
  readonly kind: 'failure';
  readonly reason: string;
  readonly attempts: number;
}

export interface EndRecord {
  readonly kind: 'end';
  readonly seconds: number;
  readonly load: readonly number[];
  readonly stopped: boolean;
}

export type SamplesRecord = RunRecord | SampleRecord | FailureRecord | EndRecord;

/** Names a job within a run. */
export function jobId(job: Job): string {
  return `${job.workload}/${job.size}/${job.subject}${job.control ? '~' : ''}/${job.round}`;
}

/** Names a workload at a size. */
export function caseId(one: { readonly workload: string; readonly size: number }): string {
  return `${one.workload}/${one.size}`;
}
