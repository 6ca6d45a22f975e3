/** Ways of saying the same that take different ways through the machine: each gives what the plain one does. */
import { describe } from 'vitest';
import { check } from './check.ts';

describe('functions of several types', () => {
  check([
    [
      'the first type that fits',
      '(: f (-> Number Number)) (: f (-> String String)) (: f (-> A B)) (: a A) (= (f $x) $x) !(f 1) !(f "a") !(f a) !(f b) !(f (f "a")) !(f True) !(f 1 2) !(+ 1 (f "a")) !(f (superpose (1 "a"))) !(f (empty)) !(f (+ 1 "a"))',
      '[1]',
      '["a"]',
      '[(Error a (BadType B A))]',
      '[b]',
      '["a"]',
      '[(Error (f True) (BadArgType 1 Number Bool)), (Error (f True) (BadArgType 1 String Bool)), (Error (f True) (BadArgType 1 A Bool))]',
      '[(Error (f 1 2) IncorrectNumberOfArguments), (Error (f 1 2) IncorrectNumberOfArguments), (Error (f 1 2) IncorrectNumberOfArguments)]',
      '[(Error (+ 1 (f "a")) (BadArgType 2 Number String))]',
      '[1]',
      '[]',
      '[(Error (+ 1 "a") (BadArgType 2 Number String))]',
    ],
    [
      'a type that is no function',
      '(: f (-> Number Number)) (: f Foo) (= (f $x) $x) !(f 1) !(f "a") !(f) !(f 1 2)',
      '[1]',
      '["a"]',
      '[(f)]',
      '[(f 1 2)]',
    ],
    [
      'with type variables',
      '(: f (-> $t $t Bool)) (: f (-> Number Number)) (= (f $x) $x) (= (f $x $x) True) !(f 1) !(f 1 1) !(f 1 "a") !(f a 1) !(f "a")',
      '[1]',
      '[True]',
      '[(Error (f 1 "a") (BadArgType 2 Number String)), (Error (f 1 "a") IncorrectNumberOfArguments)]',
      '[(f a 1)]',
      '[(Error (f "a") IncorrectNumberOfArguments), (Error (f "a") (BadArgType 1 Number String))]',
    ],
  ]);
});

describe('operators that are calls', () => {
  check([
    [
      'typed',
      '(: f (-> Number (-> Number Number))) (= ((f $a) $b) (+ $a $b)) !((f 1) 2) !((f "a") 2) !((f 1) "b") !((f (+ 1 2)) (+ 3 "a")) !((f 1) (empty)) !((f (superpose (1 2))) (superpose (3 4))) !((f 1 2) 3) !((f 1) 2 3) !((f) 1)',
      '[3]',
      '[(Error (f "a") (BadArgType 1 Number String))]',
      '[(Error ((f 1) "b") (BadArgType 1 Number String))]',
      '[(Error (+ 3 "a") (BadArgType 2 Number String))]',
      '[]',
      '[4, 5, 5, 6]',
      '[(Error (f 1 2) IncorrectNumberOfArguments)]',
      '[(Error ((f 1) 2 3) IncorrectNumberOfArguments)]',
      '[(Error (f) IncorrectNumberOfArguments)]',
    ],
    [
      'untyped',
      '(= ((f $a) $b) (+ $a $b)) (= (g) h) (= (h $x $y) ($y $x)) !((f 1) 2) !((f (+ 1 2)) 3) !((g) 1 (+ 1 2)) !((empty) 1) !((superpose (1 2)) 3)',
      '[3]',
      '[6]',
      '[(3 1)]',
      '[]',
      '[(1 3), (2 3)]',
    ],
    [
      'operations',
      '!((+ 1 2) 3) !((+ 1 "a") 3) !((1 2) 3) !(((a b) c) d) !((car-atom (+ -)) 1 2) !((+ 1) 2) !((== 1 "a") 2) !((if True + -) 1 2)',
      '[(3 3)]',
      '[(Error (+ 1 "a") (BadArgType 2 Number String))]',
      '[((1 2) 3)]',
      '[(((a b) c) d)]',
      '[3]',
      '[(Error (+ 1) IncorrectNumberOfArguments)]',
      '[(Error (== 1 "a") (BadArgType 2 Number String))]',
      '[3]',
    ],
    [
      'with type variables',
      '(: curry (-> (-> $a $b $c) $a (-> $b $c))) (= ((curry $f $a) $b) ($f $a $b)) !((curry + 1) 2) !((curry + 1) "a") !((curry + "a") 1)',
      '[3]',
      '[(Error ((curry + 1) "a") (BadArgType 1 Number String))]',
      '[(Error (curry + "a") (BadArgType 2 Number String))]',
    ],
  ]);
});

