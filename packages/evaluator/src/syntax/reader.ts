/**
 * Text to atoms, one at a time. A form is read only when it is asked for, because evaluating the form
 * before it may have bound new tokens. Nesting costs heap, not host stack.
 */
import {
  EnvironmentError,
  ExpressionAtom,
  UNIT,
  symbol,
  text,
  variable,
  type Atom,
  type SymbolAtom,
} from '@forkspace/spec';
import {
  describePosition,
  MettaSyntaxError,
  type EvaluationCode,
  type Position,
} from '../errors.ts';
import { Places } from './places.ts';
import { isWhiteSpace, mayBeNumber, numberOf, readEscape } from './words.ts';

/** Gives a word of source text another meaning than the symbol of that name; undefined where it has none. */
export type TokenLookup = (word: string) => Atom | undefined;

/** One form of a program. */
export interface Form {
  readonly atom: Atom;
  /** Whether it follows `!`, and so is to be evaluated rather than added. */
  readonly evaluate: boolean;
  readonly position: Position;
}

class ReadForm implements Form {
  readonly atom: Atom;
  readonly evaluate: boolean;
  readonly offset: number;
  readonly places: Places;

  constructor(atom: Atom, evaluate: boolean, offset: number, places: Places) {
    this.atom = atom;
    this.evaluate = evaluate;
    this.offset = offset;
    this.places = places;
  }

  get position(): Position {
    return this.places.of(this.offset);
  }
}

const noTokens: TokenLookup = () => undefined;
const always = (): boolean => true;

/**
 * Reads the forms of a source text in order.
 *
 * @example
 * const reader = new Reader('(parent Tom Bob) !(f 1)', { source: 'family.metta' });
 * for (let form = reader.next(); form !== undefined; form = reader.next()) console.log(form.evaluate);
 */
export class Reader {
  readonly #text: string;
  readonly #places: Places;
  readonly #tokens: TokenLookup;
  readonly #isWord: (symbol: SymbolAtom) => boolean;
  // What has been read of the form at hand: the atoms of all expressions that are open, one after the other, and
  // for each of these where it begins there and in the text. Items are cut out when an expression closes, because
  // an array that has been filled one by one has room for a dozen more.
  readonly #atoms: Atom[] = [];
  readonly #begins: number[] = [];
  readonly #offsets: number[] = [];
  #warn: ((warning: string) => void) | undefined;
  readonly #shape: ((items: Atom[]) => Atom[]) | undefined;
  #at = 0;
  #wordStart = 0;

  constructor(
    source: string,
    options: {
      readonly source?: string;
      readonly tokens?: TokenLookup;
      /** Says for which names, other than numbers, `tokens` has to be asked. Default: for all. */
      readonly isWord?: (symbol: SymbolAtom) => boolean;
      /** Told of a number that other implementations refuse: of the first in a text. */
      readonly warn?: (warning: string) => void;
      /** The items of an expression in place of those that were read: for dialects. */
      readonly shape?: (items: Atom[]) => Atom[];
    } = {},
  ) {
    if (typeof source !== 'string') {
      throw new EnvironmentError(
        'INVALID_ARGUMENT',
        `source text must be a string, got ${source === null ? 'null' : typeof source}`,
        source,
      );
    }
    this.#text = source.charCodeAt(0) === 0xfeff ? source.slice(1) : source;
    this.#places = new Places(this.#text, options.source ?? '<text>');
    this.#tokens = options.tokens ?? noTokens;
    this.#isWord = options.isWord ?? always;
    this.#warn = options.warn;
    this.#shape = options.shape;
  }

