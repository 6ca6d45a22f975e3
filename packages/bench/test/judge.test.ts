import { expect, test } from 'vitest';
import type { Criterion } from '../src/criteria/criteria.ts';
import { CRITERIA } from '../src/criteria/criteria.ts';
import { judge, type Verdict } from '../src/criteria/judge.ts';
import type { Interval } from '../src/statistics/interval.ts';
import { WORKLOADS } from '../src/workloads/index.ts';

const criterion: Criterion = {
  id: 'X',
  source: 'guide',
  title: 'x',
  workload: 'clone_unmodified',
  size: 1,
  quantity: { kind: 'absolute' },
  unit: 'ns',
  limit: 100,
  bound: 'below',
  backends: ['hamt'],
  timed: true,
};
const interval = (
  low: number,
  high: number,
  method: Interval['method'] = 'bootstrap',
): Interval => ({
  median: (low + high) / 2,
  low,
  high,
  count: 15,
  method,
});

interface Row {
  readonly given: Partial<Criterion>;
  readonly interval: Interval | undefined;
  readonly backend?: string;
  readonly noisy?: boolean;
  readonly verdict: Verdict;
}

test.each<Row>([
  { given: {}, interval: interval(10, 20), verdict: 'met' },
  { given: {}, interval: interval(90, 110), verdict: 'undecided' },
  { given: {}, interval: interval(101, 110), verdict: 'not met' },
  { given: {}, interval: interval(100, 110), verdict: 'not met' },
  { given: { bound: 'at most' }, interval: interval(90, 100), verdict: 'met' },
  { given: { bound: 'at most' }, interval: interval(100, 110), verdict: 'undecided' },
  { given: { bound: 'at least', limit: 2 }, interval: interval(2, 3), verdict: 'met' },
  { given: { bound: 'at least', limit: 2 }, interval: interval(1, 1.9), verdict: 'not met' },
  { given: { bound: 'at least', limit: 2 }, interval: interval(1, 3), verdict: 'undecided' },
  { given: { bound: 'none', limit: 0 }, interval: interval(-0.01, 0.01), verdict: 'met' },
  { given: { bound: 'none', limit: 0 }, interval: interval(-0.5, 0.5), verdict: 'undecided' },
  { given: { bound: 'none', limit: 0 }, interval: interval(0.001, 0.01), verdict: 'not met' },
  { given: {}, interval: undefined, verdict: 'not measured' },
  { given: {}, interval: interval(10, 20), backend: 'mutex', verdict: 'not judged' },
  { given: {}, interval: interval(10, 20), noisy: true, verdict: 'undecided' },
  { given: {}, interval: interval(101, 110), noisy: true, verdict: 'not met' },
  { given: { timed: false }, interval: interval(10, 20), noisy: true, verdict: 'met' },
  { given: {}, interval: interval(10, 10, 'single'), verdict: 'undecided' },
  { given: { timed: false }, interval: interval(10, 10, 'single'), verdict: 'met' },
])(
  '$given.bound $interval.low–$interval.high, noisy: $noisy: $verdict',
  ({ given, interval, backend = 'hamt', noisy = false, verdict }) => {
    expect(judge({ ...criterion, ...given }, interval, backend, noisy)).toBe(verdict);
  },
);

test('every criterion is tied to a workload at a size that is measured', () => {
  for (const { id, workload, size, unit, quantity } of CRITERIA) {
    const found = WORKLOADS.find(({ name }) => name === workload);
    expect(found?.sizes, id).toContain(size);
    expect(found?.unit, id).toBe(unit);
    if (quantity.kind === 'growth') expect(found?.sizes, id).toContain(quantity.from);
  }
  expect(new Set(CRITERIA.map(({ id }) => id)).size).toBe(CRITERIA.length);
});
