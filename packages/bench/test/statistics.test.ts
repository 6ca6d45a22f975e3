import { describe, expect, test } from 'vitest';
import { randomFor } from '../src/random.ts';
import { intervalOf, ratioOf, slopeOf } from '../src/statistics/interval.ts';
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

  test.each([
    { power: 1, name: 'linear' },
    { power: 2, name: 'quadratic' },
    { power: 0, name: 'constant' },
  ])('of growth tell $name', ({ power }) => {
    const costs = pairs(15, 1, 9).map(([a, b]): [number, number] => [
      a * 10 ** power,
      b * 100 ** power,
    ]);
    const { low, high } = slopeOf(costs, [10, 100], 1, 'x');
    expect(low).toBeLessThan(power);
    expect(high).toBeGreaterThan(power);
    expect(high - low).toBeLessThan(0.1);
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
