/**
 * The four kinds of atoms. An atom is an immutable value. Its ground flag is computed when it is built, from
 * that of its children; the hash of an expression when somebody first asks, because most expressions that
 * an evaluation makes are never compared or stored.
 *
 * Symbols are interned for the life of the process: two symbols are equal exactly when they are the
 * same object, and each carries the small dense integers by which stores index their content.
 */
import { EnvironmentError, invalidArgument } from '../errors.ts';
import { ExpressionAtom, isExpression } from './expression.ts';
import { hashNumber, hashText, mix } from './hash.ts';
import { GROUNDED, SYMBOL, VARIABLE } from './kinds.ts';

export { consAtom, ExpressionAtom, restAtom } from './expression.ts';
export { EXPRESSION, GROUNDED, SYMBOL, VARIABLE } from './kinds.ts';

/** Every atom, told apart by `kind`. */
export type Atom = SymbolAtom | VariableAtom | ExpressionAtom | GroundedAtom;

/** Arity that stands for a rule on the symbol itself: `(= f 1)` as opposed to `(= (f) 1)`. */
export const BARE = -1;

let functorTotal = 0;
let symbolTotal = 0;

/** A name. Obtained from {@link symbol} only, so that equal names are one object. */
export class SymbolAtom {
  // Dense functor numbers, given out on demand; -1 where none was needed so far. The usual arities lie in the
  // symbol itself, and first in it, because finding rules is mostly waiting for memory. Private by type only: defining
  // private names makes a symbol twice as slow to make, and a program brings many.
  private unary = -1;
  private binary = -1;
  private nullary = -1;
  private ternary = -1;
  private bare = -1;
  private wider: Map<number, number> | undefined = undefined;

  readonly kind = SYMBOL;
  readonly ground = true;
  readonly hash: number;
  readonly name: string;
  /** Dense number of this symbol, in order of first use in this process. */
  readonly id: number = symbolTotal++;

  /**
   * Belongs to readers of text: whether the name may stand for something else than this symbol. Once it may, it may.
   * @internal
   */
  isWord = false;

  /** @internal */
  constructor(name: string) {
    this.name = name;
    this.hash = hashText(name, 0x51ed270b);
  }

  /** The dense number of (this symbol, arity), or -1 when nothing was ever stored under it. O(1). */
  functor(arity: number): number {
    switch (arity) {
      case 1:
        return this.unary;
      case 2:
        return this.binary;
      case 0:
        return this.nullary;
      case 3:
        return this.ternary;
      case BARE:
        return this.bare;
      default:
        return this.wider?.get(arity) ?? -1;
    }
  }

  /** The same, giving out a number when there is none. O(1). */
  ensureFunctor(arity: number): number {
    const known = this.functor(arity);
    if (known >= 0) return known;
    const fresh = functorTotal++;
    if (arity === BARE) this.bare = fresh;
    else if (arity === 0) this.nullary = fresh;
    else if (arity === 1) this.unary = fresh;
    else if (arity === 2) this.binary = fresh;
    else if (arity === 3) this.ternary = fresh;
    else (this.wider ??= new Map()).set(arity, fresh);
    return fresh;
  }

  toString(): string {
    return this.name;
  }
}

/** A variable: the name it was written with, and a number that tells renamed copies apart (0: as written). */
export class VariableAtom {
  readonly kind = VARIABLE;
  readonly ground = false;
  /** One hash for all variables, so that atoms equal up to renaming hash alike. */
  readonly hash = 0x2545f491;
  readonly name: string;
  readonly id: number;

  constructor(name: string, id = 0) {
    this.name = name;
    this.id = id;
  }
}

/** Names a space of an environment. */
export type SpaceId = number & { readonly __space?: never };
/** Names a state cell of an environment. */
export type StateId = number & { readonly __state?: never };

/**
 * A value of the host program inside an atom. `name` is its printed form and the name under which
 * an importing environment looks it up again; two host values are equal when they are the same
 * object or when `equals` says so (which must then imply equal `name`).
 */
export interface HostValue {
  readonly name: string;
  readonly type: Atom;
  equals?(other: HostValue): boolean;
}

