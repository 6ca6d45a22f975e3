/**
 * The reference unifier: plain, two-way, with occurs check. Queries are defined by it; evaluators may
 * bring faster ones and are tested against it.
 */
import {
  EXPRESSION,
  GROUNDED,
  VARIABLE,
  variable,
  type Atom,
  type GroundedAtom,
  type VariableAtom,
} from '../atoms/atom.ts';
import { equalGrounded, sameVariable } from '../atoms/compare.ts';
import { Bindings } from './bindings.ts';

/**
 * The most general bindings under which two atoms are equal, or undefined when there are none. Numbers
 * match by value (1 and 1.0), everything else grounded by equality. O(size) where variables are few.
 *
 * @example
 * const edge = (from: Atom, to: Atom) => expression(symbol('edge'), from, to);
 * unify(edge(variable('x'), symbol('b')), edge(symbol('a'), variable('y'))) // => { $x <- a, $y <- b }
 */
export function unify(a: Atom, b: Atom): Bindings | undefined {
  const bindings = new Bindings();
  const pending: Atom[] = [a, b];
  while (pending.length > 0) {
    const right = bindings.resolve(pending.pop() as Atom);
    const left = bindings.resolve(pending.pop() as Atom);
    if (left === right) continue;
    if (left.kind === VARIABLE) {
      if (right.kind === VARIABLE && sameVariable(left, right)) continue;
      bindings.set(left, right);
    } else if (right.kind === VARIABLE) {
      bindings.set(right, left);
    } else if (left.kind === GROUNDED && right.kind === GROUNDED) {
      if (!matchesGrounded(left, right)) return undefined;
    } else if (left.kind === EXPRESSION && right.kind === EXPRESSION) {
      if (left.items.length !== right.items.length) return undefined;
      if (left.ground && right.ground && left.hash !== right.hash) return undefined;
      for (let i = left.items.length - 1; i >= 0; i--) {
        pending.push(left.items[i] as Atom, right.items[i] as Atom);
      }
    } else return undefined;
  }
  return bindings.mayLoop && hasLoop(bindings) ? undefined : bindings;
}

/** Whether two grounded atoms match: equal, or numbers of one value. O(1). */
export function matchesGrounded(a: GroundedAtom, b: GroundedAtom): boolean {
  if (equalGrounded(a, b)) return true;
  if (a.tag === 'int' && b.tag === 'float') return Number(a.value) === b.value;
  if (a.tag === 'float' && b.tag === 'int') return a.value === Number(b.value);
  return false;
}

/** The occurs check, once at the end: whether some variable would stand for a part of itself. */
function hasLoop(bindings: Bindings): boolean {
  const safe = new Set<string>();
  const open = new Set<string>();
  for (const start of bindings.variables()) {
    const pending: (Atom | { readonly close: string })[] = [start];
    while (pending.length > 0) {
      const next = pending.pop() as Atom | { readonly close: string };
      if ('close' in next) {
        open.delete(next.close);
        safe.add(next.close);
      } else if (next.kind === VARIABLE) {
        const name = `${next.id}#${next.name}`;
        if (safe.has(name)) continue;
        if (open.has(name)) return true;
        const value = bindings.get(next);
        if (value === undefined) continue;
        open.add(name);
        pending.push({ close: name }, value);
      } else if (next.kind === EXPRESSION && !next.ground) {
        for (const item of next.items) pending.push(item);
      }
    }
  }
  return false;
}

let lastRenaming = 0;

/**
 * The atom with fresh variables, equal ones renamed alike: stored atoms are renamed apart before they
 * are matched. Ground atoms come back as they are. O(size).
 *
 * @example
 * const stored = expression(symbol('f'), variable('x'));
 * alphaEquals(renameApart(stored), stored) // => true
 */
export function renameApart(atom: Atom): Atom {
  if (atom.ground) return atom;
  const id = ++lastRenaming;
  const renaming = new Bindings();
  const pending: Atom[] = [atom];
  while (pending.length > 0) {
    const next = pending.pop() as Atom;
    if (next.kind === VARIABLE) {
      if (renaming.get(next) === undefined) renaming.set(next, variable(freshName(next), -id));
    } else if (next.kind === EXPRESSION && !next.ground) {
      for (const item of next.items) pending.push(item);
    }
  }
  return renaming.apply(atom);
}

/** Two variables of one atom may share a name and differ in number: the number goes into the fresh name. */
function freshName(v: VariableAtom): string {
  return v.id === 0 ? v.name : `${v.name}#${v.id}`;
}
