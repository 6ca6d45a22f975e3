/** From alternatives to expressions and back: `superpose`, `collapse`, `match`, and the set operations on results. */
import { EXPRESSION, GROUNDED, type Atom, type Grounded, type SpaceId } from '@forkspace/spec';
import { fill, resolve } from '../matching/substitute.ts';
import { follow, type Registers } from '../matching/variables.ts';
import { Barrier } from '../reduction/barrier.ts';
import { Values } from '../reduction/call-operation.ts';
import type { Result } from '../reduction/frame.ts';
import type { Machine } from '../reduction/machine.ts';
import { spaceMatches } from '../reduction/space-query.ts';
import { tuplePlan } from '../reduction/tuple.ts';
import { EMPTY, UNDEFINED, errorAtom, message } from '../symbols.ts';
import { controlled, form, type FormDefinition } from './define.ts';

/** The number of the space that an atom refers to; undefined for anything else. O(1). */
export function spaceIdOf(atom: Atom | undefined): SpaceId | undefined {
  const at = atom === undefined ? undefined : follow(atom);
  return at?.kind === GROUNDED && at.tag === 'space' ? at.value : undefined;
}

/** Goes on with `go` for all results of an evaluation together. */
export class AllResults extends Barrier {
  readonly #go: (results: Atom[]) => void;

  constructor(go: (results: Atom[]) => void) {
    super();
    this.#go = go;
  }

  override finish(_m: Machine, results: readonly Result[]): void {
    this.#go(results.map((r) => r.value));
  }
}

/** Evaluates an atom and goes on with all its results. */
export function allResults(
  m: Machine,
  atom: Atom,
  registers: Registers,
  go: (results: Atom[]) => void,
): void {
  new AllResults(go).enter(m);
  m.evaluate(atom, registers, UNDEFINED);
}

const superpose = controlled(
  'superpose',
  '(-> Expression %Undefined%)',
  (m, values, _call, _registers, type) => {
    const list = follow(values[1] as Atom);
    if (list.kind !== EXPRESSION) return notAnExpression(m, values);
    if (list.items.length === 0) return m.fail();
    m.choose(new Values(list.items, type), true);
  },
  (m, call) => {
    const list = call.items[1] === undefined ? undefined : follow(call.items[1]);
    if (list?.kind !== EXPRESSION) return notAnExpression(m, call.items.slice());
    if (list.items.length === 0) m.give(EMPTY);
    else m.giveAll(list.items);
  },
);

function notAnExpression(m: Machine, call: Atom[]): void {
  m.give(
    errorAtom(resolve(m.data(call)), message('superpose expects single expression as an argument')),
  );
}

function matchFails(m: Machine, call: Atom): void {
  m.give(errorAtom(resolve(call), message('match expects a space as the first argument')));
}

const match = controlled(
  'match',
  '(-> SpaceType Atom Atom %Undefined%)',
  (m, values, call, registers, type) => {
    const space = spaceIdOf(values[1]);
    if (space === undefined) return matchFails(m, fill(call, registers));
    spaceMatches(
      m,
      space,
      fill(call.items[2] as Atom, registers),
      () => m.evaluate(call.items[3] as Atom, registers, type),
      () => m.fail(),
      true,
    );
  },
  (m, call) => {
    const space = spaceIdOf(call.items[1]);
    if (space === undefined || call.items.length !== 4) return matchFails(m, call);
    spaceMatches(
      m,
      space,
      call.items[2] as Atom,
      () => m.give(call.items[3] as Atom),
      () => m.give(EMPTY),
      false,
    );
  },
);

export const alternativeOperations: readonly Grounded<'host'>[] = [superpose, match];

export const alternativeForms: readonly FormDefinition[] = [
  form('collapse', '(-> Atom Atom)', (m, _values, call, registers) =>
    allResults(m, call.items[1] as Atom, registers, (results) => m.give(m.data(results))),
  ),
  {
    // It has no type: with arguments it is data.
    name: 'empty',
    plan: () => ({
      result: undefined,
      enter(m, call, registers, type) {
        if (call.items.length === 1) m.fail();
        else tuplePlan.enter(m, call, registers, type);
      },
    }),
  },
];
