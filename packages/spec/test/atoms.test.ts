import { describe, expect, it } from 'vitest';
import {
  alphaEquals,
  bool,
  consAtom,
  defineBackend,
  EnvironmentError,
  equals,
  expression as e,
  ExpressionAtom,
  float,
  host,
  integer,
  isAtom,
  print,
  restAtom,
  spaceRef,
  stateRef,
  symbol as s,
  text,
  UNIT,
  variable as v,
  type Atom,
} from '../src/index.ts';

/** The two atoms: equal, alpha-equal? */
const pairs: readonly [name: string, a: Atom, b: Atom, equal: boolean, alpha: boolean][] = [
  ['one symbol', s('a'), s('a'), true, true],
  ['two symbols', s('a'), s('b'), false, false],
  ['symbol and string', s('a'), text('a'), false, false],
  ['integer and float of one value', integer(1), float(1), false, false],
  ['zero and minus zero', integer(0), integer(-0), true, true],
  ['float zeros', float(0), float(-0), true, true],
  ['NaN', float(NaN), float(NaN), true, true],
  ['large integers', integer(2n ** 70n), integer(2n ** 70n), true, true],
  ['small integer as bigint', integer(5n), integer(5), true, true],
  ['booleans', bool(true), bool(false), false, false],
  ['unit', UNIT, e(), true, true],
  ['renamed', e(s('f'), v('x')), e(s('f'), v('y')), false, true],
  ['same variable', e(s('f'), v('x')), e(s('f'), v('x')), true, true],
  ['pattern of variables', e(v('x'), v('x')), e(v('x'), v('y')), false, false],
  ['pattern of variables, mirrored', e(v('x'), v('y')), e(v('x'), v('x')), false, false],
  ['swapped variables', e(v('x'), v('y')), e(v('y'), v('x')), false, true],
  ['numbered copies', e(v('x', 1), v('x', 2)), e(v('x'), v('y')), false, true],
  ['different arity', e(s('f'), s('a')), e(s('f'), s('a'), s('a')), false, false],
];

describe('equality', () => {
  it.each(pairs)('%s', (_, a, b, equal, alpha) => {
    expect([equals(a, b), equals(b, a)]).toEqual([equal, equal]);
    expect([alphaEquals(a, b), alphaEquals(b, a)]).toEqual([alpha, alpha]);
    if (alpha) expect(a.hash).toBe(b.hash);
  });

  it('compares many variables in linear time', () => {
    const many = (prefix: string): Atom =>
      e(...Array.from({ length: 50_000 }, (_, i) => v(`${prefix}${i}`)));
    expect(alphaEquals(many('a'), many('b'))).toBe(true);
  });

  it('is not limited by depth', () => {
    const nest = (leaf: Atom): Atom => {
      let atom = leaf;
      for (let i = 0; i < 200_000; i++) atom = e(s('s'), atom);
      return atom;
    };
    expect(equals(nest(s('z')), nest(s('z')))).toBe(true);
    expect(equals(nest(s('z')), nest(s('y')))).toBe(false);
    expect(alphaEquals(nest(v('x')), nest(v('y')))).toBe(true);
    expect(print(nest(s('z'))).length).toBe(3 * 200_000 + 1 + 200_000);
  });
});

describe('printing', () => {
  const printed: readonly [Atom, string][] = [
    [UNIT, '()'],
    [e(s('f'), v('x'), v('x', 7)), '(f $x $x#7)'],
    [text('a"b\\c\nd\u001b'), '"a\\"b\\\\c\\nd\\u{1b}"'],
    [float(1), '1.0'],
    [float(1.5e-7), '1.5e-7'],
    [float(1e10), '10000000000.0'],
    [float(1e16), '1e16'],
    [float(-0), '-0.0'],
    [float(Infinity), 'inf'],
    [float(-Infinity), '-inf'],
    [float(NaN), 'NaN'],
    [integer(2n ** 64n), '18446744073709551616'],
    [bool(false), 'False'],
  ];
  it.each(printed)('%s', (atom, expected) => expect(print(atom)).toBe(expected));
});

