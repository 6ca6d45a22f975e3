/** How far a figure is from its limit, in words: what a verdict alone does not say. */
import type { Criterion } from '../criteria/criteria.ts';
import type { Verdict } from '../criteria/judge.ts';
import type { Interval } from '../statistics/interval.ts';
import { digits, formatValue, measureOf } from './format.ts';

/**
 * How many times the limit a figure is; 1 is at the limit, less is better whichever way the criterion is
 * bound. Undefined where no multiple says it: for differences, which may be negative, and for powers.
 */
export function multipleOfLimit(criterion: Criterion, interval: Interval): Interval | undefined {
  const { bound, limit, quantity } = criterion;
  if (quantity.kind === 'overhead' || quantity.kind === 'growth') return undefined;
  const { median, low, high, ...rest } = interval;
  if (limit <= 0 || median <= 0) return undefined;
  return bound === 'at least'
    ? { median: limit / median, low: limit / high, high: limit / low, ...rest }
    : { median: median / limit, low: low / limit, high: high / limit, ...rest };
}

/** `6.1x within`, `missed by 8.66 points`; empty where there is nothing to be said. */
export function marginOf(
  criterion: Criterion,
  interval: Interval | undefined,
  verdict: Verdict,
): string {
  if (interval === undefined || !['met', 'not met', 'undecided'].includes(verdict)) return '';
  const multiple = multipleOfLimit(criterion, interval);
  const over = multiple === undefined ? interval.median > criterion.limit : multiple.median > 1;
  const far = distance(criterion, interval, multiple);
  if (verdict === 'not met') return `missed by ${far}`;
  if (verdict === 'met') return criterion.bound === 'none' ? `within ${far}` : `${far} to spare`;
  return `${far} ${over ? 'over' : 'within'}`;
}

function distance(criterion: Criterion, { median }: Interval, multiple?: Interval): string {
  if (multiple !== undefined) return `${digits(Math.max(multiple.median, 1 / multiple.median))}x`;
  const gap = Math.abs(median - criterion.limit);
  if (criterion.quantity.kind === 'overhead') return `${digits(gap * 100)} points`;
  return formatValue(gap, measureOf(criterion.quantity, criterion.unit));
}
