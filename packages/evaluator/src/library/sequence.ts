/**
 * Extensions that are valid in every dialect, because in the reference these terms reduce to nothing:
 * `seq` and `progn` evaluate steps in order, `transaction` keeps what a program did only if it succeeds.
 */
import {
  COLON,
  EXPRESSION,
  UNIT,
  VARIABLE,
  type Atom,
  type Environment,
  type ExpressionAtom,
} from '@forkspace/spec';
import { exported, fill, resolve } from '../matching/substitute.ts';
import type { Registers } from '../matching/variables.ts';
import { Barrier } from '../reduction/barrier.ts';
import { Frame, type Result } from '../reduction/frame.ts';
import type { Machine } from '../reduction/machine.ts';
import { isError, stops } from '../reduction/meta.ts';
import type { Plan } from '../reduction/plan.ts';
import { EQUALS_SIGN, UNDEFINED, errorAtom, message } from '../symbols.ts';
import { form, type FormDefinition } from './define.ts';

/** Whether a step is a definition: `(= head body)` or `(: name type)`. */
function isDefinition(step: Atom): boolean {
  return (
    step.kind === EXPRESSION &&
    step.items.length === 3 &&
    (step.items[0] === EQUALS_SIGN || step.items[0] === COLON)
  );
}

/** Does the steps from number `at` on; the value is that of the last. */
function steps(
  m: Machine,
  at: number,
  call: ExpressionAtom,
  registers: Registers,
  type: Atom,
): void {
  const items = call.items;
  for (let i = at; i < items.length; i++) {
    const step = items[i] as Atom;
    const last = i === items.length - 1;
    if (isDefinition(step)) {
      // The variables of the definition itself stay its own; those bound around it are filled in.
      m.writableSpace().add(exported(resolve(fill(step, registers))));
      if (last) return m.give(UNIT);
    } else if (last) {
      return m.evaluate(step, registers, type);
    } else if (stops(step)) {
      // An error that is written as a step is data, as it is in `let`.
      continue;
    } else if (step.kind === EXPRESSION || step.kind === VARIABLE) {
      m.push(new NextStep(i, call, registers, type));
      return m.evaluate(step, registers, UNDEFINED);
    }
  }
  m.give(UNIT);
}

class NextStep extends Frame {
  readonly #at: number;
  readonly #call: ExpressionAtom;
  readonly #registers: Registers;
  readonly #type: Atom;

  constructor(at: number, call: ExpressionAtom, registers: Registers, type: Atom) {
    super();
    this.#at = at;
    this.#call = call;
    this.#registers = registers;
    this.#type = type;
  }

  override resume(m: Machine, value: Atom): void {
    if (stops(value)) m.conclude(value);
    else steps(m, this.#at + 1, this.#call, this.#registers, this.#type);
  }

  override again(): Frame {
    return this;
  }
}

const sequencePlan: Plan = {
  result: undefined,
  enter: (m, call, registers, type) => steps(m, 1, call, registers, type),
};

/** Keeps the environment of the attempt if it gave results and none of them is an error. */
class TransactionEnd extends Barrier {
  readonly #before: Environment;

  constructor(before: Environment) {
    super();
    this.#before = before;
  }

  override finish(m: Machine, results: readonly Result[]): void {
    if (results.length === 0 || results.some((r) => isError(r.value))) m.environment = this.#before;
    if (results.length === 0) m.fail();
    else if (results.length === 1) {
      m.rebind(results[0] as Result);
      m.give((results[0] as Result).value);
    } else m.giveMany(results);
  }
}

export const sequenceForms: readonly FormDefinition[] = [
  { name: 'seq', plan: () => sequencePlan },
  { name: 'progn', plan: () => sequencePlan },
  form('transaction', '(-> Atom %Undefined%)', (m, _values, call, registers) => {
    if (!m.view.backend.capabilities.isolation) {
      return m.give(
        errorAtom(
          resolve(fill(call, registers)),
          message('transaction needs a backend whose clones are isolated'),
        ),
      );
    }
    const before = m.environment;
    m.environment = before.clone();
    new TransactionEnd(before).enter(m);
    m.evaluate(call.items[1] as Atom, registers, UNDEFINED);
  }),
];
