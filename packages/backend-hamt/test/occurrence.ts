import { identityHash, Occurrence, type Atom, type ExpressionAtom } from '@forkspace/spec';

/** An occurrence with an entry of its own, so that equal ones can be told apart. */
export function occurrence(id: number, atom: Atom, order: number): Occurrence {
  const entry = { atom: atom as ExpressionAtom, head: atom, body: atom, cache: undefined };
  return new Occurrence(id, 1, order, atom, entry, identityHash(atom));
}
