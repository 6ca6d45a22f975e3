/**
 * The types of atoms. An atom has every type asserted for it and their supertypes; a literal its own; a
 * tuple the tuple of its items' types, if each has one; a call the result types of those function types
 * of its head that fit. None at all means `%Undefined%`, which fits everywhere.
 */
import {
  EXPRESSION,
  ExpressionAtom,
  GROUNDED,
  SYMBOL,
  VARIABLE,
  equals,
  type Atom,
  type GroundedAtom,
} from '@forkspace/spec';
import { exported, renamed, resolve } from '../matching/substitute.ts';
import { unify, bindCell } from '../matching/unify.ts';
import type { Trail } from '../matching/trail.ts';
import { follow, type Cell } from '../matching/variables.ts';
import {
  ATOM,
  INCORRECT_NUMBER_OF_ARGUMENTS,
  STATE_MONAD,
  UNDEFINED,
  errorAtom,
} from '../symbols.ts';
import { badArgument } from './bad-argument.ts';
import { numbered } from '../modules/numbered.ts';
import type { Machine } from './machine.ts';
import { isFunctionType, literalType, metaType } from './meta.ts';

/** One type of an atom; `wrong` is the error that a badly typed call stands for instead. */
export interface Typing {
  readonly type: Atom;
  readonly wrong: Atom | undefined;
}

/** Below this nesting types are not looked at: evaluation meets what is deeper soon enough. */
const DEPTH = 400;

const NONE: readonly Typing[] = [];

const remembered = new WeakMap<
  ExpressionAtom,
  { readonly stamp: unknown; readonly types: readonly Typing[] }
>();

function plain(type: Atom): Typing {
  return { type, wrong: undefined };
}

/** The type of a grounded value. O(1); of a state: that of its content. */
export function groundedType(m: Machine, atom: GroundedAtom): Atom {
  const literal = literalType(atom);
  if (literal !== undefined) return literal;
  if (atom.tag === 'state') {
    const fixed = numbered(m.view, 'state-type', atom.value);
    if (fixed !== undefined) return fixed;
    const content = typesOf(m, m.view.readState(atom.value)).find((t) => t.wrong === undefined);
    return new ExpressionAtom([STATE_MONAD, content?.type ?? UNDEFINED]);
  }
  return atom.tag === 'host' ? renamed(atom.value.type) : UNDEFINED;
}

/**
 * Every type of an atom that holds no slots, with fresh type variables; none: `%Undefined%`. O(size), but
 * remembered for ground expressions as long as the types asserted stay the same.
 */
export function typesOf(m: Machine, given: Atom, depth = 0): readonly Typing[] {
  const atom = follow(given);
  switch (atom.kind) {
    case VARIABLE:
      return NONE;
    case GROUNDED: {
      const type = groundedType(m, atom);
      return type === UNDEFINED ? NONE : [plain(type)];
    }
    case SYMBOL:
      return m.scope.typesOfSymbol(atom).map((t) => plain(renamed(t)));
    case EXPRESSION: {
      if (atom.size === 0 || depth > DEPTH) return NONE;
      const head = follow(atom.first as Atom);
      if (head.kind === SYMBOL && !m.scope.isTyped(head) && !m.scope.typesCalls(atom)) return NONE;
      if (!atom.ground || isCheap(atom)) return expressionTypes(m, atom, depth);
      const stamp = m.scope.typesVersion();
      const known = remembered.get(atom);
      if (known !== undefined && known.stamp === stamp) return known.types;
      const types = expressionTypes(m, atom, depth);
      remembered.set(atom, { stamp, types });
      return types;
    }
  }
}

/** Whether looking at an expression again costs less than remembering what was seen: few items, all leaves. */
function isCheap(atom: ExpressionAtom): boolean {
  if (atom.size > 4) return false;
  for (const item of atom.items) if (item.kind === EXPRESSION) return false;
  return true;
}

