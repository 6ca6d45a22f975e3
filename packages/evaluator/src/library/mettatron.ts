/**
 * What the `mettatron` dialect adds to the library and to reading: errors made by `error`, caught by `catch`,
 * told by `is-error`; definitions wherever they are evaluated; `let` that complains; `quote` that leaves no
 * trace and `eval` that goes all the way.
 */
import {
  bool,
  COLON,
  EQUALS,
  EXPRESSION,
  ExpressionAtom,
  FALSE,
  SYMBOL,
  symbol,
  text,
  TRUE,
  UNIT,
  variable,
  type Atom,
} from '@forkspace/spec';
import { exported, fill, resolve } from '../matching/substitute.ts';
import { follow, NO_REGISTERS } from '../matching/variables.ts';
import { isError } from '../reduction/meta.ts';
import { unifyInto } from '../reduction/minimal.ts';
import type { Plan } from '../reduction/plan.ts';
import { tuplePlan } from '../reduction/tuple.ts';
import { UNDEFINED, errorAtom } from '../symbols.ts';
import type { TokenLookup } from '../syntax/reader.ts';
import { allResults } from './alternatives.ts';
import { form, type FormDefinition } from './define.ts';

let wildcards = 0;

/** Words of the dialect: lower-case truth values, `_` for a variable of its own each time, `&x` and `'x` for variables. */
export const mettatronTokens: TokenLookup = (word) => {
  switch (word) {
    case 'true':
      return TRUE;
    case 'false':
      return FALSE;
    case '_':
      return variable('_', ++wildcards);
    default:
      return /^[&'][^\d\W]/.test(word) ? variable(word) : undefined;
  }
};

const AMPERSAND = symbol('&');
const SELF = symbol('self');

/** `& self`, which is two words in this dialect, as one reference to the space. O(items). */
export function joinSelf(items: Atom[], self: Atom): Atom[] {
  const at = items.indexOf(AMPERSAND);
  if (at < 0 || items[at + 1] !== SELF) return items;
  return [...items.slice(0, at), self, ...joinSelf(items.slice(at + 2), self)];
}

/** Whether an atom is `(= head body)` or `(: name type)`. O(1). */
export function isDefinition(atom: Atom): boolean {
  return (
    atom.kind === EXPRESSION &&
    atom.size === 3 &&
    atom.first?.kind === SYMBOL &&
    (atom.first === EQUALS || atom.first === COLON)
  );
}

/** Whether a result is the form itself with its items evaluated: a fact, if the form was written without `!`. O(1). */
export function isFact(form: Atom, result: Atom): boolean {
  if (form.kind !== EXPRESSION || result.kind !== EXPRESSION) return form === result;
  return form.size === result.size && form.first?.kind === SYMBOL && form.first === result.first;
}

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
  form('let', '(-> Atom %Undefined% Atom %Undefined%)', (m, values, call, registers) => {
    const pattern = fill(call.items[1] as Atom, registers);
    const value = values[2] as Atom;
    unifyInto(
      m,
      value,
      pattern,
      () => m.evaluate(call.items[3] as Atom, registers, UNDEFINED),
      () =>
        m.give(
          errorAtom(
            resolve(new ExpressionAtom([symbol('let'), pattern, value])),
            text('the pattern does not match the value; use case for several patterns'),
          ),
        ),
      true,
    );
  }),
  form('quote', '(-> Atom Atom)', (m, _values, call, registers) =>
    m.give(m.evaluated(fill(call.items[1] as Atom, registers))),
  ),
  form('eval', '(-> %Undefined% %Undefined%)', (m, values) => {
    const value = follow(values[1] as Atom);
    // Made anew, because what was quoted counts as evaluated.
    const again = value.kind === EXPRESSION ? new ExpressionAtom(value.items) : value;
    m.evaluate(again, NO_REGISTERS, UNDEFINED);
  }),
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
