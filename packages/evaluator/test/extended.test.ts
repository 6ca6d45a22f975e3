import { describe } from 'vitest';
import { check } from './check.ts';

/** A program may say more about a name of the library: what the library says goes on to hold. */
describe('names of the library that a program has types for', () => {
  check([
    [
      'instructions',
      `(: eval (-> Atom %Undefined%)) (: chain (-> Atom Variable Atom %Undefined%)) (: function (-> Atom Atom))
       !(eval (superpose ((+ 1 2)))) !(chain (eval (+ 1 2)) $x (got $x)) !(function (return 5))`,
      '[3]',
      '[(got 3)]',
      '[5]',
    ],
    [
      'collecting and choosing',
      `(: collapse (-> Atom Atom)) (: case (-> Atom Expression %Undefined%))
       !(collapse (superpose (a b))) !(case (superpose (a b)) ((a yes) ($other no))) !(case (empty) ((Empty none)))`,
      '[(a b)]',
      '[yes, no]',
      '[none]',
    ],
    [
      'going through lists',
      `(: map-atom (-> Expression Variable Atom Expression)) (: filter-atom (-> Expression Variable Atom Expression))
       (: foldl-atom (-> Expression Atom Variable Variable Atom %Undefined%))
       !(map-atom (1 2) $x (+ $x 1)) !(filter-atom (1 2 3) $x (> $x 1)) !(foldl-atom (1 2 3) 0 $a $b (+ $a $b))`,
      '[(2 3)]',
      '[(2 3)]',
      '[6]',
    ],
    [
      'assertions',
      `(: assertEqual (-> Atom Atom (->))) !(assertEqual (+ 1 2) 3) !(if-error (assertEqual 1 2) a b)
       !(case (assertEqual 1 2) (((Error $call $why) (quote $call))))`,
      '[()]',
      '[b]',
      '[(quote (assertEqual 1 2))]',
    ],
    [
      'let* and the ends of a list',
      `(: let* (-> Expression Atom %Undefined%)) (: car-atom (-> Expression %Undefined%))
       !(let* (($x 1) ($y (+ $x 1))) ($x $y)) !(car-atom ((+ 1 1) b))`,
      '[(1 2)]',
      '[2]',
    ],
  ]);
});

describe('names of the library that a program has rules for', () => {
  check([
    [
      'rules for other calls change nothing',
      `(= (collapse nothing to-do) mine) (= (map-atom nothing) mine) (= (eval nothing to-do) mine)
       !(collapse (superpose (a b))) !(map-atom (1 2) $x (+ $x 1)) !(eval (+ 1 2))`,
      '[(a b)]',
      '[(2 3)]',
      '[3]',
    ],
    [
      'a rule for the same call gives a result more, the first',
      `(= (id $x) (own $x)) (= (assert $claim) noticed)
       !(id 5) !(assert True) !(collapse (match &self (= (id 7) $r) $r))`,
      '[(own 5), 5]',
      '[noticed, ()]',
      '[((own 7) 7)]',
    ],
    [
      'and so does a rule for any head',
      '(= ($f 5) (wild $f)) !(id 5) !(id 6)',
      '[(wild id), 5]',
      '[6]',
    ],
    [
      'one step is one step',
      '(= (once-more) a) !(eval (map-atom (1 2) $x (f $x))) !(eval (map-atom (1 2) $x (metta (noeval (+ $x 1)) %Undefined% &self)))',
      '[((f 1) (f 2))]',
      '[((+ 1 1) (+ 2 1))]',
    ],
    [
      'extensions give way',
      '(: once (-> Atom Atom)) (= (par $a) (mine $a)) !(once (superpose (1 2))) !(par 1)',
      '[(once (superpose (1 2)))]',
      '[(mine 1)]',
    ],
  ]);
});

describe('the variable of chain', () => {
  check([
    [
      'is replaced in the template and nowhere else',
      '!($x (chain 1 $x ($x))) !(chain (chain 1 $x ($x)) $y ($y $x)) !((chain 1 $x $x) (chain 2 $x $x))',
      '[($x (1))]',
      '[((1) $x)]',
      '[(1 2)]',
    ],
    [
      'in rules too',
      '(= (both) ((chain 1 $x $x) (chain 2 $x $x))) (= (out) ($v (chain 1 $v $v))) !(both) !(let ($free $bound) (out) $bound)',
      '[(1 2)]',
      '[1]',
    ],
    [
      'may come from the caller, who keeps it',
      `(= (put $value $name $template) (function (chain $value $name (return $template))))
       !(chain (eval (put 1 $x ($x))) $r ($r $x)) !((atom-subst 1 $x ($x)) (atom-subst 2 $x ($x)))`,
      '[((1) $x)]',
      '[((1) (2))]',
    ],
    [
      'has a value in each alternative',
      '(= (two) 1) (= (two) 2) (= (h $n) (function (chain (eval (two)) $n (return ($n))))) !(let $r (h $z) ($r $z))',
      '[((1) $z), ((2) $z)]',
    ],
    [
      'may be free in what is chained',
      '(= (even 4) True) !(chain (eval (even $x)) $res (= (is-even $x) $res)) (= (f) (chain ($x) $x (seen $x))) !(let (seen ($v)) (f) ok)',
      '[(= (is-even 4) True)]',
      '[ok]',
    ],
  ]);
});

describe('symbols of the library', () => {
  check([
    [
      'new-state is one, with a type that can be asked for',
      '!(get-metatype new-state) !(match &self (: new-state (-> $a (StateMonad $b))) (== $a $b)) !(get-metatype get-state)',
      '[Symbol]',
      '[True]',
      '[Grounded]',
    ],
  ]);
});
