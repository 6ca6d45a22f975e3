/**
 * How an argument position is indexed. Each stored argument is filed under one or two integer keys, and
 * a pattern's argument names the keys under which everything that can unify with it is filed. The keys of
 * symbols are even and dense, all others are hashes and odd: a collision costs time, never a wrong answer,
 * because candidates are unified afterwards.
 */
import {
  EXPRESSION,
  GROUNDED,
  SYMBOL,
  VARIABLE,
  type Atom,
  type ExpressionAtom,
  type GroundedAtom,
  type SymbolAtom,
} from '../atoms/atom.ts';
import { combine, mix } from '../atoms/hash.ts';
import type { Shape } from './bucket.ts';

/** Filed here: arguments that may unify with anything (variables, expressions with an unknown head). */
export const OPEN = 0;

// V8 hashes integer keys of a native Map without a seed. Programs choose their numbers, so keys are
// scrambled with a secret of this process; nothing observable depends on it.
const SEED = (Math.random() * 0x100000000) | 0;

/** References hash alike everywhere; within this process their numbers tell them apart. */
function keyOfLeaf(leaf: SymbolAtom | GroundedAtom): number {
  // Names can be made to collide in their hash; the numbers of symbols cannot be chosen.
  if (leaf.kind === SYMBOL) return 2 * leaf.id + 2;
  const reference = leaf.tag === 'space' || leaf.tag === 'state';
  return mix((reference ? combine(leaf.hash, leaf.value) : leaf.hash) ^ SEED) | 1;
}

const exactKey = (hash: number): number => mix(hash ^ SEED ^ 0x5bd1e995) | 1;
const functorKey = (head: number, arity: number, salt: number): number =>
  mix(combine(head ^ SEED, arity) ^ salt) | 1;

const ANY_OF_FUNCTOR = 0x1f83d9ab;
const OPEN_OF_FUNCTOR = 0x5be0cd19;

/** So many positions are indexed at most: beyond them an argument does not narrow a search. */
export const INDEXED_POSITIONS = 32;

/** The argument at a position of a stored atom, or undefined when it has none there. O(1). */
export function argumentAt(shape: Shape, atom: Atom, position: number): Atom | undefined {
  if (shape === 'whole') {
    if (position === 0) return atom;
    return atom.kind === EXPRESSION ? atom.items[position - 1] : undefined;
  }
  const call = shape === 'rule' ? (atom as ExpressionAtom).items[1] : atom;
  return call?.kind === EXPRESSION ? call.items[position + 1] : undefined;
}

/** All arguments of a stored atom. O(arguments). */
export function argumentsOf(shape: Shape, atom: Atom): readonly Atom[] {
  if (shape === 'whole') return atom.kind === EXPRESSION ? [atom, ...atom.items] : [atom];
  const call = shape === 'rule' ? (atom as ExpressionAtom).items[1] : atom;
  return call?.kind === EXPRESSION ? call.items.slice(1) : [];
}

/** The keys under which a stored argument is filed: one or two. O(1). */
export function storedKeys(
  argument: Atom | undefined,
): readonly [number] | readonly [number, number] {
  if (argument === undefined) return [OPEN];
  switch (argument.kind) {
    case VARIABLE:
      return [OPEN];
    case SYMBOL:
    case GROUNDED:
      return [keyOfLeaf(argument)];
    case EXPRESSION: {
      const head = argument.items[0];
      if (head?.kind !== SYMBOL) return argument.ground ? [exactKey(argument.hash)] : [OPEN];
      const any = functorKey(head.hash, argument.items.length, ANY_OF_FUNCTOR);
      return argument.ground
        ? [exactKey(argument.hash), any]
        : [functorKey(head.hash, argument.items.length, OPEN_OF_FUNCTOR), any];
    }
  }
}

/**
 * The keys (besides OPEN) that hold everything a pattern's argument can unify with; undefined when
 * that is everything. O(1).
 */
export function patternKeys(argument: Atom): readonly number[] | undefined {
  switch (argument.kind) {
    case VARIABLE:
      return undefined;
    case SYMBOL:
    case GROUNDED:
      return [keyOfLeaf(argument)];
    case EXPRESSION: {
      const head = argument.items[0];
      if (head?.kind !== SYMBOL) return argument.ground ? [exactKey(argument.hash)] : undefined;
      return argument.ground
        ? [exactKey(argument.hash), functorKey(head.hash, argument.items.length, OPEN_OF_FUNCTOR)]
        : [functorKey(head.hash, argument.items.length, ANY_OF_FUNCTOR)];
    }
  }
}

/** A quick test that two atoms may unify: false means that they do not. O(1). */
export function mayUnify(a: Atom, b: Atom): boolean {
  if (a === b || a.kind === VARIABLE || b.kind === VARIABLE) return true;
  if (a.kind !== b.kind || a.kind === SYMBOL) return false;
  if (a.kind !== EXPRESSION || b.kind !== EXPRESSION) return a.hash === b.hash;
  if (a.items.length !== b.items.length) return false;
  if (a.ground && b.ground) return a.hash === b.hash;
  const x = a.items[0];
  const y = b.items[0];
  return x === undefined || y === undefined || x.kind !== SYMBOL || y.kind !== SYMBOL || x === y;
}
