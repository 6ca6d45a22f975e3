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
