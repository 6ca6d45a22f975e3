import { describe, expect, test } from 'vitest';
import { randomFor } from '../src/random.ts';
import { contestOf, growthOf, type Curve } from '../src/statistics/growth.ts';
import { intervalOf, orderInterval, ratioOf } from '../src/statistics/interval.ts';
import { hasTwoModes, outliersIn } from '../src/statistics/outliers.ts';

/** Pairs of one round: a common slowness up to 1.5, own noise of a few percent. */
function pairs(count: number, factor: number, seed: number): [number, number][] {
  const random = randomFor(seed, 'pairs');
  const own = (): number => 1 + (random.fraction() - 0.5) * 0.1;
  return Array.from({ length: count }, () => {
    const weather = 1 + random.fraction() / 2;
    return [factor * weather * own(), weather * own()];
  });
}

describe('a planted difference', () => {
  test('of 20 % is found in every one of 50 runs', () => {
    for (let seed = 0; seed < 50; seed++) {
      const { low, high } = ratioOf(pairs(15, 1.2, seed), seed, 'planted');
      expect(low).toBeGreaterThan(1);
      expect(high).toBeLessThan(1.4);
    }
  });

  test('of nothing is found about as rarely as 95 % promises', () => {
    let found = 0;
    for (let seed = 0; seed < 200; seed++) {
      const { low, high } = ratioOf(pairs(15, 1, seed), seed, 'planted');
      if (low > 1 || high < 1) found++;
    }
    // 10 of 200 are expected; 20 would come by chance less than once in five hundred times.
    expect(found).toBeLessThan(20);
  });
});

describe('intervals', () => {
  test.each([
    { values: [5], method: 'single', low: 5, high: 5 },
    { values: [5, 5, 5], method: 'exact', low: 5, high: 5 },
  ])('of $values', ({ values, method, low, high }) => {
    expect(intervalOf(values, 1, 'x')).toMatchObject({ median: 5, method, low, high });
  });

  test('of three values are wider than their range, because three values say little', () => {
    const { low, high, method } = intervalOf([10, 11, 12], 1, 'x');
    expect(method).toBe('student');
    expect(low).toBeLessThan(10);
    expect(high).toBeGreaterThan(12);
  });

  test('of three values hold the truth about 95 times in 100', () => {
    const random = randomFor(3, 'coverage');
    const noise = (): number =>
      Array.from({ length: 12 }, random.fraction).reduce((a, b) => a + b) - 6;
    let held = 0;
    for (let turn = 0; turn < 1000; turn++) {
      const values = [0, 1, 2].map(() => Math.exp(noise() * 0.1));
      const { low, high } = intervalOf(values, 1, 'x');
      if (low <= 1 && high >= 1) held++;
    }
    expect(held).toBeGreaterThan(930);
    expect(held).toBeLessThan(985);
  });

  test('are the same for the same seed and purpose', () => {
    const values = pairs(15, 1, 1).map(([a]) => a);
    expect(intervalOf(values, 4, 'a')).toEqual(intervalOf(values, 4, 'a'));
  });

  test('of nothing are refused', () => {
    expect(() => intervalOf([], 1, 'x')).toThrow(RangeError);
  });

  /** How often the interval of `count` values drawn from around 0 holds 0, of 1000 times. */
  const coverage = (count: number, draw: () => number): number => {
    let held = 0;
    for (let turn = 0; turn < 1000; turn++) {
      const { low, high } = intervalOf(Array.from({ length: count }, draw), turn, 'x');
      if (low <= 0 && high >= 0) held++;
    }
    return held;
  };
  const random = randomFor(5, 'bootstrap coverage');
  const bell = (): number =>
    Array.from({ length: 12 }, random.fraction).reduce((a, b) => a + b) - 6;
  const skewed = (): number => Math.log(2) + Math.log(1 - random.fraction());

  // 935 of 1000: 95 % with two standard deviations of chance. The plain bootstrap has 860 to 930 here.
  test.each([6, 7, 15])('of %i values hold the truth 95 times in 100', (count) => {
    expect(coverage(count, bell)).toBeGreaterThan(935);
    expect(coverage(count, skewed)).toBeGreaterThan(935);
  });

  test('at 99 % are wider', () => {
    const values = Array.from({ length: 15 }, bell);
    const narrow = intervalOf(values, 1, 'x');
    const wide = intervalOf(values, 1, 'x', 0.99);
    expect(wide.low).toBeLessThanOrEqual(narrow.low);
    expect(wide.high).toBeGreaterThan(narrow.high);
    const few = [1, 2, 3];
    expect(intervalOf(few, 1, 'x', 0.99).high).toBeGreaterThan(intervalOf(few, 1, 'x').high);
  });

  test.each([
    { count: 15, confidence: 0.95, low: 4, high: 12 },
    { count: 15, confidence: 0.999, low: 2, high: 14 },
    { count: 6, confidence: 0.95, low: 1, high: 6 },
    { count: 5, confidence: 0.95, low: undefined, high: undefined },
    { count: 15, confidence: 0.99999, low: undefined, high: undefined },
  ])('by order alone, of $count values at $confidence', ({ count, confidence, low, high }) => {
    const values = Array.from({ length: count }, (_, i) => ((i * 7) % count) + 1);
    expect(orderInterval(values.toSorted(), confidence)).toEqual(
      low === undefined ? undefined : { low, high },
    );
  });
});

