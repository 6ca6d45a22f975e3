/**
 * The four kinds of atoms. An atom is an immutable value. Its ground flag is computed when it is built, from
 * that of its children; the hash of an expression when somebody first asks, because most expressions that
 * an evaluation makes are never compared or stored.
 *
 * Symbols are interned for the life of the process: two symbols are equal exactly when they are the
 * same object, and each carries the small dense integers by which stores index their content.
 */
import { EnvironmentError } from '../errors.ts';
import { combine, hashNumber, hashText, mix } from './hash.ts';

export const SYMBOL = 0;
export const VARIABLE = 1;
export const EXPRESSION = 2;
export const GROUNDED = 3;

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

/** A sequence of atoms; the empty one is the unit value. */
export class ExpressionAtom {
  readonly kind = EXPRESSION;
  readonly ground: boolean;
  /** The hash, 0 as long as nobody has asked for it. @internal */
  knownHash = 0;
  readonly items: readonly Atom[];
  /**
   * Belongs to the evaluator at work: the number of the run in which this object was found to be a
   * result. No part of the value: not compared, not stored, not exported.
   * @internal
   */
  mark = 0;

  /** Takes ownership of `items`: the caller must not change the array afterwards. O(items). */
  constructor(items: readonly Atom[]) {
    let ground = true;
    for (let i = 0; i < items.length; i++) if (!(items[i] as Atom).ground) ground = false;
    this.ground = ground;
    this.items = items;
  }

  /** O(size) when it is first asked for, nesting on the heap; then O(1). */
  get hash(): number {
    return this.knownHash === 0 ? hashOf(this) : this.knownHash;
  }

  /** How many items there are. O(1), for long lists too, of which `items` may have to be laid out first. */
  get size(): number {
    return this.items.length;
  }

  /** The first item. O(1) likewise. */
  get first(): Atom | undefined {
    return this.items[0];
  }
}

/** Expressions of fewer items are copied when an item is added or taken away in front. */
const SHARED_FROM = 32;

/**
 * A long ground expression that shares its items with those it was made from by adding or taking away first
 * items. They lie in one array from last to first, so that the one who has all of it may add to it. An array
 * of its own is laid out when somebody asks for `items`.
 */
class ListAtom {
  readonly kind = EXPRESSION;
  readonly ground = true;
  knownHash = 0;
  mark = 0;
  readonly size: number;
  readonly #reversed: Atom[];
  #items: readonly Atom[] | undefined;

  constructor(reversed: Atom[], size: number) {
    this.#reversed = reversed;
    this.size = size;
  }

  get hash(): number {
    return this.knownHash === 0 ? hashOf(this) : this.knownHash;
  }

  get first(): Atom | undefined {
    return this.#reversed[this.size - 1];
  }

