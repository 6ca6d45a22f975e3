/** Programs about rules: in which order they apply, how often, and what comes of changing them meanwhile. */
import type { Program } from './program.ts';

export const RULES: readonly Program[] = [
  {
    name: 'alternatives come in the order of definition',
    source: `
      (= (colour) red)
      (= (colour) green)
      (= (shade $c) (light $c))
      (= (colour) blue)
      (= (shade $c) (dark $c))
      !(colour) ; => [red, green, blue]
      !(shade (colour)) ; => [(light red), (dark red), (light green), (dark green), (light blue), (dark blue)]
    `,
  },
  {
    name: 'a rule defined several times answers as often',
    source: `
      (= (roll) six)
      (= (roll) one)
      (= (roll) six)
      (= (same $x) (one $x))
      (= (same $y) (one $y))
      !(roll) ; => [six, one, six]
      !(same a) ; => [(one a), (one a)]
    `,
  },
  {
    name: 'heads are told apart by symbol, by number of arguments and by what stands in them',
    source: `
      (= (f) none)
      (= (f $x) (one $x))
      (= (f $x $y) (two $x $y))
      (= (f a) special)
      (= (g a $x) (first $x))
      (= (g $x b) (second $x))
      (= (g (h $x) $x) (nested $x))
      !(f) ; => [none]
      !(f a) ; => [(one a), special]
      !(f c d) ; => [(two c d)]
      !(g a b) ; => [(first b), (second a)]
      !(g (h b) b) ; => [(second (h b)), (nested b)]
      !(g c c) ; => [(g c c)]
    `,
  },
  {
    name: 'a variable that stands twice demands the same twice',
    source: `
      (= (pair $x $x) (twins $x))
      (= (pair $x $y) (two $x $y))
      !(pair 1 1) ; => [(twins 1), (two 1 1)]
      !(pair 1 2) ; => [(two 1 2)]
      !(pair (a $q) (a b)) ; => [(twins (a b)), (two (a $q) (a b))]
    `,
  },
  {
    name: 'numbers in heads match by value, texts and symbols by kind',
    source: `
      (= (kind 1) whole)
      (= (kind 1.0) float)
      (= (kind "1") text)
      (= (kind $x) any)
      !(kind 1) ; => [whole, float, any]
      !(kind 1.0) ; => [whole, float, any]
      !(kind "1") ; => [text, any]
      !(kind 2) ; => [any]
    `,
  },
  {
    name: 'many rules of one head, and one argument that chooses',
    source: `
      (= (day 0) sunday) (= (day 1) monday) (= (day 2) tuesday) (= (day 3) wednesday)
      (= (day 4) thursday) (= (day 5) friday) (= (day 6) saturday) (= (day $n) (day $n of the week))
      (= (day 3) mid-week) (= (day 10) no-day) (= (day 11) no-day) (= (day 12) no-day)
      !(day 3) ; => [wednesday, (day 3 of the week), mid-week]
      !(day 6) ; => [saturday, (day 6 of the week)]
      !(day 9) ; => [(day 9 of the week)]
      !(let $d (day $n) $d) ; => [sunday, monday, tuesday, wednesday, thursday, friday, saturday, (day $n of the week), mid-week, no-day, no-day, no-day]
    `,
  },
];

