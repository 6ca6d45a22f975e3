/** `sealed`: an atom whose variables are new ones, but for those that are to stay what they are outside. */
import { EXPRESSION, VARIABLE, type Atom, type Grounded } from '@forkspace/spec';
import { renamedExcept } from '../matching/substitute.ts';
import { operation } from './define.ts';

export function sealedOperation(): Grounded<'host'> {
  return operation('sealed', '(-> Expression Atom Atom)', ([ignored, atom]) => {
    const keep = new Set<Atom>();
    const pending: Atom[] = [ignored as Atom];
    while (pending.length > 0) {
      const next = pending.pop() as Atom;
      if (next.kind === VARIABLE) keep.add(next);
      else if (next.kind === EXPRESSION) for (const item of next.items) pending.push(item);
    }
    return renamedExcept(atom as Atom, keep);
  });
}
