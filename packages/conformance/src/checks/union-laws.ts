/** ENV-UNION-3 and -4: the laws of merging, and merging without work. */
import { symbol, type Environment } from '@forkspace/spec';
import { holds, same, sameAtoms, sameBag } from '../expect.ts';
import { atom, atoms } from '../notation.ts';
import { checks, ISOLATING, type Check } from './check.ts';
import { forked } from './forked.ts';

export const unionLawChecks: readonly Check[] = checks(ISOLATING, '0.1.0', [
  [
    'ENV-UNION-3a',
    'identity: uniting with a clone, an ancestor, or what was united before adds nothing',
    'counting the base twice',
    ({ create }) => {
      const base = create('a b a');
      const left = forked(base, '+c -b');
      const right = forked(base, '+d -a');
      const union = left.union(right);
      for (const [what, again] of Object.entries({
        'with itself': left.union(left),
        'with its clone': left.union(left.clone()),
        'with its ancestor': left.union(base),
        'its ancestor with it': base.union(left),
      }))
        sameBag(again.atoms(), left.atoms(), `left united ${what}`);
      for (const [what, again] of Object.entries({
        'with left': union.union(left),
        'with right': union.union(right),
        'with base': union.union(base),
        'right with it': right.union(union),
        'left with it': left.union(union),
        'base with it': base.union(union),
        'with the union made the other way': union.union(right.union(left)),
      }))
        sameBag(again.atoms(), union.atoms(), `the union united again: ${what}`);
    },
  ],
  [
    'ENV-UNION-3b',
    'commutative as bags, whatever the history',
    'a merge that prefers one side',
    (context) => {
      for (const [l, , r] of triples(context.create))
        sameBag(l.union(r).atoms(), r.union(l).atoms(), 'l ∪ r against r ∪ l');
    },
  ],
  [
    'ENV-UNION-3c',
    'associative as bags, whatever the history',
    'a merge that forgets what its inputs had removed',
    (context) => {
      for (const [a, b, c] of triples(context.create)) {
        sameBag(
          a.union(b).union(c).atoms(),
          a.union(b.union(c)).atoms(),
          '(a ∪ b) ∪ c against a ∪ (b ∪ c)',
        );
        sameBag(
          a.union(b).union(c).atoms(),
          c.union(a.union(b)).atoms(),
          '(a ∪ b) ∪ c against c ∪ (a ∪ b)',
        );
        sameBag(
          a.union(b).union(b.union(c)).atoms(),
          a.union(b).union(c).atoms(),
          '(a ∪ b) ∪ (b ∪ c) against (a ∪ b) ∪ c',
        );
      }
    },
  ],
  [
    'ENV-UNION-3d',
    'idempotent as bags, whatever the history',
    'multiplicities that are summed',
    (context) => {
      for (const triple of triples(context.create))
        for (const e of triple) sameAtoms(e.union(e.clone()).atoms(), e.atoms(), 'e ∪ e');
    },
  ],
  [
    'ENV-UNION-3e',
    'folding a hundred forks in any grouping gives the same bag',
    'ancestry that is lost after several merges',
    ({ create }) => {
      const base = create('a b c d');
      const forks = Array.from({ length: 100 }, (_, n) =>
        forked(base, `+(f ${n}) ${n % 25 === 0 ? `-${'abcd'[n / 25]}` : ''} +(= (r $x) ${n % 7})`),
      );
      const fromLeft = forks.reduce((all, fork) => all.union(fork));
      const fromRight = forks.reduceRight((all, fork) => fork.union(all));
      let layer = forks;
      while (layer.length > 1)
        layer = layer.flatMap((one, i) =>
          i % 2 === 1
            ? []
            : [layer[i + 1] === undefined ? one : one.union(layer[i + 1] as Environment)],
        );
      sameBag(fromLeft.atoms(), fromRight.atoms(), 'left fold against right fold');
      sameBag(fromLeft.atoms(), (layer[0] as Environment).atoms(), 'left fold against a tree');
      same(fromLeft.size, 200, 'size');
      sameAtoms(fromLeft.atoms(), fromRight.atoms(), 'order of the left and the right fold');
      sameAtoms(
        fromLeft.atoms(),
        (layer[0] as Environment).atoms(),
        'order of the left fold and the tree',
      );
    },
  ],
  [
    'ENV-UNION-3f',
    'a removal survives later merges: what was removed and merged does not come back with an old branch',
    'forgetting removals after a merge',
    ({ create }) => {
      const base = create('a b');
      const old = base.clone();
      old.add(atom('old'));
      const remover = forked(base, '-a');
      const merged = remover.union(forked(base, '+c'));
      holds(merged, 'b c', 'after the first merge');
      holds(merged.union(old), 'b c old', 'united with an old branch');
      holds(old.union(merged), 'b old c', 'an old branch united with it');
      merged.add(atom('a'));
      holds(merged.union(old), 'b c a old', 'added again, then united with an old branch');
    },
  ],
  [
    'ENV-UNION-3g',
    'branches that pull from one another many times stay exact',
    'order numbers or ancestry sets that grow with every merge until they fail',
    ({ create }) => {
      const base = create('base');
      let main = forked(base, '+main');
      const branches = Array.from({ length: 80 }, (_, n) => forked(base, `+(branch ${n})`));
      branches.forEach((branch, n) => {
        main = main.union(branch.union(main));
        // At once: a merge that doubles would not live to be asked at the end.
        same(main.size, n + 3, `size after ${n + 1} mutual merges`);
      });
      const expected = [
        atom('base'),
        atom('main'),
        ...branches.map((_, n) => atom(`(branch ${n})`)),
      ];
      sameBag(main.atoms(), expected, 'after 80 mutual merges');
      const order = [...main.atoms()];
      for (let n = 0; n < 5; n++) main.add(atom(`(late ${n})`));
      sameAtoms(
        main.atoms(),
        [...order, ...atoms('(late 0) (late 1) (late 2) (late 3) (late 4)')],
        'five more',
      );
      main.remove(atom('(late 2)'));
      sameAtoms(
        main.atoms(),
        [...order, ...atoms('(late 0) (late 1) (late 3) (late 4)')],
        'one of them removed',
      );
    },
  ],
  [
    'ENV-UNION-3h',
    'a merge that changes no atom still learns what the other side has removed',
    'deciding by when a bucket was written last, and not by what its side knows',
    ({ create }) => {
      for (const [kept, gone] of [
        ['a', 'b'],
        ['(f 1)', '(f 2)'],
        ['(= (f $x) 1)', '(= (f $x) 2)'],
        ['(= $x 1)', '(= $x 2)'],
        ['(: f A)', '(: f B)'],
      ] as const) {
        const base = create();
        const keeper = forked(base, `+${kept}`);
        const other = forked(base, `+${gone}`);
        const both = keeper.union(other);
        const remover = forked(other, `-${gone}`);
        for (const learned of [keeper.union(remover), remover.union(keeper)]) {
          holds(learned, kept, `${kept}, united with a side that has removed ${gone}`);
          holds(both.union(learned), kept, 'a side that holds both, united with that');
          holds(learned.union(both), kept, 'that, united with a side that holds both');
          learned.add(atom('later'));
          holds(both.union(learned), `${kept} later`, 'the same after one more write');
        }
      }
    },
  ],
  [
    'ENV-UNION-4a',
    'the union of unmodified sides, and one where only one side has changed, is that content itself: equal stamps, the same groups',
    'the fast paths of the merge',
    ({ create }) => {
      const base = create('(= (f $x) 1) (: f T) a');
      base.bind('b', atom('1'));
      const changed = forked(base, '+(= (f $x) 2)');
      changed.bind('b', atom('2'));
      const deep = changed.clone().clone();
      const cases: Record<string, readonly [Environment, Environment, Environment]> = {
        'e ∪ e': [base, base, base],
        'e ∪ clone': [base, base.clone(), base],
        'clone ∪ clone': [base.clone(), base.clone(), base],
        'changed ∪ base': [changed, base, changed],
        'base ∪ changed': [base, changed, changed],
        'base ∪ clones of changed': [base.clone(), deep, changed],
        'clones of changed ∪ base': [deep, base.clone(), changed],
      };
      for (const [what, [l, r, expected]] of Object.entries(cases)) {
        const union = l.union(r);
        same(union.environmentStamp, expected.environmentStamp, `${what}: environmentStamp`);
        same(union.contentStamp, expected.contentStamp, `${what}: contentStamp`);
        same(
          union.ruleGroup(symbol('f'), 1),
          expected.ruleGroup(symbol('f'), 1),
          `${what}: ruleGroup(f, 1)`,
        );
        same(
          union.typeGroup(symbol('f')),
          expected.typeGroup(symbol('f')),
          `${what}: typeGroup(f)`,
        );
        same(union.modified, false, `${what}: modified`);
      }
      same(
        changed.union(changed.union(base.clone())).environmentStamp,
        changed.environmentStamp,
        'united again with the result',
      );
    },
  ],
]);

/** Triples of environments with histories that share, remove, add again and have merged before. */
function triples(
  create: (atoms?: string) => Environment,
): (readonly [Environment, Environment, Environment])[] {
  const base = create('a a b (= (f $x) 1) (= (f $y) 1) (: a T)');
  const x = forked(base, '+a -b +(= (f $z) 1)');
  const y = forked(base, '-a -a +c -(= (f $x) 1)');
  const z = forked(base, '! +a +(: a U)');
  const xy = x.union(y);
  xy.remove(atom('a'));
  xy.add(atom('c'));
  const yz = forked(y.union(z), '-c +d +a');
  const late = forked(x, '-a +b');
  const other = create('a b d');
  const all = [base, x, y, z, xy, yz, late, other];
  return all.flatMap((a, i) =>
    all.flatMap((b, j) =>
      all.filter((_, k) => (i + j + k) % 3 === 0).map((c) => [a, b, c] as const),
    ),
  );
}
