/** ENV-FAIL: coded errors, foreign environments, collisions, depth and width. */
import {
  defineBackend,
  expression,
  ExpressionAtom,
  integer,
  print,
  symbol,
  variable,
  type Atom,
  type Environment,
} from '@forkspace/spec';
import { holds, must, refuses, same } from '../expect.ts';
import { atom } from '../notation.ts';
import { MapTable } from '../oddballs/map-table.ts';
import { wrong } from '../wrong.ts';
import { ALWAYS, checks, ISOLATING, deepest, type Check, type Context } from './check.ts';
import { nested } from './cost.ts';
import { fingerprint } from './fingerprint.ts';

const FOREIGN = defineBackend({
  name: 'foreign',
  capabilities: { isolation: true, firstWrite: 'copy', sharedMemory: false },
  table: () => MapTable.empty(),
});

/** Pairs of names with one hash in the usual polynomial string hash (31), and all words made of them. */
function colliding(length: number): string[] {
  let words = [''];
  for (let i = 0; i < length; i++) words = words.flatMap((word) => [`${word}Aa`, `${word}BB`]);
  return words;
}

/** In, found, compared, printed, exported, removed, and merged where clones are isolated. */
function survives(environment: Environment, value: Atom, twin: Atom, what: string): void {
  const wrapped = [
    value,
    expression(symbol('='), expression(symbol('f'), value), value),
    expression(symbol(':'), value, symbol('T')),
    expression(symbol('g'), symbol('a'), value),
  ];
  const twins = [
    twin,
    expression(symbol('='), expression(symbol('f'), twin), twin),
    expression(symbol(':'), twin, symbol('T')),
    expression(symbol('g'), symbol('a'), twin),
  ];
  environment.addAll(wrapped);
  twins.forEach((one, i) => {
    same(environment.count(one), 1, `count of ${what} ${i}`);
    same(environment.query(one).length >= 1, true, `query for ${what} ${i}`);
  });
  same(
    environment.query(expression(symbol('g'), symbol('a'), variable('hole'))).length,
    1,
    `query (g a $hole) with ${what}`,
  );
  same(environment.typesOf(twin).length, 1, `types of ${what}`);
  same(environment.matchingRules('f', 1).length, 1, `rules with ${what}`);
  environment.suggest('leag');
  must(print(environment.atoms()[0] as Atom).length > 1000, `print ${what}`);
  same(
    environment.backend.import(environment.export()).count(twin),
    1,
    `${what} through export and import`,
  );
  environment.createState(value);
  environment.bind('deep', value);
  if (environment.backend.capabilities.isolation) {
    const [left, right] = [environment.clone(), environment.clone()];
    left.add(symbol('left'));
    left.remove(twins[3] as Atom);
    right.add(value);
    const union = left.union(right);
    same(union.count(twin), 2, `count of ${what} in a union`);
    same(union.count(twins[3] as Atom), 0, `removal of ${what} in a union`);
  }
  twins.forEach((one, i) => same(environment.remove(one), true, `remove ${what} ${i}`));
  holds(environment, '', `after ${what} was removed`);
}

const deep = (context: Context, core?: Atom): Atom => nested(deepest(context), core);

