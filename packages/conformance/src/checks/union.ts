/** ENV-UNION: merging by occurrence. */
import { alphaEquals, symbol, type Environment } from '@forkspace/spec';
import { holds, same, sameAtoms, sameList } from '../expect.ts';
import { atom, atoms } from '../notation.ts';
import { checks, ISOLATING, type Check } from './check.ts';
import { forked } from './forked.ts';
import { fingerprint } from './fingerprint.ts';

/** [base, left script, right script, expected] for every kind of atom in place of `a`, `b` …. */
const CASES: readonly (readonly [base: string, left: string, right: string, union: string])[] = [
  ['a', '', '', 'a'],
  ['a', '+b', '', 'a b'],
  ['a', '', '+b', 'a b'],
  ['a', '+b', '+c', 'a b c'],
  ['a', '+b', '+b', 'a b b'],
  ['a', '+a', '', 'a a'],
  ['a', '+a', '+a', 'a a a'],
  ['a', '-a', '', ''],
  ['a', '', '-a', ''],
  ['a', '-a', '-a', ''],
  ['a a', '-a', '-a', 'a'],
  ['a a', '-a -a', '-a', ''],
  ['a a', '-a', '', 'a'],
  ['a', '-a', '+a', 'a'],
  ['a', '+a', '-a', 'a'],
  ['a', '-a +a', '', 'a'],
  ['a', '-a +a', '-a', 'a'],
  ['a', '-a +a', '-a +a', 'a a'],
  ['a b c', '-b', '+d', 'a c d'],
  ['a b c', '+d', '-b', 'a c d'],
  ['a b', '!', '+c', 'c'],
  ['a b', '+c', '!', 'c'],
  ['a b', '! +a', '', 'a'],
  ['a b', '! +c', '! +d', 'c d'],
  ['', '+a +b', '+c +a', 'a b c a'],
  ['', '+a -a', '+b', 'b'],
  ['a b c d', '-a -d +e', '-b +f', 'c e f'],
];

/** What stands for a, b, c … in a case: one bucket, several buckets, wildcard rules, types, lone atoms. */
const SHAPES = [
  'N',
  '(k N)',
  '(N k)',
  '(= (f N) 1)',
  '(= (N $x) 1)',
  '(= ($w N) 1)',
  '(: k N)',
  '(: N k)',
  '(: (k $x) N)',
  '(k $y (N))',
];

function shaped(shape: string, script: string): string {
  return script.replaceAll(/[a-f]/g, (letter) =>
    shape.replaceAll('N', `${letter}${letter}`).replaceAll('k', 'key'),
  );
}

