/** Calls of a head whose type has type variables: they are made fresh and bound by the arguments' types. */
import { EXPRESSION, ExpressionAtom, GROUNDED, VARIABLE, type Atom } from '@forkspace/spec';
import { fill, renamed, resolve } from '../matching/substitute.ts';
import { follow, NO_REGISTERS, type Registers } from '../matching/variables.ts';
import { ATOM, BAD_TYPE, EMPTY, UNDEFINED, errorAtom } from '../symbols.ts';
import { badArgument } from './bad-argument.ts';
import { instantiate, matchPattern, Slots } from './compiled-rule.ts';
import { matchTypes } from './fits.ts';
import { inlineValue } from './inline.ts';
import type { Machine } from './machine.ts';
import { isMetaType, literalType, metaType } from './meta.ts';
import type { CallPlan } from './plan.ts';
import { typesOf } from './types.ts';

/** What a function type comes to for one call: its formals and result, variables bound as far as they are known. */
export interface Fitted {
  readonly formals: readonly Atom[];
  readonly result: Atom;
  /** Whether every argument that is no call has been found to be of its type, so that it need not be evaluated. */
  readonly leavesFit: boolean;
}

/** A function type made ready to be fitted: its variables are numbered slots, as in a compiled rule. */
export class Signature {
  readonly formals: readonly Atom[];
  readonly result: Atom;
  readonly variables: number;

  constructor(functionType: ExpressionAtom) {
    const slots = new Slots();
    const slotted = slots.number(functionType) as ExpressionAtom;
    this.formals = slotted.items.slice(1, -1);
    this.result = slotted.items.at(-1) as Atom;
    this.variables = slots.names.length;
  }
}

/**
 * Fits a function type to a call whose arguments have one type each, or none: then there is nothing to choose. Undefined
 * where there is, or where the type does not fit; nothing is bound then.
 */
function fitAtOnce(
  m: Machine,
  signature: Signature,
  whole: ExpressionAtom,
  expected: Atom,
): Fitted | undefined {
  const registers: Registers = new Array<Atom>(signature.variables);
  const mark = m.trail.openTrial();
  const result = matchArguments(m, signature, whole, registers)
    ? instantiate(signature.result, registers)
    : undefined;
  if (result === undefined || !matchTypes(m, expected, result)) {
    m.trail.undo(mark);
    m.trail.close(mark);
    return undefined;
  }
  m.trail.commit(mark);
  const formals = signature.formals.map((formal) => instantiate(formal, registers));
  return { formals, result, leavesFit: true };
}

function matchArguments(
  m: Machine,
  { formals }: Signature,
  whole: ExpressionAtom,
  registers: Registers,
): boolean {
  for (let i = 0; i < formals.length; i++) {
    const formal = formals[i] as Atom;
    if (formal === ATOM || formal === UNDEFINED) continue;
    const argument = follow(whole.items[i + 1] as Atom);
    if (isMetaType(formal) && metaType(argument) === formal) continue;
    let type: Atom | undefined = argument.kind === GROUNDED ? literalType(argument) : undefined;
    if (type === undefined) {
      const types = typesOf(m, argument);
      const only = types[0];
      if (only === undefined || (types.length === 1 && only.wrong !== undefined)) continue;
      if (types.length > 1) return false;
      type = only.type;
    }
    if (type === formal || type === UNDEFINED || type === ATOM) continue;
    if (!matchPattern(formal, type, registers, m.trail)) return false;
  }
  return true;
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
  signature?: Signature,
): Fitted | readonly Atom[] {
  const atOnce =
    signature === undefined || !m.shortcuts ? undefined : fitAtOnce(m, signature, whole, expected);
  if (atOnce !== undefined) return atOnce;
  const fresh = renamed(functionType) as ExpressionAtom;
  const formals = fresh.items.slice(1, -1);
  const result = fresh.items.at(-1) as Atom;
  const errors: Atom[] = [];
  let reached = -1;
  const check = (i: number): boolean => {
    if (i === formals.length) {
      if (matchTypes(m, expected, follow(result))) return true;
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
  if (!check(0)) return errors;
  // What a type variable stands for says whether an argument is evaluated, as if it were written there.
  return { formals: formals.map(follow), result, leavesFit: false };
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
  const fitted = fit(m, plan.functionType, whole, follow(type), plan.signature);
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
    const value = evaluated(m, items[i] as Atom, fitted.formals[i - 1] as Atom, fitted.leavesFit);
    if (value === undefined) open = i;
    else values[i] = value;
  }
  plan.evaluateFrom(m, open, values, whole, [], fitted.formals, resultType(fitted.result));
}

/** The value of an argument that need not be evaluated; undefined for one that has to be. */
function evaluated(m: Machine, argument: Atom, formal: Atom, leafFits: boolean): Atom | undefined {
  const value = follow(argument);
  if (formal === ATOM || (isMetaType(formal) && metaType(value) === formal)) return value;
  switch (value.kind) {
    case VARIABLE:
      return value;
    case EXPRESSION:
      if (m.isValue(value)) return value;
      return m.shortcuts ? inlineValue(value, NO_REGISTERS, follow(formal)) : undefined;
    default:
      return formal === UNDEFINED || (leafFits && value !== EMPTY) ? value : undefined;
  }
}

/** A result type that is still open asks for nothing. */
function resultType(type: Atom): Atom {
  const at = follow(type);
  return at.kind === VARIABLE ? UNDEFINED : at;
}
