import { describe } from 'vitest';
import { check } from './check.ts';

describe('types of atoms', () => {
  check([
    ['asserted, several', '(: s Circle) (: s Red) !(get-type s)', '[Circle, Red]'],
    [
      'supertypes',
      '(: s Circle) (:< Circle Shape) (:< Shape Thing) !(get-type s)',
      '[Circle, Shape, Thing]',
    ],
    [
      'calls',
      '(: area (-> Circle Number)) (: s Circle) (: t Square) !(get-type (area s)) !(get-type (area t))',
      '[Number]',
      '[]',
    ],
    [
      'tuples',
      '(: s Circle) !(get-type (s 1)) !(get-type (s u))',
      '[(Circle Number)]',
      '[%Undefined%]',
    ],
    [
      'expressions',
      '(: (half 1) Odd) !(get-type (half 1)) !(get-type (half 2))',
      '[Odd]',
      '[%Undefined%]',
    ],
    [
      'polymorphic',
      '(: Cons (-> $t (L $t) (L $t))) (: Nil (L $t)) !(get-type (Cons 1 Nil)) !(get-type (Cons 1 (Cons "a" Nil)))',
      '[(L Number)]',
      '[]',
    ],
    [
      'dependent',
      '(: z N) (: V (-> N Type)) (: v (V z)) (: len (-> (V $n) $n)) !(get-type (len v))',
      '[z]',
    ],
    [
      'types defined while running',
      '!(add-atom &self (: late Type1)) !(get-type late)',
      '[()]',
      '[Type1]',
    ],
  ]);
});

describe('calls', () => {
  check([
    [
      'an argument of the wrong type',
      '(: f (-> Number Number)) (= (f $x) $x) !(f "a") !(f b)',
      '[(Error (f "a") (BadArgType 1 Number String))]',
      '[b]',
    ],
    [
      'a wrong number of arguments',
      '(: f (-> Number Number)) !(f) !(f 1 2)',
      '[(Error (f) IncorrectNumberOfArguments)]',
      '[(Error (f 1 2) IncorrectNumberOfArguments)]',
    ],
    [
      'the value of the wrong type',
      '(: f (-> Number Number)) (= (f $x) "no") !(f 1)',
      '[(Error "no" (BadType Number String))]',
    ],
    [
      'one type variable twice',
      '(: same (-> $t $t Bool)) (= (same $a $b) True) !(same 1 2) !(same 1 "a")',
      '[True]',
      '[(Error (same 1 "a") (BadArgType 2 Number String))]',
    ],
    [
      'overloads',
      '(: o (-> Number A)) (: o (-> String B)) (= (o $x) (got $x)) !(o 1) !(o "s") !(o True)',
      '[(got 1)]',
      '[(got "s")]',
      '[(Error (o True) (BadArgType 1 Number Bool)), (Error (o True) (BadArgType 1 String Bool))]',
    ],
    [
      'unevaluated arguments',
      '(: lazy (-> Atom Atom)) (= (lazy $x) (saw $x)) !(lazy (+ 1 1))',
      '[(saw (+ 1 1))]',
    ],
    [
      'unevaluated, then evaluated',
      '(: later (-> Atom %Undefined%)) (= (later $x) $x) !(later (+ 1 1))',
      '[2]',
    ],
    [
      'Expression, Symbol, Variable',
      '(: e (-> Expression Number)) (= (e $x) (size-atom $x)) !(e (+ 1 2)) (: s (-> Symbol Symbol)) (= (s $x) $x) !(s a) !(s (+ 1 1))',
      '[3]',
      '[a]',
      '[(Error (s (+ 1 1)) (BadArgType 1 Symbol Number))]',
    ],
    [
      'subtypes fit',
      '(:< Dog Animal) (: rex Dog) (: feed (-> Animal Bool)) (= (feed $x) True) !(feed rex)',
      '[True]',
    ],
    [
      'functions as arguments',
      '(: app (-> (-> Number Number) Number Number)) (= (app $f $x) ($f $x)) (: dbl (-> Number Number)) (= (dbl $x) (* 2 $x)) !(app dbl 4)',
      '[8]',
    ],
    [
      'type check before adding',
      '!(pragma! type-check auto) (: f (-> Number Number)) (f "a") !(match &self (f $x) $x)',
      '[()]',
      '[(Error (f "a") (BadArgType 1 Number String))]',
      '[]',
    ],
  ]);
});
