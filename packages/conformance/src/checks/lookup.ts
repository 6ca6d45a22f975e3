/** ENV-BAG-3 and -5: rules by head symbol and arity, groups, and queries by pattern. */
import {
  BARE,
  expression,
  renameApart,
  symbol,
  unify,
  variable,
  type Atom,
  type Environment,
  type Space,
} from '@forkspace/spec';
import { must, same, sameAtoms } from '../expect.ts';
import { atom, atoms } from '../notation.ts';
import { zoo } from './zoo.ts';
import { ALWAYS, checks, type Check } from './check.ts';
import { queryIsScan } from './query-is-scan.ts';

const ruleAtoms = (space: Space, head: string, arity: number): Atom[] =>
  space.matchingRules(head, arity).map((rule) => rule.atom);

const PATTERNS =
  atoms(`$q ($q) ($q $r) ($q $q) ($p $q $r) (f $q) (f a) (f $q $r) (f $q $q) (f (g $q)) (f (g a)) (f ($h a)) (g a) 1 1.0 a "a" ()
  (= $q $r) (= (f $q) $r) (= (f a) $r) (= f $r) (= ($h a) $r) (= ((f a) $q) $r) (= $q 1) (= 1 $r) (= ($h $q $r) $s)
  (: $q $r) (: a $r) (: $q T) (: (f $q) $r) (: $q (-> $r $s)) (:< $q $r) ($op a T) (f 1) (f 1.0) (f $q a) (f a $q) (f $x (g $x)) (f () $q)`);

const HELD = `(f a) (f b) (f a) (f $x) (f (g a)) (f (g b)) (f (g $y)) (f ($h a)) (f ((g a) b)) (f 1) (f 1.0) (f "a") (f a a) (f a b) (f $x $x) (f $x $y)
  (f $x (g $x)) (f () a) (f (g a) (g b)) a 1 1.0 "a" () $v ($h a) ($h $k $l) ((f a) b) (= (f $x) $x) (= (f a) 1) (= f 1) (= ($h a) 1) (= $v 1)
  (= 1 2) (= 1.0 2) (= ((f a) $x) 3) (= (g $x $y) $x) (: a T) (: a U) (: (f a) T) (: $x T) (: g (-> A B)) (:< T U) (= a) (= a b c)`;

function filledWith(create: (atoms?: string) => Environment, copies: number): Environment {
  const space = create(HELD);
  for (let n = 0; n < copies; n++) {
    space.addAll(
      atoms(
        `(f c${n}) (f c${n} ${n % 5}) (f (g ${n})) (= (f k${n}) ${n}) (= (h${n} a) 1) (: n${n} T) (: a V${n}) ((v ${n}) b) ${n} (f ${n})`,
      ),
    );
  }
  return space;
}

