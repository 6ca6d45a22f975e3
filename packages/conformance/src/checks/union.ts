/** ENV-UNION: merging by occurrence. */
import { alphaEquals, integer, symbol, type Atom, type Environment } from '@forkspace/spec';
import { holds, must, refuses, same, sameAtoms, sameList } from '../expect.ts';
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
  [
    'ENV-UNION-8a',
    'one cell or binding with two values is a conflict: the right-hand side wins by default',
    'how cells and bindings are merged',
    ({ create }) => {
      const base = create();
      const cell = base.createState(atom('0'));
      base.bind('b', atom('0'));
      const [left, right] = [base.clone(), base.clone()];
      left.writeState(cell, atom('left'));
      left.bind('b', atom('left'));
      sameAtoms(
        [left.union(right).readState(cell), right.union(left).readState(cell)],
        'left left',
        'a cell written on one side only',
      );
      sameAtoms(
        [left.union(right).binding('b') as Atom, right.union(left).binding('b') as Atom],
        'left left',
        'a binding written on one side only',
      );
      right.writeState(cell, atom('right'));
      right.bind('b', atom('right'));
      for (const options of [undefined, {}, { onConflict: 'right' }] as const) {
        const [lr, rl] = [left.union(right, options), right.union(left, options)];
        sameAtoms(
          [lr.readState(cell), rl.readState(cell)],
          'right left',
          'a cell written on both sides',
        );
        sameAtoms(
          [lr.binding('b') as Atom, rl.binding('b') as Atom],
          'right left',
          'a binding written on both sides',
        );
      }
      const settled = left.union(right);
      sameAtoms(
        [settled.union(left).readState(cell), left.union(settled).readState(cell)],
        'right right',
        'united again: a settled conflict is settled',
      );
      settled.writeState(cell, atom('after'));
      sameAtoms(
        [settled.union(right).readState(cell), right.union(settled).readState(cell)],
        'after after',
        'written after the merge, united again',
      );
    },
  ],
  [
    'ENV-UNION-8b',
    "with onConflict 'error' a conflict is refused, names the cell and both values, and changes nothing",
    'conflicts found too late or not at all',
    ({ create }) => {
      const base = create('a');
      const cell = base.createState(atom('0'));
      base.bind('b', atom('0'));
      const [left, right] = [base.clone(), base.clone()];
      left.writeState(cell, atom('left'));
      right.writeState(cell, atom('right'));
      const prints = [left, right].map(fingerprint);
      const error = refuses(
        'MERGE_CONFLICT',
        () => left.union(right, { onConflict: 'error' }),
        'two values in one cell',
      );
      const [conflict] = error.value as { kind: string; name: unknown; left: Atom; right: Atom }[];
      must(conflict !== undefined, 'the error has the conflicts as its value');
      sameList([conflict.kind, conflict.name], ['state', cell], 'the conflict names the cell');
      sameAtoms([conflict.left, conflict.right], 'left right', 'and both values');
      sameList(
        [left, right].map((e, i) => fingerprint(e) === prints[i]),
        [true, true],
        'both sides are as before',
      );
      right.writeState(cell, atom('left'));
      sameAtoms(
        [left.union(right, { onConflict: 'error' }).readState(cell)],
        'left',
        'both gave the same value: no conflict',
      );
      left.bind('b', atom('left'));
      right.bind('b', atom('right'));
      const second = refuses(
        'MERGE_CONFLICT',
        () => right.union(left, { onConflict: 'error' }),
        'two values of one binding',
      );
      same((second.value as { name: unknown }[])[0]?.name, 'b', 'the conflict names the binding');
      must(second.message.includes('b'), 'the message names it too');
    },
  ],
  [
    'ENV-UNION-8c',
    'a cell or binding that only one side has is in the union; a value seen by both is no conflict',
    'new cells and bindings in a merge',
    ({ create }) => {
      const base = create();
      const [left, right] = [base.clone(), base.clone()];
      const [l, r] = [left.createState(atom('l')), right.createState(atom('r'))];
      left.bind('l', integer(1));
      right.bind('r', integer(2));
      const union = left.union(right, { onConflict: 'error' });
      sameList(union.stateIds(), [l, r], 'cells');
      sameAtoms([union.readState(l), union.readState(r)], 'l r', 'values of both');
      sameList(
        union.bindings().map(([name]) => name),
        ['l', 'r'],
        'bindings',
      );
    },
  ],
]);
