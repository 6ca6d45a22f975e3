/** Operations on expressions as lists and as multisets. */
import {
  EXPRESSION,
  ExpressionAtom,
  float,
  GROUNDED,
  integer,
  symbol,
  text,
  equals,
  type Atom,
  type Grounded,
} from '@forkspace/spec';
import { fill } from '../matching/substitute.ts';
import { sameUpToNames } from '../matching/same.ts';
import { follow, type Registers } from '../matching/variables.ts';
import { continueWith } from '../reduction/call-operation.ts';
import { tailOf } from '../reduction/data-lists.ts';
import type { Machine } from '../reduction/machine.ts';
import { isError } from '../reduction/meta.ts';
import { OperationError } from '../reduction/operation.ts';
import { ATOM, EMPTY, NOT_REDUCIBLE, RETURN, UNDEFINED, errorAtom } from '../symbols.ts';
import { format } from '../syntax/format.ts';
import { asFloat } from './arithmetic.ts';
import { form, operation, type FormDefinition } from './define.ts';

function listOf(atom: Atom | undefined): ExpressionAtom {
  if (atom?.kind !== EXPRESSION) throw new OperationError('Atom is not an ExpressionAtom');
  return atom;
}

/** The items of an expression; throws what the reference says to anything else. */
export function itemsOf(atom: Atom | undefined): readonly Atom[] {
  return listOf(atom).items;
}

/** Atoms counted by equality: a bag that can be taken from. */
class Bag {
  readonly #byHash = new Map<number, Atom[]>();

  constructor(atoms: readonly Atom[]) {
    for (const atom of atoms) {
      const same = this.#byHash.get(atom.hash);
      if (same === undefined) this.#byHash.set(atom.hash, [atom]);
      else same.push(atom);
    }
  }

  /** Takes one equal atom out; false when there is none. O(1) but for equal hashes. */
  take(atom: Atom, same: (a: Atom, b: Atom) => boolean = equals): boolean {
    const bucket = this.#byHash.get(atom.hash);
    const at = bucket?.findIndex((other) => same(other, atom)) ?? -1;
    if (bucket === undefined || at < 0) return false;
    bucket.splice(at, 1);
    return true;
  }