export const lookupChecks: readonly Check[] = checks(ALWAYS, '0.1.0', [
  [
    'ENV-BAG-3a',
    'rules for (head, arity) come in order of definition, those of no other head or arity among them',
    'the key of the rule index: name and number of arguments',
    ({ create }) => {
      const space = create(
        '(= (f $x) 1) (= (g $x) 2) (= (f a) 3) (= (f $x $y) 4) (= (f) 5) (= f 6) (= (f $x) 1)',
      );
      sameAtoms(ruleAtoms(space, 'f', 1), '(= (f $x) 1) (= (f a) 3) (= (f $x) 1)', 'rules of f/1');
      sameAtoms(ruleAtoms(space, 'f', 2), '(= (f $x $y) 4)', 'rules of f/2');
      sameAtoms(ruleAtoms(space, 'f', 0), '(= (f) 5)', 'rules of (f)');
      sameAtoms(ruleAtoms(space, 'f', BARE), '(= f 6)', 'rules of f itself');
      sameAtoms(ruleAtoms(space, 'g', 1), '(= (g $x) 2)', 'rules of g/1');
      sameAtoms(ruleAtoms(space, 'h', 1), '', 'rules of h/1');
      sameAtoms(ruleAtoms(space, 'f', 40), '', 'rules of f/40');
    },
  ],
  [
    'ENV-BAG-3b',
    'the wildcard rules follow the rules of every head and arity, and stand alone where there is none',
    'lookups that forget rules whose head has no symbol in first place',
    ({ create }) => {
      const space = create(
        '(= ($h 1) w1) (= (f $x) 1) (= $v w2) (= (f a) 2) (= 5 w3) (= ((f a) b) w4) (= () w5)',
      );
      const wild = '(= ($h 1) w1) (= $v w2) (= 5 w3) (= ((f a) b) w4) (= () w5)';
      sameAtoms(ruleAtoms(space, 'f', 1), `(= (f $x) 1) (= (f a) 2) ${wild}`, 'rules of f/1');
      sameAtoms(ruleAtoms(space, 'nobody', 3), wild, 'rules of nobody/3');
      sameAtoms(
        (space.wildcardRules()?.all ?? []).map((rule) => rule.atom),
        wild,
        'wildcardRules()',
      );
      sameAtoms(
        (space.ruleGroup(symbol('f'), 1)?.all ?? []).map((rule) => rule.atom),
        '(= (f $x) 1) (= (f a) 2)',
        'ruleGroup(f, 1)',
      );
      same(space.ruleGroup(symbol('nobody'), 3), undefined, 'ruleGroup of a head without rules');
    },
  ],
  [
    'ENV-BAG-3c',
    'two lookups without a write between them give the same frozen array, for every head, with and without wildcard rules',
    'a list copied at each lookup, or kept for one environment only while several share it',
    ({ create, capabilities }) => {
      for (const source of ['(= (f $x) 1)', '(= ($w $x) 1)', '(= (f $x) 1) (= ($w $x) 1)', '']) {
        const space = create(source);
        const first = space.matchingRules('f', 1);
        must(Object.isFrozen(first), 'matchingRules() is frozen');
        space.matchingRules('g', 1);
        space.query(atom('$x'));
        same(space.matchingRules('f', 1), first, `matchingRules(f, 1) again, holding ${source}`);
        same(space.matchingRules(symbol('f'), 1), first, 'the same by symbol');
        if (!capabilities.isolation) continue;
        const clone = space.clone();
        same(clone.matchingRules('f', 1), first, 'matchingRules(f, 1) of an unwritten clone');
        clone.add(atom('(= ($w2 $x) 2)'));
        const other = clone.matchingRules('f', 1);
        same(
          space.matchingRules('f', 1),
          first,
          `matchingRules(f, 1) after a clone wrote and looked up, holding ${source}`,
        );
        same(clone.matchingRules('f', 1), other, 'and that of the clone');
      }
    },
  ],
  [
    'ENV-BAG-3d',
    'a lookup after a write shows the write; every returned list and group is frozen',
    'a list kept too long, or handed out as it is kept',
    ({ create }) => {
      const space = create('(= (f $x) 1)');
      same(space.matchingRules('f', 1).length, 1, 'before');
      space.add(atom('(= (f $x) 2)'));
      same(space.matchingRules('f', 1).length, 2, 'after a rule');
      space.add(atom('(= $any 3)'));
      same(space.matchingRules('f', 1).length, 3, 'after a wildcard rule');
      space.remove(atom('(= (f $x) 1)'));
      same(space.matchingRules('f', 1).length, 2, 'after a removal');
      space.add(atom('(: f T)'));
      const lists = {
        'atoms()': space.atoms(),
        'rules()': space.rules(),
        'facts()': space.facts(),
        'typesOf()': space.typesOf('f'),
        'group.all': space.ruleGroup(symbol('f'), 1)?.all,
        'wildcard.all': space.wildcardRules()?.all,
        'typeGroup.all': space.typeGroup(symbol('f'))?.all,
        'query()': space.query(atom('$x')),
        'bindings()': space.bindings(),
        'spaceIds()': space.spaceIds(),
        'stateIds()': space.stateIds(),
        'suggest()': space.suggest('g'),
      };
      for (const [name, list] of Object.entries(lists))
        must(list !== undefined && Object.isFrozen(list), `${name} is frozen`);
    },
  ],
  [
    'ENV-BAG-3e',
    'a rule shows its head, its body and the atom it was written as',
    'how a rule is made from its atom',
    ({ create }) => {
      const written = atom('(= (f $x (g $y)) ($y $x))');
      const space = create();
      space.add(written);
      const [rule] = space.matchingRules('f', 2);
      must(rule !== undefined, 'the rule is found');
      sameAtoms(
        [rule.atom, rule.head, rule.body],
        '(= (f $x (g $y)) ($y $x)) (f $x (g $y)) ($y $x)',
        'atom, head, body',
      );
      same(space.rules()[0], rule, 'rules() and matchingRules() show one object');
    },
  ],
  [
    'ENV-BAG-3f',
    "a group's select() leaves out nothing that unifies, keeps the order, and answers like its list",
    'the argument index of a group',
    ({ create }) => {
      for (const copies of [0, 3, 40]) {
        const space = filledWith(create, copies);
        const groups = { f: space.ruleGroup(symbol('f'), 1), g: space.ruleGroup(symbol('g'), 2) };
        for (const [head, group] of Object.entries(groups)) {
          must(group !== undefined, `ruleGroup(${head})`);
          same(group.size, group.all.length, `size of the group of ${head}`);
          for (const args of ['a', 'k1', 'k39', '$x', '1', '(g $x)', '$x $y', 'a a', '()']) {
            const pattern = atom(`(${head} ${args})`);
            const fits = (rule: { readonly head: Atom }): boolean =>
              unify(pattern, renameApart(rule.head)) !== undefined;
            const wanted = group.all.filter(fits);
            sameAtoms(
              group
                .select(atoms(args))
                .filter(fits)
                .map((r) => r.atom),
              wanted.map((r) => r.atom),
              `select(${args}) of the rules of ${head}`,
            );
          }
        }
      }
    },
  ],
  [
    'ENV-BAG-5a',
    'a query gives every atom that unifies, with multiplicity, in order of insertion, with the bindings of the reference unifier',
    'an index that leaves answers out, reorders them, or answers without unifying',
    ({ create }) => {
      for (const copies of [0, 2, 40]) {
        const space = filledWith(create, copies);
        for (const pattern of PATTERNS) queryIsScan(space, pattern);
      }
    },
  ],
  [
    'ENV-BAG-5b',
    'queries stay right after removals, additions and repeated asking',
    'a remembered answer that a write does not forget; an index that keeps dead entries',
    ({ create }) => {
      const space = filledWith(create, 20);
      const held = space.atoms();
      for (let round = 0; round < 6; round++) {
        for (const pattern of PATTERNS.filter((_, i) => i % 3 === round % 3)) {
          queryIsScan(space, pattern);
          queryIsScan(space, pattern);
        }
        for (let i = round; i < held.length; i += 7) space.remove(held[i] as Atom);
        space.addAll(atoms(`(f a) (f round${round}) (= (f a) ${round}) (: a R${round})`));
      }
    },
  ],
  [
    'ENV-BAG-5c',
    'numbers match by value in a query although they are different atoms; nothing else matches across kinds',
    'an index keyed by the printed number or by kind',
    ({ create }) => {
      const space = create('(p 1) (p 1.0) (p 2.5) (p "1") (p 18446744073709551616) 1 1.0');
      same(space.query(atom('(p 1)')).length, 2, 'query (p 1)');
      same(space.query(atom('(p 1.0)')).length, 2, 'query (p 1.0)');
      same(space.query(atom('1')).length, 2, 'query 1');
      same(
        space.query(atom('(p 18446744073709551616)')).length,
        1,
        'query for an integer beyond 2^53',
      );
      same(space.count(atom('(p 1)')), 1, 'count of (p 1)');
    },
  ],
  [
    'ENV-BAG-5d',
    "a pattern's variables and a stored atom's variables are different variables, even with one name",
    'stored atoms must be renamed apart before they are unified',
    ({ create }) => {
      const space = create('(f $x b) (same $x $x)');
      const [match] = space.query(atom('(f a $x)'));
      must(match !== undefined, 'query (f a $x) finds (f $x b)');
      sameAtoms([match.bindings.apply(atom('$x'))], 'b', 'value of $x');
      same(space.query(atom('(same $y (g $y))')).length, 0, 'occurs check');
      // What unifies is said here once in so many words: the scan that other checks compare with uses the unifier too.
      for (const [held, pattern, answers] of [
        ['(same $x $x)', '(same (g $q) (g $q))', 1],
        ['(same $x $x)', '(same (g $q) (h $q))', 0],
        ['(same $x $x)', '(same (g $q) (g (g $q)))', 0],
        ['(pair $x (h $x))', '(pair (g $q) $r)', 1],
        ['(pair $x (h $x))', '(pair (g $q) (h (g $q)))', 1],
        ['(pair $x (h $x))', '(pair $r (h (g $r)))', 0],
        ['(three $x $y $x)', '(three $q (s $q) (s $r))', 1],
        ['(three $x $y $x)', '(three $q (s $q) (s $q))', 0],
        ['(loop $x $y $z)', '(loop (g $a) (g $b) $c)', 1],
        ['(loop $x $y $x $y)', '(loop $a $b (g $b) (g $a))', 0],
        ['(mixed a $x)', '(mixed $q)', 0],
        ['(mixed a)', '(mixed 1)', 0],
        ['(mixed (a))', '(mixed a)', 0],
      ] as const) {
        const { length } = create(held).query(atom(pattern));
        same(length, answers, `answers of ${held} to ${pattern}`);
      }
      const numbered = create();
      numbered.add(expression(symbol('two'), variable('x', 1), variable('x', 2)));
      same(numbered.query(atom('(two a b)')).length, 1, 'variables of one name and two numbers');
      same(numbered.query(atom('(two $x $x)')).length, 1, 'and a pattern with that name twice');
    },
  ],
  [
    'ENV-BAG-5e',
    'every kind of atom can be queried for and is found by the open pattern',
    'kinds of atoms that the fact index cannot hold',
    ({ create }) => {
      const space = create();
      const all = zoo();
      space.addAll(all);
      sameAtoms(
        space.query(atom('$anything')).map((match) => match.atom),
        all,
        'query $anything',
      );
      for (const one of all) queryIsScan(space, one);
    },
  ],
]);
