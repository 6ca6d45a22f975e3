import { createInterpreter, type Interpreter } from '@forkspace/evaluator';
import { cow } from '@forkspace/backend-cow';
import { hamt } from '@forkspace/backend-hamt';
import { mutex } from '@forkspace/backend-mutex';
import { FALSE, TRUE, type EnvironmentBackend } from '@forkspace/spec';
import { describe, expect, it } from 'vitest';
import { check } from './check.ts';

const texts: Readonly<Record<string, string>> = {
  'lib/base.metta': '(: unit (-> Number)) (= (unit) 10) !(bind! ten 10)',
  'lib/left.metta': '!(import! &self base) (= (left) (* 2 (unit)))',
  'lib/right.metta': '!(import! &self base) (= (right) (+ 1 (unit)))',
  'lib/deep/module.metta': '(= (deep) bottom)',
  'lib/broken.metta': '(oops',
  'lib/failing.metta': '!(+ 1 "a")',
  'lib/script.metta': '(= (included) yes) !(+ 1 1) !(+ 2 2)',
};

const files = { read: (path: string) => texts[path] };

function run(program: string): string[] {
  const interpreter = createInterpreter({ backend: hamt, files });
  return [...interpreter.run(program, { name: 'lib/main.metta' })].map((r) => r.printed);
}

describe('modules', () => {
  const rows: readonly (readonly [string, string, ...string[]])[] = [
    [
      'diamonds are seen once',
      '!(import! &self left) !(import! &self right) !(left) !(right) !(unit)',
      '[()]',
      '[()]',
      '[20]',
      '[11]',
      '[10]',
    ],
    [
      'importing twice does nothing more',
      '!(import! &self base) !(import! &self base) !(unit)',
      '[()]',
      '[()]',
      '[10]',
    ],
    [
      'as a space it can be asked, not called',
      '!(import! &b base) !(unit) !(match &b (= (unit) $x) $x)',
      '[()]',
      '[(unit)]',
      '[10]',
    ],
    ['a folder with module.metta', '!(import! &self deep) !(deep)', '[()]', '[bottom]'],
    ['own atoms only', '!(import! &self base) !(get-atoms &self)', '[()]', '[]'],
    ['tokens come along', '!(import! &self base) !(+ ten 1)', '[()]', '[11]'],
    ['include', '!(include script) !(included)', '[4]', '[yes]'],
    ['its space', '!(match (mod-space! base) (= (unit) $x) $x)', '[10]'],
    [
      'a path',
      '!(register-module! "deep") !(import! &self deep) !(deep)',
      '[()]',
      '[()]',
      '[bottom]',
    ],
  ];
  for (const [name, program, ...expected] of rows)
    it(name, () => expect(run(program)).toEqual(expected));

  it('errors', () => {
    const [missing, illegal, broken, failing] = run(
      '!(import! &self nowhere) !(import! &self a.b) !(import! &self broken) !(import! &self failing)',
    );
    expect(missing).toContain('Failed to resolve module top:nowhere');
    expect(illegal).toContain('Illegal module name');
    expect(broken).toContain('lib/broken.metta:1:1');
    expect(failing).toContain('BadArgType');
  });
});

describe('native modules', () => {
  check([
    [
      'json',
      '!(import! &self json) !(json-encode (1 "a" True x)) !(json-decode "[1, [2.5, null]]") !(let $d (json-decode "{\\"k\\": 1}") (get-value $d "k"))',
      '[()]',
      '["[1, \\"a\\", true, \\"sym!:x\\"]"]',
      '[(1 (2.5 null))]',
      '[1]',
    ],
    [
      'json: text that is none',
      '!(import! &self json) !(case (json-decode "{") (((Error $a $b) refused)))',
      '[()]',
      '[refused]',
    ],
    [
      'random: the same seed, the same numbers',
      '!(import! &self random) !(let* (($a (new-random-generator 7)) ($b (new-random-generator 7))) (== (random-int $a 0 1000000) (random-int $b 0 1000000)))',
      '[()]',
      '[True]',
    ],
    [
      'random: empty range',
      '!(import! &self random) !(case (random-int &rng 5 0) (((Error $a $b) $b)))',
      '[()]',
      '[RangeIsEmpty]',
    ],
    [
      'skel',
      '!(import! &self skel) !(skel-swap-pair (a b)) !(skel-swap-pair-native (1 2))',
      '[()]',
      '[(b a)]',
      '[(2 1)]',
    ],
    [
      'fileio without files',
      '!(import! &self fileio) !(case (file-open! "a" "r") (((Error $a $b) refused)))',
      '[()]',
      '[refused]',
    ],
  ]);
});

