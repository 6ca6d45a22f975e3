/** ENV-CACHE: identity of groups and stamps, on which everything derived from content is kept. */
import { symbol, type Environment, type Group } from '@forkspace/spec';
import { different, must, same, sameAtoms } from '../expect.ts';
import { atom, atoms } from '../notation.ts';
import { ALWAYS, checks, ISOLATING, type Check } from './check.ts';
import { forked } from './forked.ts';

const FILLED =
  '(= (f $x) 1) (= (f $x) 2) (= (g $x) 1) (= ($w 1) 3) (f a) (g a) (: f T) (: g T) (:< T U) a';

/** The identities that caches hang on, by name. */
function identities(e: Environment): Record<string, unknown> {
  return {
    'f/1': e.ruleGroup(symbol('f'), 1),
    'g/1': e.ruleGroup(symbol('g'), 1),
    wildcard: e.wildcardRules(),
    'types of f': e.typeGroup(symbol('f')),
    'types of g': e.typeGroup(symbol('g')),
    rulesStamp: e.rulesStamp,
    typesStamp: e.typesStamp,
    contentStamp: e.contentStamp,
    environmentStamp: e.environmentStamp,
  };
}

const BAG = ['contentStamp', 'environmentStamp'];
/** [what, write, the identities that must change]; all others must stay. */
const EFFECTS: readonly (readonly [string, (e: Environment) => void, readonly string[]])[] = [
  ['a rule of f', (e) => e.add(atom('(= (f $x) 3)')), ['f/1', 'rulesStamp', ...BAG]],
  ['an equal rule of f', (e) => e.add(atom('(= (f $x) 1)')), ['f/1', 'rulesStamp', ...BAG]],
  ['a rule of f with two arguments', (e) => e.add(atom('(= (f $x $y) 3)')), ['rulesStamp', ...BAG]],
  [
    'the removal of a rule of f',
    (e) => void e.remove(atom('(= (f $x) 1)')),
    ['f/1', 'rulesStamp', ...BAG],
  ],
  [
    'the removal of the only rule of g',
    (e) => void e.remove(atom('(= (g $x) 1)')),
    ['g/1', 'rulesStamp', ...BAG],
  ],
  ['a wildcard rule', (e) => e.add(atom('(= $v 3)')), ['wildcard', 'rulesStamp', ...BAG]],
  ['a fact', (e) => e.add(atom('(f b)')), BAG],
  ['the removal of a fact', (e) => void e.remove(atom('a')), BAG],
  ['a type of f', (e) => e.add(atom('(: f V)')), ['types of f', 'typesStamp', ...BAG]],
  [
    'the removal of the type of f',
    (e) => void e.remove(atom('(: f T)')),
    ['types of f', 'typesStamp', ...BAG],
  ],
  ['a type of an expression', (e) => e.add(atom('(: (f 1) V)')), ['typesStamp', ...BAG]],
  ['a subtype', (e) => e.add(atom('(:< U V)')), ['typesStamp', ...BAG]],
  [
    'clear',
    (e) => e.clear(),
    ['f/1', 'g/1', 'wildcard', 'types of f', 'types of g', 'rulesStamp', 'typesStamp', ...BAG],
  ],
  ['a binding', (e) => e.bind('b', atom('1')), ['environmentStamp']],
  ['a state cell', (e) => void e.createState(atom('1')), ['environmentStamp']],
  ['a space', (e) => void e.createSpace(), ['environmentStamp']],
  ['a removal of nothing', (e) => void e.remove(atom('(f nothing)')), []],
  ['an empty batch', (e) => e.addAll([]), []],
  [
    'reads',
    (e) =>
      void [
        e.atoms(),
        e.query(atom('$x')),
        e.suggest('x'),
        e.matchingRules('f', 1),
        e.typesOf('f'),
        e.export(),
      ],
    [],
  ],
];

function affects(
  e: Environment,
  what: string,
  write: (e: Environment) => void,
  changed: readonly string[],
): void {
  const before = identities(e);
  write(e);
  for (const [name, now] of Object.entries(identities(e))) {
    if (changed.includes(name)) different(now, before[name], `${name} after ${what}`);
    else same(now, before[name], `${name} after ${what}`);
  }
}

