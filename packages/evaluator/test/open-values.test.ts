import { describe } from 'vitest';
import { check } from './check.ts';

/** What nothing reduces is a value; with a variable in it, one that may be reduced later. */
describe('a value whose variable gets a value', () => {
  check([
    [
      'is evaluated again',
      `!(let $sum (+ $y 1) (let $y 2 $sum)) !(let $sum (+ $y 1) (let $y 2 (* 2 $sum))) !(let $sum (+ $y 1) (let $y 2 (== $sum 3)))
       !(let $pair (pair (+ $y 1) b) (let $y 2 $pair)) !(let $sum (+ $y 1) (let $y (superpose (2 3)) (sum $sum)))`,
      '[3]',
      '[6]',
      '[True]',
      '[(pair 3 b)]',
      '[(sum 3), (sum 4)]',
    ],
    [
      'though rules of the program give it one themselves',
      '(= (size $x) (measured $x)) (= (measured mouse) small) !(let $r (size $animal) (let $animal mouse $r)) !(let $r (size $animal) (let $animal cat $r))',
      '[small]',
      '[]',
    ],
    [
      'so functions can be values that take what their variables get',
      `(: fn (-> Atom $t (-> $a $t))) (= ((fn $var $body) $arg) (let $var $arg $body))
       !((fn $n (* $n $n)) 7) !((fn ($a $b) (- $a $b)) (9 4)) (= (apply-first $f $x) (fn $y ($f $x $y))) (= (add-ten) (apply-first + 10)) !((add-ten) 5)`,
      '[49]',
      '[5]',
      '[15]',
    ],
    [
      'stays as it is where the variable is renamed only, or the argument is not to be evaluated',
      '!(let $sum (+ $y 1) (let $y $z $sum)) !(let $sum (+ $y 1) (let $y 2 (quote $sum)))',
      '[(+ $y 1)]',
      '[(quote (+ 2 1))]',
    ],
    [
      'unlike one without variables, which is done with',
      '!(let $x (later) (let $_ (add-atom &self (= (later) done)) $x)) !(later)',
      '[(later)]',
      '[done]',
    ],
  ]);
});

describe('states in queries', () => {
  check([
    [
      'match states with the same content, whichever they are',
      `!(bind! &lamp (new-state on)) !(bind! &fan (new-state on)) !(add-atom &self (runs lamp &lamp)) !(add-atom &self (runs fan &fan))
       !(match &self (runs $what &lamp) $what) !(match &self (, (runs $a &fan) (runs $b &lamp)) ($a $b))`,
      '[()]',
      '[()]',
      '[()]',
      '[()]',
      '[lamp, fan]',
      '[(lamp lamp), (lamp fan), (fan lamp), (fan fan)]',
    ],
    [
      'as it is when the query is asked',
      `!(bind! &lamp (new-state on)) !(bind! &fan (new-state on)) !(add-atom &self (runs lamp &lamp)) !(add-atom &self (runs fan &fan))
       !(change-state! &fan off) !(match &self (runs $what &lamp) $what) !(match &self (runs fan &lamp) yes) !(unify &self (runs $what &fan) $what none)`,
      '[()]',
      '[()]',
      '[()]',
      '[()]',
      '[(State off)]',
      '[lamp]',
      '[]',
      '[fan]',
    ],
  ]);
});

describe('calls that are not well typed at second sight', () => {
  check([
    [
      'are data in the place of an operator too',
      '(= (swap $a $b) ($b $a)) !(swap 1 (+ (superpose ("one" 2.0)) (once "two")))',
      '[((+ "one" "two") 1), ((+ 2.0 "two") 1)]',
    ],
    [
      'take a type variable for the type it stands for',
      '!(get-state (new-state (collapse (superpose (1 2))))) !(let $list (collapse (superpose (1 2))) (get-state (new-state $list)))',
      '[(collapse (superpose (1 2)))]',
      '[(1 2)]',
    ],
  ]);
});
