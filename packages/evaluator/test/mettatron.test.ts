import { describe } from 'vitest';
import { check } from './check.ts';

describe('the mettatron dialect', () => {
  check(
    [
      [
        'the most specific rules apply',
        '(= (fib 0) 0) (= (fib 1) 1) (= (fib $n) (+ (fib (- $n 1)) (fib (- $n 2)))) !(fib 12)',
        '[144]',
      ],
      [
        'equally specific ones all do',
        '(= (f a $x) 1) (= (f $x b) 2) (= (f $x $y) 3) !(f a b)',
        '[1, 2]',
      ],
      [
        'truth values',
        '!(== 1 1) !(if true a b) !(get-type false) (p true) !(match &self (p True) yes)',
        '[true]',
        '[a]',
        '[Bool]',
        '[yes]',
      ],
      [
        'a wildcard',
        '(= (second ($_a $b)) $b) (p 1 2) !(match &self (p _ $x) $x) !(let (_ _ $c) (1 2 3) $c)',
        '[2]',
        '[3]',
      ],
      ['definitions anywhere', '!(= (late) 5) !(late)', '[()]', '[5]'],
      [
        'what is written without `!` is evaluated; what stays as it is, is a fact',
        '(parent tom (id bob)) (+ 1 2) (= (double $x) (* 2 $x)) (double 4) !(match &self (parent $x $y) ($x $y))',
        '[3]',
        '[8]',
        '[(tom bob)]',
      ],
      [
        'variables in three ways, and `& self` in two words',
        "(p 1 2) !(match & self (p &x 'y) ('y &x)) !(bind! &s (new-space)) !(add-atom &s (q 1)) !(match &s (q $x) $x)",
        '[(2 1)]',
        '[()]',
        '[()]',
        '[1]',
      ],
      [
        'an empty item vanishes',
        '!(f (empty) a (empty)) !(f (match &self (no) x))',
        '[(f a)]',
        '[(f)]',
      ],
      [
        'let complains',
        '!(let (a $x) (b 1) $x) !(let (a $x) (a 1) $x) !(catch (let 1 2 3) missed)',
        '[(Error (let (a $x) (b 1)) "the pattern does not match the value; use case for several patterns")]',
        '[1]',
        '[missed]',
      ],
      [
        'quote leaves no trace, eval goes all the way',
        '(= (f $x) (+ $x 1)) !(quote (f 1)) !(eval (quote (f 1))) !(eval (f 1))',
        '[(f 1)]',
        '[2]',
        '[2]',
      ],
      [
        'errors',
        '!(catch (error "no" why) fallback) !(catch (+ 1 1) fallback) !(is-error (error a b)) !(is-error 1)',
        '[fallback]',
        '[2]',
        '[true]',
        '[false]',
      ],
    ],
    { dialect: 'mettatron' },
  );
});
