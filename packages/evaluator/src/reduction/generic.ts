/**
 * Calls whose head has several types, or is itself a call: the first function type that fits is taken;
 * if none does, what is not a function may still be a tuple; else the errors are the result.
 */
import { ExpressionAtom, SYMBOL, type Atom } from '@forkspace/spec';
import { fill } from '../matching/substitute.ts';
import { follow, NO_REGISTERS, type Registers } from '../matching/variables.ts';
import { INCORRECT_NUMBER_OF_ARGUMENTS, UNDEFINED, errorAtom } from '../symbols.ts';
import { Frame, type Alternatives } from './frame.ts';
import type { Machine } from './machine.ts';
import { isFunctionType, stops } from './meta.ts';
import { CallPlan, type Plan } from './plan.ts';
import { evaluateFitted, fit } from './polymorphic.ts';
import { reducerFor } from './extended.ts';
import { tuplePlan } from './tuple.ts';
import { typesOf } from './types.ts';

/** A plan that looks at all types of the head at every call. */
export const genericPlan: Plan = {
  result: undefined,
  enter: genericCall,
};

export function genericCall(
  m: Machine,
  call: ExpressionAtom,
  registers: Registers,
  type: Atom,
): void {
  const whole = fill(call, registers) as ExpressionAtom;
  const head = whole.items[0] as Atom;
  const types = typesOf(m, head);
  const wrong = types.filter((t) => t.wrong !== undefined);
  if (wrong.length > 0 && wrong.length === types.length) {
    // The operator is a badly typed call: evaluating it gives its errors, with positions and types.
    m.push(new OnlyErrors(whole, type));
    return m.evaluate(head, NO_REGISTERS, UNDEFINED);
  }
  const errors: Atom[] = [];
  for (const { type: candidate, wrong: isWrong } of types) {
    if (isWrong !== undefined || !isFunctionType(candidate)) continue;
    if (candidate.items.length - 2 !== whole.items.length - 1) {
      errors.push(errorAtom(whole, INCORRECT_NUMBER_OF_ARGUMENTS));
      continue;
    }
    const fitted = fit(m, candidate, whole, follow(type));
    if (!('formals' in fitted)) {
      errors.push(...fitted);
      continue;
    }
    const reduceCall = reducerFor(m, head, whole.items.length - 1);
    const plan = new CallPlan(candidate, (machine, values, _call, _registers, result) =>
      reduceCall(machine, values, result),
    );
    if (head.kind === SYMBOL) return evaluateFitted(m, plan, fitted, whole);
    m.push(new Operator(plan, fitted, whole));
    return m.evaluate(head, NO_REGISTERS, candidate);
  }
  if (types.length > 0 && types.every((t) => t.wrong === undefined && isFunctionType(t.type)))
    return m.giveAll(errors);
  if (errors.length === 0) return tuplePlan.enter(m, whole, NO_REGISTERS, type);
  m.choose(new TupleThenErrors(whole, type, errors), true);
}

/** Waits for the operator of a call that is itself a call. */
class Operator extends Frame {
  readonly #plan: CallPlan;
  readonly #fitted: Exclude<ReturnType<typeof fit>, readonly Atom[]>;
  readonly #call: ExpressionAtom;

  constructor(
    plan: CallPlan,
    fitted: Exclude<ReturnType<typeof fit>, readonly Atom[]>,
    call: ExpressionAtom,
  ) {
    super();
    this.#plan = plan;
    this.#fitted = fitted;
    this.#call = call;
  }

  override resume(m: Machine, value: Atom): void {
    if (stops(value)) return m.conclude(value);
    evaluateFitted(m, this.#plan, this.#fitted, withHead(this.#call, value));
  }

  override again(): Frame {
    return this;
  }
}

class OnlyErrors extends Frame {
  readonly #call: ExpressionAtom;
  readonly #type: Atom;

  constructor(call: ExpressionAtom, type: Atom) {
    super();
    this.#call = call;
    this.#type = type;
  }

  override resume(m: Machine, value: Atom): void {
    if (stops(value)) m.conclude(value);
    else m.evaluate(withHead(this.#call, value), NO_REGISTERS, this.#type);
  }

  override again(): Frame {
    return this;
  }
}

function withHead(call: ExpressionAtom, head: Atom): ExpressionAtom {
  const items = call.items.slice();
  items[0] = head;
  return new ExpressionAtom(items);
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
