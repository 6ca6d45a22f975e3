import { hamt } from '@forkspace/backend-hamt';
import { createInterpreter, MettaSyntaxError, parseProgram } from '@forkspace/evaluator';
import { equals, print, type Atom } from '@forkspace/spec';
import { describe, expect, it } from 'vitest';
import { check } from './check.ts';

describe('words', () => {
  check([
    ['whole numbers', '!(quote (+7 007 -0))', '[(quote (7 7 0))]'],
    [
      'whole numbers of any size',
      '!(quote (9223372036854775807 -9223372036854775809 +123456789012345678901234567890 000000000000000000000000000012))',
      '[(quote (9223372036854775807 -9223372036854775809 123456789012345678901234567890 12))]',
    ],
    ['floats beyond all', '!(quote (1e999 -1e999 1e-999))', '[(quote (inf -inf 0.0))]'],
    ['floats', '!(quote (2.50 3e2 4.5E-3))', '[(quote (2.5 300.0 0.0045))]'],
    ['what only looks like a number', '!(quote (7. .7 1,5 0b1))', '[(quote (7. .7 1,5 0b1))]'],
    ['a quote inside a word', '!(quote (it"s x"y"))', '[(quote (it"s x"y"))]'],
    ['a comment ends a word', '!(quote (one; two\n three))', '[(quote (one three))]'],
    ['no comment inside a string', '!(quote "a;b")', '[(quote "a;b")]'],
    ['escapes', '!(quote "\\x7e\\u{e9}\\t\\\\")', '[(quote "~é\\t\\\\")]'],
    ['truth values', '!(get-type True) !(get-type true)', '[Bool]', '[%Undefined%]'],
    ['`!` is a word', '! \n (+ 1 1) !tag !(match &self !tag found)', '[2]', '[found]'],
    ['Unicode white space', '!(quote (a\u3000b\u00a0c))', '[(quote (a b c))]'],
  ]);
});

describe('text that cannot be read', () => {
  const refused = (source: string): MettaSyntaxError => {
    try {
      parseProgram(source, { source: 'p.metta' });
    } catch (thrown) {
      if (thrown instanceof MettaSyntaxError) return thrown;
      throw thrown;
    }
    throw new Error('it was read');
  };
  const cases: readonly (readonly [string, string, number, number])[] = [
    ['a\n  )', 'UNEXPECTED_BRACKET', 2, 3],
    ['(a\n (b c)', 'UNCLOSED_EXPRESSION', 1, 1],
    ['(a "b', 'UNCLOSED_STRING', 1, 4],
    ['"\\q"', 'INVALID_ESCAPE', 1, 2],
    ['$a#1', 'INVALID_VARIABLE', 1, 3],
    ['a\n!', 'MISSING_ATOM', 2, 2],
  ];
  for (const [source, code, line, column] of cases) {
    it(JSON.stringify(source), () => {
      const error = refused(source);
      expect([error.code, error.position.line, error.position.column]).toEqual([
        code,
        line,
        column,
      ]);
      expect(error.message).toContain(`p.metta:${line}:${column}`);
    });
  }
});

describe('numbers beyond 64 bits', () => {
  const warnings = (source: string): string[] => {
    const told: string[] = [];
    const output = { warn: (line: string) => void told.push(line) };
    for (const _ of createInterpreter({ backend: hamt, output }).run(source, { name: 'p.metta' }));
    return told;
  };

  it.each(['(* 99999999999 99999999999)', '(- -9223372036854775808 1)', '(* 1.5e300 1e300)'])(
    'what %s gives is read back as what it was',
    (product) => {
      const interpreter = createInterpreter({ backend: hamt });
      const [value] = interpreter.evaluate(interpreter.parse(product)) as [Atom];
      const printed = interpreter.format(value);
      // Infinity prints as the reference prints it, which is a symbol when it is read.
      if (printed !== 'inf') expect(equals(interpreter.parse(printed), value)).toBe(true);
    },
  );

  it('are told of once, with the place of the first', () => {
    expect(warnings('!(+ 1 2)\n (a 9223372036854775808 9223372036854775809)')).toEqual([
      'p.metta:2:5: whole number beyond 64 bits, which the reference refuses to read',
    ]);
    expect(warnings('(9223372036854775807 -9223372036854775808)')).toEqual([]);
  });
});

it('positions of forms', () => {
  const forms = parseProgram('; c\n(a)\n\n  !(b) c');
  expect(forms.map((f) => [f.position.line, f.position.column, f.evaluate, print(f.atom)])).toEqual(
    [
      [2, 1, false, '(a)'],
      [4, 3, true, '(b)'],
      [4, 8, false, 'c'],
    ],
  );
});
