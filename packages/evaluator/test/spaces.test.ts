import { expect, describe, it } from 'vitest';
import { BACKENDS, check, lines } from './check.ts';

describe('spaces', () => {
  check([
    [
      'a bag',
      '(a) (a) !(match &self (a) x) !(remove-atom &self (a)) !(match &self (a) x)',
      '[x, x]',
      '[()]',
      '[x]',
    ],
    ['conjunction', '(e 1 2) (e 2 3) (e 3 1) !(match &self (, (e $x $y) (e $y 3)) $x)', '[1]'],
    ['rules are facts', '(= (f $x) $x) !(match &self (= (f 1) $b) $b)', '[1]'],
    [
      'writes during a match are not seen by it',
      '(n 1) !(match &self (n $x) (add-atom &self (n (s $x)))) !(match &self (n $x) $x)',
      '[()]',
      '[1, (s 1)]',
    ],
    [
      'an atom as it is, or evaluated',
      '!(add-atom &self (v (+ 1 1))) !(add-reduct &self (w (+ 1 1))) !(match &self (v $x) (quote $x)) !(match &self (w $x) $x)',
      '[()]',
      '[()]',
      '[(quote (+ 1 1))]',
      '[2]',
    ],
    [
      'several at once',
      '!(add-atoms &self ((m 1) (m 2))) !(match &self (m $x) $x)',
      '[()]',
      '[1, 2]',
    ],
    [
      'removal takes names literally',
      '(f $x) !(remove-atom &self (f $y)) !(match &self (f 1) yes) !(remove-atom &self (f $x)) !(match &self (f 1) yes)',
      '[()]',
      '[yes]',
      '[()]',
      '[]',
    ],
    [
      'tokens',
      '!(bind! &k (new-space)) !(add-atom &k (x)) !(get-atoms &k) !(bind! seven 7) !(+ seven 1)',
      '[()]',
      '[()]',
      '[(x)]',
      '[()]',
      '[8]',
    ],
    [
      'tokens are patterns',
      '!(bind! v[0-9] any) !(quote (v1 v2 vx))',
      '[()]',
      '[(quote (any any vx))]',
    ],
    [
      'the token bound last goes first',
      '!(bind! ab 1) !(bind! a.* 2) !(bind! .b 3) !(quote (ab aa xb b)) !(bind! "q" 0)',
      '[()]',
      '[()]',
      '[()]',
      '[(quote (3 2 3 b))]',
      '[(Error (bind! "q" 0) (BadArgType 1 Symbol String))]',
    ],
    [
      'a pattern has to match the whole word at its first try',
      '!(bind! c|cd 1) !(bind! [0-9]+kg weight) !(bind! x\\-y 2) !(quote (c cd 5kg 5 x-y))',
      '[()]',
      '[()]',
      '[()]',
      '[(quote (1 cd weight 5 2))]',
    ],
    [
      'the answers of a conjunction come in the order of its patterns, whichever is matched first',
      `(p 1) (p 2) (x) (p 2) (p 3) (p 4) (p 5) (p 6) (p 7) (p 8) (p 9) (q 2 b) (q 2 a) (q 5 a) (q $any w) (r b 2) (r a 5)
       !(match &self (, (p $x) (q 2 $y)) ($x $y)) !(match &self (, (p $x) (q $x $y) (r $y $k)) ($x $y $k)) !(match &self (, (p $x) (p $y) (r a $x)) ($x $y))
       !(match &self (, (p $x) (none $x)) $x) !(match &self (, (p $x) (x)) $x)`,
      '[(1 b), (1 a), (1 w), (2 b), (2 a), (2 w), (2 b), (2 a), (2 w), (3 b), (3 a), (3 w), (4 b), (4 a), (4 w), (5 b), (5 a), (5 w), (6 b), (6 a), (6 w), (7 b), (7 a), (7 w), (8 b), (8 a), (8 w), (9 b), (9 a), (9 w)]',
      '[(2 b 2), (2 a 5), (2 b 2), (2 a 5), (5 a 5)]',
      '[(5 1), (5 2), (5 2), (5 3), (5 4), (5 5), (5 6), (5 7), (5 8), (5 9)]',
      '[]',
      '[1, 2, 2, 3, 4, 5, 6, 7, 8, 9]',
    ],
    [
      'reading a state, at hand or not, of the type expected or not',
      `!(bind! s (new-state 1)) !(+ (get-state s) (get-state (new-state 2))) !(== (get-state s) 1) !(get-state s s)
       !(let $x (new-state "a") (+ 1 (get-state $x))) !(metta (get-state s) String &self) !(let $x (new-state (a b)) (get-state $x))`,
      '[()]',
      '[3]',
      '[True]',
      '[(Error (get-state (State 1) (State 1)) IncorrectNumberOfArguments)]',
      '[(Error (+ 1 (get-state (State "a"))) (BadArgType 2 Number String))]',
      '[(Error (get-state (State 1)) (BadType String Number))]',
      '[(a b)]',
    ],
    [
      'minimal instructions mean something in any space',
      '!(let $s (new-space) (== $s (metta (context-space) SpaceType $s))) !(let $s (new-space) (metta (chain (+ 1 2) $x ($x)) %Undefined% $s)) !(let $s (new-space) (metta (if True 1 2) %Undefined% $s))',
      '[True]',
      '[(3)]',
      '[(if True 1 2)]',
    ],
    [
      'the library is in view',
      '!(match &self (: if $t) ok) !(let $n (collapse (match &self (= (id $x) $y) found)) $n)',
      '[ok]',
      '[(found)]',
    ],
    ['but not among the atoms', '(mine) !(get-atoms &self)', '[(mine)]'],
    [
      'what is no space',
      '!(add-atom nowhere (a))',
      '[(Error (add-atom nowhere (a)) add-atom expects a space as the first argument)]',
    ],
  ]);
});

