/**
 * What a workload is. It knows nothing of processes, rounds or statistics: it prepares something to be
 * done, says how many operations one run of it does, and proves afterwards that the answer was right.
 */
import type { Capabilities, EnvironmentBackend } from '@forkspace/spec';
import type { Random } from '../random.ts';
import type { Subject } from '../subjects.ts';

export type Unit = 'ns' | 'bytes' | 'ratio';

/** What a workload is about; a report has a part for each. */
export type Family = 'micro' | 'memory' | 'concurrency' | 'evaluation' | 'peers';

/** How sizes lie on an axis; `none` where they make no curve. */
export type Scale = 'log' | 'linear' | 'none';

/** Who cannot do a job, and why: a report says so instead of leaving a gap. */
export interface Inability {
  readonly subject: string;
  readonly why: string;
}

/** What a workload is given in the process that measures it. */
export interface Setting {
  readonly size: number;
  readonly random: Random;
  /** Whether a quick answer is wanted rather than a precise one. */
  readonly brief: boolean;
  /** Where the backend is to be found by another thread. */
  readonly subject: Subject;
}

/** Two digests that must be equal: what came out, and what a plain array says should have. */
export interface Answer {
  readonly actual: string;
  readonly expected: string;
}

/** Something to be timed. `run` is called many times. */
export interface Timed<P = unknown> {
  /** How many operations one run does; the sample is the time of one operation. */
  readonly operations: number;
  /** Makes what the next run works on; not timed. */
  readonly fresh?: () => P;
  run(fresh: P): unknown;
  answer(): Answer | Promise<Answer>;
}

/** Something that measures itself: memory, threads, pairs. */
export interface Metered {
  /** The values that the process adds to the samples, in the workload's unit; their median counts. */
  meter(): Promise<readonly number[]> | readonly number[];
  answer(): Answer | Promise<Answer>;
}

export type Prepared<P = unknown> = Timed<P> | Metered;

export type Prepare = (setting: Setting) => Prepared | Promise<Prepared>;

export interface Workload {
  readonly name: string;
  /** Some words for a heading. */
  readonly title: string;
  /** One sentence: what is done and what one operation is. */
  readonly about: string;
  readonly family: Family;
  readonly unit: Unit;
  /** What the sizes count: `rules`, `readers`. */
  readonly sizeOf: string;
  /** Default `log`. */
  readonly scale?: Scale;
  /** The sizes of a default run. */
  readonly sizes: readonly number[];
  /** Further sizes of a full run: those that take long or tell little. */
  readonly fullSizes?: readonly number[];
  /** The sizes of a quick run; none keeps the workload out of it. */
  readonly quickSizes: readonly number[];
  /** Whether the workload makes sense on a backend. Default: on every one. */
  readonly suits?: (capabilities: Capabilities) => boolean;
  /** Where counting exactly makes more rounds pointless. */
  readonly maxRounds?: number;
  /** For how long to measure, in milliseconds, and how often at least. Default 60 and 24. */
  readonly budget?: { readonly milliseconds: number; readonly runs: number };
  /** Missing where no backend is measured at all. */
  readonly prepare?: (
    backend: EnvironmentBackend,
    setting: Setting,
  ) => Prepared | Promise<Prepared>;
  /** The same job done by what is no backend: a native map, a library. Each by its name. */
  readonly others?: Readonly<Record<string, Prepare>>;
  /** With whom the other subjects are compared. Default: the first. */
  readonly baseline?: string;
  readonly cannot?: readonly Inability[];
  /** Both sides of its ratio are the same, so that it must be 1: a control of the measuring. */
  readonly isControl?: boolean;
}

/** Every size at which a workload may be measured, ascending. */
export function allSizes({ sizes, fullSizes = [] }: Workload): number[] {
  return [...new Set([...sizes, ...fullSizes])].sort((a, b) => a - b);
}

/** Checks the type of a run's parameter where it is written, and forgets it for the list of all workloads. */
export function timed<P>(prepared: Timed<P>): Prepared {
  return prepared as Timed<unknown> as Prepared;
}

export const isolating = (capabilities: Capabilities): boolean => capabilities.isolation;

const kept: unknown[] = Array.from({ length: 64 });

/** Keeps a result reachable for a while, so that no compiler may leave the work out. A nanosecond. */
export function keep(turn: number, value: unknown): void {
  kept[turn & 63] = value;
}
