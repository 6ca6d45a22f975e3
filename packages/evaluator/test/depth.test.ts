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
      [
        'an expression of 100,000 built at the front and walked by car and cdr',
        `(= (upto $n $l) (if (== $n 0) $l (upto (- $n 1) (cons-atom $n $l))))
         (= (sum $l $s) (if (== $l ()) $s (sum (cdr-atom $l) (+ $s (car-atom $l)))))
         !(let $l (upto 100000 ()) (sum $l 0))`,
        '[5000050000]',
      ],
      [
        'the same on the way back, with decons-atom, and of symbols',
        `(= (many $n) (if (== $n 0) () (let $t (many (- $n 1)) (cons-atom x $t))))
         (= (length $l) (case $l ((() 0) ($some (let ($h $t) (decons-atom $some) (+ 1 (length $t)))))))
         (= (length2 $l $s) (if-decons-expr $l $h $t (length2 $t (+ $s 1)) $s))
         !(let $l (many 100000) (length $l)) !(let $l (many 100000) (length2 $l 0))`,
        '[100000]',
        '[100000]',
      ],
    ],
    {},
    false,
  );
});

describe('what is left of a list', () => {
  check([
    [
      'is a call of another head',
      '(= (bar 1) 2) !(let $l (foo bar 1) (cdr-atom $l)) !(let $l (foo bar 1) (let ($h $t) (decons-atom $l) (got $t)))',
      '[2]',
      '[(got 2)]',
    ],
    [
      'and so is a list with an item more',
      '(= (bar 1) 2) !(let $l (1) (let $c (cons-atom bar $l) (got $c))) !(let $c (cons-atom + (1 2)) (got $c)) !(let $c (cons-atom 1 ((+ 2 1))) (got $c))',
      '[(got 2)]',
      '[(got 3)]',
      '[(got (1 3))]',
    ],
    [
      'a rule on any head counts',
      '(= ($any 1 1 1) reduced) !(let $l (a 2 1 1 1) (let $t (cdr-atom $l) (got $t)))',
      '[(got reduced)]',
    ],
    [
      'a type of its head counts',
      '(: two (-> Number Number)) !(let $l (a two "x") (let $t (cdr-atom $l) $t))',
      '[(Error (two "x") (BadArgType 1 Number String))]',
    ],
  ]);
});
