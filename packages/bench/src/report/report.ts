/**
 * What a report says, as data: a pure function of the records of a run. The same records give the same
 * report, to the last digit.
 */
import { median, min } from 'simple-statistics';
import { CRITERIA, type Criterion } from '../criteria/criteria.ts';
import { judge, type Verdict } from '../criteria/judge.ts';
import {
  caseId,
  type Case,
  type FailureRecord,
  type RunRecord,
  type SamplesRecord,
} from '../protocol/records.ts';
import { intervalOf, ratioOf, slopeOf, type Interval } from '../statistics/interval.ts';
import { hasTwoModes, outliersIn } from '../statistics/outliers.ts';
import { Samples } from './samples.ts';

export const REPORT_FORMAT = 'forkspace-bench-report/1';

/** One subject in one case. */
export interface Estimate {
  readonly subject: string;
  /** Of the medians of the processes. */
  readonly interval: Interval;
  /** Those medians, in the order of rounds: what another run is compared with. */
  readonly values: readonly number[];
  /** Processes whose median lies far from the others', and values far from the others of their process. */
  readonly outliers: {
    readonly processes: number;
    readonly values: number;
    readonly ofValues: number;
  };
  readonly twoModes: boolean;
}

export interface CaseResult extends Pick<Case, 'workload' | 'size' | 'unit' | 'sizeOf'> {
  readonly estimates: readonly Estimate[];
  /** How many times as much the first subject needs as each other one, in pairs of one round. */
  readonly ratios: readonly {
    readonly left: string;
    readonly right: string;
    readonly interval: Interval;
  }[];
}

export interface Judgement {
  readonly criterion: Criterion;
  readonly results: readonly {
    readonly backend: string;
    readonly interval?: Interval;
    readonly verdict: Verdict;
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

export interface Report {
  readonly format: typeof REPORT_FORMAT;
  readonly run: RunRecord;
  readonly finished: boolean;
  readonly seconds?: number;
  readonly loadAfter?: readonly number[];
  readonly measured: number;
  readonly planned: number;
  readonly control: Control;
  readonly judgements: readonly Judgement[];
  readonly cases: readonly CaseResult[];
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
    control,
    judgements: CRITERIA.map((criterion) => judgementOf(criterion, run, samples, control.noisy)),
    cases: run.cases.map((one) => caseResult(one, run, samples)),
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

function controlOf(run: RunRecord, samples: Samples): Control {
  const { subject } = run.control;
  const all: (readonly [number, number])[] = [];
  const cases = run.cases
    .filter((one) => run.control.cases.includes(caseId(one)))
    .flatMap(({ workload, size }) => {
      const pairs = samples.pairs(
        samples.byRound(workload, size, subject, true),
        samples.byRound(workload, size, subject),
      );
      if (pairs.length === 0) return [];
      all.push(...pairs);
      const interval = ratioOf(pairs, run.seed, `control ${workload} ${size}`);
      return [{ workload, size, interval }];
    });
  if (all.length === 0) return { subject, cases, noisy: false };
  // 99 %: a run should not be called noisy by chance once in twenty.
  const overall = ratioOf(all, run.seed, 'control', 0.99);
  const noisy = overall.method === 'bootstrap' && (overall.low > 1 || overall.high < 1);
  return { subject, overall, cases, noisy };
}

function caseResult(one: Case, run: RunRecord, samples: Samples): CaseResult {
  const { workload, size, unit, sizeOf } = one;
  const estimates = one.subjects.flatMap((subject): Estimate[] => {
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
        outliers: {
          processes: outliersIn(medians.toSorted((a, b) => a - b)),
          values: count(({ outliers }) => outliers),
          ofValues: count(({ values }) => values.length),
        },
        twoModes: hasTwoModes(medians),
      },
    ];
  });
  const [left] = one.subjects;
  const ratios = one.subjects.slice(1).flatMap((right) => {
    const pairs = samples.pairs(
      samples.byRound(workload, size, left as string),
      samples.byRound(workload, size, right),
    );
    if (pairs.length === 0 || pairs.some(([a, b]) => a <= 0 || b <= 0)) return [];
    const interval = ratioOf(pairs, run.seed, `${caseId(one)} ${left} ${right}`);
    return [{ left: left as string, right, interval }];
  });
  return { workload, size, unit, sizeOf, estimates, ratios };
}

function judgementOf(
  criterion: Criterion,
  run: RunRecord,
  samples: Samples,
  noisy: boolean,
): Judgement {
  const results = run.backends.map((backend) => {
    const interval = quantityOf(criterion, backend, run.seed, samples);
    const verdict = judge(criterion, interval, backend, noisy);
    return { backend, ...(interval === undefined ? {} : { interval }), verdict };
  });
  return { criterion, results };
}

function quantityOf(
  criterion: Criterion,
  backend: string,
  seed: number,
  samples: Samples,
): Interval | undefined {
  const { workload, size, quantity, id } = criterion;
  const purpose = `${id} ${backend}`;
  const mine = samples.byRound(workload, size, backend);
  if (mine.size === 0) return undefined;
  if (quantity.kind === 'absolute') return intervalOf([...mine.values()], seed, purpose);
  if (quantity.kind === 'overhead') {
    const { median, low, high, ...rest } = ratioOf(
      [...mine.values()].map((ratio) => [ratio, 1]),
      seed,
      purpose,
    );
    return { median: median - 1, low: low - 1, high: high - 1, ...rest };
  }
  if (quantity.kind === 'growth') {
    // Per operation, so linear is 0; the criterion speaks of the whole.
    const pairs = samples.pairs(samples.byRound(workload, quantity.from, backend), mine);
    if (pairs.length === 0) return undefined;
    const whole = pairs.map(([small, large]): [number, number] => [
      small * quantity.from,
      large * size,
    ]);
    return slopeOf(whole, [quantity.from, size], seed, purpose);
  }
  if (quantity.subject === backend) return undefined;
  const theirs = samples.byRound(workload, size, quantity.subject);
  const pairs =
    quantity.kind === 'times' ? samples.pairs(mine, theirs) : samples.pairs(theirs, mine);
  return pairs.length === 0 ? undefined : ratioOf(pairs, seed, purpose);
}
