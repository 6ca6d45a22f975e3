/** "Did you mean": the names of a space nearest to one that it does not know. */
import { distance } from 'fastest-levenshtein';
import type { SuggestOptions } from '../environment.ts';
import { EnvironmentError } from '../errors.ts';

/** Names by ascending edit distance, then by name; never `name` itself. O(names × length²). */
export function nearest(
  name: string,
  names: readonly string[],
  options: SuggestOptions = {},
): readonly string[] {
  const reach = options.distance ?? Math.min(3, Math.max(1, Math.floor(name.length / 3)));
  const limit = options.limit ?? 5;
  for (const [option, value] of [
    ['distance', reach],
    ['limit', limit],
  ] as const) {
    if (!(Number.isInteger(value) && value >= 0)) {
      throw new EnvironmentError(
        'INVALID_ARGUMENT',
        `suggest: ${option} must be a whole number from 0 up`,
        value,
      );
    }
  }
  const found: { readonly candidate: string; readonly edits: number }[] = [];
  for (const candidate of names) {
    if (candidate === name || Math.abs(candidate.length - name.length) > reach) continue;
    const edits = distance(name, candidate);
    if (edits <= reach) found.push({ candidate, edits });
  }
  // `names` is sorted and sorting is stable, so equal distances stay in order of names.
  found.sort((a, b) => a.edits - b.edits);
  return Object.freeze(found.slice(0, limit).map(({ candidate }) => candidate));
}
