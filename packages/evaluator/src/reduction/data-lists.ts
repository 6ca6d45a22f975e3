/**
 * Lists that grow and shrink at the front. What is left of an evaluated list, or one with an evaluated item
 * more, is a call of another head, so in general it is evaluated anew. Where one can see that no rule and no
 * type has a say in that, it is marked as evaluated: then going through a list is linear.
 */
import {
  EXPRESSION,
  GROUNDED,
  SYMBOL,
  consAtom,
  restAtom,
  type Atom,
  type ExpressionAtom,
} from '@forkspace/spec';
import type { Machine } from './machine.ts';
import { isFunctionType, literalType } from './meta.ts';
import { typesOf, type Typing } from './types.ts';

/** A list with one more item. O(1) for long ground lists. */
export function prepended(m: Machine, first: Atom, rest: ExpressionAtom): ExpressionAtom {
  const made = consAtom(first, rest);
  if ((rest.mark === m.run || rest.size === 0) && isData(m, first, rest.size)) made.mark = m.run;
  return made;
}

/** All items but the first. O(1) for long ground lists. */
export function tailOf(m: Machine, list: ExpressionAtom): ExpressionAtom {
  const made = restAtom(list);
  if (list.mark === m.run && made.size > 0 && isData(m, made.first as Atom, made.size - 1))
    made.mark = m.run;
  return made;
}

/** Whether an operator of this type makes anything but a tuple. */
function mayBeCalled(typing: Typing): boolean {
  return typing.wrong !== undefined || isFunctionType(typing.type);
}

/** Whether a call of this head with evaluated arguments is certain to be data. O(1). */
function isData(m: Machine, head: Atom, args: number): boolean {
  if (!m.shortcuts) return false;
  switch (head.kind) {
    case GROUNDED:
      if (literalType(head) === undefined) return false;
      break;
    case SYMBOL:
      // With function types it may be a wrong call; with others it is a tuple.
      if (m.scope.isForm(head) || m.scope.typesOfSymbol(head).some(isFunctionType)) return false;
      break;
    case EXPRESSION:
      if (head.mark !== m.run || typesOf(m, head).some(mayBeCalled)) return false;
      break;
    default:
      return false;
  }
  return !m.scope.hasRules(head, args);
}
