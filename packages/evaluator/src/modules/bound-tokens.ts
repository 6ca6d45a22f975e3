/**
 * Tokens that a program binds with `bind!`, as the environment keeps them. Their names are regular
 * expressions, of which the one bound last goes first, so those with special characters are numbered.
 */
import { GROUNDED, integer, type Atom, type Environment, type SpaceId } from '@forkspace/spec';

const SPECIAL = /[\\^$.*+?()[\]{}|]/;

/** A token of a module. */
export interface BoundToken {
  readonly word: string;
  readonly value: Atom;
  readonly isPattern: boolean;
}

function tokenKey(space: SpaceId, word: string): string {
  return space === 0 ? `token:${word}` : `token@${space}:${word}`;
}

function orderKey(space: SpaceId, word: string): string {
  return `token-order@${space}:${word}`;
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

function numberAt(environment: Environment, key: string): number {
  const held = environment.binding(key);
  return held?.kind === GROUNDED && held.tag === 'int' ? Number(held.value) : 0;
}

/** Binds a word, or every word that it matches as a pattern. O(1). */
export function bindToken(
  environment: Environment,
  space: SpaceId,
  word: string,
  value: Atom,
): void {
  environment.bind(tokenKey(space, word), value);
  if (!SPECIAL.test(word)) return;
  const next = numberAt(environment, orderKey(space, '')) + 1;
  environment.bind(orderKey(space, ''), integer(next));
  environment.bind(orderKey(space, word), integer(next));
}

/** The tokens of a module; patterns in the order in which they were bound. O(bindings of the environment). */
export function boundTokens(environment: Environment, space: SpaceId): BoundToken[] {
  const prefix = tokenKey(space, '');
  const words: BoundToken[] = [];
  const patterns: (BoundToken & { readonly order: number })[] = [];
  for (const [key, value] of environment.bindings()) {
    if (!key.startsWith(prefix)) continue;
    const word = key.slice(prefix.length);
    if (!SPECIAL.test(word)) words.push({ word, value, isPattern: false });
    else {
      const order = numberAt(environment, orderKey(space, word));
      patterns.push({ word, value, isPattern: true, order });
    }
  }
  return [...words, ...patterns.sort((a, b) => a.order - b.order)];
}