export const unionChecks: readonly Check[] = checks(ISOLATING, '0.1.0', [
  [
    'ENV-UNION-1a',
    'an occurrence is in the union if one side holds it and neither has removed it: every small case, for every kind of atom',
    'the merge of two buckets: what is shared counts once, independent additions add up, removals stay removals',
    ({ create }) => {
      for (const shape of SHAPES) {
        for (const [base, left, right, expected] of CASES) {
          const root = create(shaped(shape, base));
          const [l, r] = [forked(root, shaped(shape, left)), forked(root, shaped(shape, right))];
          const what = `(${base}) with {${left}} ∪ {${right}}, atoms like ${shape}`;
          const union = l.union(r);
          sameAtoms(union.atoms(), shaped(shape, expected), what);
          same(union.size, union.atoms().length, `${what}: size`);
          for (const one of union.atoms()) {
            same(
              union.count(one),
              union.atoms().filter((other) => alphaEquals(one, other)).length,
              `${what}: count`,
            );
          }
          same(union.ruleCount, shape.startsWith('(= ') ? union.size : 0, `${what}: ruleCount`);
        }
      }
    },
  ],
  [
    'ENV-UNION-1b',
    'removing takes the newest occurrence, so the one that a branch added goes before the one it inherited',
    'which occurrence a removal in a branch concerns',
    ({ create }) => {
      const base = create('(f $old)');
      const left = forked(base, '+(f $new)');
      left.remove(atom('(f $any)'));
      holds(
        left.union(base.clone()),
        '(f $old)',
        'added and removed on the left, kept on the right',
      );
      const right = forked(base, '-(f $old)');
      sameAtoms(left.union(right).atoms(), '', 'the right side removed the inherited one');
    },
  ],
  [
    'ENV-UNION-1c',
    'the union shows what it holds in every view: counts, lookups, groups, types, queries and suggestions',
    'an index that the merge forgets',
    ({ create }) => {
      const base = create('(= (f $x) 0) (f base) (: f Base) (= ($w 0) 0)');
      const left = forked(
        base,
        '+(= (f $x) 1) +(f left) +(: f Left) +(= ($w 1) 1) +leftish -(f base)',
      );
      const right = forked(
        base,
        '+(= (f $x) 2) +(f right) +(: f Right) +(= ($w 2) 2) +rightish -(: f Base)',
      );
      const union = left.union(right);
      const merged =
        '(= (f $x) 0) (= ($w 0) 0) (= (f $x) 1) (f left) (: f Left) (= ($w 1) 1) leftish (= (f $x) 2) (f right) (: f Right) (= ($w 2) 2) rightish';
      holds(union, merged, 'the union');
      const plain = create(merged);
      const expected = JSON.parse(fingerprint(plain)) as unknown;
      const actual = JSON.parse(fingerprint(union)) as unknown;
      same(
        JSON.stringify(actual),
        JSON.stringify(expected),
        'every view, compared with an environment filled one by one',
      );
      for (const one of atoms(merged)) same(union.count(one), plain.count(one), 'count');
    },
  ],
  [
    'ENV-UNION-1d',
    'spaces merge by occurrence too, also a space forked before the branches parted',
    'spaces taken whole from one side',
    ({ create }) => {
      const base = create('a');
      const id = base.createSpace();
      base.space(id).addAll(atoms('s t'));
      const copy = base.forkSpace(id);
      const [left, right] = [base.clone(), base.clone()];
      left.space(id).add(atom('left'));
      left.space(copy).remove(atom('s'));
      right.space(id).remove(atom('s'));
      right.space(copy).add(atom('right'));
      const own = right.forkSpace(copy);
      const union = left.union(right);
      sameAtoms(union.space(id).atoms(), 't left', 'the space');
      sameAtoms(union.space(copy).atoms(), 't right', 'its fork');
      sameAtoms(union.space(own).atoms(), 's t right', 'a fork made in the right branch');
      holds(union, 'a', 'the first space');
      sameList(union.spaceIds(), [id, copy, own], 'spaceIds');
    },
  ],
  [
    'ENV-UNION-2a',
    'with nothing in common, the union has everything of both',
    'a merge that assumes a common ancestor',
    ({ create }) => {
      const [left, right] = [
        create('(= (f $x) 1) a a (: f T)'),
        create('(= (f $x) 1) a b (: f T)'),
      ];
      left.bind('l', atom('1'));
      right.bind('r', atom('2'));
      const space = right.createSpace();
      right.space(space).add(atom('inside'));
      const union = left.union(right);
      sameAtoms(union.atoms(), '(= (f $x) 1) a a (: f T) (= (f $x) 1) a b (: f T)', 'the union');
      sameAtoms(union.space(space).atoms(), 'inside', "the right side's space");
      sameList(
        union.bindings().map(([name]) => name),
        ['l', 'r'],
        'bindings',
      );
      holds(create().union(create('a b')), 'a b', 'nothing ∪ something');
      holds(create('a b').union(create()), 'a b', 'something ∪ nothing');
    },
  ],
  [
    'ENV-UNION-6a',
    "order: the left side's, then what only the right side added, in its order",
    'how additions of the right side are placed',
    ({ create }) => {
      const base = create('a (k b) (= (f c) 1) d');
      const left = forked(base, '+(= (f l1) 1) +(k l2) +l3');
      const right = forked(base, '+r1 +(= (f r2) 1) +(k r3) +(= (g r4) 1) +(k r5)');
      sameAtoms(
        left.union(right).atoms(),
        'a (k b) (= (f c) 1) d (= (f l1) 1) (k l2) l3 r1 (= (f r2) 1) (k r3) (= (g r4) 1) (k r5)',
        'left ∪ right',
      );
      sameAtoms(
        right.union(left).atoms(),
        'a (k b) (= (f c) 1) d r1 (= (f r2) 1) (k r3) (= (g r4) 1) (k r5) (= (f l1) 1) (k l2) l3',
        'right ∪ left',
      );
      const union = left.union(right);
      union.add(atom('later'));
      same(union.atoms().at(-1), symbol('later'), 'what is added afterwards comes last');
      sameAtoms(
        union.matchingRules('f', 1).map((rule) => rule.atom),
        '(= (f c) 1) (= (f l1) 1) (= (f r2) 1)',
        'rules of f/1',
      );
    },
  ],
  [
    'ENV-UNION-6b',
    'order over several merges: the same inputs give the same order, and each result keeps the order of its left side',
    'order derived from hash tables, object identity or time',
    ({ create }) => {
      const build = (): Environment => {
        const base = create('a b');
        const parts = ['+x1 +(k x2)', '+y1 -a +(k y2)', '+(k z1) +z2', '-b +(k w1)'].map((script) =>
          forked(base, script),
        );
        const [x, y, z, w] = parts as [Environment, Environment, Environment, Environment];
        const xy = x.union(y);
        const zw = z.union(w);
        xy.add(atom('(k late)'));
        return zw.union(xy).union(y.union(z));
      };
      const [first, second] = [build(), build()];
      sameAtoms(first.atoms(), '(k z1) z2 (k w1) x1 (k x2) y1 (k y2) (k late)', 'the order');
      sameAtoms(second.atoms(), first.atoms(), 'the same again');
      sameAtoms(
        first.query(atom('(k $x)')).map((m) => m.atom),
        '(k z1) (k w1) (k x2) (k y2) (k late)',
        'query (k $x)',
      );
    },
  ],
  [
    'ENV-UNION-6c',
    'removal after a merge takes the last in the merged order',
    'newest by time or number instead of by place',
    ({ create }) => {
      const base = create('x');
      const right = forked(base, '+(f $right)');
      const left = forked(base, '+(f $left)');
      const union = left.union(right);
      union.remove(atom('(f $any)'));
      holds(union, 'x (f $left)', 'left ∪ right without the last');
      const other = right.union(left);
      other.remove(atom('(f $any)'));
      holds(other, 'x (f $right)', 'right ∪ left without the last');
    },
  ],
  [
    'ENV-UNION-6d',
    "two sides that hold the same in another order: the left side's order counts, in lists and groups alike",
    'a group taken over from the right side although its order differs',
    ({ create }) => {
      const base = create('x');
      const [a, b] = [forked(base, '+(= (f a) 1) +(f a)'), forked(base, '+(= (f b) 1) +(f b)')];
      const [ab, ba] = [a.union(b), b.union(a)];
      const more = forked(ba, '+(= (f c) 1) +(f c)');
      for (const [what, union, order] of [
        ['(a ∪ b) ∪ ((b ∪ a) + c)', ab.union(more), 'abc'],
        ['((b ∪ a) + c) ∪ (a ∪ b)', more.union(ab), 'bac'],
        ['(a ∪ b) ∪ (b ∪ a)', ab.union(ba), 'ab'],
      ] as const) {
        const rules = [...order].map((letter) => atom(`(= (f ${letter}) 1)`));
        sameAtoms(
          union.rules().map((rule) => rule.atom),
          rules,
          `rules() of ${what}`,
        );
        sameAtoms(
          union.matchingRules('f', 1).map((rule) => rule.atom),
          rules,
          `rules of f/1 of ${what}`,
        );
        const group = union.ruleGroup(symbol('f'), 1);
        sameAtoms(
          (group?.select(atoms('$x')) ?? []).map((rule) => rule.atom),
          rules,
          `select() of ${what}`,
        );
        const facts = [...order].map((letter) => atom(`(f ${letter})`));
        sameAtoms(union.facts(), [atom('x'), ...facts], `facts() of ${what}`);
        sameAtoms(
          union.query(atom('(f $x)')).map((match) => match.atom),
          facts,
          `query (f $x) of ${what}`,
        );
      }
    },
  ],
  [
    'ENV-UNION-6e',
    "spaces and cells: the left side's, then what only the right side has; a conflict moves nothing",
    'spaces and cells listed by number, or a place that is lost when a cell is written by a merge',
    ({ create }) => {
      const base = create();
      const other = base.clone();
      const [older, olderSpace] = [other.createState(atom('o')), other.createSpace()];
      const [newer, newerSpace] = [base.createState(atom('n')), base.createSpace()];
      const union = base.union(other);
      sameList(union.stateIds(), [newer, older], 'cells of the union');
      sameList(union.spaceIds(), [newerSpace, olderSpace], 'spaces of the union');
      const [left, right] = [union.clone(), union.clone()];
      for (const id of [older, newer]) {
        left.writeState(id, atom('left'));
        right.writeState(id, atom('right'));
      }
      const last = left.createState(atom('last'));
      const settled = left.union(right);
      sameList(settled.stateIds(), [newer, older, last], 'cells after a conflict');
      sameList(right.union(left).stateIds(), [newer, older, last], 'cells after it, the other way');
      const copy = base.backend.import(settled.export());
      sameAtoms(
        copy.stateIds().map((id) => copy.readState(id)),
        'right right last',
        'cells of a copy',
      );
    },
  ],
  [
    'ENV-UNION-7a',
    'neither input changes, and the result is isolated from both',
    'a merge that writes into its left side',
    ({ create }) => {
      const base = create('a b (= (f $x) 1)');
      const [left, right] = [forked(base, '+c -a'), forked(base, '+d +(= (f $x) 2)')];
      const prints = [base, left, right].map(fingerprint);
      const union = left.union(right);
      const merged = fingerprint(union);
      sameList(
        [base, left, right].map((e, i) => fingerprint(e) === prints[i]),
        [true, true, true],
        'base, left and right are as before',
      );
      union.add(atom('(= (f $x) 3)'));
      union.remove(atom('b'));
      sameList(
        [base, left, right].map((e, i) => fingerprint(e) === prints[i]),
        [true, true, true],
        'and after a write to the union',
      );
      const again = left.union(right);
      same(fingerprint(again), merged, 'the same union again');
      left.add(atom('late'));
      right.clear();
      base.clear();
      same(fingerprint(again), merged, 'the union after writes to both inputs and their base');
      const fast = left.union(left.clone());
      left.add(atom('later'));
      same(
        fast.has(atom('later')),
        false,
        'a union made on a fast path is isolated from its inputs',
      );
      fast.add(atom('fast'));
      same(left.has(atom('fast')), false, 'and they from it');
    },
  ],
]);
