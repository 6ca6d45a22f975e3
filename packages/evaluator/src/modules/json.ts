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

/** A parsed value as an atom. Whole numbers are told from floats by how they are written. */
function decode(m: Machine, value: unknown): Atom {
  if (value === null) return symbol('null');
  switch (typeof value) {
    case 'boolean':
      return bool(value);
    case 'number':
      return Number.isSafeInteger(value) ? integer(value) : float(value);
    case 'string':
      if (value.startsWith(SYMBOL_PREFIX)) return symbol(value.slice(SYMBOL_PREFIX.length));
      if (value.startsWith(VARIABLE_PREFIX))
        return namedVariable(value.slice(VARIABLE_PREFIX.length));
      return text(value);
    default:
  }
  if (value instanceof Written) return value.atom;
  if (Array.isArray(value))
    return value.length === 0 ? UNIT : new ExpressionAtom(value.map((item) => decode(m, item)));
  const id = m.environment.createSpace();
  const pairs = Object.entries(value as object).map(
    ([key, item]) => new ExpressionAtom([text(key), decode(m, item)]),
  );
  m.environment.space(id).addAll(pairs);
  return spaceRef(id);
}

/** A variable as written: one of the same name in the program is the same variable. */
function namedVariable(name: string): Atom {
  return cellFor(variable(name));
}

/** A number whose way of writing matters. */
class Written {
  readonly atom: Atom;

  constructor(atom: Atom) {
    this.atom = atom;
  }
}

function parse(source: string): unknown {
  // The third argument of a reviver, where there is one, has the text of a number: `1.0` stays a float.
  const revive = (
    _key: string,
    value: unknown,
    context?: { readonly source?: string },
  ): unknown => {
    if (typeof value !== 'number' || context?.source === undefined) return value;
    if (/[.eE]/.test(context.source)) return new Written(float(value));
    return Number.isSafeInteger(value) ? value : new Written(integer(BigInt(context.source)));
  };
  try {
    return JSON.parse(source, revive);
  } catch (thrown) {
    throw new OperationError(
      `Failed to decode string. Reason: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    );
  }
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
        return decode(m, parse(source.value));
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
