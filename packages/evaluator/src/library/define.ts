/** How the library describes its operations and forms. */
import { GROUNDED, host, type Atom, type ExpressionAtom, type Grounded } from '@forkspace/spec';
import type { Registers } from '../matching/variables.ts';
import { callOperation } from '../reduction/call-operation.ts';
import type { Machine } from '../reduction/machine.ts';
import { Operation, type OnNumbers, type Work } from '../reduction/operation.ts';
import { CallPlan, type Apply, type Plan } from '../reduction/plan.ts';
import { tuplePlan } from '../reduction/tuple.ts';
import { UNDEFINED } from '../symbols.ts';
import { Reader } from '../syntax/reader.ts';

/** An atom of source text that uses no tokens: types and patterns of the library. O(length). */
export function atomOf(source: string): Atom {
  return (new Reader(source, { source: '<library>' }).next() as { atom: Atom }).atom;
}

/** An operation as an atom; `type` is source text, `%Undefined%` for one that takes any arguments. */
export function operation(
  name: string,
  type: string,
  work: Work,
  onNumbers?: OnNumbers,
): Grounded<'host'> {
  return host(new Operation(name, atomOf(type), work, (self) => planOf(self), onNumbers));
}

function planOf(self: Operation): Plan {
  if (self.type === UNDEFINED) return tuplePlan;
  const compute = self.onNumbers;
  return new CallPlan(self.type as ExpressionAtom, (m, values, _call, _registers, type) => {
    if (compute !== undefined && m.shortcuts) {
      const left = values[1] as Atom;
      const right = values[2] as Atom;
      if (left.kind === GROUNDED && right.kind === GROUNDED) {
        const result = compute(left, right);
        if (result !== undefined) return m.give(result);
      }
    }
    callOperation(m, self, values, type);
  });
}

/**
 * An operation that needs no frame for arguments that are at hand: `atOnce` gives its value, or undefined where the
 * general way has to be taken.
 */
export function quick(
  general: Grounded<'host'>,
  atOnce: (m: Machine, call: ExpressionAtom, registers: Registers, type: Atom) => Atom | undefined,
): Grounded<'host'> {
  const { name, type, work, plan } = general.value as Operation;
  const quickly: Plan = {
    result: plan.result,
    enter(m, call, registers, expected) {
      const value = m.shortcuts ? atOnce(m, call, registers, expected) : undefined;
      if (value === undefined) plan.enter(m, call, registers, expected);
      else m.give(value);
    },
  };
  return host(new Operation(name, type, work, () => quickly));
}

/** An operation that controls its own evaluation: arguments typed `Atom` are left in the call. */
export function controlled(
  name: string,
  type: string,
  control: Apply,
  step?: (m: Machine, call: ExpressionAtom) => void,
): Grounded<'host'> {
  const functionType = atomOf(type) as ExpressionAtom;
  const self = new Operation(
    name,
    functionType,
    () => undefined,
    () => new CallPlan(functionType, control, true),
  );
  self.control = control;
  self.step = step;
  return host(self);
}

/** A symbol of the library whose calls are evaluated natively: its plan is made when it is first called. */
export interface FormDefinition {
  readonly name: string;
  readonly plan: () => Plan;
  /** Whether it is no part of the reference: types or rules of a program for its name switch it off. */
  readonly extension?: true;
}

/** A form: like {@link controlled}, but its name stays a symbol. */
export function form(name: string, type: string, apply: Apply): FormDefinition {
  return { name, plan: () => new CallPlan(atomOf(type) as ExpressionAtom, apply, true) };
}

/** A form whose arguments are all evaluated and handed to a function, as an operation's are. */
export function named(name: string, type: string, work: Work): FormDefinition {
  return { name, plan: () => (operation(name, type, work).value as Operation).plan };
}

/** Forms that are no part of the reference. */
export function extensions(forms: readonly FormDefinition[]): readonly FormDefinition[] {
  return forms.map((one) => ({ ...one, extension: true }));
}
