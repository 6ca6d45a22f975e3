/**
 * What is to be reached, as data: the founding guide's six acceptance criteria (and its bound on memory),
 * then our own, tighter ones. Each is tied to a workload, a size and a limit, for some backends.
 */

import type { Unit } from '../workloads/workload.ts';

/** How a criterion looks at the samples. */
export type Quantity =
  /** The median itself, in the unit of the workload. */
  | { readonly kind: 'absolute' }
  /** How many times as much as another subject needs. */
  | { readonly kind: 'times'; readonly subject: string }
  /** How many times as fast as another subject. */
  | { readonly kind: 'speedup'; readonly subject: string }
  /** By which power it grows from the smaller size to the criterion's. */
  | { readonly kind: 'growth'; readonly from: number }
  /** A ratio to be 1: what the workload yields, less one. */
  | { readonly kind: 'overhead' };

/** One thing to be reached. */
export interface Criterion {
  readonly id: string;
  readonly source: 'guide' | 'forkspace';
  readonly title: string;
  readonly workload: string;
  readonly size: number;
  readonly quantity: Quantity;
  /** What the median counts; the workload's unit. */
  readonly unit: Unit;
  /** In `unit`; a power for growth, a share for overhead. */
  readonly limit: number;
  /** `none`: the interval has to hold the limit and be narrow enough to say so. */
  readonly bound: 'at most' | 'at least' | 'below' | 'none';
  /** Whom it binds; on others it is shown, not judged. */
  readonly backends: readonly string[];
  /** Whether it hangs on the clock, and so on the machine being quiet. */
  readonly timed: boolean;
  /**
   * Of a growth: a subject that does the job as plainly as it can be done. What it grows by, the machine grows by,
   * and no backend can be asked for less.
   */
  readonly floor?: string;
}

const ISOLATING = ['hamt', 'cow'] as const;
const NS = 1;
const US = 1000;

type Short = Omit<Criterion, 'source' | 'quantity' | 'unit' | 'bound' | 'timed' | 'backends'> &
  Partial<Criterion>;

const guide = (given: Short): Criterion => ({
  source: 'guide',
  quantity: { kind: 'absolute' },
  unit: 'ns',
  bound: 'below',
  timed: true,
  backends: ISOLATING,
  ...given,
});
const ours = (given: Short): Criterion => ({
  source: 'forkspace',
  quantity: { kind: 'absolute' },
  unit: 'ns',
  bound: 'at most',
  timed: true,
  backends: ISOLATING,
  ...given,
});

/** Every criterion: the guide's, then ours. */
export const CRITERIA: readonly Criterion[] = [
  guide({
    id: 'G1',
    title: 'clone, 10K rules',
    workload: 'clone_unmodified',
    size: 10_000,
    limit: 100 * NS,
  }),
  guide({
    id: 'G2',
    title: 'union, unmodified',
    workload: 'union_unmodified',
    size: 10_000,
    limit: 100 * NS,
  }),
  guide({
    id: 'G3',
    title: 'clone, add one rule, 10K',
    workload: 'clone_then_write',
    size: 10_000,
    limit: 200 * US,
  }),
  guide({
    id: 'G4',
    title: 'union of 1K + 1K',
    workload: 'union_modified',
    size: 1000,
    limit: 500 * US,
  }),
  guide({
    id: 'G5',
    title: '4 readers against the mutex',
    workload: 'concurrent_reads',
    size: 4,
    quantity: { kind: 'speedup', subject: 'mutex' },
    bound: 'at least',
    limit: 2,
  }),
  guide({
    id: 'G6',
    title: 'read-only evaluation, extra',
    workload: 'evaluate_read_only',
    size: 100,
    quantity: { kind: 'overhead' },
    unit: 'ratio',
    limit: 0.01,
  }),
  guide({
    id: 'G7',
    title: 'memory with a written clone',
    workload: 'memory_ratio',
    size: 10_000,
    unit: 'ratio',
    limit: 2,
    timed: false,
  }),

  ours({ id: 'F1a', title: 'clone, empty', workload: 'clone_unmodified', size: 0, limit: 25 * NS }),
  ours({
    id: 'F1b',
    title: 'clone, 10K rules',
    workload: 'clone_unmodified',
    size: 10_000,
    limit: 25 * NS,
  }),
  ours({
    id: 'F1c',
    title: 'clone, 100K rules',
    workload: 'clone_unmodified',
    size: 100_000,
    limit: 25 * NS,
  }),
  ours({
    id: 'F2',
    title: 'union, unmodified',
    workload: 'union_unmodified',
    size: 10_000,
    limit: 25 * NS,
  }),
  ours({
    id: 'F3a',
    title: 'clone, add one rule, 10K',
    workload: 'clone_then_write',
    size: 10_000,
    limit: 2 * US,
    backends: ['hamt'],
  }),
  ours({
    id: 'F3b',
    title: 'clone, add one rule, 10K',
    workload: 'clone_then_write',
    size: 10_000,
    limit: 150 * US,
    backends: ['cow'],
  }),
  ours({
    id: 'F4',
    title: 'clone, add one rule, 100K',
    workload: 'clone_then_write',
    size: 100_000,
    limit: 4 * US,
    backends: ['hamt'],
  }),
  ours({
    id: 'F5a',
    title: 'union of 1K + 1K',
    workload: 'union_modified',
    size: 1000,
    limit: 150 * US,
    backends: ['hamt'],
  }),
  ours({
    id: 'F5b',
    title: 'union of 1K + 1K',
    workload: 'union_modified',
    size: 1000,
    limit: 500 * US,
    backends: ['cow'],
  }),
  ours({
    id: 'F6',
    title: 'union of forks, 100K, 10 + 10',
    workload: 'union_of_forks',
    size: 100_000,
    limit: 30 * US,
    backends: ['hamt'],
  }),
  ours({
    id: 'F7a',
    title: 'lookup against a native Map',
    workload: 'lookup_hit',
    size: 10_000,
    quantity: { kind: 'times', subject: 'Map' },
    limit: 1.5,
    backends: ['hamt'],
  }),
  ours({
    id: 'F7b',
    title: 'lookup against a native Map',
    workload: 'lookup_hit',
    size: 10_000,
    quantity: { kind: 'times', subject: 'Map' },
    limit: 1.2,
    backends: ['cow'],
  }),
  ours({
    id: 'F8',
    title: 'load 100K facts, per fact',
    workload: 'load_facts',
    size: 100_000,
    limit: 5 * US,
  }),
  ours({
    id: 'F9a',
    title: 'load: growth of time, 1 is linear',
    workload: 'load_facts',
    size: 100_000,
    quantity: { kind: 'growth', from: 10_000 },
    limit: 1.15,
    floor: 'Map',
  }),
  ours({
    id: 'F9b',
    title: 'load: growth of memory, 1 is linear',
    workload: 'memory_of_fact',
    size: 100_000,
    quantity: { kind: 'growth', from: 1000 },
    unit: 'bytes',
    limit: 1.05,
    timed: false,
  }),
  ours({
    id: 'F10',
    title: 'bytes of a written clone',
    workload: 'memory_of_written_clone',
    size: 10_000,
    unit: 'bytes',
    limit: 4096,
    timed: false,
    backends: ['hamt'],
  }),
  ours({
    id: 'F11',
    title: 'read-only evaluation, extra',
    workload: 'evaluate_read_only',
    size: 100,
    quantity: { kind: 'overhead' },
    unit: 'ratio',
    limit: 0,
    bound: 'none',
  }),
];