describe('types with variables', () => {
  check([
    [
      'are bound by the arguments',
      '(: List (-> $t Type)) (: Nil (List $t)) (: Cons (-> $t (List $t) (List $t))) (: len (-> (List $t) Number)) (= (len Nil) 0) (= (len (Cons $h $t)) (+ 1 (len $t))) !(len (Cons 1 (Cons 2 Nil))) !(len (Cons 1 (Cons "a" Nil))) !(Cons 1 2) !(Cons (+ 1 2) Nil) !(Cons (superpose (1 2)) Nil)',
      '[2]',
      '[(Error (Cons 1 (Cons "a" Nil)) (BadArgType 2 (List Number) (List String)))]',
      '[(Error (Cons 1 2) (BadArgType 2 (List Number) Number))]',
      '[(Cons 3 Nil)]',
      '[(Cons 1 Nil), (Cons 2 Nil)]',
    ],
    [
      'of arguments with several types',
      '(: same (-> $t $t Bool)) (= (same $x $y) True) (: c C) (: c D) (: d D) !(same c d) !(same d c) !(same c 1) !(same 1 1) !(same 1 "a") !(same u 1)',
      '[True]',
      '[True]',
      '[(Error (same c 1) (BadArgType 2 C Number)), (Error (same c 1) (BadArgType 2 D Number))]',
      '[True]',
      '[(Error (same 1 "a") (BadArgType 2 Number String))]',
      '[True]',
    ],
    [
      'ask for a result',
      '(: id2 (-> $t $t)) (= (id2 $x) $x) !(+ 1 (id2 2)) !(+ 1 (id2 "a")) !(id2 (id2 a)) !(id2 (+ 1 "a")) !(id2 (empty)) !(id2 (1 2))',
      '[3]',
      '[(Error (+ 1 (id2 "a")) (BadArgType 2 Number String))]',
      '[a]',
      '[(Error (+ 1 "a") (BadArgType 2 Number String))]',
      '[]',
      '[(1 2)]',
    ],
  ]);
});

describe('values at hand', () => {
  check([
    [
      'case',
      '!(case (+ 1 2) ((3 three) ($x other))) !(case (superpose (1 2 3)) ((1 one) (2 two))) !(case (empty) ((Empty e) ($x v))) !(case 5 ((6 a))) !(case (a b) (((a $y) $y))) !(case (1 $x) (((1 2) $x))) !(case (+ 1 "a") (((Error $a $b) err))) !(case 1.0 ((1 one))) !(let $c ((1 one)) (case 1 $c)) !(case Empty ((Empty e))) !(case 1 bad) !(case (Error a b) (((Error $x $y) caught)))',
      '[three]',
      '[one, two]',
      '[e]',
      '[]',
      '[b]',
      '[2]',
      '[err]',
      '[one]',
      '[one]',
      '[e]',
      '[]',
      '[caught]',
    ],
    [
      'case on a space',
      '(q 1) !(case &self (((q $x) (found $x)) ($s none))) !(case (q 1) ((&self in) ($s out)))',
      '[(found 1)]',
      '[out]',
    ],
    [
      'let*',
      '!(let* (($a 1) ($b (+ $a 1))) ($a $b)) !(let* (($a (superpose (1 2))) ($b (superpose ($a 5)))) ($a $b)) !(let* (($a 1) ($a 2)) $a) !(let* (((a $x) (a 1)) ($y $x)) $y) !(let* (($x (+ 1 "a"))) y) !(let* (($x (Error a b))) y) !(let* (bad) y) !(let* (($x $y)) done) !(let* ((Empty Empty)) ok) !(let $p (($q 1)) (let* $p $q)) !(let* ((&self (q 1))) ok)',
      '[(1 2)]',
      '[(1 1), (1 5), (2 2), (2 5)]',
      '[]',
      '[1]',
      '[(Error (+ 1 "a") (BadArgType 2 Number String))]',
      '[y]',
      '[(Error (let* (bad) y) "List of (<pattern> <atom>) pairs is expected as a second argument")]',
      '[done]',
      '[ok]',
      '[1]',
      '[]',
    ],
    [
      'eval',
      '(= (ff $x) ($x $x)) (= (mm 1) a) (= (mm 2) b) !(chain (eval (+ 1 2)) $x (+ $x 1)) !(eval (+ 1 (+ 1 2))) !(chain (eval (+ 1 "a")) $x ($x)) !(eval (ff (+ 1 2))) !(chain (eval (ff 1)) $x ($x)) !(chain (eval (mm $w)) $x ($w $x)) !(chain (eval (mm 3)) $x $x)',
      '[4]',
      '[(eval (+ 1 (+ 1 2)))]',
      '[(NotReducible)]',
      '[((+ 1 2) (+ 1 2))]',
      '[((1 1))]',
      '[(1 a), (2 b)]',
      '[(chain (eval (mm 3)) $x $x)]',
    ],
    [
      'if-error and return-on-error',
      '(= (g $x) (if-error $x caught (+ 1 $x))) !(g 1) !(g (Error a b)) !(if-error (+ 1 "a") x y) !(if-error (Error) x y) !(if-error Error x y) !(if-error a b Empty) !(if-error a b NotReducible) !(return-on-error (Error a b) c) !(return-on-error Empty c) !(return-on-error a (+ 1 2)) !(function (eval (return-on-error Empty c))) !(function (eval (return-on-error a (return c)))) (= (if-error zz $a $b) mine) !(if-error zz 1 2)',
      '[2]',
      '[(Error a b)]',
      '[y]',
      '[x]',
      '[y]',
      '[]',
      '[(if-error a b NotReducible)]',
      '[(return (Error a b))]',
      '[(return Empty)]',
      '[3]',
      '[]',
      '[c]',
      '[mine, 2]',
    ],
    [
      'lists of typed symbols',
      '(: a A) (: b B) (= (b $x $y) hit) (= (a a) two) (= (range $n) (if (== $n 0) () (let $r (range (- $n 1)) (cons-atom a $r)))) !(let $l (range 5) (cdr-atom $l)) !(let $l (range 2) (cons-atom b $l)) !(let $l (range 4) (let* (($x (cdr-atom $l)) ($y (cdr-atom $x))) (list $x $y)))',
      '[(a a a a)]',
      '[(b a a)]',
      '[(list (a a a) two)]',
    ],
  ]);
});