  rest(): Atom[] {
    return [...this.#byHash.values()].flat();
  }
}

/** What is in `wanted` and not in `got`, and the other way round; as multisets. O(size). */
export function difference(
  got: readonly Atom[],
  wanted: readonly Atom[],
  same: (a: Atom, b: Atom) => boolean,
): { readonly missed: readonly Atom[]; readonly excessive: readonly Atom[] } {
  const bag = new Bag(wanted);
  const excessive = got.filter((atom) => !bag.take(atom, same));
  return { missed: bag.rest(), excessive };
}

function unique(atoms: readonly Atom[]): Atom[] {
  const seen = new Map<number, Atom[]>();
  return atoms.filter((atom) => {
    const bucket = seen.get(atom.hash);
    if (bucket === undefined) {
      seen.set(atom.hash, [atom]);
      return true;
    }
    if (bucket.some((other) => sameUpToNames(other, atom))) return false;
    bucket.push(atom);
    return true;
  });
}

function extreme(
  name: string,
  start: number,
  pick: (a: number, b: number) => number,
): Grounded<'host'> {
  return operation(name, '(-> %Undefined% Number)', ([list]) => {
    const items = itemsOf(list);
    if (items.length === 0) throw new OperationError('Empty expression');
    let best = start;
    for (const item of items) {
      const value = asFloat(item);
      if (value === undefined)
        throw new OperationError(`Only numbers are allowed in expression: ${format(list as Atom)}`);
      best = pick(best, value);
    }
    return float(best);
  });
}

const SETS = '(-> Expression Expression Atom)';

export function expressionOperations(): Grounded<'host'>[] {
  return [
    operation('size-atom', '(-> Expression Number)', ([list]) => integer(listOf(list).size)),
    operation('index-atom', '(-> Expression Number Atom)', ([list, at]) => {
      const items = itemsOf(list);
      const index = at === undefined ? undefined : asFloat(at);
      if (index === undefined)
        throw new OperationError('index-atom expects two arguments: expression and atom');
      const found = items[Math.trunc(index)];
      if (found === undefined) throw new OperationError('Index is out of bounds');
      return found;
    }),
    extreme('min-atom', Infinity, (best, n) => (n < best ? n : best)),
    extreme('max-atom', -Infinity, (best, n) => (n > best ? n : best)),
    operation(
      'unique-atom',
      '(-> Expression Atom)',
      ([list]) => new ExpressionAtom(unique(itemsOf(list))),
    ),
    operation('union-atom', SETS, ([a, b]) => new ExpressionAtom([...itemsOf(a), ...itemsOf(b)])),
    operation('intersection-atom', SETS, ([a, b]) => {
      const bag = new Bag(itemsOf(b));
      return new ExpressionAtom(itemsOf(a).filter((item) => bag.take(item)));
    }),
    operation('subtraction-atom', SETS, ([a, b]) => {
      const bag = new Bag(itemsOf(b));
      return new ExpressionAtom(itemsOf(a).filter((item) => !bag.take(item)));
    }),
    operation('sort-strings', '(-> Expression Expression)', ([list]) => {
      const items = list?.kind === EXPRESSION ? list.items : [list];
      const words = items.map((item) => {
        if (item?.kind === GROUNDED && item.tag === 'string') return item.value;
        throw new OperationError(
          'sort-strings expects expression with strings as a first argument',
        );
      });
      return new ExpressionAtom(words.sort(byCodePoint).map((word) => text(word)));
    }),
  ];
}

/** Order of Unicode scalar values, as Rust compares strings. */
function byCodePoint(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  for (let i = 0; i < left.length && i < right.length; i++) {
    const order = (left[i] as string).codePointAt(0)! - (right[i] as string).codePointAt(0)!;
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function nonEmpty(m: Machine, name: string, given: Atom, go: (list: ExpressionAtom) => void): void {
  const list = follow(given);
  if (list.kind === EXPRESSION && list.size > 0) return go(list);
  const call = m.data([symbol(name), list]);
  m.give(errorAtom(call, text(`${name} expects a non-empty expression as an argument`)));
}

/** A value that is the body of a rule: `NotReducible` leaves the call as it is. */
function asBody(m: Machine, call: Atom, given: Atom, type: Atom): void {
  const value = follow(given);
  if (value === NOT_REDUCIBLE) m.give(call);
  else continueWith(m, value, type);
}

/** Goes on with an argument that was left in the call, as with the body of a rule. */
function argumentAsBody(m: Machine, call: ExpressionAtom, at: number, registers: Registers): void {
  const argument = call.items[at] as Atom;
  if (argument.kind === EXPRESSION) return m.evaluate(argument, registers, UNDEFINED);
  const whole = m.data((fill(call, registers) as ExpressionAtom).items.slice());
  asBody(m, whole, fill(argument, registers), UNDEFINED);
}

const RETURN_EMPTY = new ExpressionAtom([RETURN, EMPTY]);

export const expressionForms: readonly FormDefinition[] = [
  form('if-error', '(-> Atom Atom Atom %Undefined%)', (m, _values, call, registers) =>
    argumentAsBody(m, call, isError(fill(call.items[1] as Atom, registers)) ? 2 : 3, registers),
  ),
  form('return-on-error', '(-> Atom Atom %Undefined%)', (m, _values, call, registers) => {
    const value = fill(call.items[1] as Atom, registers);
    if (value === EMPTY) continueWith(m, RETURN_EMPTY, UNDEFINED);
    else if (isError(value)) continueWith(m, new ExpressionAtom([RETURN, value]), UNDEFINED);
    else argumentAsBody(m, call, 2, registers);
  }),
  form('car-atom', '(-> Expression %Undefined%)', (m, values, _call, _registers, type) =>
    nonEmpty(m, 'car-atom', values[1] as Atom, (list) =>
      continueWith(m, follow(list.first as Atom), type),
    ),
  ),
  form('cdr-atom', '(-> Expression Expression)', (m, values) =>
    nonEmpty(m, 'cdr-atom', values[1] as Atom, (list) => {
      continueWith(m, tailOf(m, list), UNDEFINED);
    }),
  ),
  form('noeval', '(-> Atom Atom)', (m, _values, call, registers) =>
    asBody(
      m,
      m.data([call.items[0] as Atom, NOT_REDUCIBLE]),
      fill(call.items[1] as Atom, registers),
      ATOM,
    ),
  ),
  form('quote', '(-> Atom Atom)', (m, _values, call, registers) =>
    m.give(m.data([call.items[0] as Atom, fill(call.items[1] as Atom, registers)])),
  ),
  form('id', '(-> $t $t)', (m, values, _call, _registers, type) =>
    asBody(m, m.data(values), values[1] as Atom, type),
  ),
];
