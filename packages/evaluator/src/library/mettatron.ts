/**
 * What the `mettatron` dialect adds: errors made by `error`, caught by `catch`, told by `is-error`; and
 * definitions wherever they are evaluated.
 */
import { bool, FALSE, TRUE, UNIT, variable, type Atom } from '@forkspace/spec';
import { exported, fill, resolve } from '../matching/substitute.ts';
import { isError } from '../reduction/meta.ts';
import type { Plan } from '../reduction/plan.ts';
import { tuplePlan } from '../reduction/tuple.ts';
import { UNDEFINED, errorAtom } from '../symbols.ts';
import type { TokenLookup } from '../syntax/reader.ts';
import { allResults } from './alternatives.ts';
import { form, type FormDefinition } from './define.ts';

let wildcards = 0;

/** Words of the dialect: lower-case truth values, and `_` for a variable of its own each time. */
export const mettatronTokens: TokenLookup = (word) => {
  switch (word) {
    case 'true':
      return TRUE;
    case 'false':
      return FALSE;
    case '_':
      return variable('_', ++wildcards);
    default:
      return undefined;
  }
};

/** `(= head body)` and `(: name type)` are definitions wherever they are evaluated. */
const definition: Plan = {
  result: undefined,
  enter(m, call, registers, type) {
    if (call.items.length !== 3) return tuplePlan.enter(m, call, registers, type);
    m.writableSpace().add(exported(resolve(fill(call, registers))));
    m.give(UNIT);
  },
};

export const mettatronForms: readonly FormDefinition[] = [
  { name: '=', plan: () => definition },
  { name: ':', plan: () => definition },
  form('error', '(-> Atom Atom %Undefined%)', (m, _values, call, registers) =>
    m.give(
      errorAtom(fill(call.items[1] as Atom, registers), fill(call.items[2] as Atom, registers)),
    ),
  ),
  form('catch', '(-> Atom Atom %Undefined%)', (m, _values, call, registers) =>
    allResults(m, call.items[1] as Atom, registers, (results) => {
      if (results.length > 0 && results.every(isError))
        m.evaluate(call.items[2] as Atom, registers, UNDEFINED);
      else m.giveAll(results);
    }),
  ),
  form('is-error', '(-> Atom Bool)', (m, _values, call, registers) =>
    allResults(m, call.items[1] as Atom, registers, (results) =>
      m.give(bool(results.length > 0 && results.every(isError))),
    ),
  ),
];
