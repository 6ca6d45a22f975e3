/**
 * A grounded operation: a function of the host as an atom. It is a host value, found by name, so that an
 * exported environment that mentions it can be read again.
 */
import type { Atom, ExpressionAtom, GroundedAtom, HostValue } from '@forkspace/spec';
import { message } from '../symbols.ts';
import type { Machine } from './machine.ts';
import type { Apply, Plan } from './plan.ts';

/** What an operation returns: one value, alternatives, `undefined` for "leave the call as it is". */
export type Outcome = Atom | readonly Atom[] | undefined;

/** The work of an operation, given its evaluated arguments with all bindings applied. */
export type Work = (args: readonly Atom[], m: Machine) => Outcome | Promise<Outcome>;

/** Two numbers to their result; undefined where it takes more than that. */
export type OnNumbers = (a: GroundedAtom, b: GroundedAtom) => Atom | undefined;

/** Thrown by an operation to make the call an `(Error call reason)`. */
export class OperationError extends Error {
  readonly reason: Atom;

  /** A reason given as text becomes a symbol, as the reference has it. */
  constructor(reason: string | Atom) {
    super(typeof reason === 'string' ? reason : 'an operation failed');
    this.reason = typeof reason === 'string' ? message(reason) : reason;
  }
}

export class Operation implements HostValue {
  readonly name: string;
  readonly type: Atom;
  readonly work: Work;
  readonly plan: Plan;
  readonly onNumbers: OnNumbers | undefined;
  /** Evaluates a call with control of its own, instead of `work`. */
  control: Apply | undefined = undefined;
  /** What `eval` does with a call, where calling `work` on the arguments as they are is not it. */
  step: ((m: Machine, call: ExpressionAtom) => void) | undefined = undefined;

  constructor(
    name: string,
    type: Atom,
    work: Work,
    planFor: (self: Operation) => Plan,
    onNumbers?: OnNumbers,
  ) {
    this.name = name;
    this.type = type;
    this.work = work;
    this.onNumbers = onNumbers;
    this.plan = planFor(this);
  }

  equals(other: HostValue): boolean {
    return other instanceof Operation && other.name === this.name;
  }
}
