/**
 * Words with a meaning: those of the library, those the host registered, and those a program bound. The
 * last live in the environment; a copy is kept here and read anew when it may have changed.
 */
import {
  symbol,
  type Atom,
  type Environment,
  type SpaceId,
  type SymbolAtom,
} from '@forkspace/spec';
import type { TokenLookup } from './reader.ts';
import { boundTokens, isPattern, patternOf } from '../modules/bound-tokens.ts';

interface Bound {
  readonly words: Map<string, Atom>;
  /** The one bound last comes last, and goes first. */
  readonly patterns: { readonly pattern: RegExp; readonly value: Atom }[];
}

export class Tokens {
  readonly #library: ReadonlyMap<string, Atom>;
  readonly #dialect: TokenLookup | undefined;
  readonly #registered = new Map<string, Atom>();
  readonly #bound = new Map<SpaceId, Bound>();

  /** `dialect`: words that go before those of the library. */
  constructor(library: ReadonlyMap<string, Atom>, dialect?: TokenLookup) {
    this.#library = library;
    this.#dialect = dialect;
    for (const word of library.keys()) symbol(word).isWord = true;
  }

  /** A word for all programs of this interpreter. */
  define(word: string, value: Atom): void {
    this.#registered.set(word, value);
    symbol(word).isWord = true;
  }

  /** A word was bound in a module. O(1), or what `stale` costs for a pattern. */
  bound(space: SpaceId, word: string, value: Atom): void {
    if (isPattern(word)) return this.stale();
    this.#bound.get(space)?.words.set(word, value);
    symbol(word).isWord = true;
  }

  /** The bindings of the environment may have changed: they are read anew when next asked for. O(1). */
  stale(): void {
    this.#bound.clear();
  }

  /** Whether a symbol's name may stand for something else in a module. O(1). */
  isWord(environment: Environment, space: SpaceId, name: SymbolAtom): boolean {
    // Asked first, for it marks the words that it finds.
    const { patterns } = this.#boundIn(environment, space);
    return name.isWord || this.#dialect !== undefined || patterns.length > 0;
  }

  #boundIn(environment: Environment, space: SpaceId): Bound {
    let bound = this.#bound.get(space);
    if (bound === undefined) this.#bound.set(space, (bound = readBound(environment, space)));
    return bound;
  }

  /** What a word stands for in a module; undefined: the symbol of that name. O(1) where no patterns are bound. */
  lookup(environment: Environment, space: SpaceId, word: string): Atom | undefined {
    const bound = this.#boundIn(environment, space);
    // A pattern that matches a bound word was bound after it: otherwise binding the word would have read its value.
    for (let i = bound.patterns.length - 1; i >= 0; i--) {
      const one = bound.patterns[i] as Bound['patterns'][number];
      one.pattern.lastIndex = 0;
      if (one.pattern.exec(word)?.[0].length === word.length) return one.value;
    }
    if (bound.words.size > 0) {
      const value = bound.words.get(word);
      if (value !== undefined) return value;
    }
    return this.#registered.get(word) ?? this.#dialect?.(word) ?? this.#library.get(word);
  }

  /** What a name stands for, whatever a program has bound. */
  hostAtom(name: string): Atom | undefined {
    return this.#registered.get(name) ?? this.#library.get(name);
  }

  /** Every word that stands for something at top level. */
  words(environment: Environment): string[] {
    return [
      ...this.#registered.keys(),
      ...this.#library.keys(),
      ...readBound(environment, 0).words.keys(),
    ];
  }
}

function readBound(environment: Environment, space: SpaceId): Bound {
  const bound: Bound = { words: new Map(), patterns: [] };
  for (const { word, value, isPattern } of boundTokens(environment, space)) {
    bound.words.set(word, value);
    symbol(word).isWord = true;
    const pattern = isPattern ? patternOf(word) : undefined;
    if (pattern !== undefined) bound.patterns.push({ pattern, value });
  }
  return bound;
}
