/** The error for an argument of the wrong type. */
import { ExpressionAtom, integer, type Atom } from '@forkspace/spec';
import { BAD_ARG_TYPE, errorAtom } from '../symbols.ts';

/** `(Error call (BadArgType position expected actual))`; positions count from 1. */
export function badArgument(call: Atom, position: number, expected: Atom, actual: Atom): Atom {
  return errorAtom(call, new ExpressionAtom([BAD_ARG_TYPE, integer(position), expected, actual]));
}
