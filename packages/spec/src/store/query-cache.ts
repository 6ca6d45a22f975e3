/**
 * The bounded pattern cache: answers to the patterns asked last, each valid for one content. It hangs on
 * the content's own listing, so a write simply leaves it behind, and clones share it until they write.
 */
import { LRUCache } from 'lru-cache';
import type { Atom } from '../atoms/atom.ts';
import { equals } from '../atoms/compare.ts';
import type { Match } from '../environment.ts';

/** How many patterns of one content are remembered. */
const CAPACITY = 64;

export class QueryCache {
  readonly #answers = new LRUCache<
    number,
    { readonly pattern: Atom; readonly matches: readonly Match[] }
  >({
    max: CAPACITY,
  });

  /** The remembered answer, or that of `compute`, remembered and frozen. O(pattern) when remembered. */
  answer(pattern: Atom, compute: () => Match[]): readonly Match[] {
    const known = this.#answers.get(pattern.hash);
    if (known !== undefined && equals(known.pattern, pattern)) return known.matches;
    const matches = Object.freeze(compute());
    this.#answers.set(pattern.hash, { pattern, matches });
    return matches;
  }
}
