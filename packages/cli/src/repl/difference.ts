/** What one space holds that another does not, as bags up to the names of variables. */
import { print, type Atom, type Space } from '@forkspace/spec';
import { canonical } from '../corpus/printed-results.ts';

export interface Difference {
  /** Occurrences that only `to` has. */
  readonly added: readonly Atom[];
  /** Occurrences that only `from` has. */
  readonly removed: readonly Atom[];
}

/** O(size of both). */
export function differenceOf(from: Space, to: Space): Difference {
  if (from.contentStamp === to.contentStamp) return { added: [], removed: [] };
  return { added: without(to, from), removed: without(from, to) };
}

/** The newest occurrences of the first space that the second has no counterpart for. */
function without(space: Space, other: Space): Atom[] {
  const left = new Map<string, number>();
  for (const atom of other.atoms()) {
    const key = canonical(print(atom));
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  return space.atoms().filter((atom) => {
    const key = canonical(print(atom));
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  });
}
