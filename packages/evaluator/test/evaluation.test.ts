import { describe } from 'vitest';
import { check } from './check.ts';

describe('rules', () => {
  check([
    ['no rule: data with evaluated items', '!(pair (+ 1 1) b)', '[(pair 2 b)]'],
    ['all rules that match', '(= (side) heads) (= (side) tails) !(side)', '[heads, tails]'],
    ['a rule twice gives two results', '(= (r) 1) (= (r) 1) !(r)', '[1, 1]'],
    [
      'Cartesian product of items',
      '(= (d) 0) (= (d) 1) !((d) (d))',
      '[(0 0), (0 1), (1 0), (1 1)]',
    ],
    [
      'patterns bind the caller',
      '(= (next a) b) (= (next b) c) !(let $y (next $x) ($x $y))',
      '[(a b), (b c)]',
    ],
    [
      'equal variables',
      '(= (twin $x $x) yes) !(twin 1 1) !(twin 1 2) !(let $r (twin $a (f b)) ($a $r))',
      '[yes]',
      '[(twin 1 2)]',
      '[((f b) yes)]',
    ],
    ['occurs check', '(= (fix $x $x) loop) !(fix $a (f $a))', '[(fix $a (f $a))]'],
    ['numbers match by value', '(= (one 1) yes) !(one 1.0)', '[yes]'],
    ['a variable in operator position', '!($f 1)', '[($f 1)]'],
    [
      'an operator as a value',
      '(= (inc $x) (+ $x 1)) (= (ap $f $x) ($f ($f $x))) !(ap inc 5)',
      '[7]',
    ],
    ['a call as operator', '(= (adder) plus) (= (plus $x) (+ $x 10)) !((adder) 1)', '[11]'],
    ['a rule on a call of a call', '(= ((curried $x) $y) (+ $x $y)) !((curried 1) 2)', '[3]'],
    ['NotReducible leaves the call', '(= (keep $x) NotReducible) !(keep (+ 1 1))', '[(keep 2)]'],
    [
      'Empty is no result',
      '(= (gone) Empty) !(gone) !(f (gone)) !(collapse (gone))',
      '[]',
      '[]',
      '[()]',
    ],
    [
      'what is evaluated stays',
      '(= (now) old) !(let $x (later) (let $_ (add-atom &self (= (later) done)) $x))',
      '[(later)]',
    ],
  ]);
});

describe('errors', () => {
  check([
    [
      'an argument that fails',
      '(= (bad) (Error (bad) why)) !(f (bad)) !(+ 1 (bad))',
      '[(Error (bad) why)]',
      '[(Error (bad) why)]',
    ],
    [
      'an error that is written as the argument',
      '!(if-error (Error a b) caught fine) !(let $e (Error a b) $e)',
      '[caught]',
      '[(Error a b)]',
    ],
    [
      'errors give way to success',
      '(= (g) (Error g no)) (= (g) fine) !(g) !(f (g))',
      '[fine]',
      '[(f fine)]',
    ],
    ['only errors', '(= (h) (Error h 1)) (= (h) (Error h 2)) !(h)', '[(Error h 1), (Error h 2)]'],
    [
      'division',
      '!(/ 1 0) !(% 1 0) !(/ 1.0 0)',
      '[(Error (/ 1 0) DivisionByZero)]',
      '[(Error (% 1 0) DivisionByZero)]',
      '[inf]',
    ],
  ]);
});

describe('control', () => {
  check([
    ['if', '!(if (> 2 1) a b) !(if (== a b) a b) !(if $c a b)', '[a]', '[b]', '[a, b]'],
    [
      'if takes lower-case symbols',
      '!(if true a b) !(if false a b) !(== true True)',
      '[a]',
      '[b]',
      '[False]',
    ],
    [
      'let',
      '!(let ($a $b) (1 2) ($b $a)) !(let (1 $b) (2 3) $b) !(let $x 1 (let $x 2 $x))',
      '[(2 1)]',
      '[]',
      '[]',
    ],
    [
      'let*',
      '!(let* (($a 1) ($b (+ $a 1)) (($c $d) ($b $a))) ($c $d)) !(let* () done)',
      '[(2 1)]',
      '[done]',
    ],
    [
      'let* with pairs that are a value',
      '(= (pairs) (($a 2))) !(let $p (pairs) (let* $p yes))',
      '[yes]',
    ],
    ['case', '!(case (superpose (1 2 3)) ((1 one) (3 three)))', '[one, three]'],
    [
      'case without result',
      '!(case (superpose ()) ((Empty none) ($x some))) !(case (superpose ()) ((a b)))',
      '[none]',
      '[]',
    ],
    ['case binds the caller', '(p 1) !(case (match &self (p $x) got) ((got $x)))', '[1]'],
    ['switch', '!(switch 3 ((1 one) ($n (other $n)))) !(switch 3 ((1 one)))', '[(other 3)]', '[]'],
    [
      'superpose evaluates its items later',
      '!(superpose (a (superpose (b c)) (+ 1 1)))',
      '[a, b, c, 2]',
    ],
    [
      'collapse lets no binding out',
      '(p 1) !(let $all (collapse (match &self (p $x) $x)) ($all $x))',
      '[((1) $x)]',
    ],
    [
      'sets of results',
      '!(unique (superpose (a b a))) !(intersection (superpose (a b)) (superpose (b c)))',
      '[a, b]',
      '[b]',
    ],
    [
      'quote',
      '(= (f) 1) !(quote (f)) !(unquote (quote (f))) !(let (quote $q) (quote (f)) $q)',
      '[(quote (f))]',
      '[1]',
      '[1]',
    ],
    [
      'lists',
      '!(map-atom (1 2) $v (* $v $v)) !(filter-atom (1 2 3) $v (> $v 1)) !(foldl-atom (1 2 3) 0 $a $b (+ $a $b))',
      '[(1 4)]',
      '[(2 3)]',
      '[6]',
    ],
    [
      'variables of a template are sealed',
      '!(let $k 10 (map-atom (1 2) $v (+ $v $k)))',
      '[(11 12)]',
    ],
  ]);
});