export const RULES_AT_RUN_TIME: readonly Program[] = [
  {
    name: 'a rule is there for the next step once it was added',
    source: `
      (= (double $x) (* 2 $x))
      (= (teach $wanted) (if $wanted (seq (= (learnt $y) (+ $y 10)) (learnt 5)) (double 5)))
      !(teach false) ; => [10]
      !(learnt 1) ; => [(learnt 1)]
      !(teach true) ; => [15]
      !(learnt 1) ; => [11]
      !(teach true) ; => [15, 15]
    `,
  },
  {
    name: 'a rule is gone once its atom was removed, one definition at a time',
    source: `
      (= (answer) 41)
      (= (answer) 42)
      (= (answer) 42)
      !(answer) ; => [41, 42, 42]
      !(remove-atom &self (= (answer) 42)) ; => [()]
      !(answer) ; => [41, 42]
      !(remove-atom &self (= (answer) 41)) ; => [()]
      !(answer) ; => [42]
      !(remove-atom &self (= (answer) 42)) ; => [()]
      !(answer) ; => [(answer)]
    `,
  },
  {
    name: 'removing and adding again puts a rule behind the others',
    source: `
      (= (step) first)
      (= (step) second)
      (= (step) third)
      !(remove-atom &self (= (step) first)) ; => [()]
      !(add-atom &self (= (step) first)) ; => [()]
      !(step) ; => [second, third, first]
    `,
  },
  {
    name: 'of equal definitions the newest is removed, so the order of the rest stays',
    source: `
      (= (next) a)
      (= (next) b)
      (= (next) a)
      (= (next) c)
      !(remove-atom &self (= (next) a)) ; => [()]
      !(next) ; => [a, b, c]
    `,
  },
  {
    name: 'alternatives that have begun go on, whatever they add or remove',
    source: `
      (= (item) 1)
      (= (item) 2)
      (= (item) 3)
      !(let $i (item) (seq (add-atom &self (= (item) (made-by $i))) (remove-atom &self (= (item) 2)) $i)) ; => [1, 2, 3]
      !(item) ; => [1, 3, (made-by 1), (made-by 2), (made-by 3)]
    `,
  },
  {
    name: 'a function that remembers its results as rules',
    source: `
      (= (slow $n) (if (< $n 2) $n (+ (fib (- $n 1)) (fib (- $n 2)))))
      (= (fib $n) (let $known (collapse (match &self (memo $n $v) $v))
        (if (== $known ())
            (let $v (slow $n) (seq (add-atom &self (memo $n $v)) $v))
            (let ($v) $known $v))))
      !(fib 20) ; => [6765]
      !(match &self (memo 10 $v) $v) ; => [55]
      !(let $all (collapse (match &self (memo $n $v) $n)) (size-atom $all)) ; => [21]
    `,
  },
  {
    name: 'an argument index keeps up with rules that come and go',
    source: `
      (= (at 1) a) (= (at 2) b) (= (at 3) c) (= (at 4) d) (= (at 5) e) (= (at 6) f)
      (= (at 7) g) (= (at 8) h) (= (at 9) i) (= (at 10) j) (= (at 11) k) (= (at 12) l)
      !(at 7) ; => [g]
      !(remove-atom &self (= (at 7) g)) ; => [()]
      !(add-atom &self (= (at 7) new)) ; => [()]
      !(add-atom &self (= (at $n) (any $n))) ; => [()]
      !(add-atom &self (= (at 3) again)) ; => [()]
      !(at 7) ; => [new, (any 7)]
      !(at 3) ; => [c, (any 3), again]
      !(remove-atom &self (= (at $n) (any $n))) ; => [()]
      !(at 3) ; => [c, again]
    `,
  },
];

export const WILDCARD_RULES: readonly Program[] = [
  {
    name: 'rules without a head symbol apply to calls of anything, after those with one',
    source: `
      (= ($f zero) (any $f))
      (= (g zero) known)
      (= ($f $x zero) (two $f $x))
      !(g zero) ; => [known, (any g)]
      !(h zero) ; => [(any h)]
      !(h 1 zero) ; => [(two h 1)]
    `,
  },
  {
    name: 'a rule on a call of a call',
    source: `
      (= ((add $x) $y) (+ $x $y))
      (= ((compose $f $g) $x) ($f ($g $x)))
      (= (inc $x) (+ $x 1))
      !((add 3) 4) ; => [7]
      !((compose inc (add 10)) 5) ; => [16]
      !(remove-atom &self (= ((add $x) $y) (+ $x $y))) ; => [()]
      !((add 3) 4) ; => [((add 3) 4)]
    `,
  },
  {
    name: 'a wildcard rule that is added late applies to what was defined before, and goes again',
    source: `
      (= (f a) one)
      !(f a) ; => [one]
      !(seq (= ($any a) wild) (f a)) ; => [one, wild]
      !(other a) ; => [wild]
      !(remove-atom &self (= ($any a) wild)) ; => [()]
      !(f a) ; => [one]
      !(other a) ; => [(other a)]
    `,
  },
];

export const ALTERNATIVES: readonly Program[] = [
  {
    name: 'every combination, the rightmost turning fastest',
    source: `
      (= (bit) 0)
      (= (bit) 1)
      !((bit) (bit)) ; => [(0 0), (0 1), (1 0), (1 1)]
      !(+ (* 2 (bit)) (bit)) ; => [0, 1, 2, 3]
      !(collapse ((bit) (superpose (x y)))) ; => [((0 x) (0 y) (1 x) (1 y))]
    `,
  },
  {
    name: 'an alternative without result leaves none',
    source: `
      (= (maybe) (superpose (1 2 3 4)))
      (= (even $n) (if (== (% $n 2) 0) $n (empty)))
      !(even (maybe)) ; => [2, 4]
      !(even 1) ; => []
      !(collapse (even (superpose (1 3)))) ; => [()]
      !(case (even 3) ((Empty none) ($n (some $n)))) ; => [none]
    `,
  },
  {
    name: 'a search for the colours of a map, neighbours being different',
    source: `
      (border north west) (border north east) (border west east) (border east south)
      (= (colour) (superpose (red green blue)))
      (= (differ $p $q) (if (== $p $q) (empty) ok))
      (= (paint) (let* (($n (colour)) ($w (colour)) ($_ (differ $n $w)) ($e (colour))
          ($_2 (differ $n $e)) ($_3 (differ $w $e)) ($s (colour)) ($_4 (differ $e $s)))
        ($n $w $e $s)))
      !(let $all (collapse (paint)) (size-atom $all)) ; => [12]
      !(let* (($all (collapse (paint))) ($first (car-atom $all))) $first) ; => [(red green blue red)]
    `,
  },
];