describe('documentation', () => {
  check([
    [
      'of a function',
      '(@doc f (@desc "D") (@params ((@param "P"))) (@return "R")) (: f (-> Number Bool)) !(get-doc &self f)',
      '[(@doc-formal (@item f) (@kind function) (@type (-> Number Bool)) (@desc "D") (@params ((@param (@type Number) (@desc "P")))) (@return (@type Bool) (@desc "R")))]',
    ],
    [
      'of an atom',
      '(@doc s (@desc "D")) (: s S) !(get-doc &self s) !(get-doc s)',
      '[(@doc-formal (@item s) (@kind atom) (@type S) (@desc "D"))]',
      '[(@doc-formal (@item s) (@kind atom) (@type S) (@desc "D"))]',
    ],
    [
      'of the library',
      '!(let (@doc-formal $item $kind $type $rest1 $rest2 $rest3) (get-doc &self let) $type)',
      '[(@type (-> Atom %Undefined% Atom %Undefined%))]',
    ],
    ['none', '!(get-doc &self nobody)', '[]'],
  ]);
  it('help! prints', () => {
    const printed: string[] = [];
    const interpreter = createInterpreter({
      backend: hamt,
      output: { print: (line) => printed.push(line) },
    });
    expect(
      [
        ...interpreter.run(
          '(@doc f (@desc "D") (@params ((@param "P"))) (@return "R")) (: f (-> Number Bool)) !(help! f)',
        ),
      ].map((r) => r.printed),
    ).toEqual(['[()]']);
    expect(printed[0]).toBe('Function f: (-> Number Bool) D');
    expect(printed).toContain('Parameters:');
  });
});

describe('an environment that went through bytes', () => {
  /** Other numbers of spaces and cells than in the environment that is written. */
  const elsewhere = (
    backend: EnvironmentBackend,
    bytes: Uint8Array,
    host: Interpreter,
  ): Interpreter => {
    const other = backend.create();
    for (let i = 0; i < 7; i++)
      other.createState(other.space(other.createSpace()).size === 0 ? TRUE : FALSE);
    const environment = backend.import(bytes, { host: host.hostValue });
    return createInterpreter({ environment, files });
  };

  it.each([hamt, cow, mutex])(
    'keeps modules, tokens, types of states and generators: $name',
    (backend) => {
      const first = createInterpreter({ backend, files });
      const setUp = `!(import! &self left) !(import! &m right) !(import! &self random) !(bind! g (new-random-generator 7))
      !(bind! s (new-state 5)) !(bind! [0-9]kg weight) (: A T) !(bind! t (new-state A)) !(change-state! t B)`;
      for (const _ of first.run(setUp, { name: 'lib/main.metta' }));
      const next = elsewhere(backend, first.environment.export(), first);
      const questions = `!(left) !(metta (right) %Undefined% &m) !(id ten) !(get-state s) !(quote (1kg kg)) !(get-type t) !(get-type g)
      !(import! &self left) !(random-int g 0 1000000) !(change-state! t 5)`;
      const ask = (one: Interpreter): string[] => [...one.run(questions)].map((r) => r.printed);
      const told = ask(next);
      expect(told).toEqual(ask(first));
      expect(told.slice(0, 3)).toEqual(['[20]', '[11]', '[10]']);
    },
  );
});
