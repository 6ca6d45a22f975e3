/** From an interval to a verdict, and from nothing else. */
import { orderInterval, type Interval } from '../statistics/interval.ts';
import type { Criterion } from './criteria.ts';
import type { Measured } from './quantity.ts';

/** What an interval says of a criterion. `not judged`: the criterion does not bind that backend. */
export type Verdict = 'met' | 'not met' | 'undecided' | 'not measured' | 'not judged';

/** An interval around no difference that is wider than this (either way) shows nothing. */
const NARROW = 0.03;

/**
 * `met` or `not met` when the whole interval says so. A single value is no interval, except where what is
 * measured is counted. On a noisy machine no timed criterion is met.
 */
export function judge(
  criterion: Criterion,
  interval: Interval | undefined,
  backend: string,
  noisy: boolean,
): Verdict {
  if (!criterion.backends.includes(backend)) return 'not judged';
  if (interval === undefined) return 'not measured';
  if (interval.method === 'single' && criterion.timed) return 'undecided';
  const verdict = fromInterval(criterion, interval);
  return noisy && criterion.timed && verdict === 'met' ? 'undecided' : verdict;
}

function fromInterval(
  { bound, limit }: Criterion,
  { low, high }: Pick<Interval, 'low' | 'high'>,
): Verdict {
  switch (bound) {
    case 'at most':
      return high <= limit ? 'met' : low > limit ? 'not met' : 'undecided';
    case 'below':
      return high < limit ? 'met' : low >= limit ? 'not met' : 'undecided';
    case 'at least':
      return low >= limit ? 'met' : high < limit ? 'not met' : 'undecided';
    case 'none':
      if (low > limit || high < limit) return low > limit ? 'not met' : 'met';
      return Math.max(high - limit, limit - low) <= NARROW ? 'met' : 'undecided';
  }
}

/** How often all verdicts of a run that hold together are to be right at once. */
const ALL_RIGHT = 0.95;

/**
 * Whether a verdict holds together with all others. Of forty intervals that each hold the truth 95 times in
 * 100, two may miss it; where `verdicts` of them are timed, this asks for an interval that misses so much more
 * rarely that all are right at once 95 times in 100 (Bonferroni). What is counted has no chance in it.
 */
export function holdsTogether(
  criterion: Criterion,
  measured: Measured | undefined,
  verdict: Verdict,
  verdicts: number,
): boolean {
  if (measured === undefined || (verdict !== 'met' && verdict !== 'not met')) return false;
  if (!criterion.timed) return true;
  const interval = orderInterval(measured.values, 1 - (1 - ALL_RIGHT) / verdicts);
  return interval !== undefined && fromInterval(criterion, interval) === verdict;
}