describe('minimal instructions', () => {
  check([
    ['eval takes one step', '(= (a) (b)) (= (b) c) !(eval (a)) !(eval c)', '[(b)]', '[(eval c)]'],
    ['chain', '(= (a) (b)) !(chain (eval (a)) $x (got $x))', '[(got (b))]'],
    [
      'function and return',
      '(= (twice $x) (function (chain (eval (* 2 $x)) $r (return (is $r))))) !(twice 4)',
      '[(is 8)]',
    ],
    [
      'a function that does not return',
      '(= (lost) (function (chain 1 $x $x))) !(lost)',
      '[(Error (lost) NoReturn)]',
    ],
    ['unify', '!(unify (a $x) ($y b) ($x $y) no) !(unify a b yes no)', '[(b a)]', '[no]'],
    [
      'unify with a space',
      '(p 1) (p 2) !(unify &self (p $x) $x none) !(unify &self (q $x) $x none)',
      '[1, 2]',
      '[none]',
    ],
    ['cons and decons', '!(cons-atom a (b c)) !(decons-atom (a b c))', '[(a b c)]', '[(a (b c))]'],
    [
      'collapse-bind and superpose-bind',
      '(c red) (c green) !(chain (collapse-bind (metta (match &self (c $x) $x) %Undefined% &self)) $all (chain (superpose-bind $all) $r (is $r)))',
      '[(is red), (is green)]',
    ],
    [
      'superpose-bind of something else',
      '!(superpose-bind (a b))',
      '[(Error (superpose-bind (a b)) expected: (superpose-bind (: <collapsed> Expression)), found: (superpose-bind (a b)))]',
    ],
    [
      'metta',
      '(= (f) 1) !(metta (f) %Undefined% &self) !(metta a Number &self) (: b B) !(metta b Number &self)',
      '[1]',
      '[a]',
      '[(Error b (BadType Number B))]',
    ],
    [
      'another space',
      '!(bind! &s (new-space)) !(add-atom &s (= (f) in-s)) !(f) !(evalc (f) &s) !(metta (f) %Undefined% &s)',
      '[()]',
      '[()]',
      '[(f)]',
      '[in-s]',
      '[in-s]',
    ],
    [
      'bare minimal',
      '(= (a) (b)) (= (b) c) !(pragma! interpreter bare-minimal) !(a) !(eval (a))',
      '[()]',
      '[(a)]',
      '[(b)]',
    ],
  ]);
});

describe('steps in order', () => {
  check([
    ['definitions among them', '!(seq (= (k) 5) (+ (k) 1)) !(k)', '[6]', '[5]'],
    [
      'outer values are filled in',
      '(= (make $n) (seq (= (added $x) (+ $x $n)) (added 1))) !(make 4) !(added 10)',
      '[5]',
      '[14]',
    ],
    ['nothing', '!(seq) !(progn 1 2)', '[()]', '[2]'],
    [
      'a rule of the program switches it off',
      '(= (seq $a $b) (mine $a $b)) !(seq 1 2)',
      '[(mine 1 2)]',
    ],
    [
      'transaction keeps success',
      '!(transaction (seq (add-atom &self (kept)) ok)) !(match &self (kept) yes)',
      '[ok]',
      '[yes]',
    ],
    [
      'transaction drops failure',
      '!(transaction (seq (add-atom &self (kept)) (Error a b))) !(match &self (kept) yes)',
      '[(Error a b)]',
      '[]',
    ],
  ]);
});

describe('numbers', () => {
  check([
    [
      'no wrapping',
      '!(+ 9007199254740991 1) !(* 99999999999 99999999999) !(- -9223372036854775808 1)',
      '[9007199254740992]',
      '[9999999999800000000001]',
      '[-9223372036854775809]',
    ],
    ['division truncates', '!(/ 7 -2) !(% -7 2) !(/ 7 2.0)', '[-3]', '[-1]', '[3.5]'],
    [
      'equality by value',
      '!(== 2 2.0) !(== (a 2) (a 2.0)) !(== 1 "1")',
      '[True]',
      '[True]',
      '[(Error (== 1 "1") (BadArgType 2 Number String))]',
    ],
    [
      'printing',
      '!(* 1.0 1e20) !(/ 1.0 3) !(- 0.0 0.0) !(sqrt-math -1)',
      '[1e20]',
      '[0.3333333333333333]',
      '[0.0]',
      '[NaN]',
    ],
    [
      'logic',
      '!(and True False) !(or $x True) !(xor True False) !(not 1)',
      '[False]',
      '[(or $x True)]',
      '[True]',
      '[(Error (not 1) (BadArgType 1 Bool Number))]',
    ],
  ]);
});
