/**
 * JSON. Lists are expressions, objects are spaces of `(key value)` pairs; symbols and variables are
 * strings with a prefix, so that they come back as what they were.
 */
import {
  bool,
  EXPRESSION,
  ExpressionAtom,
  float,
  GROUNDED,
  integer,
  spaceRef,
  symbol,
  SYMBOL,
  text,
  UNIT,
  VARIABLE,
  variable,
  type Atom,
} from '@forkspace/spec';
import { operation } from '../library/define.ts';
import { cellFor } from '../matching/variables.ts';
import type { Machine } from '../reduction/machine.ts';
import { OperationError } from '../reduction/operation.ts';
import type { NativeModule } from './loading.ts';

const SYMBOL_PREFIX = 'sym!:';
const VARIABLE_PREFIX = 'var!:';
const PAIRS =
  'Input space must be a dictionary space consists of key-value pairs only or empty space. Use dict-space function';

/** Text of an atom; nesting costs heap only. */
function encode(m: Machine, atom: Atom): string {
  const out: string[] = [];
  const pending: (Atom | string)[] = [atom];
  while (pending.length > 0) {
    const next = pending.pop() as Atom | string;
    if (typeof next === 'string') out.push(next);
    else if (next.kind === EXPRESSION) {
      pending.push(']');
      for (let i = next.items.length - 1; i >= 0; i--) {
        pending.push(next.items[i] as Atom);
        if (i > 0) pending.push(', ');
      }
      out.push('[');
    } else if (next.kind === GROUNDED && next.tag === 'space') {
      pending.push('}');
      const atoms = m.spaceOf(next.value).atoms();
      for (let i = atoms.length - 1; i >= 0; i--) {
        const pair = atoms[i] as Atom;
        const key =
          pair.kind === EXPRESSION && pair.items.length === 2 ? (pair.items[0] as Atom) : undefined;
        if (key === undefined) throw new OperationError(PAIRS);
        if (key.kind !== GROUNDED || key.tag !== 'string')
          throw new OperationError('Key/value pair is expected, key must be a string');
        pending.push(
          (pair as ExpressionAtom).items[1] as Atom,
          `${i > 0 ? ', ' : ''}${JSON.stringify(key.value)}:`,
        );
      }
      out.push('{');
    } else out.push(encodeLeaf(next));
  }
  return out.join('');
}

function encodeLeaf(atom: Atom): string {
  if (atom.kind === SYMBOL)
    return atom.name === 'null' ? 'null' : JSON.stringify(SYMBOL_PREFIX + atom.name);
  if (atom.kind === VARIABLE) return JSON.stringify(VARIABLE_PREFIX + atom.name);
  if (atom.kind === GROUNDED) {
    switch (atom.tag) {
      case 'int':
        return atom.value.toString();
      case 'float':
        return Number.isFinite(atom.value)
          ? Number.isInteger(atom.value)
            ? atom.value.toFixed(1)
            : String(atom.value)
          : 'null';
      case 'string':
        return JSON.stringify(atom.value);
      case 'bool':
        return String(atom.value);
      default:
        throw new OperationError('Encode failed for atom (unsupported type)');
    }
  }
  throw new OperationError('Encode failed for atom (unsupported type)');
}

/** A list or an object that is being read; `key` is what the next value of an object belongs to, once it was read. */
type Open =
  | { readonly items: Atom[] }
  | { readonly pairs: Map<string, Atom>; key: string | undefined };

const TOKENS = /[{}[\],:]|"(?:[^"\\]|\\.)*"|[^\s{}[\],:"]+/g;

/**
 * The atom that a JSON text stands for. `JSON.parse` judges the text; it is read once more because a
 * parsed number does not tell `1.0` from `1`, nor all digits of a large one. Nesting costs heap only.
 */
function decode(m: Machine, source: string): Atom {
  try {
    JSON.parse(source);
  } catch (thrown) {
    throw new OperationError(
      `Failed to decode string. Reason: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    );
  }
  const open: Open[] = [];
  let done: Atom = UNIT;
  const put = (atom: Atom): void => {
    const into = open.at(-1);
    if (into === undefined) done = atom;
    else if ('items' in into) into.items.push(atom);
    else {
      into.pairs.set(into.key as string, atom);
      into.key = undefined;
    }
  };
  for (const [token] of source.matchAll(TOKENS)) {
    const into = open.at(-1);
    if (token === '[') open.push({ items: [] });
    else if (token === '{') open.push({ pairs: new Map(), key: undefined });
    else if (token === ']' || token === '}') put(closed(m, open.pop() as Open));
    else if (token === ',' || token === ':') continue;
    else if (into !== undefined && 'pairs' in into && into.key === undefined)
      into.key = JSON.parse(token) as string;
    else put(leaf(token));
  }
  return done;
}

function closed(m: Machine, read: Open): Atom {
  if ('items' in read) return read.items.length === 0 ? UNIT : new ExpressionAtom(read.items);
  const id = m.environment.createSpace();
  const pairs = [...read.pairs].map(([key, value]) => new ExpressionAtom([text(key), value]));
  m.environment.space(id).addAll(pairs);
  return spaceRef(id);
}

function leaf(token: string): Atom {
  if (token.startsWith('"')) {
    const value = JSON.parse(token) as string;
    if (value.startsWith(SYMBOL_PREFIX)) return symbol(value.slice(SYMBOL_PREFIX.length));
    if (value.startsWith(VARIABLE_PREFIX))
      return namedVariable(value.slice(VARIABLE_PREFIX.length));
    return text(value);
  }
  if (token === 'null') return symbol('null');
  if (token === 'true' || token === 'false') return bool(token === 'true');
  if (!/[.eE]/.test(token)) return integer(BigInt(token));
  const value = Number(token);
  if (Number.isFinite(value)) return float(value);
  throw new OperationError('Failed to decode string. Reason: number out of range');
}

/** A variable as written: one of the same name in the program is the same variable. */
function namedVariable(name: string): Atom {
  return cellFor(variable(name));
}

export const jsonModule: NativeModule = {
  name: 'json',
  operations: () => [
    [
      'json-encode',
      operation('json-encode', '(-> Atom String)', ([atom], m) => text(encode(m, atom as Atom))),
    ],
    [
      'json-decode',
      operation('json-decode', '(-> String Atom)', ([source], m) => {
        if (source?.kind !== GROUNDED || source.tag !== 'string')
          throw new OperationError('json-decode expects string to decode as input');
        return decode(m, source.value);
      }),
    ],
  ],
  source: `
    (@doc get-value (@desc "The value of a key in a space of pairs.")
      (@params ((@param "The space") (@param "The key"))) (@return "Its value"))
    (: get-value (-> Grounded Atom %Undefined%))
    (= (get-value $space $key) (match $space ($key $value) $value))
    (@doc get-keys (@desc "The keys of a space of pairs.") (@params ((@param "The space"))) (@return "Its keys"))
    (: get-keys (-> Grounded Expression))
    (= (get-keys $space) (match $space ($key $value) $key))
    (@doc dict-space (@desc "Makes a space of pairs.") (@params ((@param "Expression of pairs"))) (@return "The space"))
    (: dict-space (-> Expression Grounded))
    (= (dict-space $pairs) (let $space (new-space) (let $_ (add-reducts $space $pairs) $space)))`,
};
