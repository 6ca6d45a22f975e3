/** From samples to what a criterion looks at: a value for each round. */
import type { Samples } from '../report/samples.ts';
import { growthOf } from '../statistics/growth.ts';
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
      // The samples are times of one operation; the criterion speaks of all of them.
      const sizes = samples.sizesOf(workload, backend).filter((one) => one >= quantity.from);
      const curves = samples
        .curves(
          workload,
          backend,
          sizes.filter((one) => one <= size),
        )
        .map((curve) => curve.map(([at, value]) => [at, value * at] as const));
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
