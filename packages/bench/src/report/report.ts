/**
 * What a report says, as data: a pure function of the records of a run. The same records give the same
 * report, to the last digit.
 */
import { mean, median, min } from 'simple-statistics';
import { CRITERIA, type Criterion } from '../criteria/criteria.ts';
import { holdsTogether, judge, type Verdict } from '../criteria/judge.ts';
import { aboveFloor, measuredFor, type AboveFloor } from '../criteria/quantity.ts';
import {
  caseId,
  type Case,
  type FailureRecord,
  type RunRecord,
  type SamplesRecord,
} from '../protocol/records.ts';
import { intervalOf, ratioOf, type Interval } from '../statistics/interval.ts';
import { hasTwoModes, outliersIn } from '../statistics/outliers.ts';
import { crossoversIn, growthsIn, type Crossover, type Growth } from './growth.ts';
import { Samples } from './samples.ts';

export const REPORT_FORMAT = 'forkspace-bench-report/2';

/** One subject in one case. */
export interface Estimate {
  readonly subject: string;
  /** Of the medians of the processes. */
  readonly interval: Interval;
  /** Those medians, in the order of rounds: what another run is compared with. */
  readonly values: readonly number[];
  /** The median of the means of the processes: with what befalls only some runs of each, such as collecting garbage. */
  readonly mean: number;
  /** Processes whose median lies far from the others', and values far from the others of their process. */
  readonly outliers: {
    readonly processes: number;
    readonly values: number;
    readonly ofValues: number;
  };
  readonly twoModes: boolean;
}

export interface CaseResult extends Omit<Case, 'subjects' | 'rounds'> {
  readonly estimates: readonly Estimate[];
  /**
   * How many times as much each subject needs as the baseline, and as the first subject, in pairs of one
   * round.
   */
  readonly ratios: readonly {
    readonly left: string;
    readonly right: string;
    readonly interval: Interval;
  }[];
}

export interface Judgement {
  readonly criterion: Criterion;
  /** What the plainest program for the job comes to, where the criterion names one. */
  readonly floor?: Interval;
  readonly results: readonly {
    readonly backend: string;
    readonly interval?: Interval;
    readonly verdict: Verdict;
    /** Whether the verdict still holds when all of this run are to be right at once. */
    readonly together: boolean;
    /** How far above that floor. */
    readonly aboveFloor?: AboveFloor;
  }[];
}

export interface Control {
  readonly subject: string;
  /** The second measurement as a multiple of the first, all cases together; with a 99 % interval. */
  readonly overall?: Interval;
  readonly cases: readonly {
    readonly workload: string;
    readonly size: number;
    readonly interval: Interval;
  }[];
  /** Whether the same code seemed to differ from itself. */
  readonly noisy: boolean;
}

/** What a run has shown. */
export interface Report {
  readonly format: typeof REPORT_FORMAT;
  readonly run: RunRecord;
  readonly finished: boolean;
  /** How long it took, breaks left out. */
  readonly seconds?: number;
  /** The machine's load averages at its end, of 1, 5 and 15 minutes. */
  readonly loadAfter?: readonly number[];
  /** Jobs that have given samples, of those that were planned. */
  readonly measured: number;
  readonly planned: number;
  /** Rounds that were begun: fewer than the run asked for where its time was up before. */
  readonly rounds: number;
  readonly control: Control;
  readonly judgements: readonly Judgement[];
  readonly cases: readonly CaseResult[];
  readonly growths: readonly Growth[];
  readonly crossovers: readonly Crossover[];
  /** Fast or slow, the answer was wrong: these samples count for nothing. */
  readonly refused: readonly {
    readonly workload: string;
    readonly size: number;
    readonly subject: string;
    readonly actual: string;
    readonly expected: string;
    readonly samples: number;
  }[];
  readonly failures: readonly Omit<FailureRecord, 'kind'>[];
  readonly retried: number;
  /** Of what share of a processor a process had while it measured; well below 1, others were in the way. */
  readonly processor?: { readonly median: number; readonly least: number };
}

/** The report of these records, which begin with the run. */
export function buildReport(records: readonly SamplesRecord[]): Report {
  const [run] = records;
  if (run?.kind !== 'run') throw new Error('the records of a run begin with the run');
  const samples = new Samples(records);
  const end = records.findLast((record) => record.kind === 'end');
  const control = controlOf(run, samples);
  const shares = samples.all.map(({ processor }) => processor);
  const failures = records.flatMap((record) => {
    if (record.kind !== 'failure') return [];
    const { kind: _, ...rest } = record;
    return [rest];
  });
  return {
    format: REPORT_FORMAT,
    run,
    finished: end !== undefined && !end.stopped,
    ...(end === undefined ? {} : { seconds: end.seconds, loadAfter: end.load }),
    measured: samples.all.length,
    planned: plannedIn(run),
    rounds: new Set(samples.all.map(({ round }) => round)).size,
    control,
    judgements: judgementsOf(run, samples, control.noisy),
    cases: run.cases.map((one) => caseResult(one, run, samples)),
    growths: growthsIn(run, samples),
    crossovers: crossoversIn(run, samples),
    refused: samples.refused(),
    failures,
    retried: samples.all.filter(({ attempt }) => attempt > 1).length,
    ...(shares.length === 0 ? {} : { processor: { median: median(shares), least: min(shares) } }),
  };
}

