/**
 * Medians with intervals. From six values on the interval is a seeded bootstrap of the median, by
 * percentiles that are widened as Student's t is wider than the normal distribution (Hesterberg, *What
 * Teachers Should Know about the Bootstrap*, 2015): the plain one holds the true median of fifteen values
 * only 91 to 93 times in 100, which the tests of this package show. Fewer values cannot carry a bootstrap
 * (the range of three covers the median three times in four only), so there it is Student's, on the
 * logarithms where the values are positive: wide, and honest about it.
 */
import {
  binomialDistribution,
  cumulativeStdNormalProbability,
  mean,
  median,
  quantileSorted,
  sampleStandardDeviation,
} from 'simple-statistics';
import { randomFor, type Random } from '../random.ts';

/** A median and, with 95 % confidence unless said otherwise, where the true one lies; in the unit of the values. */
export interface Interval {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** How many values it stands on. */
  readonly count: number;
  /** `exact`: all values are equal, or there is only one; nothing is inferred from one. */
  readonly method: 'bootstrap' | 'student' | 'exact' | 'single';
}

const RESAMPLES = 2000;
export const FEWEST_FOR_BOOTSTRAP = 6;

/** How often an interval is to hold the truth. 99 % is for what must hardly ever alarm by chance. */
export type Confidence = 0.95 | 0.99;

/** Student's t and the normal z at the upper end of an interval, for few degrees of freedom from 1. */
const AT_THE_END: Readonly<Record<Confidence, { z: number; t: readonly number[] }>> = {
  0.95: { z: 1.959964, t: [12.706, 4.303, 3.182, 2.776] },
  0.99: { z: 2.575829, t: [63.657, 9.925, 5.841, 4.604] },
};

/** Student's t for any degrees of freedom: exact for few, else by Fisher's expansion, right to 0.5 %. */
export function studentT(freedom: number, confidence: Confidence): number {
  const { z, t } = AT_THE_END[confidence];
  const exact = t[freedom - 1];
  if (exact !== undefined) return exact;
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + first / freedom + second / freedom ** 2 + third / freedom ** 3;
}

/** The median of `values` with its interval; the same seed and purpose give the same interval. */
export function intervalOf(
  values: readonly number[],
  seed: number,
  purpose: string,
  confidence: Confidence = 0.95,
): Interval {
  const count = values.length;
  if (count === 0) throw new RangeError('an interval of nothing');
  const middle = median(values as number[]);
  const exact = values.every((value) => value === middle);
  if (exact || count === 1) {
    const method = count === 1 ? 'single' : 'exact';
    return { median: middle, low: middle, high: middle, count, method };
  }
  if (count < FEWEST_FOR_BOOTSTRAP) return student(values, middle, confidence);
  const medians = drawnMedians(values, randomFor(seed, purpose)).sort((a, b) => a - b);
  const tail = bootstrapTail(count, confidence);
  return {
    median: middle,
    low: quantileSorted(medians, tail),
    high: quantileSorted(medians, 1 - tail),
    count,
    method: 'bootstrap',
  };
}

/** Which share of the drawn medians lies outside an interval on either side, widened as said above. */
export function bootstrapTail(count: number, confidence: Confidence): number {
  const reach = Math.sqrt(count / (count - 1)) * studentT(count - 1, confidence);
  return 1 - cumulativeStdNormalProbability(reach);
}

/** The medians of as many values drawn with replacement, again and again, in the order of drawing. */
export function drawnMedians(values: readonly number[], random: Random): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  const count = sorted.length;
  // Counting how often each place of the sorted values was drawn spares sorting every draw.
  const drawn = new Uint32Array(count);
  const at = (rank: number): number => {
    let place = 0;
    for (let passed = drawn[0]!; passed <= rank; passed += drawn[place]!) place++;
    return sorted[place]!;
  };
  return Array.from({ length: RESAMPLES }, () => {
    drawn.fill(0);
    for (let i = 0; i < count; i++) drawn[Math.floor(random.fraction() * count)]!++;
    return (at((count - 1) >> 1) + at(count >> 1)) / 2;
  });
}

function student(values: readonly number[], middle: number, confidence: Confidence): Interval {
  const count = values.length;
  const positive = values.every((value) => value > 0);
  const scaled = positive ? values.map(Math.log) : [...values];
  const reach =
    (studentT(count - 1, confidence) * sampleStandardDeviation(scaled)) / Math.sqrt(count);
  const centre = mean(scaled);
  const back = positive ? bounded : (value: number): number => value;
  return {
    median: middle,
    low: Math.min(middle, back(centre - reach)),
    high: Math.max(middle, back(centre + reach)),
    count,
    method: 'student',
  };
}

/** The number with this logarithm; never infinite, which JSON could not tell. */
export function bounded(logarithm: number): number {
  return Math.min(Math.exp(logarithm), Number.MAX_VALUE);
}

/** How many times `left` is of `right`, from values of the same rounds: the median of paired log-ratios. */
export function ratioOf(
  pairs: readonly (readonly [left: number, right: number])[],
  seed: number,
  purpose: string,
  confidence: Confidence = 0.95,
): Interval {
  const logs = pairs.map(([left, right]) => Math.log(left / right));
  const { median: middle, low, high, count, method } = intervalOf(logs, seed, purpose, confidence);
  return { median: bounded(middle), low: bounded(low), high: bounded(high), count, method };
}

/** The interval of 1/x for an interval of x. */
export function inverse({ median, low, high, ...rest }: Interval): Interval {
  const over = (value: number): number => Math.min(1 / value, Number.MAX_VALUE);
  return { median: over(median), low: over(high), high: over(low), ...rest };
}

/**
 * The interval of the median that needs no resampling and no assumption: from the k-th smallest value to the
 * k-th largest, which fails only when nearly all values lie on one side of the truth, as coins do. It can be
 * had at any confidence, up to what so few values carry; beyond that it is undefined.
 */
export function orderInterval(
  values: readonly number[],
  confidence: number,
): { readonly low: number; readonly high: number } | undefined {
  const count = values.length;
  const chances = binomialDistribution(count, 0.5);
  if (chances === undefined) return undefined;
  let left = 0;
  let beyond = 0;
  for (;;) {
    beyond += 2 * (chances[left] ?? 1);
    if (beyond > 1 - confidence || left >= count / 2) break;
    left++;
  }
  if (left === 0) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  return { low: sorted[left - 1]!, high: sorted[count - left]! };
}
