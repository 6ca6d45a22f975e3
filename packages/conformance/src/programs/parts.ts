/** Programs about spaces, state cells, bindings and modules, and about sizes. */
import type { Program } from './program.ts';

export const SPACES: readonly Program[] = [
  {
    name: 'spaces are apart from each other',
    source: `
      !(bind! &a (new-space)) ; => [()]
      !(bind! &b (new-space)) ; => [()]
      !(add-atom &a (x 1)) ; => [()]
      !(add-atom &b (x 2)) ; => [()]
      !(add-atom &self (x 3)) ; => [()]
      !(match &a (x $n) $n) ; => [1]
      !(match &b (x $n) $n) ; => [2]
      !(match &self (x $n) $n) ; => [3]
      !(remove-atom &a (x 2)) ; => [()]
      !(get-atoms &a) ; => [(x 1)]
    `,
  },
  {
    name: 'a space is a value: kept in an atom, passed on, filled by whoever has it',
    source: `
      (= (shelf $name) (let $s (new-space) (seq (add-atom &self (shelf $name $s)) $s)))
      (= (put $name $thing) (match &self (shelf $name $s) (add-atom $s $thing)))
      (= (on $name) (match &self (shelf $name $s) (get-atoms $s)))
      !(let $_ (shelf top) ()) ; => [()]
      !(let $_ (shelf low) ()) ; => [()]
      !(put top book) ; => [()]
      !(put low shoe) ; => [()]
      !(put top cup) ; => [()]
      !(on top) ; => [book, cup]
      !(on low) ; => [shoe]
      !(on $any) ; => [book, cup, shoe]
    `,
  },
  {
    name: 'rules in another space apply there only',
    source: `
      (= (where) here)
      !(bind! &there (new-space)) ; => [()]
      !(add-atom &there (= (where) there)) ; => [()]
      !(where) ; => [here]
      !(evalc (where) &there) ; => [there]
      !(match &there (= (where) $x) $x) ; => [there]
    `,
  },
  {
    name: 'a space within a space within a space',
    source: `
      !(bind! &outer (new-space)) ; => [()]
      !(let $in (new-space) (seq (add-atom $in (deep water)) (add-atom &outer (holds $in)))) ; => [()]
      !(match &outer (holds $s) (match $s (deep $x) $x)) ; => [water]
      !(let $n (collapse (get-atoms &outer)) (size-atom $n)) ; => [1]
    `,
  },
];

export const STATES: readonly Program[] = [
  {
    name: 'a counter',
    source: `
      !(bind! &count (new-state 0)) ; => [()]
      (= (tick) (change-state! &count (+ (get-state &count) 1)))
      !(tick) ; => [(State 1)]
      !(tick) ; => [(State 2)]
      !(get-state &count) ; => [2]
    `,
  },
  {
    name: 'cells among facts, changed through a query',
    source: `
      !(add-atom &self (lamp hall (new-state off))) ; => [()]
      !(add-atom &self (lamp attic (new-state off))) ; => [()]
      !(match &self (lamp hall $s) (change-state! $s on)) ; => [(State on)]
    `,
  },
  {
    name: 'every alternative writes, the last one stays',
    source: `
      !(bind! &last (new-state none)) ; => [()]
      !(let $x (superpose (a b c)) (seq (change-state! &last $x) (get-state &last))) ; => [a, b, c]
      !(get-state &last) ; => [c]
    `,
  },
  {
    name: 'two cells with the same value are two',
    source: `
      !(bind! &one (new-state 7)) ; => [()]
      !(bind! &two (new-state 7)) ; => [()]
      !(change-state! &one 8) ; => [(State 8)]
      !((get-state &one) (get-state &two)) ; => [(8 7)]
    `,
  },
];

