/**
 * A notation for atoms in checks and history scripts: short to write, one text for one atom, and able to
 * say what source text cannot (the empty symbol, a name with blanks). Not the language's own reader: the
 * suite must not depend on a parser under development.
 */
import {
  EXPRESSION,
  ExpressionAtom,
  float,
  GROUNDED,
  integer,
  print,
  SYMBOL,
  symbol,
  text,
  UNIT,
  variable,
  type Atom,
} from '@forkspace/spec';

const TOKEN = /\s*(?:([()])|(\|(?:[^|\\]|\\.)*\|)|("(?:[^"\\]|\\.)*")|([^\s()|"]+))/y;
const PLAIN = /^[^\s()|"$]+$/;
const INTEGER = /^-?\d+$/;
const FLOAT = /^-?\d+\.\d+$/;

/** The atoms that a text states, in order. Depth is limited by memory only. */
export function atoms(source: string): Atom[] {
  const open: Atom[][] = [[]];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.trimEnd().length) {
    const found = TOKEN.exec(source);
    if (found === null) throw new SyntaxError(`not the notation of atoms: ${source}`);
    const [, bracket, quotedName, quotedText, plain] = found;
    const top = open[open.length - 1] as Atom[];
    if (bracket === '(') open.push([]);
    else if (bracket === ')') {
      open.pop();
      open[open.length - 1]?.push(top.length === 0 ? UNIT : new ExpressionAtom(top));
    } else if (quotedName !== undefined) top.push(symbol(unquote(quotedName)));
    else if (quotedText !== undefined) top.push(text(unquote(quotedText)));
    else top.push(leaf(plain as string));
  }
  if (open.length !== 1) throw new SyntaxError(`unbalanced: ${source}`);
  return open[0] as Atom[];
}

/**
 * The one atom that a text states.
 *
 *     atom('(= (f $x) (g $x 1 2.5 "text" |a name with blanks|))')
 */
export function atom(source: string): Atom {
  const [only, ...rest] = atoms(source);
  if (only === undefined || rest.length > 0) throw new SyntaxError(`expected one atom: ${source}`);
  return only;
}

function unquote(quoted: string): string {
  return JSON.parse(`"${quoted.slice(1, -1)}"`) as string;
}

function leaf(word: string): Atom {
  if (word.startsWith('$')) return variable(word.slice(1));
  if (INTEGER.test(word)) return integer(BigInt(word));
  if (FLOAT.test(word)) return float(Number(word));
  return symbol(word);
}

/** The text of an atom: `atom(write(a))` equals `a` for all that the notation can say. */
export function write(value: Atom): string {
  const out: string[] = [];
  const pending: (Atom | string)[] = [value];
  while (pending.length > 0) {
    const next = pending.pop() as Atom | string;
    if (typeof next === 'string') out.push(next);
    else if (next.kind === EXPRESSION) {
      pending.push(')');
      for (let i = next.items.length - 1; i >= 0; i--) {
        pending.push(next.items[i] as Atom);
        if (i > 0) pending.push(' ');
      }
      pending.push('(');
    } else if (next.kind === SYMBOL) out.push(writeName(next.name));
    else if (next.kind === GROUNDED && next.tag === 'string') out.push(JSON.stringify(next.value));
    else out.push(print(next));
  }
  return out.join('');
}

function writeName(name: string): string {
  if (PLAIN.test(name) && !INTEGER.test(name) && !FLOAT.test(name)) return name;
  return `|${JSON.stringify(name).slice(1, -1).replaceAll('|', '\\u007c')}|`;
}

/** Several atoms on one line, cut when they are many: for messages. */
export function show(values: readonly Atom[]): string {
  const head = values.slice(0, 40).map((value) => clip(write(value)));
  return values.length > 40 ? `${head.join(' ')} … (${values.length} atoms)` : head.join(' ');
}

function clip(shown: string): string {
  return shown.length > 200 ? `${shown.slice(0, 200)}…` : shown;
}
