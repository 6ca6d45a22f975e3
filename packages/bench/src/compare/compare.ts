/**
 * What got faster or slower between two runs. They were not paired, so each figure stands by itself; what
 * the machine did in between is estimated from peers, whose code is not ours, and divided out of times.
 */
import type { Surroundings } from '../protocol/records.ts';
import { formatInterval } from '../report/format.ts';
import type { CaseResult, Report } from '../report/report.ts';
import type { Interval } from '../statistics/interval.ts';
import { changeOf, driftOf, type Drift, type Samples } from '../statistics/unpaired.ts';

export const COMPARISON_FORMAT = 'forkspace-bench-comparison/1';

/**
 * `regressed` and `improved`: the whole interval lies beyond the margin. `slower` and `faster`: it lies on
 * one side of no change, but not wholly beyond the margin. `unchanged`: it lies within the margin on both
 * sides. `wrong`: the later run gave wrong answers, so its figures count for nothing.
 */
export type Outcome =
  | 'wrong'
  | 'regressed'
  | 'slower'
  | 'undecided'
  | 'unchanged'
  | 'faster'
  | 'improved';

/** As they are told: what is worst first. */
export const OUTCOMES: readonly Outcome[] = [
  'wrong',
  'regressed',
  'slower',
  'undecided',
  'unchanged',
  'faster',
  'improved',
];

/** What became of one backend in one workload. */
export interface Change {
  readonly workload: string;
  readonly size: number;
  readonly sizeOf: string;
  readonly unit: CaseResult['unit'];
  readonly backend: string;
  /** Medians of the two runs, in the unit. */
  readonly before?: number;
  readonly after?: number;
  /** The later as a multiple of the earlier, corrected for drift where it is a time; 99 %. */
  readonly ratio?: Interval;
  readonly outcome: Outcome;
}

/** What became of everything that two runs have in common. */
export interface Comparison {
  readonly format: typeof COMPARISON_FORMAT;
  readonly before: RunFacts;
  readonly after: RunFacts;
  /** Growth by more than this share counts as a regression. */
  readonly margin: number;
  /** What peers gained or lost in the meantime, as a multiple, which is divided out of times; absent when that tells nothing. */
  readonly drift?: Interval;
  readonly warnings: readonly string[];
  readonly changes: readonly Change[];
  /** What only one of the runs has, or what the two define differently: not compared. */
  readonly skipped: readonly {
    readonly workload: string;
    readonly size: number;
    readonly why: string;
  }[];
  /** Whether anything regressed or is wrong. */
  readonly worse: boolean;
}

export interface RunFacts {
  readonly startedAt: string;
  readonly commit: string;
  readonly rounds: number;
  readonly cpu: string;
  readonly cores: number;
  readonly node: string;
}

/** Compares two runs. `margin` is a share: 0.1 is 10 %. The same two reports give the same comparison. */
export function compareReports(before: Report, after: Report, margin = 0.1): Comparison {
  if (!(margin > 0)) throw new RangeError(`the margin must be above 0, not ${margin}`);
  const { seed } = after.run;
  const noisy = before.control.noisy || after.control.noisy;
  const told = driftOf(unchangedThings(before, after), seed);
  const drift = told !== undefined && isTelling(told.factor, margin) ? told : undefined;
  const changes: Change[] = [];
  const skipped: { workload: string; size: number; why: string }[] = [];
  for (const one of allCases(before, after)) {
    const [early, late] = [caseIn(before, one), caseIn(after, one)];
    const why = whyNotCompared(early, late, before, after);
    if (why !== undefined || early === undefined || late === undefined) {
      skipped.push({ workload: one.workload, size: one.size, why: why ?? '' });
      continue;
    }
    for (const backend of after.run.backends) {
      const samples = samplesOf(early, late, backend);
      const { workload, size, sizeOf, unit } = late;
      const shown = { workload, size, sizeOf, unit, backend };
      if (isRefused(after, late, backend) && !isRefused(before, early, backend)) {
        changes.push({ ...shown, outcome: 'wrong' });
        continue;
      }
      if (samples === undefined) continue;
      const timed = unit === 'ns';
      const name = `${workload}/${size}/${backend}`;
      const ratio = changeOf(samples, seed, name, timed ? drift : undefined);
      changes.push({
        ...shown,
        before: middleOf(early, backend),
        after: middleOf(late, backend),
        ...(ratio === undefined ? {} : { ratio }),
        outcome: timed && noisy ? 'undecided' : outcomeOf(ratio, margin),
      });
    }
  }
  return {
    format: COMPARISON_FORMAT,
    before: factsOf(before),
    after: factsOf(after),
    margin,
    ...(drift === undefined ? {} : { drift: drift.factor }),
    warnings: [...warningsOf(before, after), ...driftWarning(told, drift)],
    changes: changes.sort(
      (a, b) => OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome) || effect(b) - effect(a),
    ),
    skipped,
    worse: changes.some(({ outcome }) => outcome === 'wrong' || outcome === 'regressed'),
  };
}

/**
 * Whether a drift is worth dividing out: it is there, or it is known finely enough. One that is neither would
 * only make every interval as wide as its own.
 */