/** What each tag of a grounded atom carries. */
export interface GroundedValues {
  /** A safe integer as `number`, a larger one as `bigint`: one representation for each value. */
  readonly int: number | bigint;
  readonly float: number;
  readonly string: string;
  readonly bool: boolean;
  readonly space: SpaceId;
  readonly state: StateId;
  readonly host: HostValue;
}

/** Which of the kinds of values a grounded atom carries. */
export type GroundedTag = keyof GroundedValues;

/** A grounded atom with tag `T`: a value of the host inside the language. */
export class Grounded<T extends GroundedTag> {
  readonly kind = GROUNDED;
  readonly ground = true;
  readonly hash: number;
  readonly tag: T;
  readonly value: GroundedValues[T];

  /** @internal Use {@link integer}, {@link float}, {@link text}, … which keep one form per value. */
  constructor(tag: T, value: GroundedValues[T], hash: number) {
    this.tag = tag;
    this.value = value;
    this.hash = hash;
  }
}

/** Any grounded atom, narrowed by `tag`. */
export type GroundedAtom = { [T in GroundedTag]: Grounded<T> }[GroundedTag];

const symbols = new Map<string, SymbolAtom>();

/**
 * The symbol of this name; the same object every time. O(length), amortised.
 * Any text is a legal name: the empty string and `__proto__` included. Throws INVALID_ARGUMENT for what is no text.
 *
 * @example
 * symbol('parent') === symbol('parent') // => true
 */
export function symbol(name: string): SymbolAtom {
  let found = symbols.get(name);
  if (found === undefined) {
    if (typeof name !== 'string') throw invalidArgument('symbol', 'a string', name);
    symbols.set(name, (found = new SymbolAtom(name)));
  }
  return found;
}

/** How many (symbol, arity) pairs this process has numbered: the bound of a dense functor table. O(1). */
export function functorCount(): number {
  return functorTotal;
}

/**
 * The variable `$name`, as written in source text; another `id` makes it another variable of that name. O(1).
 * Throws INVALID_ARGUMENT.
 *
 * @example
 * print(expression(symbol('f'), variable('x'))) // => "(f $x)"
 */
export function variable(name: string, id = 0): VariableAtom {
  if (typeof name !== 'string') throw invalidArgument('variable', 'a string', name);
  if (typeof id !== 'number') throw invalidArgument('variable', 'a number as id', id);
  return new VariableAtom(name, id);
}

/**
 * An expression of these items. `expression()` is the unit value. O(items).
 * Throws INVALID_ARGUMENT when an item is no atom.
 *
 * @example
 * print(expression(symbol('age'), symbol('Ann'), integer(31))) // => "(age Ann 31)"
 */
export function expression(...items: readonly Atom[]): ExpressionAtom {
  for (const item of items) requireAtom(item);
  return items.length === 0 ? UNIT : new ExpressionAtom(items);
}

/**
 * Whether a value is an atom made by this copy of the package. O(1).
 *
 * @example
 * isAtom('a') // => false
 */
export function isAtom(value: unknown): value is Atom {
  return (
    isExpression(value) ||
    value instanceof SymbolAtom ||
    value instanceof Grounded ||
    value instanceof VariableAtom
  );
}

/** Throws INVALID_ARGUMENT for anything that is no atom. O(1). */
export function requireAtom(value: unknown): asserts value is Atom {
  if (isAtom(value)) return;
  throw new EnvironmentError(
    'INVALID_ARGUMENT',
    `expected an atom, got ${value === null ? 'null' : typeof value}; build atoms with symbol(), variable(), expression(), integer(), …`,
    value,
  );
}

/**
 * An iterable of atoms, taken whole and checked whole, so that what follows cannot fail half way. O(atoms).
 * Throws INVALID_ARGUMENT for what is no iterable or gives anything but atoms, naming the operation; what
 * the iterable throws passes through.
 *
 * @example
 * takeAtoms('addAll', new Set([symbol('a')])).length // => 1
 */