function plannedIn(run: RunRecord): number {
  let total = 0;
  for (const one of run.cases) {
    const twice =
      run.control.cases.includes(caseId(one)) && one.subjects.includes(run.control.subject);
    total += one.rounds * (one.subjects.length + (twice ? 1 : 0));
  }
  return total;
}

/** A difference of less than half of what the tightest criterion allows is none. */
const NEGLIGIBLE = 0.005;

/** A run is noisy when the same code seems to differ from itself. */
function controlOf(run: RunRecord, samples: Samples): Control {
  const { subject } = run.control;
  const all: (readonly [number, number])[] = [];
  const twice = run.cases.filter((one) => run.control.cases.includes(caseId(one)));
  const cases = twice.flatMap(({ workload, size }) => {
    const pairs = samples.pairs(
      samples.byRound(workload, size, subject, true),
      samples.byRound(workload, size, subject),
    );
    if (pairs.length === 0) return [];
    all.push(...pairs);
    const interval = ratioOf(pairs, run.seed, `control ${workload} ${size}`);
    return [{ workload, size, interval }];
  });
  // 99 %: a run should not be called noisy by chance once in twenty.
  const overall = all.length === 0 ? undefined : ratioOf(all, run.seed, 'control', 0.99);
  // What compares two sides within one process is controlled by a comparison of two equal sides.
  const sides = run.cases
    .filter(({ isControl }) => isControl === true)
    .flatMap(({ workload, size, subjects }) =>
      subjects.flatMap((one) => {
        const values = [...samples.byRound(workload, size, one).values()];
        if (values.length === 0) return [];
        const pairs = values.map((value) => [value, 1] as const);
        return [
          { workload, size, interval: ratioOf(pairs, run.seed, `control ${workload}`, 0.99) },
        ];
      }),
    );
  const intervals = [...(overall === undefined ? [] : [overall]), ...sides.map((s) => s.interval)];
  return {
    subject,
    ...(overall === undefined ? {} : { overall }),
    cases: [...cases, ...sides],
    noisy: intervals.some(differs),
  };
}

/** One value, or values that are all the same, tell nothing of chance. */
function differs({ low, high, method }: Interval): boolean {
  return method !== 'single' && (low > 1 + NEGLIGIBLE || high < 1 - NEGLIGIBLE);
}

function caseResult(one: Case, run: RunRecord, samples: Samples): CaseResult {
  const { subjects, rounds: _, ...about } = one;
  const { workload, size } = one;
  const estimates = subjects.flatMap((subject): Estimate[] => {
    const taken = samples.of(workload, size, subject);
    if (taken.length === 0) return [];
    const medians = taken.toSorted((a, b) => a.round - b.round).map(({ value }) => value);
    const count = (of: (sample: (typeof taken)[number]) => number): number =>
      taken.reduce((sum, sample) => sum + of(sample), 0);
    return [
      {
        subject,
        interval: intervalOf(medians, run.seed, `${caseId(one)}/${subject}`),
        values: medians,
        mean: significant(median(taken.map(({ values }) => mean(values as number[])))),
        outliers: {
          processes: outliersIn(medians.toSorted((a, b) => a - b)),
          values: count(({ outliers }) => outliers),
          ofValues: count(({ values }) => values.length),
        },
        twoModes: hasTwoModes(medians),
      },
    ];
  });
  const against = new Set([one.baseline ?? (subjects[0] as string), subjects[0] as string]);
  const ratios = [...against].flatMap((right, i) =>
    subjects
      // The first is compared with the baseline already, so not the other way round.
      .filter((left) => left !== right && (i === 0 || left !== one.baseline))
      .flatMap((left) => {
        const pairs = samples.pairs(
          samples.byRound(workload, size, left),
          samples.byRound(workload, size, right),
        );
        if (pairs.length === 0 || pairs.some(([a, b]) => a <= 0 || b <= 0)) return [];
        const interval = ratioOf(pairs, run.seed, `${caseId(one)} ${left} ${right}`);
        return [{ left, right, interval }];
      }),
  );
  return { ...about, estimates, ratios };
}

/** Summing up in another order must not change what is written. */
function significant(value: number): number {
  return Number(value.toPrecision(5));
}

function judgementsOf(run: RunRecord, samples: Samples, noisy: boolean): Judgement[] {
  const judged = CRITERIA.map((criterion) => ({
    criterion,
    results: run.backends.map((backend) => {
      const measured = measuredFor(criterion, backend, run.seed, samples);
      return { backend, measured, verdict: judge(criterion, measured?.interval, backend, noisy) };
    }),
  }));
  const decided = (verdict: Verdict): boolean =>
    verdict === 'met' || verdict === 'not met' || verdict === 'undecided';
  // As many chances to be wrong as there are timed comparisons of a figure with a limit.
  const verdicts = judged
    .filter(({ criterion }) => criterion.timed)
    .flatMap(({ results }) => results.filter(({ verdict }) => decided(verdict))).length;
  return judged.map(({ criterion, results }) => {
    const floor =
      criterion.floor === undefined
        ? undefined
        : measuredFor(criterion, criterion.floor, run.seed, samples);
    return {
      criterion,
      ...(floor === undefined ? {} : { floor: floor.interval }),
      results: results.map(({ backend, measured, verdict }) => {
        const above = noisy ? undefined : aboveFloor(criterion, backend, run.seed, samples);
        return {
          backend,
          ...(measured === undefined ? {} : { interval: measured.interval }),
          verdict,
          together: holdsTogether(criterion, measured, verdict, verdicts),
          ...(above === undefined ? {} : { aboveFloor: above }),
        };
      }),
    };
  });
}
