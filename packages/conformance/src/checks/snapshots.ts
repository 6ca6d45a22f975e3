/** ENV-BAG-7, -8 and -9: what was returned stays; what failed changed nothing; spaces, states and bindings. */
import { symbol, type Atom, type Space } from '@forkspace/spec';
import { different, holds, must, refuses, same, sameAtoms, sameList } from '../expect.ts';
import { atom, atoms } from '../notation.ts';
import { wrong } from '../wrong.ts';
import { ALWAYS, checks, type Check } from './check.ts';
import { fingerprint } from './fingerprint.ts';
import { listsOf, vandalise } from './vandal.ts';

const FILLED = '(= (f $x) 1) (= (f $x) 2) (= ($w 1) 3) (f a) (f b) (: f T) (: f U) a';
const WRITES: readonly ((space: Space) => void)[] = [
  (space) => space.add(atom('(= (f $x) new)')),
  (space) => space.add(atom('(= ($w 2) new)')),
  (space) => space.add(atom('(f new)')),
  (space) => space.add(atom('(: f New)')),
  (space) => space.remove(atom('(= (f $x) 1)')),
  (space) => space.remove(atom('(f a)')),
  (space) => space.remove(atom('(: f T)')),
  (space) => space.remove(atom('(= ($w 1) 3)')),
  (space) => space.addAll(atoms('x y z (f 1) (= (f a) 9)')),
  (space) => space.clear(),
];

