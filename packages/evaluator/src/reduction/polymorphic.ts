/** Calls of a head whose type has type variables: they are made fresh and bound by the arguments' types. */
import { EXPRESSION, ExpressionAtom, VARIABLE, type Atom } from '@forkspace/spec';
import { fill, renamed, resolve } from '../matching/substitute.ts';
import { follow, type Registers } from '../matching/variables.ts';
import { ATOM, BAD_TYPE, UNDEFINED, errorAtom } from '../symbols.ts';
import { badArgument } from './bad-argument.ts';
import { matchTypes } from './fits.ts';
import type { Machine } from './machine.ts';
import { isMetaType, metaType } from './meta.ts';
import type { CallPlan } from './plan.ts';
import { typesOf } from './types.ts';

/** What a function type comes to for one call: its formals and result, variables bound as far as they are known. */
export interface Fitted {
  readonly formals: readonly Atom[];
  readonly result: Atom;
}

/**
 * Fits a function type to a call: the first combination of the arguments' types that goes together is
 * taken. Gives the errors for the first argument that goes with none. `whole` is the filled call.
 */
export function fit(
  m: Machine,
  functionType: ExpressionAtom,
  whole: ExpressionAtom,
  expected: Atom,
): Fitted | readonly Atom[] {
  const fresh = renamed(functionType) as ExpressionAtom;
  const formals = fresh.items.slice(1, -1);
  const result = fresh.items.at(-1) as Atom;
  const errors: Atom[] = [];
  let reached = -1;
  const check = (i: number): boolean => {
    if (i === formals.length) {
      if (matchTypes(m, expected, result)) return true;
      errors.push(
        errorAtom(whole, new ExpressionAtom([BAD_TYPE, resolve(expected), resolve(result)])),
      );
      return false;
    }
    const formal = formals[i] as Atom;
    const argument = follow(whole.items[i + 1] as Atom);
    if (
      formal === ATOM ||
      formal === UNDEFINED ||
      (isMetaType(formal) && metaType(argument) === formal)
    )
      return check(i + 1);
    const types = typesOf(m, argument).filter((t) => t.wrong === undefined);
    if (types.length === 0) return check(i + 1);
    for (const { type } of types) {
      const mark = m.trail.openTrial();
      if (matchTypes(m, formal, type)) {
        if (check(i + 1)) {
          m.trail.commit(mark);
          return true;
        }
      } else if (i >= reached) {
        reached = i;
        errors.push(badArgument(whole, i + 1, resolve(formal), type));
      }
      m.trail.undo(mark);
      m.trail.close(mark);
    }
    return false;
  };
  return check(0) ? { formals, result } : errors;
}

/** Evaluates a call of a plan whose formals have type variables. */
export function enterPolymorphic(
  m: Machine,
  plan: CallPlan,
  call: ExpressionAtom,
  registers: Registers,
  type: Atom,
): void {
  const whole = fill(call, registers) as ExpressionAtom;
  const fitted = fit(m, plan.functionType, whole, follow(type));
  if (!('formals' in fitted)) return m.giveAll(fitted);
  evaluateFitted(m, plan, fitted, whole);
}

/** Evaluates the arguments of a filled call whose type has been fitted, then applies the plan. */
export function evaluateFitted(
  m: Machine,
  plan: CallPlan,
  fitted: Fitted,
  whole: ExpressionAtom,
): void {
  const items = whole.items;
  const values: Atom[] = new Array<Atom>(items.length);
  values[0] = items[0] as Atom;
  let open = 0;
  for (let i = items.length - 1; i > 0; i--) {
    const formal = fitted.formals[i - 1] as Atom;
    const value = follow(items[i] as Atom);
    const unevaluated = formal === ATOM || (isMetaType(formal) && metaType(value) === formal);
    if (
      unevaluated ||
      (value.kind === EXPRESSION
        ? value.mark === m.run
        : value.kind === VARIABLE || formal === UNDEFINED)
    )
      values[i] = value;
    else open = i;
  }
  plan.evaluateFrom(m, open, values, whole, [], fitted.formals, resultType(fitted.result));
}

/** A result type that is still open asks for nothing. */
function resultType(type: Atom): Atom {
  const at = follow(type);
  return at.kind === VARIABLE ? UNDEFINED : at;
}