export function takeAtoms(operation: string, atoms: Iterable<Atom>): readonly Atom[] {
  if (typeof (atoms as Partial<Iterable<Atom>> | undefined)?.[Symbol.iterator] !== 'function') {
    throw new EnvironmentError(
      'INVALID_ARGUMENT',
      `${operation}: expected an array or another iterable of atoms`,
      atoms,
    );
  }
  const taken = [...atoms];
  for (const atom of taken) requireAtom(atom);
  return taken;
}

/** The empty expression `()`. */
export const UNIT: ExpressionAtom = new ExpressionAtom([]);

/**
 * An integer of any size; beyond 2^53 pass a bigint. O(digits). Throws a RangeError for a number that is not a whole one.
 *
 * @example
 * print(integer(2n ** 64n)) // => "18446744073709551616"
 */
export function integer(value: number | bigint): Grounded<'int'> {
  if (typeof value === 'bigint') {
    const small = Number(value);
    if (Number.isSafeInteger(small)) return new Grounded('int', small, hashNumber(small));
    return new Grounded('int', value, hashNumber(small));
  }
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(`integer(${value}): not a safe whole number; pass a bigint`);
  }
  return new Grounded('int', value === 0 ? 0 : value, hashNumber(value));
}

/**
 * A 64-bit floating point number. Hashes like the integer of the same value, because the two unify
 * although they are different atoms. O(1). Throws INVALID_ARGUMENT.
 *
 * @example
 * print(float(2)) // => "2.0"
 */
export function float(value: number): Grounded<'float'> {
  if (typeof value !== 'number') throw invalidArgument('float', 'a number', value);
  return new Grounded('float', value, hashNumber(value));
}

/**
 * A string value (as opposed to a symbol). O(length). Throws INVALID_ARGUMENT.
 *
 * @example
 * print(text('two words')) // => "\"two words\""
 */
export function text(value: string): Grounded<'string'> {
  if (typeof value !== 'string') throw invalidArgument('text', 'a string', value);
  return new Grounded('string', value, hashText(value, 0x3f84d5b5));
}

/** The truth value `True`. */
export const TRUE: Grounded<'bool'> = new Grounded('bool', true, mix(0x243f6a88));
/** The truth value `False`. */
export const FALSE: Grounded<'bool'> = new Grounded('bool', false, mix(0x13198a2e));

/**
 * {@link TRUE} or {@link FALSE}. O(1).
 *
 * @example
 * print(bool(1 > 2)) // => "False"
 */
export function bool(value: boolean): Grounded<'bool'> {
  return value ? TRUE : FALSE;
}

/**
 * A reference to a space of the environment, so that programs can pass it on; not checked. All hash alike, for
 * numbers mean nothing in another process. O(1). Throws INVALID_ARGUMENT.
 *
 * @example
 * const environment = hamt.create();
 * environment.add(expression(symbol('notes'), spaceRef(environment.createSpace())));
 */
export function spaceRef(id: SpaceId): Grounded<'space'> {
  if (typeof id !== 'number') throw invalidArgument('spaceRef', 'the number of a space', id);
  return new Grounded('space', id, 0x2b992ddf);
}

/**
 * A reference to a state cell of the environment; not checked. All hash alike, as references to spaces do. O(1).
 * Throws INVALID_ARGUMENT.
 *
 * @example
 * const environment = hamt.create();
 * environment.add(expression(symbol('counter'), stateRef(environment.createState(integer(0)))));
 */
export function stateRef(id: StateId): Grounded<'state'> {
  if (typeof id !== 'number') throw invalidArgument('stateRef', 'the number of a state cell', id);
  return new Grounded('state', id, 0x5851f42d);
}

/**
 * A host value as an atom. O(length of its name). Throws INVALID_ARGUMENT.
 *
 * @example
 * print(host({ name: '<connection>', type: symbol('Connection') })) // => "<connection>"
 */
export function host(value: HostValue): Grounded<'host'> {
  if (
    typeof (value as Partial<HostValue> | null | undefined)?.name !== 'string' ||
    !isAtom(value.type)
  )
    throw invalidArgument('host', 'an object with a string as name and an atom as type', value);
  return new Grounded('host', value, hashText(value.name, 0x4cf5ad43));
}
