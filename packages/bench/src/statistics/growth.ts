/** How cost grows with size, and from which size on one subject is faster than another. */
import { linearRegression } from 'simple-statistics';
import { intervalOf, ratioOf, type Interval } from './interval.ts';

/** What was measured in one round: a value for each size, ascending by size, all above 0. */
export type Curve = readonly (readonly [size: number, value: number])[];

/**
 * By which power cost grows with size: the slope, on logarithms, of the straight line nearest to each
 * round's curve; 0 is constant, 1 linear, 2 quadratic.
 */
export function growthOf(curves: readonly Curve[], seed: number, purpose: string): Interval {
  return intervalOf(curves.map(slope), seed, purpose);
}

/** The same of one round. */
export function slope(curve: Curve): number {
  return linearRegression(curve.map(([size, value]) => [Math.log(size), Math.log(value)])).m;
}

export type Winner = 'left' | 'right' | 'nobody';

export interface Crossing {
  /** Who is faster below, and from there on the other one. */
  readonly below: 'left' | 'right';
  /** The size at which both cost the same. */
  readonly at: Interval;
}

export interface Contest {
  /** Who is faster at each size, where the interval of the ratio leaves no doubt. */
  readonly winners: readonly Winner[];
  readonly crossings: readonly Crossing[];
}

/**
 * Where two curves cross. Only a size at which one is faster beyond doubt and a larger one at which the
 * other is show that they do; where in between, each round tells by the straight lines, on logarithms,
 * between its points. A round whose own points do not cross there counts as crossing at that end of the
 * range which it stays on the side of.
 */
export function contestOf(
  left: readonly Curve[],
  right: readonly Curve[],
  seed: number,
  purpose: string,
): Contest {
  const sizes = (left[0] ?? []).map(([size]) => size);
  const logs = left.map((curve, round) =>
    curve.map(([, value], i) => Math.log(value / right[round]![i]![1])),
  );
  const winners = sizes.map((size, i): Winner => {
    const pairs = left.map((curve, round) => [curve[i]![1], right[round]![i]![1]] as const);
    const { low, high, method } = ratioOf(pairs, seed, `${purpose} at ${size}`);
    if (method === 'single') return 'nobody';
    return high < 1 ? 'left' : low > 1 ? 'right' : 'nobody';
  });
  const crossings: Crossing[] = [];
  let before = -1;
  for (const [i, winner] of winners.entries()) {
    if (winner === 'nobody') continue;
    const below = winners[before];
    if (below !== undefined && below !== 'nobody' && below !== winner) {
      const sign = below === 'left' ? -1 : 1;
      const found = logs.map((round) =>
        crossing(sizes.slice(before, i + 1), round.slice(before, i + 1), sign),
      );
      crossings.push({ below, at: intervalOf(found, seed, `${purpose} from ${sizes[before]}`) });
    }
    before = i;
  }
  return { winners, crossings };
}

/** Where values that begin with this sign first change it, with straight lines between them. */
function crossing(sizes: readonly number[], values: readonly number[], sign: number): number {
  if (values[0]! * sign <= 0) return sizes[0]!;
  for (let i = 1; i < sizes.length; i++) {
    const from = values[i - 1]!;
    const to = values[i]!;
    if (to * sign > 0) continue;
    const share = from / (from - to);
    const [low, high] = [Math.log(sizes[i - 1]!), Math.log(sizes[i]!)];
    return Math.exp(low + share * (high - low));
  }
  return sizes.at(-1)!;
}
