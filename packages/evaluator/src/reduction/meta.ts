/** Meta-types, and the questions asked of every value on its way through the machine. */
import {
  EXPRESSION,
  GROUNDED,
  SYMBOL,
  equals,
  type Atom,
  type ExpressionAtom,
  type GroundedAtom,
  type StateId,
  type SymbolAtom,
} from '@forkspace/spec';
import {
  ARROW,
  ATOM,
  BOOL,
  EMPTY,
  ERROR,
  EXPRESSION_TYPE,
  GROUNDED_TYPE,
  NUMBER,
  SPACE_TYPE,
  STRING,
  SYMBOL_TYPE,
  VARIABLE_TYPE,
} from '../symbols.ts';

/** The meta-type of an atom. O(1). */
export function metaType(atom: Atom): SymbolAtom {
  switch (atom.kind) {
    case SYMBOL:
      return SYMBOL_TYPE;
    case EXPRESSION:
      return EXPRESSION_TYPE;
    case GROUNDED:
      return GROUNDED_TYPE;
    default:
      return VARIABLE_TYPE;
  }
}

/** Whether a type is one of those that keep an argument from being evaluated. O(1). */
export function isMetaType(type: Atom): boolean {
  return (
    type === ATOM ||
    type === EXPRESSION_TYPE ||
    type === SYMBOL_TYPE ||
    type === VARIABLE_TYPE ||
    type === GROUNDED_TYPE
  );
}

/** Whether an atom is `(Error …)`. O(1). */
export function isError(atom: Atom): atom is ExpressionAtom {
  return atom.kind === EXPRESSION && atom.first === ERROR;
}

/** Whether a result keeps what surrounds it from being evaluated. O(1). */
export function stops(atom: Atom): boolean {
  return atom === EMPTY || (atom.kind === EXPRESSION && atom.first === ERROR);
}

/** Whether a type is `(-> … R)` with at least a result. O(1). */
export function isFunctionType(type: Atom): type is ExpressionAtom {
  return type.kind === EXPRESSION && type.items.length > 1 && type.items[0] === ARROW;
}

/** The type of a literal, where the kind of value alone tells it; undefined for states and host values. O(1). */
export function literalType(atom: GroundedAtom): SymbolAtom | undefined {
  switch (atom.tag) {
    case 'int':
    case 'float':
      return NUMBER;
    case 'string':
      return STRING;
    case 'bool':
      return BOOL;
    case 'space':
      return SPACE_TYPE;
    default:
      return undefined;
  }
}

/** Equality as `==` sees it: structural; at every depth numbers by value and states by content. O(size). */
export function equalValues(a: Atom, b: Atom, readState?: (id: StateId) => Atom): boolean {
  if (a === b) return true;
  if (a.kind === GROUNDED && b.kind === GROUNDED) {
    if (a.tag === 'float' && b.tag === 'float') return a.value === b.value;
    if (a.tag === 'int' && b.tag === 'float') return Number(a.value) === b.value;
    if (a.tag === 'float' && b.tag === 'int') return a.value === Number(b.value);
    if (equals(a, b)) return true;
    if (readState === undefined || a.tag !== 'state' || b.tag !== 'state') return false;
    return equalValues(readState(a.value), readState(b.value), readState);
  }
  if (a.kind !== EXPRESSION || b.kind !== EXPRESSION) return equals(a, b);
  if (a.size !== b.size) return false;
  const pending: Atom[] = [a, b];
  while (pending.length > 0) {
    const right = pending.pop() as Atom;
    const left = pending.pop() as Atom;
    if (left === right) continue;
    if (left.kind === EXPRESSION && right.kind === EXPRESSION) {
      if (left.size !== right.size) return false;
      for (let i = left.items.length - 1; i >= 0; i--)
        pending.push(left.items[i] as Atom, right.items[i] as Atom);
    } else if (!equalValues(left, right, readState)) return false;
  }
  return true;
}
