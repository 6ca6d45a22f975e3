/** Values far from the rest, and values in two heaps: counted and flagged, never dropped. */
import { quantileSorted } from 'simple-statistics';

/** How many of these ascending values lie outside the quartiles by more than 1.5 times their distance (Tukey). */
export function outliersIn(sorted: readonly number[]): number {
  return outliersAmong(sorted).length;
}

/** Which values lie that far out; the order of the values does not matter. */
export function outliersAmong(values: readonly number[]): number[] {
  if (values.length < 4) return [];
  const sorted = values.toSorted((a, b) => a - b);
  const low = quantileSorted(sorted, 0.25);
  const high = quantileSorted(sorted, 0.75);
  const reach = 1.5 * (high - low);
  return sorted.filter((value) => value < low - reach || value > high + reach);
}

/**
 * Whether positive values fall into two heaps: a gap, on a log scale, wider than either side of it, with
 * a fifth of the values at least on each side.
 */
export function hasTwoModes(values: readonly number[]): boolean {
  if (values.length < 8) return false;
  const logs = values.map(Math.log).sort((a, b) => a - b);
  const least = Math.ceil(logs.length / 5);
  for (let at = least; at <= logs.length - least; at++) {
    const gap = logs[at]! - logs[at - 1]!;
    const below = logs[at - 1]! - logs[0]!;
    const above = logs.at(-1)! - logs[at]!;
    if (gap > Math.max(below, above, 0.02)) return true;
  }
  return false;
}
