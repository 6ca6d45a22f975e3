/**
 * Calls whose head has several types, or is itself a call: the first function type that fits is taken;
 * if none does, what is not a function may still be a tuple; else the errors are the result.
 */
import {
  EXPRESSION,
  ExpressionAtom,
  GROUNDED,
  SYMBOL,
  type Atom,
  type SymbolAtom,
} from '@forkspace/spec';
import { fill } from '../matching/substitute.ts';
import { follow, NO_REGISTERS, type Registers } from '../matching/variables.ts';
import { ARROW, INCORRECT_NUMBER_OF_ARGUMENTS, UNDEFINED, errorAtom } from '../symbols.ts';
import { Frame, type Alternatives } from './frame.ts';
import type { Machine } from './machine.ts';
import { isFunctionType, stops } from './meta.ts';
import { Operation } from './operation.ts';
import { CallPlan, type Plan } from './plan.ts';
import { evaluateFitted, fit } from './polymorphic.ts';
import { reducerFor } from './extended.ts';
import { reduce } from './reduce.ts';
import { tuplePlan } from './tuple.ts';
import { typesOf, type Typing } from './types.ts';

const plans = new WeakMap<ExpressionAtom, CallPlan>();

/** The plan of calls, by rules, of a head with one function type. O(1) after the first time. */
function rulePlan(type: ExpressionAtom): CallPlan {
  let plan = plans.get(type);
  if (plan === undefined) plans.set(type, (plan = newRulePlan(type)));
  return plan;
}

function newRulePlan(type: ExpressionAtom): CallPlan {
  return new CallPlan(type, (m, values, _call, _registers, result) => reduce(m, values, result));
}

/** The same for a symbol; `extended`: it is also a name of the library. */
export function planByRules(head: SymbolAtom, type: ExpressionAtom, extended: boolean): CallPlan {
  if (!extended) return rulePlan(type);
  return new CallPlan(type, (m, values, _call, _registers, result) =>
    reducerFor(m, head, values.length - 1)(m, values, result),
  );
}

/** A head with several types, or with one that is no function's. */
export class OverloadedPlan implements Plan {
  readonly result = undefined;
  readonly #types: readonly Typing[];
  readonly #plans: ReadonlyMap<Atom, CallPlan>;

  constructor(head: SymbolAtom, types: readonly Atom[], extended: boolean) {
    this.#types = types.map((type) => ({ type, wrong: undefined }));
    this.#plans = new Map(
      types.filter(isFunctionType).map((type) => [type, planByRules(head, type, extended)]),
    );
  }

  enter(m: Machine, call: ExpressionAtom, registers: Registers, type: Atom): void {
    if (m.shortcuts) {
      for (const plan of this.#plans.values()) {
        if (plan.formals.length !== call.size - 1) continue;
        if (plan.polymorphic) break;
        if (plan.accepts(m, call, registers, type)) return plan.enter(m, call, registers, type);
      }
    }
    const whole = fill(call, registers) as ExpressionAtom;
    enterTyped(m, whole, this.#types, (known) => this.#plans.get(known) as CallPlan, type);
  }
}

/** A call whose head is a call. */
export function operatorCall(
  m: Machine,
  call: ExpressionAtom,
  registers: Registers,
  type: Atom,
): void {
  const operator = call.first as ExpressionAtom;
  if (m.shortcuts) {
    if (isNoFunction(m, operator)) return tuplePlan.enter(m, call, registers, type);
    const plan = functionGiven(m, operator, registers);
    if (plan?.accepts(m, call, registers, type) === true) {
      m.push(new Operator(call, (on, whole) => plan.enter(on, whole, registers, type)));
      return m.evaluate(operator, registers, plan.functionType);
    }
  }
  const whole = fill(call, registers) as ExpressionAtom;
  const head = whole.first as Atom;
  const types = typesOf(m, head);
  const wrong = types.filter((t) => t.wrong !== undefined);
  if (wrong.length > 0 && wrong.length === types.length) {
    // The operator is a badly typed call: evaluating it gives its errors, with positions and types.
    // One that comes back as it was is no operator at all.
    const go = (on: Machine, made: ExpressionAtom): void => {
      if (made.first?.kind === EXPRESSION) tuplePlan.enter(on, made, NO_REGISTERS, type);
      else on.evaluate(made, NO_REGISTERS, type);
    };
    m.push(new Operator(whole, go));
    return m.evaluate(head, NO_REGISTERS, UNDEFINED);
  }
  enterTyped(m, whole, types, newRulePlan, type);
}

