/**
 * `chain` replaces its variable in its template and nowhere else. Where the variable occurs nowhere else anyway, which a
 * rule tells once and for all, binding it comes to the same and costs nothing.
 */
import { EXPRESSION, VARIABLE, type Atom, type ExpressionAtom } from '@forkspace/spec';
import { ownedSlot, type Cell } from '../matching/variables.ts';
import { CHAIN } from '../symbols.ts';

/** Where a chain names its variable and where it ends, in the order of reading. */
interface Reach {
  readonly chain: ExpressionAtom;
  readonly from: number;
  until: number;
}

/**
 * Marks the variables of the chains in the body of a rule. The body's expressions have just been made and are changed in
 * place. Slots from `local` on do not occur in the head. O(size).
 */
export function markOwnedVariables(body: Atom, local: number): void {
  if (body.kind !== EXPRESSION || body.ground) return;
  const first: number[] = [];
  const last: number[] = [];
  const reaches: Reach[] = [];
  let at = 0;
  const open: { readonly atom: ExpressionAtom; next: number; readonly reach: Reach | undefined }[] =
    [];
  const enter = (atom: ExpressionAtom): void => {
    open.push({ atom, next: 0, reach: undefined });
  };
  enter(body);
  while (open.length > 0) {
    const top = open[open.length - 1] as (typeof open)[number];
    const item = top.atom.items[top.next];
    if (item === undefined) {
      open.pop();
      if (top.reach !== undefined) top.reach.until = at;
      continue;
    }
    if (top.next === 2 && isChain(top.atom)) {
      const reach: Reach = { chain: top.atom, from: at, until: 0 };
      reaches.push(reach);
      open[open.length - 1] = { atom: top.atom, next: top.next + 1, reach };
    } else top.next++;
    if (item.kind === VARIABLE) {
      const { slot } = item as Cell;
      first[slot] ??= at;
      last[slot] = at++;
    } else if (item.kind === EXPRESSION && !item.ground) enter(item);
  }
  for (const { chain, from, until } of reaches) {
    const place = chain.items[2] as Cell;
    if (place.slot >= local && first[place.slot] === from && (last[place.slot] as number) < until)
      (chain.items as Atom[])[2] = ownedSlot(place);
  }
}

function isChain(atom: ExpressionAtom): boolean {
  return (
    atom.items.length === 4 &&
    atom.items[0] === CHAIN &&
    atom.items[2]?.kind === VARIABLE &&
    (atom.items[2] as Cell).slot >= 0
  );
}
