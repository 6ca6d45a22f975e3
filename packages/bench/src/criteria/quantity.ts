/** From samples to what a criterion looks at: a value for each round. */
import type { Samples } from '../report/samples.ts';
import { growthOf, slope, type Curve } from '../statistics/growth.ts';
import { intervalOf, ratioOf, type Interval } from '../statistics/interval.ts';
import type { Criterion } from './criteria.ts';

export interface Measured {
  /** One for each round, in the terms of the criterion's limit. */
  readonly values: readonly number[];
  readonly interval: Interval;
}

/** Undefined where it was not measured, or is a comparison of a subject with itself. */
export function measuredFor(
  criterion: Criterion,
  backend: string,
  seed: number,
  samples: Samples,
): Measured | undefined {
  const { workload, size, quantity, id } = criterion;
  const purpose = `${id} ${backend}`;
  const mine = samples.byRound(workload, size, backend);
  if (mine.size === 0) return undefined;
  switch (quantity.kind) {
    case 'absolute': {
      const values = [...mine.values()];
      return { values, interval: intervalOf(values, seed, purpose) };
    }
    case 'overhead': {
      const pairs = [...mine.values()].map((ratio) => [ratio, 1] as const);
      const { median, low, high, ...rest } = ratioOf(pairs, seed, purpose);
      return {
        values: pairs.map(([ratio]) => ratio - 1),
        interval: { median: median - 1, low: low - 1, high: high - 1, ...rest },
      };
    }
    case 'growth': {
      const curves = samples
        .curves(workload, backend, growthSizes(criterion, quantity.from, backend, samples))
        .map(inAll);
      if (curves.length === 0 || curves[0]!.length < 2) return undefined;
      return {
        values: curves.map((curve) => growthOf([curve], seed, purpose).median),
        interval: growthOf(curves, seed, purpose),
      };
    }
    case 'times':
    case 'speedup': {
      if (quantity.subject === backend) return undefined;
      const theirs = samples.byRound(workload, size, quantity.subject);
      const pairs =
        quantity.kind === 'times' ? samples.pairs(mine, theirs) : samples.pairs(theirs, mine);
      if (pairs.length === 0) return undefined;
      return {
        values: pairs.map(([left, right]) => left / right),
        interval: ratioOf(pairs, seed, purpose),
      };
    }
  }
}

/** The sizes over which a criterion asks for growth. */
function growthSizes(
  { workload, size }: Criterion,
  from: number,
  subject: string,
  samples: Samples,
): number[] {
  return samples.sizesOf(workload, subject).filter((one) => one >= from && one <= size);
}

/** The samples are of one operation; a criterion of growth speaks of all of them. */
const inAll = (curve: Curve): Curve => curve.map(([at, value]) => [at, value * at] as const);

/** The floor of a criterion, and by how much a backend lies above it. */
export interface AboveFloor {
  /** In pairs of one round. */
  readonly above: Interval;
  /** Whether all of that interval is less than what the limit allows beyond linear growth. */
  readonly reached: boolean;
}

/**
 * How much steeper a backend's curve is than that of the plainest program for the job. Undefined where the
 * criterion has no floor, or not both were measured.
 */
export function aboveFloor(
  criterion: Criterion,
  backend: string,
  seed: number,
  samples: Samples,
): AboveFloor | undefined {
  const { workload, quantity, floor, limit, id } = criterion;
  if (floor === undefined || quantity.kind !== 'growth') return undefined;
  const sizes = growthSizes(criterion, quantity.from, backend, samples);
  if (sizes.length < 2) return undefined;
  const [ours, theirs] = samples.pairedCurves(workload, backend, floor, sizes);
  if (ours.length === 0) return undefined;
  const differences = ours.map((curve, i) => slope(curve) - slope(theirs[i] as Curve));
  const above = intervalOf(differences, seed, `${id} ${backend} above ${floor}`);
  return { above, reached: above.method !== 'single' && above.high <= limit - 1 };
}
