import { describe, expect, it } from 'vitest';
import {
  equals,
  expression as e,
  float,
  integer,
  print,
  renameApart,
  symbol as s,
  unify,
  variable as v,
  type Atom,
} from '../src/index.ts';

const [x, y, z] = [v('x'), v('y'), v('z')];

/** The atom that both become, or undefined. */
const unified: readonly [a: Atom, b: Atom, expected: string | undefined][] = [
  [s('a'), s('a'), 'a'],
  [s('a'), s('b'), undefined],
  [x, s('a'), 'a'],
  [e(s('f'), x, s('b')), e(s('f'), s('a'), y), '(f a b)'],
  [e(x, x), e(y, s('a')), '(a a)'],
  [e(x, y, x), e(y, z, s('a')), '(a a a)'],
  [e(x, x), e(s('a'), s('b')), undefined],
  [e(s('f'), s('a')), e(s('f'), s('a'), s('a')), undefined],
  [integer(1), float(1), '1'],
  [integer(1), float(1.5), undefined],
  [x, x, '$x'],
  [e(x, y), e(y, x), '($y $y)'],
  // occurs check
  [x, e(s('f'), x), undefined],
  [e(x, y), e(e(s('f'), y), e(s('g'), x)), undefined],
  [e(x, y, z), e(e(s('f'), y), e(s('f'), z), e(s('f'), s('a'))), '((f (f (f a))) (f (f a)) (f a))'],
];

describe('unification', () => {
  it.each(unified)('%#', (a, b, expected) => {
    const bindings = unify(a, b);
    expect(bindings && print(bindings.apply(a))).toBe(expected);
    const back = unify(b, a);
    expect(back === undefined).toBe(expected === undefined);
    if (bindings && back && a.kind === b.kind && expected !== '1') {
      expect(equals(bindings.apply(a), bindings.apply(b))).toBe(true);
      expect(equals(back.apply(a), back.apply(b))).toBe(true);
    }
  });

  it('is not limited by depth', () => {
    const nest = (leaf: Atom): Atom => {
      let atom = leaf;
      for (let i = 0; i < 100_000; i++) atom = e(s('s'), atom);
      return atom;
    };
    const bindings = unify(nest(x), nest(s('z')));
    expect(bindings && print(bindings.apply(x))).toBe('z');
    expect(bindings && equals(bindings.apply(nest(x)), nest(s('z')))).toBe(true);
  });

  it('lists the bindings with their full values', () => {
    const bindings = unify(e(x, y), e(e(s('f'), y), s('a')));
    expect(bindings?.entries().map(([name, value]) => [name.name, print(value)])).toEqual([
      ['x', '(f a)'],
      ['y', 'a'],
    ]);
  });
});

describe('renaming apart', () => {
  it('keeps the pattern of variables and shares none', () => {
    const atom = e(x, y, x, v('x', 3));
    const renamed = renameApart(atom);
    expect(unify(atom, renamed)).toBeDefined();
    const [a, b, c, d] = (renamed as typeof atom).items as [Atom, Atom, Atom, Atom];
    expect(equals(a, c)).toBe(true);
    expect(equals(a, b) || equals(a, d) || equals(b, d)).toBe(false);
    expect(equals(a, x)).toBe(false);
  });

  it('returns ground atoms as they are', () => {
    const ground = e(s('f'), integer(1));
    expect(renameApart(ground)).toBe(ground);
  });
});
