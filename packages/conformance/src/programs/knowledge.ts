/** Programs about what an environment holds besides rules: facts and their multiplicity, queries, types. */
import type { Program } from './program.ts';

export const QUERIES: readonly Program[] = [
  {
    name: 'conditions that share variables',
    source: `
      (parent ann bob) (parent bob cid) (parent bob dan) (parent eve dan) (parent cid fay)
      !(match &self (, (parent $a $b) (parent $b $c)) ($a $c)) ; => [(ann cid), (ann dan), (bob fay)]
      !(match &self (, (parent $x dan) (parent $y $x)) $y) ; => [ann]
      !(match &self (, (parent $x $y) (parent $y $x)) $x) ; => []
    `,
  },
  {
    name: 'variables at every place, the head included',
    source: `
      (likes sue tea) (hates sue milk) (likes tom milk) (likes (friend sue) (black tea)) (knows sue)
      !(match &self ($how sue $what) ($how $what)) ; => [(likes tea), (hates milk)]
      !(match &self (likes (friend $who) ($kind tea)) ($who $kind)) ; => [(sue black)]
      !(match &self (likes $x $x) $x) ; => []
      !(match &self ($one $two) $two) ; => [sue]
    `,
  },
  {
    name: 'variables in what is held',
    source: `
      (any $x) (same $x $x) (same a $y)
      !(match &self (any 5) yes) ; => [yes]
      !(match &self (same 1 2) yes) ; => []
      !(match &self (same a $z) $z) ; => [a, $z]
    `,
  },
  {
    name: 'rules are found by queries like other atoms',
    source: `
      (= (size small) 1)
      (= (size large) 9)
      (size of things)
      !(match &self (= (size $s) $n) ($s $n)) ; => [(small 1), (large 9)]
      !(match &self (size $x $y) ($x $y)) ; => [(of things)]
      !(remove-atom &self (= (size small) 1)) ; => [()]
      !(match &self (= (size $s) $n) ($s $n)) ; => [(large 9)]
    `,
  },
  {
    name: 'numbers are found by value, names are found as they are',
    source: `
      (n 1 whole) (n 1.0 float) (n 2 other) (|a strange| |name|) (__proto__ 1) (constructor 2) (größe 3)
      !(match &self (n 1 $k) $k) ; => [whole, float]
      !(match &self (__proto__ $x) $x) ; => [1]
      !(match &self (constructor $x) $x) ; => [2]
      !(match &self (größe $x) $x) ; => [3]
    `,
  },
  {
    name: 'atoms of one shape among many others, by each of their parts',
    source: `
      (at 0 0 a) (at 0 1 b) (at 0 2 c) (at 1 0 d) (at 1 1 e) (at 1 2 f) (at 2 0 g) (at 2 1 h) (at 2 2 i)
      (at 0 3 a) (at 1 3 b) (at 2 3 c) (at 3 0 d) (at 3 1 e) (at 3 2 f) (at 3 3 x) ($who 1 1 z) (at $row 9 w)
      !(match &self (at 1 $c $v) ($c $v)) ; => [(0 d), (1 e), (2 f), (3 b), (1 z), (9 w)]
      !(match &self (at $r 1 $v) ($r $v)) ; => [(0 b), (1 e), (2 h), (3 e), (1 z)]
      !(match &self (at $r $c d) ($r $c)) ; => [(1 0), (3 0)]
      !(match &self (at 1 1 $v) $v) ; => [e, z]
      !(match &self (at 7 9 $v) $v) ; => [w]
    `,
  },
];

export const DUPLICATES: readonly Program[] = [
  {
    name: 'a fact that was added twice answers twice, and goes away one at a time',
    source: `
      (coin) (coin) (stone) (coin)
      !(match &self (coin) found) ; => [found, found, found]
      !(remove-atom &self (coin)) ; => [()]
      !(get-atoms &self) ; => [(coin), (coin), (stone)]
      !(remove-atom &self (coin)) ; => [()]
      !(remove-atom &self (coin)) ; => [()]
      !(remove-atom &self (coin)) ; => [()]
      !(get-atoms &self) ; => [(stone)]
    `,
  },
  {
    name: 'answers multiply, and can be made unique',
    source: `
      (edge a b) (edge a b) (edge b c) (edge b c) (edge a c)
      !(match &self (, (edge a $x) (edge $x c)) $x) ; => [b, b, b, b]
      !(unique (match &self (edge $x $y) $x)) ; => [a, b]
    `,
  },
  {
    name: 'atoms that differ in names of variables only are counted together and kept as written',
    source: `
      (for-all $x) (for-all $y) (for-all $z)
      !(let $n (collapse (match &self (for-all 1) yes)) (size-atom $n)) ; => [3]
      !(remove-atom &self (for-all $y)) ; => [()]
      !(let $n (collapse (match &self (for-all 1) yes)) (size-atom $n)) ; => [2]
    `,
  },
];

