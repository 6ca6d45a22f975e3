/** Programs that need isolation: forked spaces, transactions, isolated branches, going back at a limit. */
import type { Program } from './program.ts';

export const FORKED_SPACES: readonly Program[] = [
  {
    name: 'a fork and its original go their own ways',
    source: `
      !(bind! &plan (new-space)) ; => [()]
      !(add-atom &plan (= (cost) 10)) ; => [()]
      !(add-atom &plan (step buy)) ; => [()]
      !(bind! &try (fork-space &plan)) ; => [()]
      !(add-atom &try (step build)) ; => [()]
      !(remove-atom &try (= (cost) 10)) ; => [()]
      !(add-atom &plan (step sell)) ; => [()]
      !(get-atoms &plan) ; => [(= (cost) 10), (step buy), (step sell)]
      !(get-atoms &try) ; => [(step buy), (step build)]
      !(match &plan (= (cost) $c) $c) ; => [10]
      !(match &try (= (cost) $c) $c) ; => []
    `,
  },
  {
    name: "a fork of the program's own space, and a fork of the fork",
    source: `
      (fact one)
      !(bind! &a (fork-space &self)) ; => [()]
      !(add-atom &a (fact two)) ; => [()]
      !(bind! &b (fork-space &a)) ; => [()]
      !(add-atom &a (fact three)) ; => [()]
      !(add-atom &b (fact four)) ; => [()]
      !(match &self (fact $x) $x) ; => [one]
      !(match &a (fact $x) $x) ; => [one, two, three]
      !(match &b (fact $x) $x) ; => [one, two, four]
    `,
  },
  {
    name: 'a fork for every attempt, of which one is taken over',
    source: `
      (= (attempt $s $x) (let $f (fork-space $s) (seq (add-atom $f (chosen $x)) $f)))
      !(bind! &world (new-space)) ; => [()]
      !(add-atom &world (start)) ; => [()]
      !(let $f (attempt &world (superpose (a b c))) (collapse (get-atoms $f))) ; => [((start) (chosen a)), ((start) (chosen b)), ((start) (chosen c))]
      !(get-atoms &world) ; => [(start)]
    `,
  },
];

export const TRANSACTIONS: readonly Program[] = [
  {
    name: 'what succeeds is kept, what fails has not happened',
    source: `
      (balance ann 10) (balance bob 0)
      (= (move $n) (match &self (balance ann $a)
        (seq (remove-atom &self (balance ann $a)) (let $left (- $a $n) (seq (add-atom &self (balance ann $left))
          (if (< $left 0) (Error (move $n) overdrawn) moved))))))
      !(transaction (move 4)) ; => [moved]
      !(transaction (move 7)) ; => [(Error (move 7) overdrawn)]
      !(match &self (balance $who $n) ($who $n)) ; => [(bob 0), (ann 6)]
    `,
  },
  {
    name: 'no result is a failure too, for rules, cells and spaces alike',
    source: `
      !(bind! &cell (new-state old)) ; => [()]
      !(bind! &side (new-space)) ; => [()]
      (= (rule) before)
      !(transaction (seq (change-state! &cell new) (add-atom &side (x)) (= (rule) after) (empty))) ; => []
      !(get-state &cell) ; => [old]
      !(get-atoms &side) ; => []
      !(rule) ; => [before]
      !(transaction (seq (change-state! &cell new) (add-atom &side (x)) (= (rule) after) ok)) ; => [ok]
      !(get-state &cell) ; => [new]
      !(get-atoms &side) ; => [(x)]
      !(rule) ; => [before, after]
    `,
  },
  {
    name: 'one within another',
    source: `
      !(transaction (seq (add-atom &self (outer)) (let $r (collapse (transaction (seq (add-atom &self (inner)) (empty)))) $r))) ; => [()]
      !(get-atoms &self) ; => [(outer)]
      !(transaction (seq (add-atom &self (lost)) (transaction (add-atom &self (lost too))) (empty))) ; => []
      !(get-atoms &self) ; => [(outer)]
    `,
  },
];

