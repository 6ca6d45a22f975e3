/** Whether a type that is expected goes with a type that was found. */
import { EXPRESSION, GROUNDED, SYMBOL, VARIABLE, type Atom } from '@forkspace/spec';
import { fill } from '../matching/substitute.ts';
import { unify } from '../matching/unify.ts';
import { valueAt, type Registers } from '../matching/variables.ts';
import { ATOM, UNDEFINED } from '../symbols.ts';
import type { Machine } from './machine.ts';
import { literalType } from './meta.ts';
import { typesOf } from './types.ts';

const NONE: readonly Atom[] = [];

/** Unifies two types; `%Undefined%` and `Atom` go with all. Bindings of type variables stay if it succeeds. O(size). */
export function matchTypes(m: Machine, expected: Atom, actual: Atom): boolean {
  if (
    expected === actual ||
    expected === UNDEFINED ||
    actual === UNDEFINED ||
    expected === ATOM ||
    actual === ATOM
  )
    return true;
  const mark = m.trail.openTrial();
  if (unify(expected, actual, m.trail)) {
    m.trail.commit(mark);
    return true;
  }
  m.trail.undo(mark);
  m.trail.close(mark);
  return false;
}

/**
 * The types of an unevaluated argument, when none of them goes with the type expected; nothing when one
 * does, or when the argument has no type. For a call it looks at declared types only.
 */
export function misfits(
  m: Machine,
  argument: Atom,
  registers: Registers,
  formal: Atom,
): readonly Atom[] {
  const at = valueAt(argument, registers);
  if (at.kind === VARIABLE) return NONE;
  if (at.kind === GROUNDED) {
    const literal = literalType(at);
    if (literal !== undefined && literal === formal) return NONE;
  } else if (at.kind === EXPRESSION) {
    const head = at.items[0];
    if (head === undefined) return NONE;
    if (head.kind === SYMBOL) {
      const result = m.scope.planFor(head).result;
      if (result !== undefined && (result === formal || result === UNDEFINED || result === ATOM))
        return NONE;
      // A head without a type makes no tuple type either.
      if (result === undefined && !m.scope.isTyped(head) && !m.scope.typesCalls(at)) return NONE;
    } else if (head.kind === GROUNDED && head.tag === 'host') {
      const type = head.value.type;
      if (type.kind === EXPRESSION && type.items.at(-1) === formal) return NONE;
    }
  }
  const types = typesOf(m, fill(at, registers)).filter((t) => t.wrong === undefined);
  const wrong: Atom[] = [];
  for (const { type } of types) {
    if (matchTypes(m, formal, type)) return NONE;
    wrong.push(type);
  }
  return wrong;
}
