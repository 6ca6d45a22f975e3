/** Calls of a head without a type: every item is evaluated, from left to right, then rules are asked. */
import { EXPRESSION, ExpressionAtom, SYMBOL, VARIABLE, type Atom } from '@forkspace/spec';
import { NO_REGISTERS, valueAt, type Registers } from '../matching/variables.ts';
import { EMPTY, UNDEFINED } from '../symbols.ts';
import { Sibling } from '../branches/sibling.ts';
import type { Frame } from './frame.ts';
import { inlineValue } from './inline.ts';
import type { Machine } from './machine.ts';
import { stops } from './meta.ts';
import type { Plan } from './plan.ts';
import { reduce } from './reduce.ts';

/** Evaluates items one by one. It is the same for all heads. */
export const tuplePlan: Plan = {
  result: undefined,
  enter(m, call, registers, type) {
    evaluateItems(m, 0, new Array<Atom>(call.items.length), call, registers, type, undefined);
  },
};

function evaluateItems(
  m: Machine,
  from: number,
  values: Atom[],
  call: ExpressionAtom,
  registers: Registers,
  type: Atom,
  sibling: Items | undefined,
): void {
  const items = call.items;
  for (let i = from; i < items.length; i++) {
    const value = valueAtOnce(m, items[i] as Atom, registers);
    if (value === undefined) {
      const frame = new Items(i, values, call, registers, type);
      if (sibling !== undefined) frame.startAfter(m, sibling);
      m.push(frame);
      m.evaluate(items[i] as Atom, registers, UNDEFINED);
      return;
    }
    values[i] = value;
  }
  reduce(m, values, type);
}

/**
 * The value of an item that needs no frame, whatever type it has; undefined for one that has to be evaluated. O(1), or
 * that of arithmetic at hand.
 */
export function valueAtOnce(m: Machine, item: Atom, registers: Registers): Atom | undefined {
  const value = valueAt(item, registers);
  if (value.kind === SYMBOL) return value === EMPTY ? undefined : value;
  if (value.kind !== EXPRESSION || m.isValue(value) || value.size === 0) return value;
  if (!m.shortcuts) return undefined;
  return inlineValue(value, value === item ? registers : NO_REGISTERS, UNDEFINED);
}

class Items extends Sibling {
  readonly #at: number;
  readonly #values: Atom[];
  readonly #call: ExpressionAtom;
  readonly #registers: Registers;
  readonly #type: Atom;

  constructor(at: number, values: Atom[], call: ExpressionAtom, registers: Registers, type: Atom) {
    super();
    this.#at = at;
    this.#values = values;
    this.#call = call;
    this.#registers = registers;
    this.#type = type;
  }

  protected override get hasLater(): boolean {
    const { items } = this.#call;
    for (let i = this.#at + 1; i < items.length; i++) {
      const { kind } = items[i] as Atom;
      if (kind === EXPRESSION || kind === VARIABLE) return true;
    }
    return false;
  }

  override none(m: Machine): void {
    if (!m.host.leavesOutEmpty) return super.none(m);
    this.join(m);
    const without = (items: readonly Atom[]): Atom[] => items.filter((_, i) => i !== this.#at);
    evaluateItems(
      m,
      this.#at,
      without(this.#values),
      new ExpressionAtom(without(this.#call.items)),
      this.#registers,
      this.#type,
      this,
    );
  }

  override resume(m: Machine, value: Atom): void {
    if (value === EMPTY) return this.none(m);
    this.join(m);
    if (stops(value)) return m.conclude(value);
    this.#values[this.#at] = value;
    evaluateItems(m, this.#at + 1, this.#values, this.#call, this.#registers, this.#type, this);
  }

  override again(): Frame {
    const again = new Items(
      this.#at,
      this.#values.slice(),
      this.#call,
      this.#registers,
      this.#type,
    );
    again.startLike(this);
    return again;
  }
}
