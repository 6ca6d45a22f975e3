/** What an atom is to an environment: a rule, a type assertion, or another fact; and under which key it is filed. */
import {
  BARE,
  EXPRESSION,
  SYMBOL,
  symbol,
  type Atom,
  type ExpressionAtom,
  type SymbolAtom,
} from './atoms/atom.ts';
import type { Rule } from './environment.ts';

/** `=`, which heads rules. */
export const EQUALS: SymbolAtom = symbol('=');
/** `:`, which heads type assertions. */
export const COLON: SymbolAtom = symbol(':');
/** `:<`, which heads assertions that one type is part of another. */
export const SUBTYPE: SymbolAtom = symbol(':<');

/**
 * Whether an atom is a rule: `(= head body)`, exactly three items. O(1).
 *
 * @example
 * isRule(expression(EQUALS, symbol('a'), symbol('b'))) // => true
 */
export function isRule(atom: Atom): boolean {
  return atom.kind === EXPRESSION && atom.items.length === 3 && atom.items[0] === EQUALS;
}

/**
 * The head symbol and arity of a rule's head; undefined for a wildcard rule. O(1).
 *
 * @example
 * headOf(expression(symbol('f'), variable('x')))?.arity // => 1
 */
export function headOf(
  head: Atom,
): { readonly symbol: SymbolAtom; readonly arity: number } | undefined {
  if (head.kind === SYMBOL) return { symbol: head, arity: BARE };
  const first = head.kind === EXPRESSION ? head.items[0] : undefined;
  return first?.kind === SYMBOL
    ? { symbol: first, arity: (head as ExpressionAtom).items.length - 1 }
    : undefined;
}

/**
 * The rule that an atom states, which {@link isRule} says it does; not checked. O(1).
 *
 * @example
 * const [x, atom] = [variable('x'), symbol('g')];
 * new RuleDefinition(expression(EQUALS, expression(symbol('f'), x), atom)).body // => g
 */
export class RuleDefinition implements Rule {
  readonly atom: ExpressionAtom;
  readonly head: Atom;
  readonly body: Atom;
  cache: unknown = undefined;

  constructor(atom: ExpressionAtom) {
    this.atom = atom;
    this.head = atom.items[1] as Atom;
    this.body = atom.items[2] as Atom;
  }
}

/**
 * Whether adding or removing an atom can change what types mean: `(: a T)` and `(:< T U)`. O(1).
 *
 * @example
 * isTyping(expression(COLON, symbol('a'), symbol('T'))) // => true
 */
export function isTyping(atom: Atom): boolean {
  if (atom.kind !== EXPRESSION || atom.items.length !== 3) return false;
  return atom.items[0] === COLON || atom.items[0] === SUBTYPE;
}