  get items(): readonly Atom[] {
    return (this.#items ??= this.laidOut());
  }

  laidOut(): Atom[] {
    return this.#reversed.slice(0, this.size).reverse();
  }

  with(first: Atom): ListAtom {
    const all = this.#reversed;
    const own = all.length === this.size ? all : all.slice(0, this.size);
    own.push(first);
    return new ListAtom(own, this.size + 1);
  }

  /** What is left of an array three quarters of which are gone no longer keeps it alive. */
  rest(): ExpressionAtom {
    const size = this.size - 1;
    if (size < SHARED_FROM) return new ExpressionAtom(this.#reversed.slice(0, size).reverse());
    if (size * 4 > this.#reversed.length) return new ListAtom(this.#reversed, size);
    return new ListAtom(this.#reversed.slice(0, size), size);
  }
}

/**
 * The expression with one more item in front. O(1) for a long ground list that was made in this way, if
 * nothing else was added to it, else O(items).
 *
 * @example
 * consAtom(symbol('f'), expression(integer(1))).items.length // => 2
 */
export function consAtom(first: Atom, rest: ExpressionAtom): ExpressionAtom {
  if (rest.size < SHARED_FROM || !rest.ground || !first.ground)
    return new ExpressionAtom([first, ...rest.items]);
  if (rest instanceof ListAtom) return rest.with(first);
  const reversed = rest.items.slice().reverse();
  reversed.push(first);
  return new ListAtom(reversed, reversed.length);
}

/**
 * The expression without its first item. O(1) for a long ground list that was made in this way, else
 * O(items); so going through a list of n items is O(n).
 *
 * @example
 * restAtom(expression(symbol('f'), integer(1))).items.length // => 1
 */
export function restAtom(list: ExpressionAtom): ExpressionAtom {
  if (list instanceof ListAtom) return list.rest();
  if (list.size <= SHARED_FROM || !list.ground) return new ExpressionAtom(list.items.slice(1));
  return new ListAtom(list.items.slice().reverse(), list.size).rest();
}

/** Computes the hash of an expression and of those in it that have none yet. O(size of these). */
function hashOf(root: ExpressionAtom): number {
  const pending: ExpressionAtom[] = [root];
  for (;;) {
    const top = pending.at(-1) as ExpressionAtom;
    const waiting = pending.length;
    let h = top.size ^ 0x1b873593;
    for (const item of top instanceof ListAtom ? top.laidOut() : top.items) {
      if (item.kind !== EXPRESSION) h = combine(h, item.hash);
      else if (item.knownHash !== 0) h = combine(h, item.knownHash);
      else pending.push(item);
    }
    if (pending.length > waiting) continue;
    // 0 stands for a hash that is not known.
    const hash = mix(h) || 1;
    top.knownHash = hash;
    pending.pop();
    if (pending.length === 0) return hash;
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
 * Any text is a legal name: the empty string and `__proto__` included.
 */
export function symbol(name: string): SymbolAtom {
  let found = symbols.get(name);
  if (found === undefined) symbols.set(name, (found = new SymbolAtom(name)));
  return found;
}

/** How many (symbol, arity) pairs this process has numbered: the bound of a dense functor table. */
export function functorCount(): number {
  return functorTotal;
}

/** A variable as written in source text. */
export function variable(name: string, id = 0): VariableAtom {
  return new VariableAtom(name, id);
}

/**
 * An expression of these items. `expression()` is the unit value. O(items).
 * Throws INVALID_ARGUMENT when an item is no atom.
 */
export function expression(...items: readonly Atom[]): ExpressionAtom {
  for (const item of items) requireAtom(item);
  return items.length === 0 ? UNIT : new ExpressionAtom(items);
}

/** Whether a value is an atom made by this module. O(1). */
export function isAtom(value: unknown): value is Atom {
  return (
    value instanceof ExpressionAtom ||
    value instanceof ListAtom ||
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

/** The empty expression `()`. */
export const UNIT: ExpressionAtom = new ExpressionAtom([]);

/** An integer of any size. Throws a RangeError for a number that is not a whole one. O(1). */
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
 * although they are different atoms.
 */
export function float(value: number): Grounded<'float'> {
  return new Grounded('float', value, hashNumber(value));
}

/** A string value (as opposed to a symbol). */
export function text(value: string): Grounded<'string'> {
  return new Grounded('string', value, hashText(value, 0x3f84d5b5));
}

export const TRUE: Grounded<'bool'> = new Grounded('bool', true, mix(0x243f6a88));
export const FALSE: Grounded<'bool'> = new Grounded('bool', false, mix(0x13198a2e));

/** A boolean value. */
export function bool(value: boolean): Grounded<'bool'> {
  return value ? TRUE : FALSE;
}

/** A reference to a space of the environment. All hash alike, for numbers mean nothing in another process. */
export function spaceRef(id: SpaceId): Grounded<'space'> {
  return new Grounded('space', id, 0x2b992ddf);
}

/** A reference to a state cell of the environment. All hash alike, as references to spaces do. */
export function stateRef(id: StateId): Grounded<'state'> {
  return new Grounded('state', id, 0x5851f42d);
}

/** A host value as an atom. */
export function host(value: HostValue): Grounded<'host'> {
  return new Grounded('host', value, hashText(value.name, 0x4cf5ad43));
}
