/**
 * Medians with 95 % intervals. From six values on the interval is a percentile bootstrap of the median,
 * seeded. Fewer values cannot carry one (the range of three covers the median three times in four only),
 * so there it is Student's, on the logarithms where the values are positive: wide, and honest about it.
 */
import { mean, median, quantileSorted, sampleStandardDeviation } from 'simple-statistics';
import { randomFor, type Random } from '../random.ts';

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

/** Student's t at 97.5 %, by degrees of freedom from 1. */
const STUDENT = [12.706, 4.303, 3.182, 2.776];

/** The median of `values` with its interval; the same seed and purpose give the same interval. */
export function intervalOf(
  values: readonly number[],
  seed: number,
  purpose: string,
  confidence = 0.95,
): Interval {
  const count = values.length;
  if (count === 0) throw new RangeError('an interval of nothing');
  const middle = median(values as number[]);
  const exact = values.every((value) => value === middle);
  if (exact || count === 1) {
    const method = count === 1 ? 'single' : 'exact';
    return { median: middle, low: middle, high: middle, count, method };
  }
  if (count < FEWEST_FOR_BOOTSTRAP) return student(values, middle);
  const medians = resampledMedians(values, randomFor(seed, purpose));
  const tail = (1 - confidence) / 2;
  return {
    median: middle,
    low: quantileSorted(medians, tail),
    high: quantileSorted(medians, 1 - tail),
    count,
    method: 'bootstrap',
  };
}

/** The medians of as many values drawn with replacement, again and again; ascending. */
function resampledMedians(values: readonly number[], random: Random): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  const count = sorted.length;
  // Counting how often each place of the sorted values was drawn spares sorting every draw.
  const drawn = new Uint32Array(count);
  const at = (rank: number): number => {
    let place = 0;
    for (let passed = drawn[0]!; passed <= rank; passed += drawn[place]!) place++;
    return sorted[place]!;
  };
  const medians = Array.from({ length: RESAMPLES }, () => {
    drawn.fill(0);
    for (let i = 0; i < count; i++) drawn[Math.floor(random.fraction() * count)]!++;
    return (at((count - 1) >> 1) + at(count >> 1)) / 2;
  });
  return medians.sort((a, b) => a - b);
}

function student(values: readonly number[], middle: number): Interval {
  const count = values.length;
  const positive = values.every((value) => value > 0);
  const scaled = positive ? values.map(Math.log) : [...values];
  const reach = (STUDENT[count - 2]! * sampleStandardDeviation(scaled)) / Math.sqrt(count);
  const centre = mean(scaled);
  const back = positive ? Math.exp : (value: number): number => value;
  return {
    median: middle,
    low: Math.min(middle, back(centre - reach)),
    high: Math.max(middle, back(centre + reach)),
    count,
    method: 'student',
  };
}

/** How many times `left` is of `right`, from values of the same rounds: the median of paired log-ratios. */
export function ratioOf(
  pairs: readonly (readonly [left: number, right: number])[],
  seed: number,
  purpose: string,
  confidence = 0.95,
): Interval {
  const logs = pairs.map(([left, right]) => Math.log(left / right));
  const { median: middle, low, high, count, method } = intervalOf(logs, seed, purpose, confidence);
  return { median: Math.exp(middle), low: Math.exp(low), high: Math.exp(high), count, method };
}

/** The interval of 1/x for an interval of x. */
export function inverse({ median, low, high, ...rest }: Interval): Interval {
  return { median: 1 / median, low: 1 / high, high: 1 / low, ...rest };
}

/** By which power cost grows with size, from costs at two sizes in the same rounds: 1 is linear. */
export function slopeOf(
  pairs: readonly (readonly [small: number, large: number])[],
  sizes: readonly [small: number, large: number],
  seed: number,
  purpose: string,
): Interval {
  const steps = Math.log(sizes[1] / sizes[0]);
  return intervalOf(
    pairs.map(([small, large]) => Math.log(large / small) / steps),
    seed,
    purpose,
  );
}
