/** What curves over sizes say: how each grows, and where two of them cross. */
import type { Case, RunRecord } from '../protocol/records.ts';
import { contestOf, growthOf, type Curve } from '../statistics/growth.ts';
import type { Interval } from '../statistics/interval.ts';
import type { Unit } from '../workloads/workload.ts';
import { formatRough } from './format.ts';
import type { Samples } from './samples.ts';

export interface Growth {
  readonly workload: string;
  readonly subject: string;
  readonly unit: Unit;
  readonly sizeOf: string;
  readonly from: number;
  readonly to: number;
  /** By which power the measured value grows with the size: 0 is constant, 1 linear. */
  readonly slope: Interval;
}

export interface Crossover {
  readonly workload: string;
  readonly sizeOf: string;
  readonly left: string;
  readonly right: string;
  readonly from: number;
  readonly to: number;
  readonly kind: 'none' | 'crossing';
  /** Who is faster at every size where anybody is; missing where nobody is, or the curves cross. */
  readonly faster?: string;
  /** Set where at some size nobody is faster beyond doubt. */
  readonly undecided?: true;
  /** The size at which the curves cross, and who is faster below it. */
  readonly at?: Interval;
  readonly below?: string;
}

/** Fewer points make no curve. */
const FEWEST_SIZES = 3;

interface Axis {
  readonly first: Case;
  readonly sizes: readonly number[];
  readonly subjects: readonly string[];
}

/** Workloads measured at several sizes; a size of 0 has no place on an axis of logarithms. */
function axes({ cases }: RunRecord): Axis[] {
  const names = new Set(cases.map(({ workload }) => workload));
  const groups = [...names].map((name) => cases.filter(({ workload }) => workload === name));
  return groups.map((group) => ({
    first: group[0] as Case,
    sizes: group
      .map(({ size }) => size)
      .filter((size) => size > 0)
      .sort((a, b) => a - b),
    subjects: group[0]!.subjects,
  }));
}

const positive = (curves: readonly Curve[]): boolean =>
  curves.length > 0 && curves.every((curve) => curve.every(([, value]) => value > 0));

export function growthsIn(run: RunRecord, samples: Samples): Growth[] {
  return axes(run).flatMap(({ first, sizes, subjects }) => {
    const { workload, unit, sizeOf, scale } = first;
    if (scale !== 'log' || sizes.length < FEWEST_SIZES) return [];
    return subjects.flatMap((subject): Growth[] => {
      const curves = samples.curves(workload, subject, sizes);
      if (!positive(curves)) return [];
      const slope = growthOf(curves, run.seed, `growth ${workload} ${subject}`);
      const [from, to] = [sizes[0] as number, sizes.at(-1) as number];
      return [{ workload, subject, unit, sizeOf, from, to, slope }];
    });
  });
}

/** Every backend against every other, and against every peer, where both were measured at several sizes. */
export function crossoversIn(run: RunRecord, samples: Samples): Crossover[] {
  return axes(run).flatMap(({ first, sizes, subjects }) => {
    if (first.scale === 'none' || sizes.length < 2) return [];
    return pairsOf(subjects, run.backends).flatMap(([left, right]) =>
      between(first, sizes, left, right, run.seed, samples),
    );
  });
}

function pairsOf(subjects: readonly string[], backends: readonly string[]): [string, string][] {
  return subjects.flatMap((left, i) =>
    backends.includes(left)
      ? subjects.slice(i + 1).map((right): [string, string] => [left, right])
      : [],
  );
}

function between(
  { workload, sizeOf }: Case,
  sizes: readonly number[],
  left: string,
  right: string,
  seed: number,
  samples: Samples,
): Crossover[] {
  // Only rounds in which both were measured at every size are pairs all along.
  const [ours, theirs] = samples.pairedCurves(workload, left, right, sizes);
  if (!positive(ours) || !positive(theirs)) return [];
  const purpose = `crossover ${workload} ${left} ${right}`;
  const { winners, crossings } = contestOf(ours, theirs, seed, purpose);
  const common = {
    workload,
    sizeOf,
    left,
    right,
    from: sizes[0] as number,
    to: sizes.at(-1) as number,
  };
  const named = { left, right } as const;
  if (crossings.length > 0) {
    return crossings.map(({ below, at }) => ({
      ...common,
      kind: 'crossing',
      at,
      below: named[below],
    }));
  }
  const faster = winners.find((winner) => winner !== 'nobody');
  return [
    {
      ...common,
      kind: 'none',
      ...(faster === undefined ? {} : { faster: named[faster] }),
      ...(winners.includes('nobody') ? { undecided: true } : {}),
    },
  ];
}

/** Who is the cheaper one, and where. */
export function crossoverWords({
  kind,
  left,
  right,
  sizeOf,
  at,
  below,
  faster,
  undecided,
}: Crossover): string {
  if (kind === 'crossing' && at !== undefined && below !== undefined) {
    const above = below === left ? right : left;
    return `${below} below ${formatRough(at.median)} ${sizeOf} [${formatRough(at.low)}, ${formatRough(at.high)}], ${above} above`;
  }
  if (faster === undefined) return 'neither is shown to be, at any size';
  return undecided === true
    ? `${faster} wherever there is a difference`
    : `${faster} at every size`;
}
