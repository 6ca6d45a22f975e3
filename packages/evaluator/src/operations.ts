/** Functions of the host as operations of the language: what users of the package write. */
import {
  bool,
  ExpressionAtom,
  float,
  GROUNDED,
  host,
  integer,
  isAtom,
  symbol,
  text,
  UNIT,
  type Atom,
  type HostValue,
} from '@forkspace/spec';
import { EvaluationError, MettaSyntaxError } from './errors.ts';
import { atomOf, operation } from './library/define.ts';
import { withCells } from './matching/substitute.ts';
import { isFunctionType, literalType } from './reduction/meta.ts';
import type { Operation } from './reduction/operation.ts';
import { BOOL, NUMBER, STRING } from './symbols.ts';
import { format } from './syntax/format.ts';

/**
 * An operation of the host. `type` is the type in the language, as source text: `(-> Number Number)`.
 * Arguments and result are plain values: numbers, bigints, strings, booleans; anything else passes as an
 * atom, or as a host value. What is thrown becomes an `(Error call message)`.
 *
 * @example
 * const shout: OperationDefinition = { name: 'shout', type: '(-> String String)', call: (s) => `${s}!` };
 */
export interface OperationDefinition {
  readonly name: string;
  readonly type?: string;
  /** `undefined`, returned or resolved to, is unit. Alternatives are given as an array. */
  readonly call: (...args: never[]) => unknown;
}

/**
 * Wraps any value of the host as an atom that prints as `name`. O(length of the names). `type` is source text;
 * throws a MettaSyntaxError where it cannot be read.
 *
 * @example
 * toHost(hostValue(new Date(0), '<the epoch>')) instanceof Date // => true
 */
export function hostValue(value: unknown, name: string, type = '%Undefined%'): Atom {
  return host(new Wrapped(value, name, atomOf(type)));
}

class Wrapped implements HostValue {
  readonly value: unknown;
  readonly name: string;
  readonly type: Atom;

  constructor(value: unknown, name: string, type: Atom) {
    this.value = value;
    this.name = name;
    this.type = type;
  }
}

/**
 * An atom as a value of the host: literals as such, wrapped values unwrapped, the rest as atoms. O(1).
 *
 * @example
 * toHost(integer(7)) // => 7
 */
export function toHost(atom: Atom): unknown {
  if (atom.kind !== GROUNDED) return atom;
  switch (atom.tag) {
    case 'int':
    case 'float':
    case 'string':
    case 'bool':
      return atom.value;
    case 'host':
      return atom.value instanceof Wrapped ? atom.value.value : atom;
    default:
      return atom;
  }
}

/**
 * A value of the host as an atom: whole numbers as integers, arrays as expressions. O(size).
 *
 * @example
 * print(toAtom([1, 'a', true])) // => "(1 \"a\" True)"
 */
export function toAtom(value: unknown): Atom {
  if (isAtom(value)) return value;
  switch (typeof value) {
    case 'number':
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? integer(value) : float(value);
    case 'bigint':
      return integer(value);
    case 'string':
      return text(value);
    case 'boolean':
      return bool(value);
    case 'undefined':
      return UNIT;
    case 'symbol':
      return symbol(value.description ?? '');
    default:
      if (Array.isArray(value))
        return value.length === 0 ? UNIT : new ExpressionAtom(value.map(toAtom));
      return host(
        new Wrapped(
          value,
          value === null ? 'null' : `<${(value as object).constructor?.name ?? 'object'}>`,
          symbol('%Undefined%'),
        ),
      );
  }
}

/** Whether a value can be waited for; promises of other realms and libraries can too. */
function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { readonly then?: unknown } | null | undefined)?.then === 'function';
}

function readType({ name, type = '%Undefined%' }: OperationDefinition): Atom {
  try {
    return atomOf(type);
  } catch (thrown) {
    throw new EvaluationError(
      'INVALID_OPTION',
      `the type of the operation ${name} cannot be read: ${type}`,
      thrown instanceof MettaSyntaxError
        ? `${thrown.advice}; a type looks like (-> Number Number)`
        : 'a type looks like (-> Number Number)',
    );
  }
}

/** What a formal type demands of a value, where it demands a literal. */
function literalNamed(formal: Atom): ((atom: Atom | undefined) => boolean) | undefined {
  if (formal !== NUMBER && formal !== STRING && formal !== BOOL) return undefined;
  return (atom) => atom?.kind === GROUNDED && literalType(atom) === formal;
}

/** The operation that calls a function of the host. A call whose arguments are not what its type says stays as it is. */
export function userOperation(definition: OperationDefinition): Operation {
  // Variables that a function makes are those of that name in the program.
  const results = (value: unknown): Atom | Atom[] =>
    Array.isArray(value) ? value.map((item) => withCells(toAtom(item))) : withCells(toAtom(value));
  const call = definition.call as (...args: unknown[]) => unknown;
  const type = readType(definition);
  const literals = isFunctionType(type) ? type.items.slice(1, -1).map(literalNamed) : [];
  const atom = operation(definition.name, format(type), (args) => {
    // A name without a type may stand anywhere, but it is no number.
    if (literals.some((wanted, i) => wanted !== undefined && !wanted(args[i]))) return undefined;
    const value = call(...args.map(toHost));
    return isThenable(value) ? Promise.resolve(value).then(results) : results(value);
  });
  return atom.value as Operation;
}
