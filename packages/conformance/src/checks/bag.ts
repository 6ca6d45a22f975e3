/** ENV-BAG-1, -2, -4 and -10: what goes in, how often, and what comes out. */
import {
  equals,
  expression,
  float,
  integer,
  symbol,
  text,
  type Atom,
  type Statistics,
} from '@forkspace/spec';
import { holds, must, same, sameAtoms } from '../expect.ts';
import { atom, atoms, write } from '../notation.ts';
import { ALWAYS, checks, type Check } from './check.ts';
import { SPECIAL_NAMES } from './special-names.ts';
import { zoo } from './zoo.ts';

export const bagChecks: readonly Check[] = checks(ALWAYS, '0.1.0', [
  [
    'ENV-BAG-1a',
    'n additions of an atom give multiplicity n, for rules, facts, types and wildcard rules',
    'the count kept beside the atom: is it raised by every add, or is the atom put into a set?',
    ({ create }) => {
      for (const source of [
        '(= (f $x) $x)',
        '(a b)',
        '(: a T)',
        '(= ($f 1) 2)',
        'a',
        '7',
        '$v',
        '()',
      ]) {
        const space = create();
        for (let n = 1; n <= 4; n++) {
          space.add(atom(source));
          same(space.count(atom(source)), n, `count of ${source} after ${n} additions`);
          same(space.atoms().length, n, `atoms() after ${n} additions of ${source}`);
        }
      }
    },
  ],
  [
    'ENV-BAG-1b',
    'n definitions of one rule give n rules to an evaluator',
    'how matchingRules() treats equal rules: each definition must appear',
    ({ create }) => {
      const space = create('(= (f $x) $x) (= (f $y) $y) (= (f $x) $x)');
      same(space.matchingRules('f', 1).length, 3, 'matchingRules(f, 1)');
      same(space.ruleCount, 3, 'ruleCount');
      same(space.rules().length, 3, 'rules()');
      same(space.query(atom('(= (f $a) $b)')).length, 3, 'query for the rule');
    },
  ],
  [
    'ENV-BAG-1c',
    'remove takes one occurrence away and says whether there was one; never below zero',
    'the return value of remove(), and what it does when nothing is there',
    ({ create }) => {
      for (const source of ['(= (f $x) $x)', '(a b)', '(: a T)', '(= ($f 1) 2)', 'a', '7']) {
        const space = create(`${source} ${source}`);
        same(space.remove(atom(source)), true, `first remove of ${source}`);
        same(space.count(atom(source)), 1, `count of ${source} after one remove`);
        same(space.remove(atom(source)), true, `second remove of ${source}`);
        same(space.remove(atom(source)), false, `third remove of ${source}`);
        same(space.count(atom(source)), 0, `count of ${source} at the end`);
        same(space.has(atom(source)), false, `has ${source} at the end`);
        holds(space, '', `after ${source} was removed`);
        space.add(atom(source));
        same(space.count(atom(source)), 1, `count of ${source}, added again`);
      }
    },
  ],
  [
    'ENV-BAG-1d',
    'remove takes the newest occurrence, the last in order',
    'which of several equal atoms remove() chooses',
    ({ create }) => {
      for (const [first, second] of [
        ['(f $a)', '(f $b)'],
        ['(= (f $a) 1)', '(= (f $b) 1)'],
        ['(: $a T)', '(: $b T)'],
        ['$a', '$b'],
      ]) {
        const space = create(`${first} x ${second} y`);
        space.remove(atom(first as string));
        holds(space, `${first} x y`, `after removing one of ${first} and ${second}`);
      }
    },
  ],
  [
    'ENV-BAG-2a',
    'alpha-equal atoms are one atom; different sharing of variables is a difference',
    'the comparison used by has, count and remove: it must rename variables one to one',
    ({ create }) => {
      const space = create('(f $x) (f $y) (g $x $x)');
      same(space.count(atom('(f $z)')), 2, 'count of (f $z)');
      same(space.has(atom('(g $a $b)')), false, 'has (g $a $b) where (g $x $x) is held');
      same(space.remove(atom('(g $a $b)')), false, 'remove (g $a $b) where (g $x $x) is held');
      same(space.has(atom('(g $q $q)')), true, 'has (g $q $q)');
      const other = create('(g $x $y)');
      same(other.has(atom('(g $a $a)')), false, 'has (g $a $a) where (g $x $y) is held');
      same(
        create('(= (f $x $y) $x)').has(atom('(= (f $a $b) $b)')),
        false,
        'a rule that returns another argument',
      );
    },
  ],
  [
    'ENV-BAG-2b',
    'every occurrence keeps the variable names that it was written with',
    'storing one representative with a count loses the names of the others',
    ({ create }) => {
      holds(
        create('(f $x) (f $y) (= (g $a) $a) (= (g $b) $b)'),
        '(f $x) (f $y) (= (g $a) $a) (= (g $b) $b)',
        'atoms()',
      );
    },
  ],
  [
    'ENV-BAG-2c',
    'integer 1, float 1.0, text "1" and symbol 1 are four atoms',
    'keys made by printing or by numeric comparison',
    ({ create }) => {
      const four = [integer(1), float(1), text('1'), symbol('1')];
      for (const one of four) {
        for (const wrap of [
          (a: Atom) => a,
          (a: Atom) => expression(symbol('f'), a),
          (a: Atom) => expression(symbol('='), expression(symbol('f'), a), a),
        ]) {
          const space = create();
          space.add(wrap(one));
          for (const other of four)
            same(
              space.has(wrap(other)),
              other === one,
              `${write(wrap(one))} held, has ${write(wrap(other))}`,
            );
          for (const other of four)
            if (other !== one)
              same(space.remove(wrap(other)), false, `remove ${write(wrap(other))}`);
          same(space.count(wrap(one)), 1, `count of ${write(wrap(one))}`);
        }
      }
    },
  ],
  [
    'ENV-BAG-2d',
    'every kind of atom, every arity and every name goes in, is found, comes out unchanged and can be removed',
    'atoms that are no expression, empty expressions, names like __proto__, and arities beyond what was foreseen',
    ({ create }) => {
      const space = create();
      const all = zoo();
      for (const one of all) space.add(one);
      sameAtoms(space.atoms(), all, 'atoms()');
      for (const one of all) {
        must(space.has(one), () => `has ${write(one)}`);
        must(space.count(one) >= 1, () => `count of ${write(one)}`);
        must(
          space.query(one).some((match) => equals(match.atom, one)),
          () => `query for ${write(one)} finds it`,
        );
      }
      for (let i = all.length - 1; i >= 0; i--)
        must(space.remove(all[i] as Atom), () => `remove ${write(all[i] as Atom)}`);
      holds(space, '', 'after everything was removed');
    },
  ],
  [
    'ENV-BAG-2e',
    'special names work as head symbols, type names, binding names and in suggestions',
    'a plain object used as a map',
    ({ create }) => {
      for (const name of SPECIAL_NAMES) {
        const space = create();
        const head = symbol(name);
        const label = JSON.stringify(name);
        same(space.matchingRules(head, 1).length, 0, `rules of ${label} in an empty environment`);
        same(space.typesOf(head).length, 0, `types of ${label} in an empty environment`);
        same(space.binding(name), undefined, `binding ${label} in an empty environment`);
        space.add(expression(symbol('='), expression(head, symbol('a')), symbol('b')));
        space.add(expression(symbol(':'), head, symbol('T')));
        space.bind(name, symbol('v'));
        same(space.matchingRules(name, 1).length, 1, `rules of ${label}`);
        sameAtoms(space.typesOf(name), 'T', `types of ${label}`);
        same(space.binding(name), symbol('v'), `binding ${label}`);
        same(
          space.suggest(`${name}x`, { distance: 1 }).includes(name),
          true,
          `suggest ${label} for ${label} + x`,
        );
      }
    },
  ],
  [
    'ENV-BAG-4a',
    'adding the atom (= l r) adds the rule, removing it removes the rule',
    'a second way into the rule index',
    ({ create }) => {
      const space = create('(= (f $x) (g $x)) (= f 3) (= ($any 1) 4)');
      same(space.matchingRules('f', 1).length, 2, 'matchingRules(f, 1)');
      same(space.remove(atom('(= (f $q) (g $q))')), true, 'remove the rule');
      same(space.matchingRules('f', 1).length, 1, 'matchingRules(f, 1) afterwards');
      same(space.ruleGroup(symbol('f'), 1), undefined, 'ruleGroup(f, 1) afterwards');
      same(space.remove(atom('(= ($z 1) 4)')), true, 'remove the wildcard rule');
      same(space.wildcardRules(), undefined, 'wildcardRules() afterwards');
      same(space.ruleCount, 1, 'ruleCount');
      sameAtoms(
        space.rules().map((rule) => rule.atom),
        '(= f 3)',
        'rules()',
      );
    },
  ],
  [
    'ENV-BAG-4b',
    'after each removal no index shows the atom any more: lists, counts, groups, queries, types and suggestions agree',
    'a removal that forgets one of several indexes',
    ({ create }) => {
      const everything =
        '(= (fact $n) 1) (fact a) (: fact Type) (= ($w fact) 2) (fact b) (: fact Other)';
      const space = create(everything);
      const rest = atoms(everything);
      while (rest.length > 0) {
        const [gone] = rest.splice(rest.length >> 1, 1) as [Atom];
        same(space.remove(gone), true, `remove ${write(gone)}`);
        const left = rest.map(write);
        sameAtoms(space.atoms(), rest, 'atoms()');
        same(
          space.matchingRules('fact', 1).length,
          left.filter((a) => a.startsWith('(= ')).length,
          'matchingRules(fact, 1)',
        );
        same(space.facts().length, left.filter((a) => !a.startsWith('(= ')).length, 'facts()');
        same(
          space.typesOf('fact').length,
          left.filter((a) => a.startsWith('(: ')).length,
          'typesOf(fact)',
        );
        same(
          space.query(atom('(fact $x)')).length,
          left.filter((a) => a.startsWith('(fact ')).length,
          'query (fact $x)',
        );
        same(space.query(atom('$x')).length, rest.length, 'query $x');
        same(space.suggest('fac').includes('fact'), rest.length > 0, 'suggest fact for fac');
      }
    },
  ],
  [
    'ENV-BAG-4c',
    'clear removes every atom from every index, and the environment can be filled again',
    'an index, a listing or a count that clear() forgets',
    ({ create }) => {
      const everything = '(= (f $x) 1) (= ($w 1) 2) (f a) (: f T) a $x';
      const space = create(everything);
      space.matchingRules('f', 1);
      space.query(atom('$x'));
      space.suggest('g');
      space.clear();
      holds(space, '', 'after clear');
      same(space.ruleCount, 0, 'ruleCount');
      same(space.matchingRules('f', 1).length, 0, 'matchingRules(f, 1)');
      same(space.wildcardRules(), undefined, 'wildcardRules()');
      same(space.typesOf('f').length, 0, 'typesOf(f)');
      same(space.query(atom('$x')).length, 0, 'query $x');
      same(space.suggest('g').length, 0, 'suggest');
      same(space.statistics().atoms, 0, 'statistics().atoms');
      for (const one of atoms(everything)) same(space.has(one), false, `has ${write(one)}`);
      space.addAll(atoms(everything));
      holds(space, everything, 'filled again');
      same(space.matchingRules('f', 1).length, 2, 'matchingRules(f, 1), filled again');
    },
  ],
  [
    'ENV-BAG-4d',
    'addAll is the same as adding one by one, from any iterable',
    'the bulk path: order, repeated atoms, one-shot iterators',
    ({ create }) => {
      const source = '(= (f $x) 1) a a (: a T) (= ($w) 1) (f 1) (= (f $x) 1) $v a';
      const one = create(source);
      const bulk = create();
      bulk.addAll(atoms(source).values());
      bulk.addAll([]);
      sameAtoms(bulk.atoms(), one.atoms(), 'atoms()');
      same(bulk.count(atom('a')), 3, 'count of a');
      sameAtoms(
        bulk.matchingRules('f', 1).map((r) => r.atom),
        one.matchingRules('f', 1).map((r) => r.atom),
        'matchingRules(f, 1)',
      );
      const itself = create('a b');
      itself.addAll(itself.atoms());
      holds(itself, 'a b a b', 'an environment added to itself');
    },
  ],
  [
    'ENV-BAG-10a',
    'size, ruleCount and statistics count what the lists show',
    'a count kept in two places',
    ({ create }) => {
      const space = create(
        '(= (f $x) 1) (= (f $x) 1) (= (g) 1) (= g 1) (= ($w 1) 2) (= 5 6) a a (: a T) (: (f a) T) (:< T U) ()',
      );
      space.createSpace();
      space.createState(atom('1'));
      space.bind('b', atom('1'));
      space.bind('b', atom('2'));
      const counted = space.statistics();
      const expected: Statistics = {
        atoms: 12,
        rules: 6,
        wildcardRules: 2,
        facts: 6,
        typeAssertions: 2,
        ruleGroups: 3,
        spaces: 1,
        states: 1,
        bindings: 1,
      };
      for (const [name, count] of Object.entries(expected))
        same(counted[name as keyof Statistics], count, `statistics().${name}`);
      same(space.size, space.atoms().length, 'size');
      same(space.ruleCount, space.rules().length, 'ruleCount');
      same(space.facts().length, counted.atoms - counted.rules, 'facts()');
    },
  ],
]);
