/**
 * By how much something changed between two runs, which are not paired: the difference of the medians of the
 * logarithms. From six values on each side it is a bootstrap of both sides at once. With fewer it is
 * Student's, with the degrees of freedom of the smaller side alone: wide, and never narrower than it should be.
 *
 * All intervals here are 99 % ones. A comparison looks at hundreds of figures, and one in twenty of them
 * must not seem to have changed by chance.
 */
import { mean, median, quantileSorted, sampleVariance } from 'simple-statistics';
import { randomFor } from '../random.ts';
import {
  bootstrapTail,
  bounded,
  drawnMedians,
  FEWEST_FOR_BOOTSTRAP,
  studentT,
  type Interval,
} from './interval.ts';

const CONFIDENCE = 0.99;

/** What the machine did between the two runs: as logarithms, one for each turn of the bootstrap. */
export interface Drift {
  /** The later as a multiple of the earlier run. */
  readonly factor: Interval;
  readonly turns: readonly number[];
}

/** Two samples of one thing, from an earlier and a later run; all values positive. */
export interface Samples {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/**
 * How many times `before` the values of `after` are. With a drift, that is divided out, and its uncertainty
 * added. Undefined when a side has fewer than two values.
 */
export function changeOf(
  samples: Samples,
  seed: number,
  purpose: string,
  drift?: Drift,
): Interval | undefined {
  const before = samples.before.map(Math.log);
  const after = samples.after.map(Math.log);
  const count = Math.min(before.length, after.length);
  if (count < 2) return undefined;
  const shift = drift === undefined ? 0 : Math.log(drift.factor.median);
  const middle = median(after) - median(before) - shift;
  if (new Set(before).size === 1 && new Set(after).size === 1 && drift === undefined) {
    const value = Math.exp(middle);
    return { median: value, low: value, high: value, count, method: 'exact' };
  }
  if (count >= FEWEST_FOR_BOOTSTRAP) {
    const turns = differences(before, after, seed, purpose);
    const tail = bootstrapTail(count, CONFIDENCE);
    const corrected = turns.map((turn, i) => turn - (drift?.turns[i] ?? 0)).sort((a, b) => a - b);
    return {
      median: Math.exp(middle),
      low: Math.exp(quantileSorted(corrected, tail)),
      high: Math.exp(quantileSorted(corrected, 1 - tail)),
      count,
      method: 'bootstrap',
    };
  }
  const error = Math.sqrt(
    sampleVariance(before) / before.length + sampleVariance(after) / after.length,
  );
  const own = studentT(count - 1, CONFIDENCE) * error;
  const others = drift === undefined ? 0 : Math.log(drift.factor.high / drift.factor.low) / 2;
  const reach = Math.hypot(own, others);
  const centre = mean(after) - mean(before) - shift;
  return {
    median: Math.exp(middle),
    low: bounded(Math.min(middle, centre - reach)),
    high: bounded(Math.max(middle, centre + reach)),
    count,
    method: 'student',
  };
}

function differences(
  before: readonly number[],
  after: readonly number[],
  seed: number,
  purpose: string,
): number[] {
  const random = randomFor(seed, purpose);
  const early = drawnMedians(before, random);
  return drawnMedians(after, random).map((late, i) => late - early[i]!);
}

/**
 * What the machine did, from things that did not change themselves: the median of their changes. Each turn of
 * the bootstrap also draws anew which of them are asked, as they need not all drift alike. Undefined when
 * there is none with values enough.
 */
export function driftOf(unchanged: readonly Samples[], seed: number): Drift | undefined {
  const each = unchanged
    .filter(({ before, after }) => Math.min(before.length, after.length) >= FEWEST_FOR_BOOTSTRAP)
    .map(({ before, after }, i) => {
      const early = before.map(Math.log);
      const late = after.map(Math.log);
      return {
        middle: median(late) - median(early),
        turns: differences(early, late, seed, `drift ${i}`),
      };
    });
  const [first] = each;
  if (first === undefined) return undefined;
  const random = randomFor(seed, 'drift');
  const turns = first.turns.map((_, turn) =>
    median(each.map(() => each[random.below(each.length)]!.turns[turn]!)),
  );
  const sorted = turns.toSorted((a, b) => a - b);
  const tail = (1 - CONFIDENCE) / 2;
  return {
    factor: {
      median: Math.exp(median(each.map(({ middle }) => middle))),
      low: Math.exp(quantileSorted(sorted, tail)),
      high: Math.exp(quantileSorted(sorted, 1 - tail)),
      count: each.length,
      method: 'bootstrap',
    },
    turns,
  };
}
