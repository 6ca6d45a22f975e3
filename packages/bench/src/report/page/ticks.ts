/** Where a logarithmic axis begins, ends and is labelled. */

import { formatRound, type Measure } from '../format.ts';

export interface Axis {
  readonly domain: readonly [number, number];
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

const FINE = [1, 1.1, 1.2, 1.3, 1.5, 1.7, 2, 2.5, 3, 4, 5, 6, 7, 8, 9];

/**
 * An axis that holds all values: powers of ten where it spans three decades or more (not more than six of
 * them), else 1, 2 and 5 times a power of ten.
 */
export function logAxis(values: readonly number[], label: (value: number) => string): Axis {
  const positive = values.filter((value) => value > 0 && Number.isFinite(value));
  const least = positive.reduce((a, b) => Math.min(a, b), Infinity);
  const most = positive.reduce((a, b) => Math.max(a, b), 0);
  if (most === 0) return { domain: [0.5, 2], ticks: [{ at: 1, label: label(1) }] };
  const decades = Math.log10(most / least);
  const mantissas = decades >= 3 ? [1] : decades >= 1 ? [1, 3] : decades >= 0.4 ? [1, 2, 5] : FINE;
  const from = Math.floor(Math.log10(least)) - 1;
  const to = Math.ceil(Math.log10(most)) + 1;
  const steps: number[] = [];
  for (let power = from; power <= to; power++) {
    for (const mantissa of mantissas) steps.push(Number(`${mantissa}e${power}`));
  }
  const low = steps.findLast((step) => step < least) ?? least;
  const high = steps.find((step) => step > most) ?? most;
  const inside = steps.filter((step) => step >= low && step <= high);
  const every = Math.ceil(inside.length / 6);
  const at = inside.filter((_, i) => i % every === 0);
  return { domain: [low, high], ticks: at.map((value) => ({ at: value, label: label(value) })) };
}

/** How far an end of an interval may lie from the medians before it is cut off, as a multiple. */
const REACH = 30;

/**
 * Cuts ends of intervals that lie so far out that everything else would shrink to a point: few samples may
 * know no bound at all. The medians, and what else is always to be seen, set the measure.
 */
export function cutter(medians: readonly number[]): (value: number) => number {
  const positive = medians.filter((value) => value > 0 && Number.isFinite(value));
  const least = positive.reduce((a, b) => Math.min(a, b), Infinity) / REACH;
  const most = positive.reduce((a, b) => Math.max(a, b), 0) * REACH;
  return (value) => (value > 0 ? Math.min(Math.max(value, least), most) : least);
}

/** A number on an axis. */
export function tickLabel(value: number, measure: Measure): string {
  return measure === 'ratio' && value < 0.001
    ? `${value.toExponential(0)}x`
    : formatRound(value, measure);
}

/** A vega expression that shows each tick under the label it has here. */
export function labelExpr(ticks: Axis['ticks']): string {
  const names = ticks.map(
    ({ at, label }) => `${JSON.stringify(String(at))}:${JSON.stringify(label)}`,
  );
  return `{${names.join(',')}}[datum.value]`;
}
