import { describe, expect, it } from 'vitest';
import { check, lines } from './check.ts';

describe('numbers are taken by value', () => {
  check([
    [
      'by unify, at any depth',
      '!(unify 2 2.0 yes no) !(unify (f (g 2)) (f (g 2.0)) yes no) !(unify (f (g 2) $x) (f (g 2.0) k) $x no)',
      '[yes]',
      '[yes]',
      '[k]',
    ],
    [
      'in spaces, whether the pattern has variables or not',
      '(size (box 3) big) !(match &self (size (box 3.0) $s) $s) !(match &self (size (box 3.0) big) yes)',
      '[big]',
      '[yes]',
    ],
    ['by rules', '(= (half (of 4)) two) !(half (of 4.0))', '[two]'],
    [
      'by what compares up to names',
      '!(=alpha (f $x 2) (f $y 2.0)) !(=alpha (f $x $x 2) (f $y $z 2.0)) !(if-equal 2 2.0 same other)',
      '[True]',
      '[False]',
      '[same]',
    ],
    [
      'by assertions and sets',
      '!(assertAlphaEqual (max-atom (3 7)) 7) !(unique-atom (7 7.0 8))',
      '[()]',
      '[(7 8)]',
    ],
  ]);
});

describe('mathematics', () => {
  check([
    [
      'whole powers are products, and not too big',
      '!(pow-math 3 4) !(pow-math 2 -2) !(pow-math 9 0.5) !(pow-math 3 3000000000)',
      '[81.0]',
      '[0.25]',
      '[3.0]',
      '[(Error (pow-math 3 3000000000) power argument is too big, try using float value)]',
    ],
    [
      'a logarithm is a quotient of two',
      '!(log-math 10 1000) !(log-math 2 32)',
      '[2.9999999999999996]',
      '[5.0]',
    ],
    [
      'division says what it wants, the others wait',
      '!(/ a 2) !(/ $x 2) !(- a 2) !(% a 2)',
      '[(Error (/ a 2) Divide expects two numbers: dividend and divisor)]',
      '[(Error (/ $x 2) Divide expects two numbers: dividend and divisor)]',
      '[(- a 2)]',
      '[(% a 2)]',
    ],
  ]);
});

describe('lists that are none', () => {
  check([
    [
      'have no items to go through',
      '!(map-atom word $x ($x)) !(filter-atom $list $x True)',
      '[()]',
      '[()]',
    ],
    [
      'cannot be folded',
      '!(foldl-atom word 0 $a $b ($a $b))',
      '[(Error (foldl-atom word 0 $a $b ($a $b)) Atom is not an ExpressionAtom)]',
    ],
    [
      'are not sorted',
      '!(sort-strings word)',
      '[(Error (sort-strings word) sort-strings expects expression with strings as a first argument)]',
    ],
  ]);
});

describe('types of the library', () => {
  check([
    [
      'of errors',
      '!(get-type (BadArgType 1 A B)) !(get-type IncorrectNumberOfArguments) !(get-type (Error a b))',
      '[ErrorDescription]',
      '[ErrorDescription]',
      '[ErrorType]',
    ],
    [
      'empty has none',
      '!(empty) !(empty 1) !(get-type empty)',
      '[]',
      '[(empty 1)]',
      '[%Undefined%]',
    ],
  ]);
});

describe('max-stack-depth', () => {
  check([
    [
      'counts nested evaluations, about as the reference does',
      `(= (total $n) (if (== $n 0) 0 (+ $n (total (- $n 1)))))
       !(pragma! max-stack-depth 200) !(total 3)
       !(case (total 6) (((Error $a StackOverflow) too-deep) ($else $else)))
       !(pragma! max-stack-depth 0) !(total 60)`,
      '[()]',
      '[6]',
      '[too-deep]',
      '[()]',
      '[1830]',
    ],
    [
      'those in tail position too, so that an endless loop ends',
      `(= (on $x) (on (s $x))) !(pragma! max-stack-depth 300)
       !(case (on z) (((Error $a $reason) $reason))) !(+ 1 2)`,
      '[()]',
      '[StackOverflow]',
      '[3]',
    ],
    [
      'each alternative from where it began',
      `(= (deep 0) end) (= (deep $n) (if (> $n 0) (deep (- $n 1)) (empty)))
       !(pragma! max-stack-depth 400) !(collapse (superpose ((deep 4) (deep 4) (deep 4))))`,
      '[()]',
      '[(end end end)]',
    ],
  ]);
});

describe('printed documentation', () => {
  const printed = (program: string): string[] => {
    const out: string[] = [];
    lines(program, { output: { print: (line) => out.push(line) } });
    return out;
  };
  const OWN =
    '(@doc own (@desc "mine") (@params ((@param "p"))) (@return "r")) (@doc thing (@desc "a thing"))';

  it('help-space! prints what is documented, and nothing else', () => {
    const out = printed(`${OWN} (: own (-> A B)) (fact 1) !(help-space! &self)`);
    expect(out).toContain('own\n\tmine');
    expect(out).toContain('thing\n\ta thing');
    expect(out.filter((line) => /->|fact/.test(line))).toEqual([]);
  });

  it('help! prints the library, or a module', () => {
    expect(printed(`${OWN} !(help!)`).some((line) => line.startsWith('own'))).toBe(false);
    expect(printed('!(help!)').some((line) => line.startsWith('superpose\n'))).toBe(true);
    expect(printed('!(help! json)')).toContain('get-keys\n\tThe keys of a space of pairs.');
  });

  it('help! says so where there is nothing', () => {
    expect(printed('!(help! zork)')).toEqual(['No documentation found for zork']);
    expect(lines('!(help! a b)')).toEqual([
      '[(Error (help! a b) IncorrectNumberOfArguments), (Error (help! a b) IncorrectNumberOfArguments)]',
    ]);
  });
});

describe('JSON', () => {
  check([
    [
      'numbers',
      '!(import! &self json) !(let $x (/ 0.0 0.0) (json-encode $x)) !(json-encode 2.0) !(json-decode "1e999")',
      '[()]',
      '["null"]',
      '["2.0"]',
      '[(Error (json-decode "1e999") Failed to decode string. Reason: number out of range)]',
    ],
  ]);
});
