/** Assertions: unit on success, an error that tells the difference otherwise. Results are compared as multisets. */
import {
  EXPRESSION,
  ExpressionAtom,
  GROUNDED,
  symbol,
  text,
  TRUE,
  UNIT,
  type Atom,
} from '@forkspace/spec';
import { fill, resolve } from '../matching/substitute.ts';
import { sameUpToNames } from '../matching/same.ts';
import { follow, type Registers } from '../matching/variables.ts';
import type { Machine } from '../reduction/machine.ts';
import { equalValues } from '../reduction/meta.ts';
import { errorAtom } from '../symbols.ts';
import { format } from '../syntax/format.ts';
import { allResults } from './alternatives.ts';
import { negation } from './comparison.ts';
import { form, type FormDefinition } from './define.ts';
import { difference } from './expressions.ts';

/** In source text `not` is the operation of that name. */
const NOT: Atom = negation();

type Same = (a: Atom, b: Atom) => boolean;

function report(
  m: Machine,
  got: readonly Atom[],
  wanted: readonly Atom[],
  missed: readonly Atom[],
  excessive: readonly Atom[],
): Atom {
  const show = (atoms: readonly Atom[]): string =>
    atoms.map((a) => format(a, (id) => m.view.readState(id))).join(', ');
  let words = `\nExpected: [${show(wanted)}]\nGot: [${show(got)}]`;
  if (missed.length > 0) words += `\nMissed results: ${show(missed)}`;
  if (excessive.length > 0) words += `\nExcessive results: ${show(excessive)}`;
  return text(words);
}

/** State cells compare by what they hold: each is replaced by its content. O(size). */
function opened(m: Machine, atom: Atom, depth = 0): Atom {
  if (atom.kind === GROUNDED) {
    return atom.tag === 'state'
      ? new ExpressionAtom([symbol('State'), opened(m, m.view.readState(atom.value), depth + 1)])
      : atom;
  }
  if (atom.kind !== EXPRESSION || depth > 100) return atom;
  let changed = false;
  const items = atom.items.map((item) => {
    const made = opened(m, item, depth + 1);
    if (made !== item) changed = true;
    return made;
  });
  return changed ? new ExpressionAtom(items) : atom;
}

/** Compares and gives unit, or the error: about the call without its message, if it has one. */
function verdict(
  m: Machine,
  call: ExpressionAtom,
  registers: Registers,
  got: readonly Atom[],
  wanted: readonly Atom[],
  same: Same,
): void {
  const { missed, excessive } = difference(
    got.map((a) => opened(m, a)),
    wanted.map((a) => opened(m, a)),
    same,
  );
  if (missed.length === 0 && excessive.length === 0) return m.give(UNIT);
  const whole = resolve(fill(call, registers)) as ExpressionAtom;
  if (whole.items.length === 3)
    return m.give(errorAtom(whole, report(m, got, wanted, missed, excessive)));
  m.give(errorAtom(new ExpressionAtom(whole.items.slice(0, 3)), whole.items[3] as Atom));
}

function assertion(name: string, type: string, same: Same, evaluated: boolean): FormDefinition {
  return form(name, type, (m, _values, call, registers) => {
    allResults(m, call.items[1] as Atom, registers, (got) => {
      if (evaluated)
        return allResults(m, call.items[2] as Atom, registers, (wanted) =>
          verdict(m, call, registers, got, wanted, same),
        );
      const wanted = follow(resolve(fill(call.items[2] as Atom, registers)));
      if (wanted.kind !== EXPRESSION)
        return m.give(
          errorAtom(resolve(fill(call, registers)), symbol('Atom is not an ExpressionAtom')),
        );
      verdict(m, call, registers, got, wanted.items, same);
    });
  });
}

const PLAIN = '(-> Atom Atom (->))';
const WITH_MESSAGE = '(-> Atom Atom Atom (->))';
const exactly: Same = equalValues;

export const assertionForms: readonly FormDefinition[] = [
  assertion('assertEqual', PLAIN, exactly, true),
  assertion('assertEqualMsg', WITH_MESSAGE, exactly, true),
  assertion('assertEqualToResult', PLAIN, exactly, false),
  assertion('assertEqualToResultMsg', WITH_MESSAGE, exactly, false),
  assertion('assertAlphaEqual', PLAIN, sameUpToNames, true),
  assertion('assertAlphaEqualMsg', WITH_MESSAGE, sameUpToNames, true),
  assertion('assertAlphaEqualToResult', PLAIN, sameUpToNames, false),
  assertion('assertAlphaEqualToResultMsg', WITH_MESSAGE, sameUpToNames, false),
  form('assertIncludes', '(-> Atom Expression (->))', (m, _values, call, registers) => {
    allResults(m, call.items[1] as Atom, registers, (got) => {
      const whole = resolve(fill(call, registers)) as ExpressionAtom;
      const content = whole.items[2] as Atom;
      const wanted = content.kind === EXPRESSION ? content.items : [content];
      const { missed } = difference(got, wanted, exactly);
      if (missed.length === 0) return m.give(UNIT);
      const words = ['assertIncludes', 'error:'].map((w) => symbol(w));
      const more = [NOT, ...['included', 'in', 'result:'].map((w) => symbol(w))];
      m.give(
        errorAtom(
          whole,
          new ExpressionAtom([
            ...words,
            new ExpressionAtom(missed),
            ...more,
            new ExpressionAtom(got),
          ]),
        ),
      );
    });
  }),
  form('assert', '(-> Atom (->))', (m, _values, call, registers) => {
    allResults(m, call.items[1] as Atom, registers, (got) => {
      if (got.length > 0 && got.every((value) => value === TRUE)) return m.give(UNIT);
      const whole = resolve(fill(call, registers)) as ExpressionAtom;
      const claim = whole.items[1] as Atom;
      m.give(errorAtom(whole, new ExpressionAtom([claim, NOT, TRUE])));
    });
  }),
];