  readonly #beyond = (): void => {
    if (this.#warn === undefined) return;
    const place = describePosition(this.#places.of(this.#wordStart));
    this.#warn(`${place}: whole number beyond 64 bits, which the reference refuses to read`);
    this.#warn = undefined;
  };

  /** The next form, or undefined at the end. Throws {@link MettaSyntaxError}. O(its length). */
  next(): Form | undefined {
    this.#skipBlank();
    if (this.#at >= this.#text.length) return undefined;
    const start = this.#at;
    if (!this.#atBang()) return new ReadForm(this.#atom(), false, start, this.#places);
    this.#at++;
    this.#skipBlank();
    if (this.#at >= this.#text.length) {
      this.#fail(
        'MISSING_ATOM',
        'nothing follows `!`',
        this.#at,
        'write the atom to evaluate after it',
      );
    }
    return new ReadForm(this.#atom(), true, start, this.#places);
  }

  /** `!` is a word of its own: before `(`, a blank, a comment or the end; `!foo` is a symbol. */
  #atBang(): boolean {
    const text = this.#text;
    if (text.charCodeAt(this.#at) !== 33) return false;
    const next = text.charCodeAt(this.#at + 1);
    return Number.isNaN(next) || next === 40 || next === 41 || next === 59 || isWhiteSpace(next);
  }

  #skipBlank(): void {
    const text = this.#text;
    let at = this.#at;
    while (at < text.length) {
      const c = text.charCodeAt(at);
      if (c === 59) {
        while (at < text.length && text.charCodeAt(at) !== 10) at++;
      } else if (isWhiteSpace(c)) at++;
      else break;
    }
    this.#at = at;
  }

  #atom(): Atom {
    const text = this.#text;
    const atoms = this.#atoms;
    const begins = this.#begins;
    const offsets = this.#offsets;
    let depth = 0;
    let top = 0;
    for (;;) {
      this.#skipBlank();
      if (this.#at >= text.length) {
        this.#fail(
          'UNCLOSED_EXPRESSION',
          'Unexpected end of expression',
          depth > 0 ? (offsets[depth - 1] as number) : this.#at,
          'close the bracket opened here',
        );
      }
      const c = text.charCodeAt(this.#at);
      let done: Atom;
      if (c === 40) {
        begins[depth] = top;
        offsets[depth++] = this.#at++;
        continue;
      } else if (c === 41) {
        if (depth === 0) {
          this.#fail(
            'UNEXPECTED_BRACKET',
            'Unexpected right bracket',
            this.#at,
            'remove it or open one before it',
          );
        }
        this.#at++;
        const begin = begins[--depth] as number;
        const read = atoms.slice(begin, top);
        top = begin;
        const items = this.#shape === undefined ? read : this.#shape(read);
        done = items.length === 0 ? UNIT : new ExpressionAtom(items);
      } else if (c === 34) done = this.#string();
      else if (c === 36) done = this.#variable();
      else done = this.#word();
      if (depth === 0) return done;
      atoms[top++] = done;
    }
  }

  #word(): Atom {
    const text = this.#text;
    const start = this.#at;
    this.#wordStart = start;
    let at = start;
    while (at < text.length) {
      const c = text.charCodeAt(at);
      if (c === 40 || c === 41 || c === 59 || isWhiteSpace(c)) break;
      at++;
    }
    this.#at = at;
    const word = text.slice(start, at);
    if (mayBeNumber(text.charCodeAt(start)))
      return this.#tokens(word) ?? numberOf(word, this.#beyond) ?? symbol(word);
    const name = symbol(word);
    return this.#isWord(name) ? (this.#tokens(word) ?? name) : name;
  }

  #variable(): Atom {
    const text = this.#text;
    const start = ++this.#at;
    let at = start;
    while (at < text.length) {
      const c = text.charCodeAt(at);
      if (c === 40 || c === 41 || isWhiteSpace(c)) break;
      if (c === 35) {
        this.#fail(
          'INVALID_VARIABLE',
          "'#' char is reserved for internal usage",
          at,
          'choose a variable name without #',
        );
      }
      at++;
    }
    this.#at = at;
    return variable(text.slice(start, at));
  }

  #string(): Atom {
    const source = this.#text;
    const start = this.#at;
    let out = '';
    let from = start + 1;
    let at = from;
    for (;;) {
      if (at >= source.length) {
        this.#fail('UNCLOSED_STRING', 'Unclosed String Literal', start, 'close the string with "');
      }
      const c = source.charCodeAt(at);
      if (c === 34) break;
      if (c !== 92) {
        at++;
        continue;
      }
      const escape = readEscape(source, at + 1);
      if (escape === undefined) {
        this.#fail(
          'INVALID_ESCAPE',
          'Invalid escape sequence',
          at,
          'known are \\n \\r \\t \\\' \\" \\\\ \\xHH (up to 7F) and \\u{H…}',
        );
      }
      out += source.slice(from, at) + escape.text;
      at = from = escape.end;
    }
    this.#at = at + 1;
    const value = out + source.slice(from, at);
    return this.#tokens(`"${value}"`) ?? text(value);
  }

  #fail(code: EvaluationCode, message: string, offset: number, advice: string): never {
    throw new MettaSyntaxError(code, message, this.#places.of(offset), advice);
  }
}

/**
 * Every form of a text, all read with the same tokens. Throws {@link MettaSyntaxError}. O(length).
 *
 * @example
 * parseProgram('!(+ 1 2)')[0]?.evaluate // => true
 */
export function parseProgram(
  source: string,
  options?: { readonly source?: string; readonly tokens?: TokenLookup },
): Form[] {
  const reader = new Reader(source, options);
  const forms: Form[] = [];
  for (let form = reader.next(); form !== undefined; form = reader.next()) forms.push(form);
  return forms;
}