/** Fifteen rounds of a cost at these sizes, with the weather of each round and a little noise of its own. */
function curves(
  sizes: readonly number[],
  cost: (size: number) => number,
  purpose: string,
): Curve[] {
  const weather = randomFor(2, 'weather');
  const own = randomFor(2, purpose);
  return Array.from({ length: 15 }, () => {
    const slow = 1 + weather.fraction() / 2;
    return sizes.map((size) => [size, cost(size) * slow * (1 + own.fraction() * 0.05)] as const);
  });
}

describe('growth', () => {
  test.each([
    { power: 1, name: 'linear' },
    { power: 2, name: 'quadratic' },
    { power: 0, name: 'constant' },
  ])('that is $name', ({ power, name }) => {
    const { low, high } = growthOf(
      curves([10, 100, 1000], (n) => n ** power, name),
      1,
      'x',
    );
    expect(low).toBeLessThan(power + 0.002);
    expect(high).toBeGreaterThan(power - 0.002);
    expect(high - low).toBeLessThan(0.05);
  });
});

describe('two curves', () => {
  const sizes = [10, 100, 1000, 10_000, 100_000];
  const contest = (left: (n: number) => number, right: (n: number) => number) =>
    contestOf(curves(sizes, left, 'l'), curves(sizes, right, 'r'), 1, 'x');

  test('that cross are found to, with the size in the interval', () => {
    const { crossings } = contest(
      (n) => n,
      () => 3000,
    );
    expect(crossings.length).toBe(1);
    const { below, at } = crossings[0]!;
    expect(below).toBe('left');
    expect(at.low).toBeLessThan(3050);
    expect(at.high).toBeGreaterThan(2950);
    expect(at.high / at.low).toBeLessThan(1.2);
  });

  test('that do not cross have a winner', () => {
    const { crossings, winners } = contest(
      (n) => n,
      (n) => 2 * n,
    );
    expect(crossings).toEqual([]);
    expect(new Set(winners)).toEqual(new Set(['left']));
  });

  test('that are the same have neither winner nor crossing', () => {
    const same = (n: number): number => n;
    const { crossings, winners } = contest(same, same);
    expect(crossings).toEqual([]);
    expect(winners.filter((winner) => winner !== 'nobody').length).toBeLessThanOrEqual(1);
  });

  test('that only touch in doubt do not cross', () => {
    const { crossings } = contest(
      (n) => (n < 1e5 ? n : n * 1.001),
      (n) => (n < 1e5 ? 2 * n : n),
    );
    expect(crossings).toEqual([]);
  });
});

describe('what does not fit', () => {
  test.each([
    { values: [1, 2, 3], outliers: 0 },
    { values: [1, 2, 3, 4, 5, 6, 7, 100], outliers: 1 },
    { values: [-100, 1, 2, 3, 4, 5, 6, 100], outliers: 2 },
  ])('is counted: $values', ({ values, outliers }) => {
    expect(outliersIn(values)).toBe(outliers);
  });

  test.each([
    { values: [10, 10.1, 10.2, 10.3, 20, 20.1, 20.2, 20.3], two: true },
    { values: [10, 10.1, 10.2, 10.3, 10.4, 10.5, 10.6, 10.7], two: false },
    { values: [10, 10.1, 10.2, 10.3, 10.4, 10.5, 10.6, 20], two: false },
    { values: [1, 2, 4, 8], two: false },
  ])('and flagged where it makes two heaps: $values', ({ values, two }) => {
    expect(hasTwoModes(values)).toBe(two);
  });
});