function isTelling({ low, high }: Interval, margin: number): boolean {
  return low > 1 || high < 1 || high / low < (1 + margin) ** 2;
}

function driftWarning(told: Drift | undefined, used: Drift | undefined): string[] {
  if (used !== undefined) return [];
  const why =
    told === undefined
      ? 'there is no peer with 6 rounds in both runs'
      : `peers tell it no finer than ${formatInterval(told.factor, 'ratio')}`;
  return [`What the machine gained or lost in between is not taken out: ${why}.`];
}

function outcomeOf(ratio: Interval | undefined, margin: number): Outcome {
  if (ratio === undefined) return 'undecided';
  const { low, high } = ratio;
  if (low > 1 + margin) return 'regressed';
  if (high < 1 / (1 + margin)) return 'improved';
  if (low >= 1 / (1 + margin) && high <= 1 + margin) {
    return low > 1 ? 'slower' : high < 1 ? 'faster' : 'unchanged';
  }
  return low > 1 ? 'slower' : high < 1 ? 'faster' : 'undecided';
}

const effect = ({ ratio }: Change): number => Math.abs(Math.log(ratio?.median ?? 1));

interface Place {
  readonly workload: string;
  readonly size: number;
}

function allCases(before: Report, after: Report): readonly Place[] {
  const missing = before.cases.filter((one) => caseIn(after, one) === undefined);
  return [...after.cases, ...missing];
}

function caseIn(report: Report, { workload, size }: Place): CaseResult | undefined {
  return report.cases.find((one) => one.workload === workload && one.size === size);
}

function whyNotCompared(
  early: CaseResult | undefined,
  late: CaseResult | undefined,
  before: Report,
  after: Report,
): string | undefined {
  if (early === undefined) return 'only in the later run';
  if (late === undefined) return 'only in the earlier run';
  const about = (report: Report): string | undefined =>
    report.run.cases.find(({ workload }) => workload === late.workload)?.about;
  if (early.unit !== late.unit || about(before) !== about(after)) return 'defined differently';
  return undefined;
}

function isRefused(report: Report, { workload, size }: Place, subject: string): boolean {
  return report.refused.some(
    (one) => one.workload === workload && one.size === size && one.subject === subject,
  );
}

function estimateIn(one: CaseResult, subject: string): CaseResult['estimates'][number] | undefined {
  return one.estimates.find((estimate) => estimate.subject === subject);
}

function middleOf(one: CaseResult, subject: string): number {
  return estimateIn(one, subject)?.interval.median ?? Number.NaN;
}

/** The values of both runs, or undefined when one has none or any is not positive. */
function samplesOf(early: CaseResult, late: CaseResult, subject: string): Samples | undefined {
  const before = estimateIn(early, subject)?.values ?? [];
  const after = estimateIn(late, subject)?.values ?? [];
  if (before.length === 0 || after.length === 0) return undefined;
  return [...before, ...after].every((value) => value > 0) ? { before, after } : undefined;
}

/** Times of peers whose version is the same in both runs: only the machine can have changed them. */
function unchangedThings(before: Report, after: Report): Samples[] {
  const versions = (report: Report): string => JSON.stringify(librariesOf(report.run.surroundings));
  if (versions(before) !== versions(after)) return [];
  const ours = [...before.run.backends, ...after.run.backends];
  return after.cases.flatMap((late) => {
    const early = caseIn(before, late);
    if (early === undefined || late.unit !== 'ns') return [];
    if (whyNotCompared(early, late, before, after) !== undefined) return [];
    return late.estimates
      .filter(({ subject }) => !ours.includes(subject))
      .flatMap(({ subject }) => samplesOf(early, late, subject) ?? []);
  });
}

const librariesOf = ({ versions, node }: Surroundings): readonly string[] => [
  node,
  ...Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .sort(),
];

function factsOf({ run }: Report): RunFacts {
  const { cpu, cores, node, commit } = run.surroundings;
  return { startedAt: run.startedAt, commit, rounds: run.rounds, cpu, cores, node };
}

function warningsOf(before: Report, after: Report): string[] {
  const [old, now] = [before.run.surroundings, after.run.surroundings];
  const differs = (what: string, a: unknown, b: unknown): string[] =>
    a === b ? [] : [`${what}: ${String(a)}, then ${String(b)}`];
  const machine = [
    ...differs('processor', old.cpu, now.cpu),
    ...differs('cores', old.cores, now.cores),
    ...differs('system', old.system, now.system),
    ...differs('Node', old.node, now.node),
    ...differs('V8', old.v8, now.v8),
  ];
  const warnings = machine.length === 0 ? [] : [`Not the same machine: ${machine.join('; ')}.`];
  const noisy = [before.control.noisy ? 'earlier' : '', after.control.noisy ? 'later' : ''].filter(
    (name) => name !== '',
  );
  if (noisy.length > 0) {
    warnings.push(`Noisy: the ${noisy.join(' and the ')} run; no change of a time is decided.`);
  }
  for (const [name, { finished }] of [
    ['earlier', before],
    ['later', after],
  ] as const) {
    if (!finished) warnings.push(`The ${name} run was broken off.`);
  }
  return warnings;
}
