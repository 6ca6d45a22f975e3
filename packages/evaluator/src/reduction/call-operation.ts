/** Calling a grounded operation, and what becomes of its results. */
import { ExpressionAtom, type Atom } from '@forkspace/spec';
import { resolve } from '../matching/substitute.ts';
import { NO_REGISTERS } from '../matching/variables.ts';
import { ATOM, EMPTY, errorAtom } from '../symbols.ts';
import type { Alternatives } from './frame.ts';
import type { Machine } from './machine.ts';
import { isError } from './meta.ts';
import { OperationError, type Operation, type Outcome } from './operation.ts';

/** Runs the work of an operation on the arguments among `values`; what it throws is returned. */
export function perform(
  m: Machine,
  operation: Operation,
  values: readonly Atom[],
): Outcome | OperationError | Promise<Outcome> {
  const args: Atom[] = [];
  for (let i = 1; i < values.length; i++) args.push(resolve(values[i] as Atom));
  try {
    return operation.work(args, m);
  } catch (thrown) {
    return m.host.failureOf(thrown);
  }
}

/** Calls an operation on evaluated arguments and goes on with its results, which are evaluated in turn. */
export function callOperation(m: Machine, operation: Operation, values: Atom[], type: Atom): void {
  if (operation.control !== undefined)
    return operation.control(m, values, new ExpressionAtom(values), NO_REGISTERS, type);
  const outcome = perform(m, operation, values);
  if (outcome instanceof Promise) m.suspend(outcome, (settled) => goOn(m, values, settled, type));
  else goOn(m, values, outcome, type);
}

function goOn(m: Machine, values: Atom[], outcome: Outcome | OperationError, type: Atom): void {
  if (outcome === undefined) return m.give(m.data(values));
  if (outcome instanceof OperationError)
    return m.give(errorAtom(resolve(m.data(values)), outcome.reason));
  if ('kind' in outcome) return continueWith(m, outcome, type);
  if (outcome.length === 0) return m.fail();
  if (outcome.length === 1) return continueWith(m, outcome[0] as Atom, type);
  m.choose(new Values(outcome, type), true);
}

/** A result of a call is evaluated in turn, unless the call is typed to return an atom as it is. */
export function continueWith(m: Machine, value: Atom, type: Atom): void {
  if (value === EMPTY) m.fail();
  else if (isError(value)) m.give(value);
  else if (type === ATOM) m.give(value);
  else m.evaluate(value, NO_REGISTERS, type);
}

/** Several results of one call, each evaluated in turn. */
export class Values implements Alternatives {
  #next = 0;
  readonly #values: readonly Atom[];
  readonly #type: Atom;

  constructor(values: readonly Atom[], type: Atom) {
    this.#values = values;
    this.#type = type;
  }

  get last(): boolean {
    return this.#next >= this.#values.length - 1;
  }

  start(m: Machine): boolean {
    const value = this.#values[this.#next];
    if (value === undefined) return false;
    this.#next++;
    continueWith(m, value, this.#type);
    return true;
  }
}
