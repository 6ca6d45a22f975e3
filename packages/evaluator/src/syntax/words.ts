/** What single words and string literals of source text stand for. */
import { float, integer, type Atom } from '@forkspace/spec';

/** Rust's `char::is_whitespace`, which is Unicode's White_Space; JavaScript's `\s` differs in U+0085 and U+FEFF. O(1). */
export function isWhiteSpace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 9 && code <= 13);
  if (code < 0x85) return false;
  return (
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

/** The largest whole number of 64 bits, which is the largest that the reference reads. */
const LARGEST = 2n ** 63n - 1n;

/** Whether a word that begins with this may spell a number: a digit or a sign. O(1). */
export function mayBeNumber(first: number): boolean {
  return (first >= 48 && first <= 57) || first === 43 || first === 45;
}

const NUMBER = /^[-+]?\d+(\.\d+)?([eE][-+]?\d+)?$/;

/**
 * The number a word spells, or undefined when it spells none: `1.`, `.5`, `1_000` and `0x10` are symbols.
 * Whole numbers have any size; `beyond` is told of those that need more than 64 bits. O(length), and for
 * these O(length squared).
 */
export function numberOf(word: string, beyond: () => void): Atom | undefined {
  const first = word.charCodeAt(0);
  const digit = first >= 48 && first <= 57;
  if (!digit && !((first === 43 || first === 45) && word.length > 1)) return undefined;
  const shape = NUMBER.exec(word);
  if (shape === null) return undefined;
  if (shape[1] !== undefined || shape[2] !== undefined) return float(Number(word));
  if (word.length <= 15) return integer(Number(word));
  const size = BigInt(digit ? word : word.slice(1));
  if (size > (first === 45 ? LARGEST + 1n : LARGEST)) beyond();
  return integer(first === 45 ? -size : size);
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  "'": "'",
  '"': '"',
  '\\': '\\',
};

/** The character that an escape stands for and where the text goes on; undefined when there is no such escape. */
export function readEscape(
  source: string,
  at: number,
): { readonly text: string; readonly end: number } | undefined {
  const letter = source[at];
  if (letter === undefined) return undefined;
  const simple = SIMPLE_ESCAPES[letter];
  if (simple !== undefined) return { text: simple, end: at + 1 };
  if (letter === 'x') {
    const digits = /^[0-7][0-9a-fA-F]/.exec(source.slice(at + 1, at + 3));
    return digits === null
      ? undefined
      : { text: String.fromCharCode(parseInt(digits[0], 16)), end: at + 3 };
  }
  if (letter === 'u') {
    const digits = /^\{([0-9a-fA-F]{1,8})\}/.exec(source.slice(at + 1, at + 12));
    if (digits === null) return undefined;
    const code = parseInt(digits[1] as string, 16);
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
    return { text: String.fromCodePoint(code), end: at + 1 + digits[0].length };
  }
  return undefined;
}
