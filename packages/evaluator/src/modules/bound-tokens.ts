/**
 * Tokens that a program binds with `bind!`, as the environment keeps them. Their names are regular
 * expressions, of which the one bound last goes first, so those with special characters are numbered.
 */
import {
  GROUNDED,
  integer,
  spaceRef,
  type Atom,
  type Environment,
  type SpaceId,
} from '@forkspace/spec';
import { allNumbered, bindNumbered, numbered } from './numbered.ts';

const SPECIAL = /[\\^$.*+?()[\]{}|]/;

/** Whether a token's name stands for more words than itself. O(length). */
export function isPattern(word: string): boolean {
  return SPECIAL.test(word);
}

/** A token of a module. */
export interface BoundToken {
  readonly word: string;
  readonly value: Atom;
  readonly isPattern: boolean;
}

/**
 * The regular expression that a token's name is, sticky: its first match at the start of a word has to be
 * all of the word, as in the reference. Undefined for what is none.
 */
export function patternOf(word: string): RegExp | undefined {
  // Some escapes are only allowed without the flag `u`.
  for (const flags of ['uy', 'y']) {
    try {
      return new RegExp(word, flags);
    } catch {
      continue;
    }
  }
  return undefined;
}

function orderOf(environment: Environment, space: SpaceId, word: string): number {
  const held = numbered(environment, 'token-order', space, word);
  return held?.kind === GROUNDED && held.tag === 'int' ? Number(held.value) : 0;
}

/** Binds a word, or every word that it matches as a pattern. O(1). */
export function bindToken(
  environment: Environment,
  space: SpaceId,
  word: string,
  value: Atom,
): void {
  const module = spaceRef(space);
  bindNumbered(environment, 'token', module, value, word);
  if (!isPattern(word)) return;
  const next = integer(orderOf(environment, space, '') + 1);
  bindNumbered(environment, 'token-order', module, next);
  bindNumbered(environment, 'token-order', module, next, word);
}

/** The tokens of a module; patterns in the order in which they were bound. O(bindings of the environment). */
export function boundTokens(environment: Environment, space: SpaceId): BoundToken[] {
  const words: BoundToken[] = [];
  const patterns: (BoundToken & { readonly order: number })[] = [];
  for (const [word, value] of allNumbered(environment, 'token', space)) {
    if (!isPattern(word)) words.push({ word, value, isPattern: false });
    else {
      const order = orderOf(environment, space, word);
      patterns.push({ word, value, isPattern: true, order });
    }
  }
  return [...words, ...patterns.sort((a, b) => a.order - b.order)];
}
