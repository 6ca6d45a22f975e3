/** What differs between two sequences of occurrences: the comparison of small buckets, and of unrelated ones. */
import type { Occurrence } from './occurrence.ts';

/** Up to so many pairs are compared one by one before a set is made. */
const FEW_PAIRS = 64;

/**
 * Visits each occurrence (by id) that only one of the two lists holds. O(length); where one is a
 * continuation of the other, O(difference) and a comparison of identities for what they share.
 */
export function diffLists(
  a: readonly Occurrence[],
  b: readonly Occurrence[],
  onlyA: (o: Occurrence) => void,
  onlyB: (o: Occurrence) => void,
): void {
  const most = Math.min(a.length, b.length);
  let from = 0;
  while (from < most && a[from] === b[from]) from++;
  if ((a.length - from) * (b.length - from) <= FEW_PAIRS) {
    for (let i = from; i < a.length; i++) {
      const o = a[i] as Occurrence;
      if (!holds(b, from, o.id)) onlyA(o);
    }
    for (let i = from; i < b.length; i++) {
      const o = b[i] as Occurrence;
      if (!holds(a, from, o.id)) onlyB(o);
    }
    return;
  }
  const ids = new Set<number>();
  for (let i = from; i < b.length; i++) ids.add((b[i] as Occurrence).id);
  for (let i = from; i < a.length; i++) {
    const o = a[i] as Occurrence;
    if (!ids.delete(o.id)) onlyA(o);
  }
  for (let i = from; i < b.length; i++) {
    const o = b[i] as Occurrence;
    if (ids.has(o.id)) onlyB(o);
  }
}

function holds(list: readonly Occurrence[], from: number, id: number): boolean {
  for (let i = from; i < list.length; i++) if ((list[i] as Occurrence).id === id) return true;
  return false;
}