describe('rules without a symbol in first place', () => {
  check([
    [
      'told apart by what a call has there',
      '(= ((f $a) $b) (+ $a $b)) (= ((g $a) $b) (* $a $b)) (= ($h wild) (got $h)) (= (((k $a) $b) $c) ($a $b $c)) (= ((($v z) z) z) deep) (= (5 $x) five) (= (() $x) unit) !((f 1) 2) !((g 3) 4) !(foo wild) !((f 1) wild) !(((k 1) 2) 3) !((k 1) 2) !(((q z) z) z) !(5 1) !(6 1) !(5 wild) !((f 1) 2 3) !(() 1) !((a b) c d) (= ((f $a) $b) again) !((f 1) 2) (= $all everything) !(foo) !((f 1) 2)',
      '[3]',
      '[12]',
      '[(got foo)]',
      '[(+ 1 wild), (got (f 1))]',
      '[(1 2 3)]',
      '[((k 1) 2)]',
      '[deep]',
      '[five]',
      '[(6 1)]',
      '[(got 5), five]',
      '[((f 1) 2 3)]',
      '[unit]',
      '[((a b) c d)]',
      '[3, again]',
      '[everything]',
      '[everything]',
    ],
    [
      'beside lists',
      '(= ((f $a) $b) (+ $a $b)) (= (r $n) (if (== $n 0) () (let $x (r (- $n 1)) (cons-atom $n $x)))) !(let $l (r 6) (cdr-atom $l)) (= ($x 2 1) hit) !(let $l (r 3) (cdr-atom $l)) !(let $l (r 4) (let* (($t (cdr-atom $l)) ($u (cdr-atom $t))) $u)) !(let $l (cons-atom (f 1) (2)) $l) !(let $l (cons-atom f ((f 1) 2)) (cdr-atom $l))',
      '[(5 4 3 2 1)]',
      '[(2 1)]',
      '[(Error (cdr-atom hit) "cdr-atom expects a non-empty expression as an argument")]',
      '[3]',
      '[3]',
    ],
  ]);
});

describe('words bound by and by', () => {
  check([
    [
      'one after another, and again',
      '!(bind! one 1) !(bind! two (+ one one)) !(list one two) !(bind! one 11) !(list one two) !(bind! t.* 3) !(list one two ten) !(bind! two 22) !(list two)',
      '[()]',
      '[()]',
      '[(list 1 2)]',
      '[(Error (bind! 1 11) (BadArgType 1 Symbol Number))]',
      '[(list 1 2)]',
      '[()]',
      '[(list 1 3 3)]',
      '[(Error (bind! 3 22) (BadArgType 1 Symbol Number))]',
      '[(list 3)]',
    ],
    [
      'in a branch that is dropped',
      '!(bind! one 1) !(transaction (let $x (bind! two 2) (Error one two))) !(list one two) !(transaction (bind! two 2)) !(list one two)',
      '[()]',
      '[(Error 1 two)]',
      '[(list 1 two)]',
      '[()]',
      '[(list 1 2)]',
    ],
  ]);
});