function expressionTypes(m: Machine, atom: ExpressionAtom, depth: number): readonly Typing[] {
  const headTypes = typesOf(m, atom.first as Atom, depth + 1);
  const found: Typing[] = [];
  const tuples: Atom[] = m.scope.typesOfExpression(m, atom).slice();
  // Looked at only where they matter: of a long list that is passed as it is, nobody wants the items' types.
  const known: (readonly Typing[])[] = [];
  const argumentTypes = (i: number): readonly Typing[] =>
    (known[i] ??= typesOf(m, atom.items[i + 1] as Atom, depth + 1));
  const values = headTypes.filter((t) => !isFunctionType(t.type));
  if (values.length > 0) {
    const items: (readonly Typing[])[] = [values];
    for (let i = 0; i < atom.items.length - 1; i++) {
      const types = argumentTypes(i);
      if (types.length === 0) break;
      items.push(types);
    }
    if (items.length === atom.items.length)
      for (const combination of product(items))
        tuples.push(new ExpressionAtom(combination.map((t) => t.type)));
  }
  for (const type of m.scope.withSupertypes(m, tuples)) found.push(plain(type));
  for (const { type } of headTypes) {
    if (isFunctionType(type)) found.push(...applicationTypes(m, atom, type, argumentTypes));
  }
  return found;
}

function* product(lists: readonly (readonly Typing[])[]): Iterable<Typing[]> {
  const at = lists.map(() => 0);
  for (;;) {
    yield lists.map((list, i) => list[at[i] as number] as Typing);
    let i = lists.length - 1;
    while (i >= 0 && ++(at[i] as number) === (lists[i] as readonly Typing[]).length) at[i--] = 0;
    if (i < 0) return;
  }
}

/** The types of a call under one function type: several if the arguments have several types that fit. */
function applicationTypes(
  m: Machine,
  call: ExpressionAtom,
  type: ExpressionAtom,
  actual: (argument: number) => readonly Typing[],
): Typing[] {
  const expected = type.items.slice(1, -1);
  const args = call.size - 1;
  if (expected.length !== args)
    return [{ type, wrong: errorAtom(exported(call), INCORRECT_NUMBER_OF_ARGUMENTS) }];
  const results: Atom[] = [];
  let wrong: Atom | undefined;
  const check = (i: number): void => {
    if (i === args) {
      results.push(resolve(type.items.at(-1) as Atom));
      return;
    }
    const formal = follow(expected[i] as Atom);
    if (
      formal === UNDEFINED ||
      formal === ATOM ||
      formal === metaType(follow(call.items[i + 1] as Atom))
    )
      return check(i + 1);
    const types = actual(i);
    if (types.length === 0) return check(i + 1);
    for (const { type: candidate, wrong: nested } of types) {
      const mark = m.trail.openTrial();
      if (unifyTypes(candidate, formal, m.trail)) check(i + 1);
      else
        wrong ??=
          nested ?? badArgument(exported(call), i + 1, exported(formal), exported(candidate));
      m.trail.undo(mark);
      m.trail.close(mark);
    }
  };
  check(0);
  if (results.length > 0) return results.map(plain);
  return [{ type, wrong: wrong ?? errorAtom(exported(call), INCORRECT_NUMBER_OF_ARGUMENTS) }];
}

/** Unification in which `%Undefined%` fits anything, at any depth. */
function unifyTypes(left: Atom, right: Atom, trail: Trail, depth = 0): boolean {
  const a = follow(left);
  const b = follow(right);
  if (a === b || a === UNDEFINED || b === UNDEFINED) return true;
  if (a.kind === VARIABLE) return bindCell(a as Cell, b, trail);
  if (b.kind === VARIABLE) return bindCell(b as Cell, a, trail);
  if (a.kind !== EXPRESSION || b.kind !== EXPRESSION || depth > DEPTH) return unify(a, b, trail);
  if (a.items.length !== b.items.length) return false;
  return a.items.every((item, i) => unifyTypes(item, b.items[i] as Atom, trail, depth + 1));
}

/** Whether every part of an atom is well typed, as `pragma! type-check auto` asks; the errors if not. */
export function typeErrors(m: Machine, atom: Atom): Atom[] {
  const types = typesOf(m, atom);
  const wrong = types.filter((t) => t.wrong !== undefined).map((t) => t.wrong as Atom);
  return wrong.length === types.length ? wrong : wrong.length > 0 ? wrong : [];
}

/** Whether a list of types holds one, up to equality. O(length). */
export function includesType(types: readonly Atom[], type: Atom): boolean {
  return types.some((t) => equals(t, type));
}
