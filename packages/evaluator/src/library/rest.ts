/** Operations of no particular subject. */
import { EXPRESSION, UNIT, VARIABLE, type Atom, type Grounded } from '@forkspace/spec';
import { renamedExcept } from '../matching/substitute.ts';
import { operation } from './define.ts';

export function miscellaneousOperations(): Grounded<'host'>[] {
  return [
    operation('nop', '%Undefined%', () => UNIT),
    operation('sealed', '(-> Expression Atom Atom)', ([ignored, atom]) => {
      const keep = new Set<Atom>();
      const pending: Atom[] = [ignored as Atom];
      while (pending.length > 0) {
        const next = pending.pop() as Atom;
        if (next.kind === VARIABLE) keep.add(next);
        else if (next.kind === EXPRESSION) for (const item of next.items) pending.push(item);
      }
      return renamedExcept(atom as Atom, keep);
    }),
  ];
}
