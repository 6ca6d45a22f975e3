/** Equality as the language sees it, which takes numbers by value: `1` and `1.0` are one number. */
import {
  alphaEquals,
  EXPRESSION,
  GROUNDED,
  SYMBOL,
  VARIABLE,
  equals,
  matchesGrounded,
  type Atom,
  type ExpressionAtom,
  type VariableAtom,
} from '@forkspace/spec';

/** Whether two ground atoms match: equal, but for numbers, which match by value. O(1) where their hashes differ. */
export function groundMatches(a: Atom, b: Atom): boolean {
  return equals(a, b) || (mayBeSame(a, b) && samePairs(a, b, undefined));
}

/** Whether atoms that are not equal may still differ in nothing but kinds of numbers. Sizes first: a hash may have to be computed. */
function mayBeSame(a: Atom, b: Atom): boolean {
  if (a.kind !== b.kind || a.kind === SYMBOL) return false;
  if (a.kind === EXPRESSION && a.size !== (b as ExpressionAtom).size) return false;
  return a.hash === b.hash;
}

/** Equality up to names of variables, numbers by value. O(1) where the hashes differ, else O(size). */
export function sameUpToNames(a: Atom, b: Atom): boolean {
  if (alphaEquals(a, b)) return true;
  return mayBeSame(a, b) && samePairs(a, b, [new Map(), new Map()]);
}

type Names = Map<string, string>;

function nameOf(v: VariableAtom): string {
  return `${v.id}#${v.name}`;
}

function samePairs(first: Atom, second: Atom, names: readonly [Names, Names] | undefined): boolean {
  const pending: Atom[] = [first, second];
  while (pending.length > 0) {
    const b = pending.pop() as Atom;
    const a = pending.pop() as Atom;
    if (a.kind === VARIABLE) {
      if (b.kind !== VARIABLE || names === undefined) return false;
      const [there, back] = names;
      const left = nameOf(a);
      const right = nameOf(b);
      if ((there.get(left) ?? right) !== right || (back.get(right) ?? left) !== left) return false;
      there.set(left, right);
      back.set(right, left);
    } else if (a.kind === GROUNDED) {
      if (b.kind !== GROUNDED || !matchesGrounded(a, b)) return false;
    } else if (a.kind === EXPRESSION) {
      if (b.kind !== EXPRESSION || a.size !== b.size) return false;
      for (let i = a.items.length - 1; i >= 0; i--)
        pending.push(a.items[i] as Atom, b.items[i] as Atom);
    } else if (a !== b) return false;
  }
  return true;
}
