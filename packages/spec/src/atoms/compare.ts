/**
 * Equality of atoms. Both functions keep their pending pairs on a heap stack, so nesting depth is
 * limited by memory only, and both reject by size and hash before they look deeper.
 */
import {
  EXPRESSION,
  GROUNDED,
  SYMBOL,
  VARIABLE,
  type Atom,
  type ExpressionAtom,
  type GroundedAtom,
  type VariableAtom,
} from './atom.ts';

/** Equality of two grounded atoms: same tag, same value; integer 1 and float 1.0 differ; NaN equals NaN. O(1). */
export function equalGrounded(a: GroundedAtom, b: GroundedAtom): boolean {
  if (a === b) return true;
  if (a.tag !== b.tag) return false;
  if (a.tag === 'host' && b.tag === 'host') {
    return a.value === b.value || (a.value.equals?.(b.value) ?? false);
  }
  return a.value === b.value || (a.tag === 'float' && Object.is(a.value, b.value));
}

/** Whether two variables are the same variable. O(1). */
export function sameVariable(a: VariableAtom, b: VariableAtom): boolean {
  return a === b || (a.id === b.id && a.name === b.name);
}

/**
 * Structural equality: same shape, same names, same values, same variables. O(size).
 *
 * @example
 * equals(expression(symbol('f'), integer(1)), expression(symbol('f'), integer(1))) // => true
 */
export function equals(a: Atom, b: Atom): boolean {
  return walk(a, b, undefined);
}

/**
 * Equality up to a renaming of variables: `(f $x)` and `(f $y)` are alpha-equal, `(f $x $x)` and
 * `(f $x $y)` are not. O(size).
 *
 * @example
 * alphaEquals(expression(symbol('f'), variable('x')), expression(symbol('f'), variable('y'))) // => true
 */
export function alphaEquals(a: Atom, b: Atom): boolean {
  if (differAtSight(a, b) || a.hash !== b.hash || a.ground !== b.ground) return false;
  return walk(a, b, a.ground ? undefined : new Renaming());
}

/** Whether two atoms differ in what can be seen without the hash of an expression, which may not be known yet. O(1). */
function differAtSight(a: Atom, b: Atom): boolean {
  return a.kind !== b.kind || (a.kind === EXPRESSION && a.size !== (b as ExpressionAtom).size);
}

/** A bijection between the variables of two atoms, grown while they are compared. */
class Renaming {
  readonly #left: VariableAtom[] = [];
  readonly #right: VariableAtom[] = [];
  #leftIndex: Map<string, number> | undefined;
  #rightIndex: Map<string, number> | undefined;

  pairs(a: VariableAtom, b: VariableAtom): boolean {
    const i = this.#find(this.#left, this.#leftIndex, a);
    const j = this.#find(this.#right, this.#rightIndex, b);
    if (i !== j) return false;
    if (i >= 0) return true;
    this.#left.push(a);
    this.#right.push(b);
    // Few variables: a scan is fastest. Many: two maps keep the whole comparison linear.
    if (this.#left.length === 16) {
      this.#leftIndex = new Map(this.#left.map((v, at) => [key(v), at]));
      this.#rightIndex = new Map(this.#right.map((v, at) => [key(v), at]));
    } else if (this.#left.length > 16) {
      this.#leftIndex?.set(key(a), this.#left.length - 1);
      this.#rightIndex?.set(key(b), this.#right.length - 1);
    }
    return true;
  }

  #find(list: VariableAtom[], index: Map<string, number> | undefined, v: VariableAtom): number {
    if (index !== undefined) return index.get(key(v)) ?? -1;
    for (let i = 0; i < list.length; i++) if (sameVariable(list[i] as VariableAtom, v)) return i;
    return -1;
  }
}

function key(v: VariableAtom): string {
  return `${v.id}#${v.name}`;
}

function walk(first: Atom, second: Atom, renaming: Renaming | undefined): boolean {
  if (first === second && renaming === undefined) return true;
  const pending: Atom[] = [first, second];
  while (pending.length > 0) {
    const b = pending.pop() as Atom;
    const a = pending.pop() as Atom;
    if (a === b && (renaming === undefined || a.ground)) continue;
    if (differAtSight(a, b) || a.hash !== b.hash) return false;
    switch (a.kind) {
      case SYMBOL:
        return false; // interned: distinct objects are distinct names
      case VARIABLE:
        if (b.kind !== VARIABLE) return false;
        if (renaming === undefined ? !sameVariable(a, b) : !renaming.pairs(a, b)) return false;
        break;
      case GROUNDED:
        if (b.kind !== GROUNDED || !equalGrounded(a, b)) return false;
        break;
      case EXPRESSION: {
        if (b.kind !== EXPRESSION || a.items.length !== b.items.length) return false;
        // Pushed from the right, so that variables are paired from left to right.
        for (let i = a.items.length - 1; i >= 0; i--) {
          pending.push(a.items[i] as Atom, b.items[i] as Atom);
        }
      }
    }
  }
  return true;
}