describe('forked spaces', () => {
  check([
    [
      'see nothing of one another',
      '!(bind! &a (new-space)) !(add-atom &a 1) !(bind! &b (fork-space &a)) !(add-atom &b 2) !(add-atom &a 3) !(get-atoms &a) !(get-atoms &b)',
      '[()]',
      '[()]',
      '[()]',
      '[()]',
      '[()]',
      '[1, 3]',
      '[1, 2]',
    ],
  ]);
});

describe('states', () => {
  check([
    [
      'a cell',
      '!(bind! &s (new-state 1)) !(change-state! &s 2) !(get-state &s)',
      '[()]',
      '[(State 2)]',
      '[2]',
    ],
    [
      'keep their type',
      '!(bind! &s (new-state 1)) !(change-state! &s "a") !(get-type &s)',
      '[()]',
      '[(Error (change-state! (State 1) "a") (BadArgType 2 Number String))]',
      '[(StateMonad Number)]',
    ],
    [
      'compare by content',
      '!(== (new-state 1) (new-state 1)) !(assertEqual (new-state (a)) (new-state (a)))',
      '[True]',
      '[()]',
    ],
    [
      'stay shared in a space',
      '!(let $s (new-state 1) (let $_ (add-atom &self (cell $s)) (let $_1 (change-state! $s 5) (match &self (cell $c) (get-state $c)))))',
      '[5]',
    ],
  ]);
});

describe('every backend', () => {
  const program = `
    (= (fac $n) (if (== $n 0) 1 (* $n (fac (- $n 1)))))
    (edge a b) (edge b c) (edge c d)
    (= (reach $x $y) (match &self (edge $x $y) yes))
    (= (reach $x $z) (match &self (edge $x $y) (reach $y $z)))
    !(fac 25) !(let $r (collapse (reach a $w)) (size-atom $r)) !(seq (= (new $x) (* $x 2)) (new 4))
    !(bind! &s (new-state 0)) !(change-state! &s (+ (get-state &s) 1)) !(new 5)`;
  const expected = ['[15511210043330985984000000]', '[3]', '[8]', '[()]', '[(State 1)]', '[10]'];
  for (const backend of BACKENDS) {
    it(`${backend.name} gives the same`, () =>
      expect(lines(program, { backend })).toEqual(expected));
  }
});