export const BINDINGS: readonly Program[] = [
  {
    name: 'tokens stand for what they were bound to, a cell among them',
    source: `
      !(bind! &limit (new-state 10)) ; => [()]
      (= (below $n) (< $n (get-state &limit)))
      !(below 9) ; => [True]
      !(bind! &same &limit) ; => [()]
      !(change-state! &same 5) ; => [(State 5)]
      !(below 9) ; => [False]
      !(bind! six 6) ; => [()]
      !(+ six 1) ; => [7]
    `,
  },
  {
    name: 'a setting of the program is kept in the environment',
    source: `
      !(pragma! type-check auto) ; => [()]
      (: add-one (-> Number Number))
      (= (add-one $x) (+ $x 1))
      !(add-one 1) ; => [2]
    `,
  },
  {
    name: 'a setting that is changed',
    source: `
      (= (deep $n) (if (== $n 0) bottom (let $m (- $n 1) (let $d (deep $m) $d))))
      !(pragma! max-stack-depth 400) ; => [()]
      !(deep 3) ; => [bottom]
      !(case (deep 100) (((Error $call $why) $why) ($other $other))) ; => [StackOverflow]
      !(pragma! max-stack-depth 0) ; => [()]
      !(deep 100) ; => [bottom]
    `,
  },
];

export const MODULES: readonly Program[] = [
  {
    name: 'a module is loaded once, however often and through whom it is imported',
    files: {
      'shapes.metta': '(shape circle) (shape square) (= (corners square) 4) (= (corners circle) 0)',
      'left.metta': '!(import! &self shapes) (= (left) (corners square))',
      'right.metta': '!(import! &self shapes) (= (right) (corners circle))',
    },
    source: `
      !(import! &self left) ; => [()]
      !(import! &self right) ; => [()]
      !(import! &self right) ; => [()]
      !(left) ; => [4]
      !(right) ; => [0]
      !(match &self (shape $s) $s) ; => [circle, square]
    `,
  },
  {
    name: 'a module in a space of its own name, which is also a token',
    files: { 'stock.metta': '(in-stock apples) (in-stock pears) (= (best) pears)' },
    source: `
      !(import! &stock stock) ; => [()]
      !(match &stock (in-stock $x) $x) ; => [apples, pears]
      !(match &self (in-stock $x) $x) ; => []
      !(best) ; => [(best)]
      !(bind! stock 12) ; => [()]
      !(match &stock (in-stock $x) ($x stock)) ; => [(apples 12), (pears 12)]
    `,
  },
];

export const SIZES: readonly Program[] = [
  {
    name: 'a recursion 10,000 deep',
    source: `
      (= (count $n) (if (== $n 0) 0 (+ 1 (count (- $n 1)))))
      !(count 10000) ; => [10000]
    `,
  },
  {
    name: 'a number written as an expression 12,000 deep, kept, found again and removed',
    source: `
      (: wrap (-> Number Atom %Undefined%))
      (= (wrap $n $x) (if (== $n 0) $x (let $m (- $n 1) (wrap $m (S $x)))))
      (: depth (-> Atom Number Number))
      (= (depth Z $n) $n)
      (= (depth (S $x) $n) (let $m (+ $n 1) (depth $x $m)))
      !(let $p (wrap 12000 Z) (add-atom &self (number $p))) ; => [()]
      !(match &self (number $p) (depth $p 0)) ; => [12000]
      !(match &self (number (S (S $p))) (remove-atom &self (number (S (S $p))))) ; => [()]
      !(match &self (number $p) found) ; => []
    `,
  },
  {
    name: 'a loop of 10,000 turns that writes now and then',
    source: `
      (= (loop $n) (if (== $n 0) done (seq (if (== (% $n 500) 0) (add-atom &self (mark $n)) ()) (loop (- $n 1)))))
      !(loop 10000) ; => [done]
      !(let $all (collapse (match &self (mark $n) $n)) (size-atom $all)) ; => [20]
    `,
  },
  {
    name: 'a batch of atoms at once, and a sum over them',
    source: `
      (= (upto $n) (if (== $n 0) () (let* (($m (- $n 1)) ($rest (upto $m))) (cons-atom (n $n) $rest))))
      !(let $list (upto 100) (add-atoms &self $list)) ; => [()]
      !(let $all (collapse (match &self (n $x) $x)) (foldl-atom $all 0 $a $b (+ $a $b))) ; => [5050]
      !(match &self (n 37) found) ; => [found]
    `,
  },
];