export const snapshotChecks: readonly Check[] = checks(ALWAYS, '0.1.0', [
  [
    'ENV-BAG-7a',
    'a list that was returned is the same after any write',
    'lists handed out as they are kept and written in place later',
    ({ create }) => {
      for (const [index, write] of WRITES.entries()) {
        const space = create(FILLED);
        const lists = listsOf(space);
        const before = Object.entries(lists).map(([name, list]) => [name, [...list]] as const);
        write(space);
        for (const [name, list] of before) {
          const now = lists[name] as readonly unknown[];
          must(
            now.length === list.length && now.every((item, i) => item === list[i]),
            `${name} was changed by write ${index}`,
          );
        }
      }
    },
  ],
  [
    'ENV-BAG-7b',
    'an iterator that is half way goes on as if nothing had been written',
    'iterators over live storage',
    ({ create }) => {
      for (const [index, write] of WRITES.entries()) {
        const space = create(FILLED);
        const running = Object.entries(listsOf(space)).map(([name, list]) => {
          const iterator = list[Symbol.iterator]();
          return { name, rest: [...list].slice(1), iterator, first: iterator.next() };
        });
        write(space);
        for (const { name, rest, iterator, first } of running) {
          if (first.done === true) continue;
          const seen = [...{ [Symbol.iterator]: () => iterator }];
          must(
            seen.length === rest.length && seen.every((item, i) => item === rest[i]),
            `an iterator over ${name} saw write ${index}`,
          );
        }
      }
    },
  ],
  [
    'ENV-BAG-7c',
    'a group that was obtained before a write keeps its content, list and selections alike',
    'groups that look into the live bucket',
    ({ create }) => {
      for (const [index, write] of WRITES.entries()) {
        const space = create(FILLED);
        const rules = space.ruleGroup(symbol('f'), 1);
        const wild = space.wildcardRules();
        const types = space.typeGroup(symbol('f'));
        write(space);
        const after = `after write ${index}`;
        sameAtoms(
          (rules?.all ?? []).map((rule) => rule.atom),
          '(= (f $x) 1) (= (f $x) 2)',
          `group of f/1 ${after}`,
        );
        sameAtoms(
          (rules?.select(atoms('a')) ?? []).map((rule) => rule.atom),
          '(= (f $x) 1) (= (f $x) 2)',
          `its select ${after}`,
        );
        sameAtoms(
          (wild?.all ?? []).map((rule) => rule.atom),
          '(= ($w 1) 3)',
          `wildcard group ${after}`,
        );
        sameAtoms(types?.all ?? [], '(: f T) (: f U)', `types of f ${after}`);
        sameList([rules?.size, wild?.size, types?.size], [2, 1, 2], `sizes ${after}`);
      }
    },
  ],
  [
    'ENV-BAG-7d',
    'a group of many keeps its content while atoms are added to and removed from its key',
    'removals that sweep or reuse slots which an older group still reads',
    ({ create }) => {
      const space = create();
      space.addAll(Array.from({ length: 100 }, (_, n) => atom(`(= (f ${n}) ${n})`)));
      const held = space.ruleGroup(symbol('f'), 1);
      for (let n = 0; n < 100; n += 1) {
        if (n % 3 === 0) space.add(atom(`(= (f new${n}) ${n})`));
        space.remove(atom(`(= (f ${n}) ${n})`));
      }
      same(held?.size, 100, 'its size');
      sameAtoms(
        (held?.select(atoms('50')) ?? []).map((rule) => rule.atom),
        '(= (f 50) 50)',
        'select(50)',
      );
      sameAtoms(
        (held?.all ?? []).map((rule) => rule.atom),
        Array.from({ length: 100 }, (_, n) => atom(`(= (f ${n}) ${n})`)),
        'all',
      );
    },
  ],
  [
    'ENV-BAG-7e',
    'trying to change what was returned changes no environment',
    'lists, pairs, matches or records that are kept and returned unfrozen',
    ({ create }) => {
      const space = create(FILLED);
      space.bind('b', atom('1'));
      space.createSpace();
      space.createState(atom('2'));
      const before = fingerprint(space);
      vandalise(space);
      same(fingerprint(space), before, 'the environment after the attempts');
      sameAtoms(
        space.query(atom('(f $x)')).map((match) => match.atom),
        '(f a) (f b)',
        'query (f $x) after the attempts',
      );
      // Where there is nothing to give, one list may be given to everybody.
      const empty = create();
      const nothing = fingerprint(empty);
      vandalise(empty);
      same(fingerprint(empty), nothing, 'an empty environment after the attempts');
      same(fingerprint(create()), nothing, 'another empty one');
    },
  ],
  [
    'ENV-BAG-8a',
    'an operation that throws has changed nothing: wrong atoms, a batch with one wrong, an iterator that throws',
    'arguments checked after something was stored',
    ({ create }) => {
      const space = create(FILLED);
      const state = space.createState(atom('1'));
      const before = fingerprint(space);
      const stamp = space.environmentStamp;
      const refused = [
        undefined,
        null,
        1,
        'a',
        {},
        [],
        { kind: 0, name: 'a', ground: true, hash: 1 },
      ].map(wrong);
      for (const value of refused) {
        refuses('INVALID_ARGUMENT', () => space.add(value), `add(${String(value)})`);
        refuses('INVALID_ARGUMENT', () => space.remove(value), `remove(${String(value)})`);
        refuses(
          'INVALID_ARGUMENT',
          () => space.addAll([atom('x'), value, atom('y')]),
          `addAll with ${String(value)}`,
        );
        refuses('INVALID_ARGUMENT', () => space.bind('b', value), `bind(b, ${String(value)})`);
        refuses(
          'INVALID_ARGUMENT',
          () => space.createState(value),
          `createState(${String(value)})`,
        );
        refuses(
          'INVALID_ARGUMENT',
          () => space.writeState(state, value),
          `writeState(${String(value)})`,
        );
      }
      const failing = function* (): Generator<Atom> {
        yield atom('x');
        throw new RangeError('the iterator failed');
      };
      let thrown: unknown;
      try {
        space.addAll(failing());
      } catch (error) {
        thrown = error;
      }
      must(thrown instanceof RangeError, 'the error of an iterator passes through addAll');
      same(fingerprint(space), before, 'the environment afterwards');
      same(space.environmentStamp, stamp, 'environmentStamp afterwards');
    },
  ],
  [
    'ENV-BAG-8b',
    'operations on spaces and states that do not exist are refused and change nothing',
    'the lookup of spaces and cells',
    ({ create }) => {
      const space = create('a');
      const before = fingerprint(space);
      for (const id of [99_999_999, -1, 0.5, NaN]) {
        refuses('UNKNOWN_SPACE', () => space.space(id), `space(${id})`);
        refuses('UNKNOWN_SPACE', () => space.forkSpace(id), `forkSpace(${id})`);
        refuses('UNKNOWN_STATE', () => space.readState(id), `readState(${id})`);
        refuses('UNKNOWN_STATE', () => space.writeState(id, atom('1')), `writeState(${id})`);
        same(space.hasSpace(id), false, `hasSpace(${id})`);
      }
      same(fingerprint(space), before, 'the environment afterwards');
    },
  ],
  [
    'ENV-BAG-9a',
    'a further space is a bag like the first, and apart from it',
    'a space whose writes go to the first space, or that lacks an index',
    ({ create }) => {
      const environment = create('(= (f $x) outer) (: f Outer)');
      const id = environment.createSpace();
      const space = environment.space(id);
      holds(space, '', 'a new space');
      space.addAll(atoms('(= (f $x) inner) a a (: f Inner)'));
      holds(space, '(= (f $x) inner) a a (: f Inner)', 'the space');
      holds(environment, '(= (f $x) outer) (: f Outer)', 'the first space');
      sameAtoms(space.typesOf('f'), 'Inner', 'types in the space');
      sameAtoms(
        space.matchingRules('f', 1).map((rule) => rule.atom),
        '(= (f $x) inner)',
        'rules in the space',
      );
      same(space.remove(atom('a')), true, 'remove in the space');
      same(environment.space(id).count(atom('a')), 1, 'the space, obtained again');
      same(space.query(atom('$x')).length, 3, 'query in the space');
      must(space.suggest('g').includes('f'), 'suggestions in the space');
      space.clear();
      holds(space, '', 'the space, cleared');
      same(environment.size, 2, 'size of the first space');
      same(environment.space(0).size, 2, 'space(0) is the environment');
      sameList(
        [environment.hasSpace(0), environment.hasSpace(id), environment.spaceIds()],
        [true, true, [id]],
        'hasSpace, spaceIds',
      );
    },
  ],
  [
    'ENV-BAG-9b',
    'forkSpace makes a space with equal content, isolated from its original both ways',
    'two spaces that share a structure one of them still writes in place',
    ({ create }) => {
      const environment = create('(= (f $x) 1) (= (f $x) 2) (f a) (: f T)');
      const copy = environment.forkSpace(0);
      const second = environment.forkSpace(copy);
      const content = '(= (f $x) 1) (= (f $x) 2) (f a) (: f T)';
      holds(environment.space(copy), content, 'the fork');
      environment.add(atom('(= (f $x) 3)'));
      holds(environment.space(copy), content, 'the fork after a write to its original');
      environment.space(copy).add(atom('(= (f $x) 4)'));
      environment.space(copy).remove(atom('(f a)'));
      holds(environment, `${content} (= (f $x) 3)`, 'the original after a write to the fork');
      holds(
        environment.space(copy),
        '(= (f $x) 1) (= (f $x) 2) (: f T) (= (f $x) 4)',
        'the fork after its own writes',
      );
      holds(environment.space(second), content, 'the fork of the fork');
      environment.space(second).clear();
      same(environment.space(copy).size, 4, 'size of the fork after its own fork was cleared');
      sameList(environment.spaceIds(), [copy, second], 'spaceIds in order of creation');
    },
  ],
  [
    'ENV-BAG-9c',
    'a state cell holds the value written last; cells are apart; values of any kind',
    'how cells are keyed',
    ({ create }) => {
      const environment = create();
      const values = atoms('1 1.0 a (f $x) () "text" $v');
      const ids = values.map((value) => environment.createState(value));
      same(new Set(ids).size, ids.length, 'different numbers');
      sameList(environment.stateIds(), ids, 'stateIds in order of creation');
      sameAtoms(
        ids.map((id) => environment.readState(id)),
        values,
        'values',
      );
      ids.forEach((id, i) => environment.writeState(id, values[(i + 1) % values.length] as Atom));
      sameAtoms(
        ids.map((id) => environment.readState(id)),
        [...values.slice(1), values[0] as Atom],
        'values after a write to each',
      );
      same(environment.size, 0, 'the bag is not concerned');
    },
  ],
  [
    'ENV-BAG-9d',
    'a binding holds the value bound last; bindings are listed by name in code unit order',
    'how bindings are keyed and sorted',
    ({ create }) => {
      const environment = create();
      for (const name of ['b', 'a', 'B', '', 'é', 'aa', '__proto__', 'b'])
        environment.bind(name, symbol(`value of ${name}`));
      environment.bind('a', atom('(second $x)'));
      sameList(
        environment.bindings().map(([name]) => name),
        ['', 'B', '__proto__', 'a', 'aa', 'b', 'é'],
        'names',
      );
      sameAtoms([environment.binding('a') as Atom], '(second $x)', 'the value bound last');
      same(environment.binding('c'), undefined, 'a name that is not bound');
      refuses('INVALID_ARGUMENT', () => environment.bind(wrong(1), atom('a')), 'bind(1, a)');
    },
  ],
  [
    'ENV-BAG-9e',
    'numbers of spaces and cells are never given out twice, in any environment',
    'a counter per environment',
    ({ backend }) => {
      const spaces = new Set<number>();
      const states = new Set<number>();
      for (let round = 0; round < 20; round++) {
        const environment = backend.create();
        for (const one of [environment, environment.clone(), environment.clone().clone()]) {
          spaces.add(one.createSpace());
          states.add(one.createState(atom('1')));
        }
      }
      sameList(
        [spaces.size, states.size],
        [60, 60],
        'different numbers among 60 spaces and 60 cells',
      );
      must(!spaces.has(0), 'no new space has the number 0');
      const one = backend.create();
      different(one.createSpace(), one.createSpace(), 'two spaces');
    },
  ],
]);
