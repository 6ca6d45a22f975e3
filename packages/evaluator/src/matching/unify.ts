/** Two-way unification on cells, with occurs check. */
import { EXPRESSION, GROUNDED, VARIABLE, matchesGrounded, type Atom } from '@forkspace/spec';
import { groundMatches } from './same.ts';
import type { Trail } from './trail.ts';
import { follow, type Cell } from './variables.ts';

const HOST_DEPTH = 400;

/** Whether a free cell occurs in an atom, bound variables followed. O(size of what is not ground). */
export function occurs(cell: Cell, atom: Atom): boolean {
  if (atom.ground) return false;
  const pending: Atom[] = [atom];
  while (pending.length > 0) {
    const next = follow(pending.pop() as Atom);
    if (next === cell) return true;
    if (next.kind === EXPRESSION && !next.ground) {
      for (let i = next.items.length - 1; i >= 0; i--) {
        const item = next.items[i] as Atom;
        if (!item.ground) pending.push(item);
      }
    }
  }
  return false;
}

/** Binds a free cell, younger to older where both sides are free. False when the value contains the cell. */
export function bindCell(cell: Cell, value: Atom, trail: Trail): boolean {
  if (value.kind === VARIABLE) {
    if (value === cell) return true;
    if ((value as Cell).age > cell.age) trail.bind(value as Cell, cell);
    else trail.bind(cell, value);
    return true;
  }
  if (!value.ground && occurs(cell, value)) return false;
  trail.bind(cell, value);
  return true;
}

/**
 * Makes two atoms equal by binding cells. On failure some cells may be bound: the caller undoes the
 * trail. Numbers match by value, other grounded atoms by equality. O(size).
 */
export function unify(left: Atom, right: Atom, trail: Trail, depth = 0): boolean {
  const a = follow(left);
  const b = follow(right);
  if (a === b) return true;
  if (a.kind === VARIABLE) return bindCell(a as Cell, b, trail);
  if (b.kind === VARIABLE) return bindCell(b as Cell, a, trail);
  if (a.kind === GROUNDED) return b.kind === GROUNDED && matchesGrounded(a, b);
  if (a.kind !== EXPRESSION || b.kind !== EXPRESSION) return false;
  if (a.size !== b.size) return false;
  if (a.ground && b.ground) return groundMatches(a, b);
  if (depth >= HOST_DEPTH) return unifyDeep(a, b, trail);
  for (let i = 0; i < a.items.length; i++) {
    if (!unify(a.items[i] as Atom, b.items[i] as Atom, trail, depth + 1)) return false;
  }
  return true;
}

function unifyDeep(left: Atom, right: Atom, trail: Trail): boolean {
  const pending: Atom[] = [left, right];
  while (pending.length > 0) {
    const b = follow(pending.pop() as Atom);
    const a = follow(pending.pop() as Atom);
    if (a.kind === EXPRESSION && b.kind === EXPRESSION && !(a.ground && b.ground)) {
      if (a === b) continue;
      if (a.items.length !== b.items.length) return false;
      for (let i = a.items.length - 1; i >= 0; i--)
        pending.push(a.items[i] as Atom, b.items[i] as Atom);
    } else if (!unify(a, b, trail)) return false;
  }
  return true;
}
