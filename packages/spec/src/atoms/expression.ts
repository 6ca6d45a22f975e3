/**
 * Expressions, in two forms that nothing but their cost tells apart: an array of items, and for long lists
 * that grow and shrink at their front an array that several share.
 */
import type { Atom } from './atom.ts';
import { combine, mix } from './hash.ts';
import { EXPRESSION } from './kinds.ts';

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

/** Whether a value is an expression in either form. O(1). */
export function isExpression(value: unknown): value is ExpressionAtom {
  return value instanceof ExpressionAtom || value instanceof ListAtom;
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