describe('building', () => {
  it('interns symbols, whatever their name', () => {
    for (const name of ['', '__proto__', 'constructor', 'hasOwnProperty', '\ud800', '🜁']) {
      expect(s(name)).toBe(s(name));
      expect(s(name).name).toBe(name);
    }
  });

  it('numbers functors by arity, dense and stable', () => {
    const head = s('a functor of this test');
    expect(head.functor(2)).toBe(-1);
    const two = head.ensureFunctor(2);
    expect(head.ensureFunctor(2)).toBe(two);
    expect(head.ensureFunctor(-1)).not.toBe(two);
    expect(head.ensureFunctor(1_000_000)).toBe(head.functor(1_000_000));
  });

  it.each([['a string'], [null], [undefined], [{ kind: 2 }]])('refuses %s as an item', (item) => {
    expect(() => e(s('f'), item as never)).toThrow(EnvironmentError);
  });

  const wrong: readonly [what: string, make: () => unknown][] = [
    ['symbol(7)', () => s(7 as never)],
    ['symbol(undefined)', () => s(undefined as never)],
    ['variable(null)', () => v(null as never)],
    ["variable('x', 'y')", () => v('x', 'y' as never)],
    ["float('1')", () => float('1' as never)],
    ['text([])', () => text([] as never)],
    ['host({})', () => host({} as never)],
    ['host without a type', () => host({ name: 'a' } as never)],
    ["spaceRef('0')", () => spaceRef('0' as never)],
    ['stateRef({})', () => stateRef({} as never)],
    ['defineBackend(undefined)', () => defineBackend(undefined as never)],
    [
      'defineBackend without a table',
      () => defineBackend({ name: 'a', capabilities: {} } as never),
    ],
  ];
  it.each(wrong)('%s is refused with a code', (_, make) => {
    expect(make).toThrow(
      expect.objectContaining({ name: 'EnvironmentError', code: 'INVALID_ARGUMENT' }) as Error,
    );
  });

  it('refuses numbers that are not whole', () => {
    expect(() => integer(1.5)).toThrow(RangeError);
    expect(() => integer(2 ** 60)).toThrow(RangeError);
  });
});

describe('long lists', () => {
  const numbers = (from: number, to: number): Atom[] => {
    const made: Atom[] = [];
    for (let i = from; i < to; i++) made.push(integer(i));
    return made;
  };

  /** What must hold of an expression, however it was made. */
  const looksLike = (list: ExpressionAtom, items: readonly Atom[]): void => {
    const plain = e(...items);
    expect(isAtom(list)).toBe(true);
    expect(list.size).toBe(items.length);
    expect(list.first).toEqual(items[0]);
    expect(list.hash).toBe(plain.hash);
    expect(list.ground).toBe(plain.ground);
    expect(equals(list, plain) && equals(plain, list) && alphaEquals(list, plain)).toBe(true);
    expect(print(list)).toBe(print(plain));
    expect(list.items).toEqual(items);
  };

  it('are the same values, however they were made', () => {
    let grown: ExpressionAtom = UNIT;
    for (let i = 99; i >= 0; i--) grown = consAtom(integer(i), grown);
    looksLike(grown, numbers(0, 100));
    let left: ExpressionAtom = e(...numbers(0, 100));
    for (let i = 0; i < 100; i += 7) {
      looksLike(left, numbers(i, 100));
      for (let k = 0; k < 7 && left.size > 0; k++) left = restAtom(left);
    }
    expect(restAtom(e(integer(1))).size).toBe(0);
  });

  it('that share items do not see what is added to one another', () => {
    const base = [...Array(60).keys()].reduceRight<ExpressionAtom>(
      (list, i) => consAtom(integer(i), list),
      UNIT,
    );
    const one = consAtom(s('one'), base);
    const other = consAtom(s('other'), base);
    const again = consAtom(s('again'), restAtom(one));
    looksLike(base, numbers(0, 60));
    looksLike(one, [s('one'), ...numbers(0, 60)]);
    looksLike(other, [s('other'), ...numbers(0, 60)]);
    looksLike(again, [s('again'), ...numbers(0, 60)]);
  });

  it('may hold variables', () => {
    const open = consAtom(v('x'), e(...numbers(0, 50)));
    looksLike(
      open,
      [v('x'), ...numbers(0, 50)].map((a, i) => open.items[i] ?? a),
    );
    looksLike(restAtom(open), numbers(0, 50));
  });
});

it('the hash of an atom a million deep', () => {
  let deep: Atom = s('z');
  for (let i = 0; i < 1_000_000; i++) deep = new ExpressionAtom([deep]);
  expect(deep.hash).toBe(deep.hash | 0);
});
