/** Histories of buckets: by chance, and one that reaches what chance reaches seldom. */
import {
  expression,
  float,
  integer,
  symbol,
  text,
  variable,
  type Atom,
  type Shape,
} from '@forkspace/spec';
import fc from 'fast-check';

/** Few of each kind, so that they meet. */
const anyArgument: fc.Arbitrary<Atom> = fc.oneof(
  fc.constantFrom('a', 'b', 'c').map(symbol),
  fc.nat(40).map(integer),
  fc.nat(3).map(float),
  fc.constantFrom('', 'x').map(text),
  fc.constantFrom('x', 'y', 'z').map((name) => variable(name)),
  fc.constantFrom('a', 'b').map((name) => expression(symbol('g'), symbol(name))),
  fc.constantFrom('x', 'y').map((name) => expression(symbol('g'), variable(name))),
  fc.constantFrom('x', 'y').map((name) => expression(variable(name), integer(1))),
  fc.constant(expression(integer(1), integer(2))),
  fc.constant(expression()),
);
const anyCall = fc.tuple(anyArgument, anyArgument).map(([a, b]) => expression(symbol('f'), a, b));
const anyAtom: Record<Shape, fc.Arbitrary<Atom>> = {
  fact: anyCall,
  rule: fc.tuple(anyCall, anyArgument).map(([head, body]) => expression(symbol('='), head, body)),
  whole: anyArgument,
};

/** What happens to one of several branches of a bucket. */
export type Step =
  | { readonly do: 'add' | 'probe'; readonly on: number; readonly atom: Atom }
  | {
      readonly do: 'fill';
      readonly on: number;
      readonly atoms: readonly Atom[];
      readonly times: number;
    }
  | {
      readonly do: 'removeEqual' | 'removeAt' | 'drain' | 'reorder';
      readonly on: number;
      readonly pick: number;
    }
  | { readonly do: 'fork' | 'hold'; readonly on: number };

/** Random ones. */
export function bucketHistory(shape: Shape): fc.Arbitrary<Step[]> {
  const on = fc.nat(5);
  const pick = fc.nat();
  const atom = anyAtom[shape];
  return fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.record({ do: fc.constant('add' as const), on, atom }) },
      { weight: 5, arbitrary: fc.record({ do: fc.constant('probe' as const), on, atom }) },
      {
        weight: 3,
        arbitrary: fc.record({
          do: fc.constant('fill' as const),
          on,
          atoms: fc.array(atom, { minLength: 1, maxLength: 12, size: 'max' }),
          times: fc.constantFrom(1, 3, 12, 30),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({ do: fc.constantFrom('removeEqual', 'removeAt'), on, pick }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('drain', 'reorder'), on, pick }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('fork', 'hold'), on }) },
    ),
    { maxLength: 40, size: 'max' },
  );
}

/** What {@link anyArgument} draws from, in a row. */
const ARGUMENTS: readonly Atom[] = [
  ...['a', 'b', 'c'].map(symbol),
  ...[0, 1, 2, 3, 5, 8, 13, 21].map(integer),
  ...[1, 2].map(float),
  text('x'),
  variable('x'),
  ...['a', 'b'].map((name) => expression(symbol('g'), symbol(name))),
  expression(symbol('g'), variable('y')),
  expression(variable('y'), integer(1)),
  expression(integer(1), integer(2)),
  expression(),
];

/** Every argument once in first place, beside another one. */
const ATOMS: Record<Shape, readonly Atom[]> = {
  fact: ARGUMENTS.map((one, i) => expression(symbol('f'), one, inTurn(i))),
  rule: ARGUMENTS.map((one, i) =>
    expression(symbol('='), expression(symbol('f'), one, inTurn(i)), one),
  ),
  whole: ARGUMENTS,
};

function inTurn(i: number): Atom {
  return ARGUMENTS[(i * 7 + 3) % ARGUMENTS.length] as Atom;
}

/**
 * What chance brings about seldom: large buckets, asked for everything before and after they are forked, forks of forks, and
 * forks that have grown apart or lost much.
 */
export function plannedHistory(shape: Shape): Step[] {
  const atoms = ATOMS[shape];
  const askAll = (...branches: readonly number[]): Step[] =>
    atoms.flatMap((atom) => branches.map((on): Step => ({ do: 'probe', on, atom })));
  const grow = (on: number, every: number): Step[] =>
    atoms.filter((_, i) => i % every === 0).map((atom): Step => ({ do: 'add', on, atom }));
  const fork = (on: number): Step => ({ do: 'fork', on });
  return [
    { do: 'fill', on: 0, atoms, times: 1 },
    ...askAll(0),
    fork(0),
    ...grow(1, 3),
    ...grow(0, 4),
    ...askAll(0, 1),
    fork(1),
    ...grow(2, 5),
    ...askAll(2, 1),
    fork(2),
    { do: 'fill', on: 3, atoms, times: 2 },
    { do: 'hold', on: 3 },
    ...askAll(3),
    { do: 'removeAt', on: 3, pick: 5 },
    { do: 'removeAt', on: 1, pick: 50 },
    ...askAll(3, 1),
    fork(3),
    ...grow(4, 2),
    { do: 'drain', on: 3, pick: 1 },
    { do: 'drain', on: 3, pick: 3 },
    { do: 'drain', on: 3, pick: 2 },
    ...grow(3, 2),
    ...askAll(3, 4),
    { do: 'reorder', on: 2, pick: 9 },
    { do: 'reorder', on: 0, pick: 0 },
    ...askAll(2, 0),
  ];
}

/** Each version has thousands of orders to itself: a long-lived process leaves 32 bits behind. */
export const FIRST_ORDER = fc.constantFrom(
  0,
  0,
  0,
  2 ** 31 - 60,
  2 ** 32 - 60,
  2 ** 37 - 60,
  2 ** 52 - 60,
);