export const ISOLATED_BRANCHES: readonly Program[] = [
  {
    name: 'alternatives see what was there before them and nothing of each other',
    branches: 'isolated',
    source: `
      (given)
      (= (who) ann) (= (who) bob) (= (who) cid)
      (= (visit $n) (seq (add-atom &self (came $n)) (collapse (match &self (came $x) $x))))
      !(visit (who)) ; => [(ann), (bob), (cid)]
      !(match &self (came $x) $x) ; => [ann, bob, cid]
      !(match &self (given) once) ; => [once]
    `,
  },
  {
    name: 'a rule that one branch adds, another does not have, and both keep afterwards',
    branches: 'isolated',
    source: `
      (= (base) 1)
      (= (try $n) (seq (add-atom &self (= (base) $n)) (collapse (base))))
      !(try (superpose (2 3))) ; => [(1 2), (1 3)]
      !(base) ; => [1, 2, 3]
      !(try (superpose (2 3))) ; => [(1 2 3 2), (1 2 3 3)]
      !(base) ; => [1, 2, 3, 2, 3]
    `,
  },
  {
    name: 'what both branches remove is removed once, what one removes stays away',
    branches: 'isolated',
    source: `
      (token) (token) (token) (lock a) (lock b)
      !(let $x (superpose (a b)) (seq (remove-atom &self (token)) (remove-atom &self (lock $x)) $x)) ; => [a, b]
      !(get-atoms &self) ; => [(token), (token)]
    `,
  },
  {
    name: 'arguments are branches too',
    branches: 'isolated',
    source: `
      !(pair (seq (add-atom &self (x)) left) (collapse (match &self (x) seen))) ; => [(pair left ())]
      !(match &self (x) seen) ; => [seen]
    `,
  },
  {
    name: 'branches within branches',
    branches: 'isolated',
    source: `
      (= (outer) a) (= (outer) b)
      (= (inner) 1) (= (inner) 2)
      (= (go $x) (seq (add-atom &self (at $x)) (deeper $x (inner))))
      (= (deeper $x $y) (seq (add-atom &self (at $x $y)) (collapse (match &self (at $p $q) ($p $q)))))
      !(go (outer)) ; => [((a 1)), ((a 2)), ((b 1)), ((b 2))]
      !(match &self (at $x $y) ($x $y)) ; => [(a 1), (a 2), (b 1), (b 2)]
    `,
  },
  {
    name: 'a wildcard rule and a type made by one branch are unknown to the next',
    branches: 'isolated',
    source: `
      !(let $x (superpose (one two)) (seq (add-atom &self (= ($f $x) (wild $f))) (add-atom &self (: thing $x)) (ask one))) ; => [(wild ask), (ask one)]
      !(get-type thing) ; => [one, two]
      !(ask two) ; => [(wild ask)]
    `,
  },
];

export const MERGED_PARTS: readonly Program[] = [
  {
    name: 'spaces that two branches make are two',
    branches: 'isolated',
    source: `
      !(let $x (superpose (a b)) (let $s (new-space) (seq (add-atom $s (in $x)) (add-atom &self (made $s)) $x))) ; => [a, b]
      !(match &self (made $s) (get-atoms $s)) ; => [(in a), (in b)]
    `,
  },
  {
    name: 'a space that all had is merged atom by atom',
    branches: 'isolated',
    source: `
      !(bind! &common (new-space)) ; => [()]
      !(add-atom &common (old)) ; => [()]
      !(let $x (superpose (a b c)) (seq (add-atom &common (new $x)) (remove-atom &common (old)) $x)) ; => [a, b, c]
      !(get-atoms &common) ; => [(new a), (new b), (new c)]
    `,
  },
  {
    name: 'of two values for one cell the right one wins',
    branches: 'isolated',
    source: `
      !(bind! &cell (new-state 0)) ; => [()]
      !(bind! &other (new-state 0)) ; => [()]
      !(let $x (superpose (1 2)) (change-state! &cell $x)) ; => [(State 2), (State 2)]
      !(let $x (superpose (1 2)) (if (== $x 1) (change-state! &other 9) ok)) ; => [(State 9), ok]
      !((get-state &cell) (get-state &other)) ; => [(2 9)]
    `,
  },
  {
    name: 'or the conflict is an error',
    branches: 'isolated',
    onConflict: 'error',
    source: `
      !(bind! &cell (new-state 0)) ; => [()]
      !(let $x (superpose (1 1)) (change-state! &cell $x)) ; => [(State 1), (State 1)]
      !(let $x (superpose (1 2)) (change-state! &cell $x)) ; => ! MERGE_CONFLICT
    `,
  },
  {
    name: 'a form that is stopped at a limit has not happened',
    steps: 2000,
    source: `
      (count 0)
      (= (forever $n) (seq (add-atom &self (count $n)) (forever (+ $n 1))))
      !(add-atom &self (count kept)) ; => [()]
      !(forever 1) ; => ! STEP_LIMIT
    `,
  },
];
