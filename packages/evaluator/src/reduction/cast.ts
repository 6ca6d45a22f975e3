/** Giving a symbol, a literal or unit where a type is expected. */
import { ExpressionAtom, GROUNDED, type Atom } from '@forkspace/spec';
import { resolve } from '../matching/substitute.ts';
import { ATOM, BAD_TYPE, UNDEFINED, errorAtom } from '../symbols.ts';
import { matchTypes } from './fits.ts';
import type { Machine } from './machine.ts';
import { literalType, metaType } from './meta.ts';
import { typesOf } from './types.ts';

/** Goes on with the atom if one of its types is the one expected, else with an error for each that is not. */
export function castLeaf(m: Machine, atom: Atom, type: Atom): void {
  if (type === UNDEFINED || type === ATOM || type === metaType(atom)) return m.give(atom);
  if (atom.kind === GROUNDED && literalType(atom) === type) return m.give(atom);
  const types = typesOf(m, atom);
  if (types.length === 0) return m.give(atom);
  for (const { type: actual } of types) if (matchTypes(m, type, actual)) return m.give(atom);
  m.giveAll(
    types.map((t) => errorAtom(atom, new ExpressionAtom([BAD_TYPE, resolve(type), t.type]))),
  );
}
