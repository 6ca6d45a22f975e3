import { describe } from 'vitest';
import { check } from './check.ts';

const deep = (n: number, inner: string): string => '(s '.repeat(n) + inner + ')'.repeat(n);

describe('deep and long', () => {
  check(
    [
      [
        'recursion 200,000 deep',
        '(= (count $n) (if (== $n 0) 0 (+ 1 (count (- $n 1))))) !(count 200000)',
        '[200000]',
      ],
      [
        'a loop of 200,000 writes',
        '(= (loop $n) (if (== $n 0) done (let $_ (add-atom &self (n $n)) (loop (- $n 1))))) !(loop 200000)',
        '[done]',
      ],
      [
        '200,000 results',
        '(= (all 0) 0) (= (all $n) (if (> $n 0) (superpose ($n (all (- $n 1)))) (empty))) !(let $a (collapse (all 200000)) (size-atom $a))',
        '[200001]',
      ],
      [
        'an atom 100,000 deep',
        `(d ${deep(100000, '$z')}) !(match &self (d $x) (get-metatype $x)) !(unify ${deep(100000, '$z')} ${deep(100000, 'q')} $z no)`,
        '[Expression]',
        '[q]',
      ],
      [
        'an atom 100,000 wide',
        `!(size-atom (${'a '.repeat(100000)})) !(let $t (w ${'(+ 1 1) '.repeat(100000)}) (car-atom $t))`,
        '[100000]',
        '[w]',
      ],
      [
        'a list of 100,000',
        '(= (list $n) (if (== $n 0) Nil (Cons $n (list (- $n 1))))) (= (len Nil) 0) (= (len (Cons $h $t)) (+ 1 (len $t))) !(let $l (list 100000) (len $l))',
        '[100000]',
      ],
    ],
    {},
    false,
  );
});