export const cacheChecks: readonly Check[] = [
  ...checks(ALWAYS, '0.1.0', [
    [
      'ENV-CACHE-1a',
      'a group and a stamp change exactly when their content does',
      'groups renewed by unrelated writes, or kept through a write',
      ({ create }) => {
        for (const [what, write, changed] of EFFECTS) affects(create(FILLED), what, write, changed);
      },
    ],
    [
      'ENV-CACHE-1b',
      'what is kept in the cache of a group or rule is there as long as the content is',
      'groups or rules made anew at each lookup',
      ({ create }) => {
        const space = create(FILLED);
        const group = space.ruleGroup(symbol('f'), 1) as Group<unknown>;
        group.cache = 'kept';
        (space.rules()[0] as { cache: unknown }).cache = 'kept too';
        space.add(atom('(f unrelated)'));
        same(
          space.ruleGroup(symbol('f'), 1)?.cache,
          'kept',
          'cache of a group after an unrelated write',
        );
        space.add(atom('(= (f $x) 3)'));
        same(
          space.ruleGroup(symbol('f'), 1)?.cache,
          undefined,
          'cache of the new group after a rule was added',
        );
        same(
          space.matchingRules('f', 1)[0]?.cache,
          'kept too',
          'cache of a rule that is still there',
        );
      },
    ],
    [
      'ENV-CACHE-3a',
      'stamps of a further space change with its content, and the stamp of the environment with them',
      'stamps that only the first space keeps',
      ({ create }) => {
        const environment = create('a');
        const space = environment.space(environment.createSpace());
        space.add(atom('(= (f $x) 1)'));
        const [content, rules, types, whole, first] = [
          space.contentStamp,
          space.rulesStamp,
          space.typesStamp,
          environment.environmentStamp,
          environment.contentStamp,
        ];
        space.add(atom('(f a)'));
        different(space.contentStamp, content, 'contentStamp of the space');
        different(environment.environmentStamp, whole, 'environmentStamp');
        same(space.rulesStamp, rules, 'rulesStamp of the space after a fact');
        same(space.typesStamp, types, 'typesStamp of the space after a fact');
        same(environment.contentStamp, first, 'contentStamp of the first space');
      },
    ],
    [
      'ENV-CACHE-3b',
      'clearing an environment changes only the stamps of what it held',
      'clear() that renews every stamp',
      ({ create }) => {
        const facts = create('a (f b)');
        const [rules, types] = [facts.rulesStamp, facts.typesStamp];
        facts.clear();
        same(facts.rulesStamp, rules, 'rulesStamp, no rule having been held');
        same(facts.typesStamp, types, 'typesStamp, no type having been held');
        const stamp = facts.environmentStamp;
        facts.clear();
        same(facts.environmentStamp, stamp, 'environmentStamp after clearing nothing');
        for (const held of ['(: a T)', '(:< T U)', '(: a T) (:< T U)', '(= (f) 1)']) {
          const space = create(held).clone();
          space.add(atom('more'));
          const before = [space.rulesStamp, space.typesStamp];
          space.clear();
          const [ofRules, ofTypes] = [space.rulesStamp, space.typesStamp];
          same(ofRules !== before[0], held.startsWith('(='), `a new rulesStamp, clearing ${held}`);
          same(ofTypes !== before[1], held.startsWith('(:'), `a new typesStamp, clearing ${held}`);
          space.add(atom('a'));
          const again = space.typesStamp;
          space.clear();
          same(space.typesStamp, again, `typesStamp, no type being held since ${held} was cleared`);
        }
      },
    ],
  ]),
  ...checks(ISOLATING, '0.1.0', [
    [
      'ENV-CACHE-1c',
      'a clone shares groups and stamps until one side writes; then only what was written differs',
      'groups made anew by clone() or by the first write after it',
      ({ create }) => {
        for (const side of ['clone', 'original'] as const) {
          for (const [what, write, changed] of EFFECTS) {
            const original = create(FILLED);
            const before = identities(original);
            const clone = original.clone();
            for (const [name, now] of Object.entries(identities(clone)))
              same(now, before[name], `${name} in a fresh clone`);
            const [writer, other] = side === 'clone' ? [clone, original] : [original, clone];
            affects(writer, `${what} in the ${side}`, write, changed);
            for (const [name, now] of Object.entries(identities(other)))
              same(now, before[name], `${name} of the other side after ${what} in the ${side}`);
          }
        }
      },
    ],
    [
      'ENV-CACHE-1d',
      'a union keeps the identity of the groups that only one side, or neither, has changed',
      'a merge that rebuilds the groups it passes',
      ({ create }) => {
        const base = create(FILLED);
        const left = forked(base, '+(= (f $x) left) +(: f Left) +leftmost');
        const right = forked(
          base,
          '+(= (g $x) right) +(: g Right) +(= ($w 9) right) +(f rightmost)',
        );
        for (const union of [left.union(right), right.union(left)]) {
          const merged = identities(union);
          for (const name of ['f/1', 'types of f'])
            same(merged[name], identities(left)[name], `${name}, changed by one side`);
          for (const name of ['g/1', 'types of g', 'wildcard'])
            same(merged[name], identities(right)[name], `${name}, changed by the other side`);
        }
        const untouched = forked(base, '+(h 1)').union(forked(base, '+(h 2)'));
        for (const name of [
          'f/1',
          'g/1',
          'wildcard',
          'types of f',
          'types of g',
          'rulesStamp',
          'typesStamp',
        ]) {
          same(
            identities(untouched)[name],
            identities(base)[name],
            `${name}, changed by neither side`,
          );
        }
      },
    ],
    [
      'ENV-CACHE-1e',
      'a group with the same content on one side of several merges keeps its identity through all of them',
      'identity lost when a merge continues another',
      ({ create }) => {
        const base = create(FILLED);
        const writer = forked(base, '+(= (f $x) 3)');
        const group = writer.ruleGroup(symbol('f'), 1);
        let union = forked(base, '+(x 0)').union(writer);
        for (let n = 1; n < 5; n++)
          union =
            n % 2 === 0
              ? union.union(forked(base, `+(x ${n})`))
              : forked(base, `+(x ${n})`).union(union);
        same(union.ruleGroup(symbol('f'), 1), group, 'ruleGroup(f, 1) after five merges');
        same(group?.size, 3, 'its size');
      },
    ],
    [
      'ENV-CACHE-1f',
      'both sides changed one key: the union has a group of its own and the sides keep theirs',
      'a merge that writes into a group of its input',
      ({ create }) => {
        const base = create(FILLED);
        const [left, right] = [forked(base, '+(= (f $x) left)'), forked(base, '+(= (f $x) right)')];
        const [l, r] = [left.ruleGroup(symbol('f'), 1), right.ruleGroup(symbol('f'), 1)];
        const merged = left.union(right).ruleGroup(symbol('f'), 1);
        must(merged !== l && merged !== r && merged !== undefined, 'a third group');
        same(merged.size, 4, 'its size');
        same(left.ruleGroup(symbol('f'), 1), l, "the left side's group");
        same(right.ruleGroup(symbol('f'), 1), r, "the right side's group");
        same(l?.all.length, 3, "what the left side's group shows");
      },
    ],
    [
      'ENV-CACHE-1g',
      'a side that got the other side by a merge and then changed a group alone gives its group to the union',
      'a merge that knows what is unchanged only along one line of ancestors',
      ({ create }) => {
        const base = create(FILLED);
        const left = forked(base, '+(= (f $x) left) -(= (f $x) 1)');
        const right = forked(base, '+(= (h $x) right)').union(left);
        right.add(atom('(= (f $x) later)'));
        const union = left.union(right);
        sameAtoms(
          union.matchingRules('f', 1).map((rule) => rule.atom),
          '(= (f $x) 2) (= (f $x) left) (= (f $x) later) (= ($w 1) 3)',
          'rules of f/1',
        );
        same(union.ruleGroup(symbol('f'), 1), right.ruleGroup(symbol('f'), 1), 'ruleGroup(f, 1)');
      },
    ],
    [
      'ENV-CACHE-3c',
      'equal stamps mean equal content: no stamp is used for two contents, over clones, merges and removals',
      'stamps counted per environment, so that two branches reach the same number',
      ({ create }) => {
        const base = create('a');
        const [left, right] = [base.clone(), base.clone()];
        left.add(atom('x'));
        right.add(atom('y'));
        for (const name of ['contentStamp', 'environmentStamp'] as const) {
          const seen = [base, left, right, left.union(right), create('z')].map((e) => e[name]);
          same(new Set(seen).size, 5, `different values of ${name} among five contents`);
        }
        left.addAll(atoms('(= (f $x) 1) (: f T)'));
        right.addAll(atoms('(= (f $x) 2) (: f U)'));
        different(left.rulesStamp, right.rulesStamp, 'rulesStamp of two branches');
        different(left.typesStamp, right.typesStamp, 'typesStamp of two branches');
      },
    ],
  ]),
];
