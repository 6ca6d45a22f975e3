/**
 * Arithmetic and comparison on numbers that are at hand, without frames. Only operations without side
 * effects and without alternatives take part, so giving up half-way costs nothing but the time.
 */
import {
  EXPRESSION,
  GROUNDED,
  VARIABLE,
  type Atom,
  type ExpressionAtom,
  type GroundedAtom,
} from '@forkspace/spec';
import { follow, type Cell, type Registers } from '../matching/variables.ts';
import { BOOL, NUMBER, UNDEFINED } from '../symbols.ts';
import { Operation } from './operation.ts';

const HOST_DEPTH = 12;

/** The value of such an expression, or undefined when it is none. O(size), bounded in depth. */
export function inlineValue(
  call: ExpressionAtom,
  registers: Registers,
  formal: Atom,
  depth = 0,
): Atom | undefined {
  if (call.size !== 3) return undefined;
  const items = call.items;
  const head = items[0] as Atom;
  if (head.kind !== GROUNDED || head.tag !== 'host' || !(head.value instanceof Operation))
    return undefined;
  const compute = head.value.onNumbers;
  if (compute === undefined) return undefined;
  if (formal !== UNDEFINED && formal !== NUMBER && formal !== BOOL) return undefined;
  if (formal !== UNDEFINED && formal !== head.value.plan.result) return undefined;
  const left = operand(items[1] as Atom, registers, depth);
  if (left === undefined) return undefined;
  const right = operand(items[2] as Atom, registers, depth);
  return right === undefined ? undefined : compute(left, right);
}

/** The same for one step, which leaves operands as they are. O(1). */
export function inlineStep(call: ExpressionAtom, registers: Registers): Atom | undefined {
  return inlineValue(call, registers, UNDEFINED, HOST_DEPTH);
}

function operand(given: Atom, registers: Registers, depth: number): GroundedAtom | undefined {
  let at = given;
  let within = registers;
  if (at.kind === VARIABLE) {
    const slot = (at as Cell).slot;
    at = follow(slot >= 0 ? (registers[slot] as Atom) : at);
    within = [];
  }
  if (at.kind === GROUNDED) return at.tag === 'int' || at.tag === 'float' ? at : undefined;
  if (at.kind !== EXPRESSION || depth >= HOST_DEPTH || at !== given) return undefined;
  const value = inlineValue(at, within, NUMBER, depth + 1);
  return value !== undefined && value.kind === GROUNDED ? value : undefined;
}