/** Whether types can be told to make no function of what a call, or a tuple, gives. O(depth). */
function isNoFunction(m: Machine, operator: ExpressionAtom): boolean {
  const head = operator.first;
  if (head === undefined || m.scope.typesCalls(operator)) return false;
  switch (head.kind) {
    case SYMBOL: {
      const { result } = m.scope.planFor(head);
      if (result === undefined) return m.scope.typesOfSymbol(head).length === 0;
      return result !== ARROW && !isFunctionType(result);
    }
    case GROUNDED: {
      if (head.tag !== 'host') return true;
      const result = head.value instanceof Operation ? head.value.plan.result : undefined;
      return result !== undefined && result !== ARROW && !isFunctionType(result);
    }
    case EXPRESSION:
      return isNoFunction(m, head);
    default:
      return false;
  }
}

/** How what a well typed call gives is called, if its type says so without variables. */
function functionGiven(
  m: Machine,
  operator: ExpressionAtom,
  registers: Registers,
): CallPlan | undefined {
  const head = operator.first;
  if (head?.kind !== SYMBOL || m.scope.typesCalls(operator)) return undefined;
  const plan = m.scope.planFor(head);
  if (!(plan instanceof CallPlan) || plan.result === undefined) return undefined;
  if (!isFunctionType(plan.result) || !plan.accepts(m, operator, registers, UNDEFINED))
    return undefined;
  return rulePlan(plan.result);
}

/** A call whose head has these types: by the first function type that fits. */
function enterTyped(
  m: Machine,
  whole: ExpressionAtom,
  types: readonly Typing[],
  planFor: (type: ExpressionAtom) => CallPlan,
  type: Atom,
): void {
  const head = whole.first as Atom;
  const errors: Atom[] = [];
  for (const { type: candidate, wrong: isWrong } of types) {
    if (isWrong !== undefined || !isFunctionType(candidate)) continue;
    if (candidate.items.length - 2 !== whole.items.length - 1) {
      errors.push(errorAtom(whole, INCORRECT_NUMBER_OF_ARGUMENTS));
      continue;
    }
    const plan = planFor(candidate);
    const fitted = fit(m, candidate, whole, follow(type), plan.signature);
    if (!('formals' in fitted)) {
      errors.push(...fitted);
      continue;
    }
    if (head.kind === SYMBOL) return evaluateFitted(m, plan, fitted, whole);
    m.push(new Operator(whole, (on, made) => evaluateFitted(on, plan, fitted, made)));
    return m.evaluate(head, NO_REGISTERS, candidate);
  }
  if (types.length > 0 && types.every((t) => t.wrong === undefined && isFunctionType(t.type)))
    return m.giveAll(errors);
  if (errors.length === 0) return tuplePlan.enter(m, whole, NO_REGISTERS, type);
  m.choose(new TupleThenErrors(whole, type, errors), true);
}

/** Waits for the operator of a call that is itself a call. */
class Operator extends Frame {
  readonly #call: ExpressionAtom;
  readonly #go: (m: Machine, call: ExpressionAtom) => void;

  constructor(call: ExpressionAtom, go: (m: Machine, call: ExpressionAtom) => void) {
    super();
    this.#call = call;
    this.#go = go;
  }

  override resume(m: Machine, value: Atom): void {
    if (stops(value)) return m.conclude(value);
    const items = this.#call.items.slice();
    items[0] = value;
    this.#go(m, new ExpressionAtom(items));
  }

  override again(): Frame {
    return this;
  }
}

class TupleThenErrors implements Alternatives {
  #step = 0;
  readonly #call: ExpressionAtom;
  readonly #type: Atom;
  readonly #errors: readonly Atom[];

  constructor(call: ExpressionAtom, type: Atom, errors: readonly Atom[]) {
    this.#call = call;
    this.#type = type;
    this.#errors = errors;
  }

  get last(): boolean {
    return this.#step >= this.#errors.length;
  }

  start(m: Machine): boolean {
    const step = this.#step++;
    if (step === 0) {
      tuplePlan.enter(m, this.#call, NO_REGISTERS, this.#type);
      return true;
    }
    const error = this.#errors[step - 1];
    if (error === undefined) return false;
    m.give(error);
    return true;
  }
}
