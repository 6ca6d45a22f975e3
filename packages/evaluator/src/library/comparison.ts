/** Comparison of numbers and of any values, and the logical operations. */
import {
  bool,
  EXPRESSION,
  FALSE,
  GROUNDED,
  host,
  SYMBOL,
  TRUE,
  type Atom,
  type ExpressionAtom,
  type Grounded,
  type GroundedAtom,
} from '@forkspace/spec';
import { resolve } from '../matching/substitute.ts';
import { sameUpToNames } from '../matching/same.ts';
import { valueAt, type Registers } from '../matching/variables.ts';
import type { Machine } from '../reduction/machine.ts';
import { equalValues, literalType } from '../reduction/meta.ts';
import { Operation, type OnNumbers, type Work } from '../reduction/operation.ts';
import { CallPlan, type Plan } from '../reduction/plan.ts';
import { BOOL, UNDEFINED } from '../symbols.ts';
import { atomOf, operation } from './define.ts';

function ordering(
  name: string,
  holds: (a: number | bigint, b: number | bigint) => boolean,
): Grounded<'host'> {
  const compute: OnNumbers = (a, b) =>
    (a.tag === 'int' || a.tag === 'float') && (b.tag === 'int' || b.tag === 'float')
      ? bool(holds(a.value, b.value))
      : undefined;
  return operation(
    name,
    '(-> Number Number Bool)',
    ([a, b]) => (a?.kind === GROUNDED && b?.kind === GROUNDED ? compute(a, b) : undefined),
    compute,
  );
}

function truth(atom: Atom | undefined): boolean | undefined {
  return atom === TRUE ? true : atom === FALSE ? false : undefined;
}

function logical(name: string, holds: (a: boolean, b: boolean) => boolean): Grounded<'host'> {
  return operation(name, '(-> Bool Bool Bool)', ([x, y]) => {
    const a = truth(x);
    const b = truth(y);
    return a === undefined || b === undefined ? undefined : bool(holds(a, b));
  });
}

const EQUALITY_TYPE = atomOf('(-> $t $t Bool)') as ExpressionAtom;

/** An operand whose value needs no evaluation, and whose type is plain to see. */
function atHand(m: Machine, item: Atom, registers: Registers): Atom | undefined {
  const value = valueAt(item, registers);
  if (value.kind === GROUNDED) return literalType(value) === undefined ? undefined : value;
  if (value.kind === SYMBOL) return m.scope.typesOfSymbol(value).length === 0 ? value : undefined;
  return value.kind === EXPRESSION && (value.size === 0 || m.isValue(value)) ? value : undefined;
}

/** Equality of what can be compared without looking at types; undefined where one has to. */
function plainly(a: Atom, b: Atom): boolean | undefined {
  if (a.kind === GROUNDED && b.kind === GROUNDED) {
    return literalType(a) === literalType(b) ? equalValues(a, b) : undefined;
  }
  if (a.kind === SYMBOL && b.kind === SYMBOL) return a === b;
  if (a.kind === EXPRESSION && b.kind === EXPRESSION && (a.size === 0 || b.size === 0)) {
    return a.size === b.size;
  }
  return undefined;
}

const bothNumbers: OnNumbers = (a: GroundedAtom, b: GroundedAtom) => {
  const type = literalType(a);
  return type !== undefined && type === literalType(b) ? bool(equalValues(a, b)) : undefined;
};

function equality(): Grounded<'host'> {
  const work: Work = ([a, b], m) =>
    a === undefined || b === undefined
      ? undefined
      : bool(equalValues(a, b, (id) => m.view.readState(id)));
  const careful = new CallPlan(EQUALITY_TYPE, (m, values) =>
    m.give(
      bool(
        equalValues(resolve(values[1] as Atom), resolve(values[2] as Atom), (id) =>
          m.view.readState(id),
        ),
      ),
    ),
  );
  const plan: Plan = {
    result: BOOL,
    enter(m, call, registers, type) {
      if (m.shortcuts && call.items.length === 3 && (type === UNDEFINED || type === BOOL)) {
        const a = atHand(m, call.items[1] as Atom, registers);
        const b = a === undefined ? undefined : atHand(m, call.items[2] as Atom, registers);
        if (a !== undefined && b !== undefined) {
          const equal = plainly(a, b);
          if (equal !== undefined) return m.give(bool(equal));
        }
      }
      careful.enter(m, call, registers, type);
    },
  };
  return host(new Operation('==', EQUALITY_TYPE, work, () => plan, bothNumbers));
}

/** The operation `not`. */
export function negation(): Grounded<'host'> {
  return operation('not', '(-> Bool Bool)', ([x]) => {
    const value = truth(x);
    return value === undefined ? undefined : bool(!value);
  });
}

export function comparisonOperations(): Grounded<'host'>[] {
  return [
    equality(),
    ordering('<', (a, b) => a < b),
    ordering('>', (a, b) => a > b),
    ordering('<=', (a, b) => a <= b),
    ordering('>=', (a, b) => a >= b),
    logical('and', (a, b) => a && b),
    logical('or', (a, b) => a || b),
    logical('xor', (a, b) => a !== b),
    negation(),
    operation('=alpha', '(-> Atom Atom Bool)', ([a, b]) =>
      bool(sameUpToNames(a as Atom, b as Atom)),
    ),
    operation('if-equal', '(-> Atom Atom Atom Atom %Undefined%)', ([a, b, yes, no]) =>
      sameUpToNames(a as Atom, b as Atom) ? yes : no,
    ),
  ];
}