export const failureChecks: readonly Check[] = [
  ...checks(ALWAYS, '0.1.0', [
    [
      'ENV-FAIL-1a',
      'errors are one class with a code, the offending value and a sentence that says what to do',
      'errors of the host that pass through',
      ({ create }) => {
        const space = create();
        const error = refuses('INVALID_ARGUMENT', () => space.add(wrong('a')), 'add of a string');
        same(error.value, 'a', 'the offending value');
        must(error.name === 'EnvironmentError' && error.message.length > 20, 'name and message');
        const missing = refuses(
          'UNKNOWN_STATE',
          () => space.readState(123_456_789),
          'a cell that is not there',
        );
        must(missing.message.includes('123456789'), 'the message names the cell');
      },
    ],
    [
      'ENV-FAIL-2a',
      'wrong arguments are refused with a code, by every operation',
      'arguments that are used before they are checked',
      ({ create }) => {
        const space = create('a (= (f $x) 1)');
        const before = fingerprint(space);
        const seven = wrong(7);
        const operations: Record<string, () => unknown> = {
          'add(7)': () => space.add(seven),
          'addAll(7)': () => space.addAll(seven),
          'remove(7)': () => space.remove(seven),
          'has(7)': () => space.has(seven),
          'count(7)': () => space.count(seven),
          'query(7)': () => space.query(seven),
          'candidates(7)': () => space.candidates(seven),
          'matchingRules(7, 1)': () => space.matchingRules(seven, 1),
          'ruleGroup(7, 1)': () => space.ruleGroup(seven, 1),
          'typeGroup(7)': () => space.typeGroup(seven),
          'typesOf(7)': () => space.typesOf(seven),
          'suggest(7)': () => space.suggest(seven),
          'bind(7, a)': () => space.bind(seven, symbol('a')),
          'binding(7)': () => space.binding(seven),
          'bind(a, 7)': () => space.bind('a', seven),
          'createState(7)': () => space.createState(seven),
          'union(7)': () => space.union(seven),
          'exportChanges(7)': () => space.exportChanges(seven),
          'applyChanges(7)': () => space.applyChanges(seven),
          'import(7)': () => space.backend.import(seven),
          'union with an unknown onConflict': () =>
            space.union(space.clone(), { onConflict: wrong('left') }),
          'suggest with a negative limit': () => space.suggest('a', { limit: -1 }),
          'suggest with a distance that is no number': () => space.suggest('a', { distance: NaN }),
        };
        for (const [what, act] of Object.entries(operations)) {
          refuses(['INVALID_ARGUMENT', 'FOREIGN_ENVIRONMENT', 'BYTES_CORRUPT'], act, what);
        }
        same(fingerprint(space), before, 'the environment afterwards');
      },
    ],
    [
      'ENV-FAIL-2b',
      'environments of two backends are not merged, nor taken as a base; both stay as they were',
      'duck typing between backends',
      ({ create }) => {
        const mine = create('a');
        const other = FOREIGN.create();
        other.add(symbol('b'));
        const before = [fingerprint(mine), fingerprint(other)];
        refuses('FOREIGN_ENVIRONMENT', () => mine.union(other), 'mine ∪ foreign');
        refuses('FOREIGN_ENVIRONMENT', () => other.union(mine), 'foreign ∪ mine');
        refuses(
          'FOREIGN_ENVIRONMENT',
          () => mine.exportChanges(other),
          'changes since a foreign base',
        );
        same(
          JSON.stringify([fingerprint(mine), fingerprint(other)]),
          JSON.stringify(before),
          'both afterwards',
        );
      },
    ],
    [
      'ENV-FAIL-3a',
      'names made to collide in a hash are told apart, in bulk',
      'buckets of colliding names compared by hash only',
      ({ create }) => {
        const space = create();
        const words = colliding(9);
        space.addAll(
          words.map((word, n) =>
            expression(symbol('='), expression(symbol(word), symbol(word)), integer(n)),
          ),
        );
        space.addAll(words.map((word) => expression(symbol('k'), symbol(word))));
        words.forEach((word, n) => {
          const [rule, ...more] = space.matchingRules(word, 1);
          must(
            more.length === 0 && rule?.body.kind === 3 && rule.body.value === n,
            `the one rule of ${word}`,
          );
        });
        for (const word of words.slice(0, 50)) {
          same(space.query(expression(symbol('k'), symbol(word))).length, 1, `query for ${word}`);
          same(space.remove(expression(symbol('k'), symbol(word))), true, `remove ${word}`);
          same(space.count(expression(symbol('k'), symbol(word))), 0, `count of ${word}`);
        }
      },
    ],
    [
      'ENV-FAIL-3c',
      'atoms that differ although their hashes agree are told apart: 1 and 1.0, shared and different variables',
      'a hash taken for equality',
      ({ create }) => {
        const pairs = [
          ['(f 1)', '(f 1.0)'],
          ['(f $x $x)', '(f $x $y)'],
          ['(= (f $x $y) $x)', '(= (f $x $y) $y)'],
          ['(: 1 T)', '(: 1.0 T)'],
          ['1', '1.0'],
        ];
        for (const [one, other] of pairs as [string, string][]) {
          const space = create(`${one} ${other} ${one}`);
          same(create(one).has(atom(other)), false, `has ${other} where ${one} is held`);
          same(create(one).count(atom(other)), 0, `count of ${other} where ${one} is held`);
          same(space.count(atom(one)), 2, `count of ${one}`);
          same(space.count(atom(other)), 1, `count of ${other}`);
          same(space.remove(atom(other)), true, `remove ${other}`);
          holds(space, `${one} ${one}`, `after ${other} was removed`);
        }
      },
    ],
    [
      'ENV-FAIL-4a',
      'an atom nested 100,000 deep (less deep where few steps are asked for) can be added, found, compared, printed, moved through bytes, merged and removed',
      "recursion on the host's stack",
      (context) => survives(context.create(), deep(context), deep(context), 'a deep atom'),
    ],
    [
      'ENV-FAIL-4b',
      'an atom nested 100,000 deep around a variable likewise, up to renaming',
      "recursion on the host's stack in renaming and unification",
      (context) => {
        survives(
          context.create(),
          deep(context, variable('x')),
          deep(context, variable('y')),
          'a deep atom with a variable',
        );
      },
    ],
    [
      'ENV-FAIL-4c',
      'an atom of 100,000 items likewise',
      'items passed as arguments of a call, or an index per item',
      ({ create }) => {
        const wide = (name: string): Atom =>
          new ExpressionAtom([
            symbol('w'),
            ...Array.from({ length: 100_000 }, (_, n) =>
              n % 3 === 0 ? variable(`${name}${n}`) : integer(n),
            ),
          ]);
        survives(create(), wide('x'), wide('y'), 'a wide atom');
      },
    ],
    [
      'ENV-FAIL-4d',
      'a batch of 200,000 atoms under one key, and its merge',
      'items passed as arguments of a call',
      ({ create, capabilities }) => {
        const length = 200_000;
        const environment = create('first');
        const branch = environment.clone();
        const batch = Array.from(
          { length },
          (_, n) => new ExpressionAtom([symbol('k'), integer(n)]),
        );
        branch.addAll(batch);
        same(branch.size, length + 1, 'size');
        if (!capabilities.isolation) return;
        environment.add(symbol('second'));
        const union = environment.union(branch);
        same(union.size, length + 2, 'size of the union');
        same(union.has(atom(`(k ${length - 1})`)), true, 'the last of the batch');
        const other = environment.clone();
        other.add(atom('(k other)'));
        same(
          other.union(branch).size,
          length + 3,
          'size of a union where both wrote under the key',
        );
      },
    ],
  ]),
  ...checks(ISOLATING, '0.1.0', [
    [
      'ENV-FAIL-1b',
      'a refused merge leaves both sides able to go on',
      'ownership given up or state half merged before a conflict is found',
      ({ create }) => {
        const base = create('a');
        const cell = base.createState(atom('0'));
        const [left, right] = [base.clone(), base.clone()];
        left.writeState(cell, atom('1'));
        right.writeState(cell, atom('2'));
        right.add(atom('b'));
        refuses('MERGE_CONFLICT', () => left.union(right, { onConflict: 'error' }), 'the conflict');
        left.add(atom('c'));
        right.add(atom('d'));
        holds(left, 'a c', 'left');
        holds(right, 'a b d', 'right');
        holds(left.union(right), 'a c b d', 'the union, conflicts going to the right');
      },
    ],
  ]),
];