export const CHANGES_DURING_MATCH: readonly Program[] = [
  {
    name: 'what a match has begun with it goes through with, whatever is removed meanwhile',
    source: `
      (task 1) (task 2) (task 3)
      !(match &self (task $n) (seq (remove-atom &self (task 3)) (remove-atom &self (task $n)) $n)) ; => [1, 2, 3]
      !(match &self (task $n) $n) ; => []
      !(add-atoms &self ((task 4) (task 5))) ; => [()]
      !(match &self (task $n) (seq (add-atom &self (= (did $n) ok)) (collapse (match &self (task $m) $m)))) ; => [(4 5), (4 5)]
    `,
  },
  {
    name: 'what is added meanwhile is not among the answers',
    source: `
      (n 1) (n 2)
      !(match &self (n $x) (let $y (+ $x 10) (add-atom &self (n $y)))) ; => [(), ()]
      !(match &self (n $x) $x) ; => [1, 2, 11, 12]
    `,
  },
  {
    name: 'every answer replaced by another',
    source: `
      (item a 1) (item b 2) (keep c) (item d 4)
      !(match &self (item $k $v) (seq (remove-atom &self (item $k $v)) (add-atom &self (item $k (seen $v))))) ; => [(), (), ()]
      !(get-atoms &self) ; => [(keep c), (item a (seen 1)), (item b (seen 2)), (item d (seen 4))]
      !(match &self (item $k (seen 2)) $k) ; => [b]
    `,
  },
  {
    name: 'a work list that is used up while it grows',
    source: `
      (todo 3)
      (= (work) (case (match &self (todo $n) $n)
        ((Empty done)
         ($n (seq (remove-atom &self (todo $n)) (add-atom &self (did $n))
              (if (> $n 0) (let $m (- $n 1) (add-atom &self (todo $m))) ()) (work))))))
      !(work) ; => [done]
      !(match &self ($what $n) ($what $n)) ; => [(did 3), (did 2), (did 1), (did 0)]
    `,
  },
];

export const TYPES: readonly Program[] = [
  {
    name: 'arguments are refused by type, and types can be added late',
    source: `
      (: twice (-> Number Number))
      (= (twice $x) (* 2 $x))
      !(twice 4) ; => [8]
      !(twice "a") ; => [(Error (twice "a") (BadArgType 1 Number String))]
      !(get-type twice) ; => [(-> Number Number)]
      !(add-atom &self (: twice (-> String String))) ; => [()]
      !(get-type twice) ; => [(-> Number Number), (-> String String)]
      !(remove-atom &self (: twice (-> Number Number))) ; => [()]
      !(get-type twice) ; => [(-> String String)]
      !(twice 4) ; => [(Error (twice 4) (BadArgType 1 String Number))]
    `,
  },
  {
    name: 'a name has all types that were asserted, in order',
    source: `
      (: fido Dog)
      (: fido Pet)
      (: rex Dog)
      !(get-type fido) ; => [Dog, Pet]
      !(match &self (: $who Dog) $who) ; => [fido, rex]
      !(remove-atom &self (: fido Dog)) ; => [()]
      !(get-type fido) ; => [Pet]
      !(get-type unknown) ; => [%Undefined%]
    `,
  },
  {
    name: 'data with types of its own',
    source: `
      (: Nat Type) (: Z Nat) (: S (-> Nat Nat))
      (: plus (-> Nat Nat Nat))
      (= (plus Z $n) $n)
      (= (plus (S $m) $n) (S (plus $m $n)))
      !(plus (S (S Z)) (S Z)) ; => [(S (S (S Z)))]
      !(get-type (S (S Z))) ; => [Nat]
      !(plus (S Z) 1) ; => [(Error (plus (S Z) 1) (BadArgType 2 Nat Number))]
    `,
  },
  {
    name: 'an argument that is passed on unevaluated, by its type',
    source: `
      (: hold (-> Atom Atom))
      (= (hold $x) (held $x))
      (= (let-go $x) (free $x))
      !(hold (+ 1 2)) ; => [(held (+ 1 2))]
      !(let-go (+ 1 2)) ; => [(free 3)]
      !(remove-atom &self (: hold (-> Atom Atom))) ; => [()]
      !(hold (+ 1 2)) ; => [(held 3)]
    `,
  },
];
