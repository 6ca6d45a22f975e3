/** ENV-UNION: merging by occurrence. */
import { alphaEquals, integer, symbol, type Atom, type Environment } from '@forkspace/spec';
import { holds, must, refuses, same, sameAtoms, sameBag, sameList } from '../expect.ts';
import { atom, atoms } from '../notation.ts';
import { checks, ISOLATING, type Check } from './check.ts';
import { fingerprint } from './fingerprint.ts';

/** A clone after some writes, for tables of cases: `+a` adds, `-a` removes, `!` clears. */
export function forked(base: Environment, script: string): Environment {
  const fork = base.clone();
  for (const step of script.split(/\s+(?=[+\-!])/).filter((part) => part !== '')) {
    if (step[0] === '+') fork.add(atom(step.slice(1)));
    else if (step[0] === '!') fork.clear();
    else fork.remove(atom(step.slice(1)));
  }
  return fork;
}

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
const SHAPES = ['N', '(k N)', '(N k)', '(= (f N) 1)', '(= (N $x) 1)', '(= ($w N) 1)', '(: k N)', '(: N k)', '(: (k $x) N)', '(k $y (N))'];

function shaped(shape: string, script: string): string {
  return script.replaceAll(/[a-f]/g, (letter) => shape.replaceAll('N', `${letter}${letter}`).replaceAll('k', 'key'));
}

export const unionChecks: readonly Check[] = checks(ISOLATING, '0.1.0', [
  ['ENV-UNION-1a', 'an occurrence is in the union if one side holds it and neither has removed it: every small case, for every kind of atom',
    'the merge of two buckets: what is shared counts once, independent additions add up, removals stay removals', ({ create }) => {
      for (const shape of SHAPES) {
        for (const [base, left, right, expected] of CASES) {
          const root = create(shaped(shape, base));
          const [l, r] = [forked(root, shaped(shape, left)), forked(root, shaped(shape, right))];
          const what = `(${base}) with {${left}} ∪ {${right}}, atoms like ${shape}`;
          const union = l.union(r);
          sameAtoms(union.atoms(), shaped(shape, expected), what);
          same(union.size, union.atoms().length, `${what}: size`);
          for (const one of union.atoms()) {
            same(union.count(one), union.atoms().filter((other) => alphaEquals(one, other)).length, `${what}: count`);
          }
          same(union.ruleCount, shape.startsWith('(= ') ? union.size : 0, `${what}: ruleCount`);
        }
      }
    }],
  ['ENV-UNION-1b', 'removing takes the newest occurrence, so the one that a branch added goes before the one it inherited',
    'which occurrence a removal in a branch concerns', ({ create }) => {
      const base = create('(f $old)');
      const left = forked(base, '+(f $new)');
      left.remove(atom('(f $any)'));
      holds(left.union(base.clone()), '(f $old)', 'added and removed on the left, kept on the right');
      const right = forked(base, '-(f $old)');
      sameAtoms(left.union(right).atoms(), '', 'the right side removed the inherited one');
    }],
  ['ENV-UNION-1c', 'the union shows what it holds in every view: counts, lookups, groups, types, queries and suggestions',
    'an index that the merge forgets', ({ create }) => {
      const base = create('(= (f $x) 0) (f base) (: f Base) (= ($w 0) 0)');
      const left = forked(base, '+(= (f $x) 1) +(f left) +(: f Left) +(= ($w 1) 1) +leftish -(f base)');
      const right = forked(base, '+(= (f $x) 2) +(f right) +(: f Right) +(= ($w 2) 2) +rightish -(: f Base)');
      const union = left.union(right);
      const merged = '(= (f $x) 0) (= ($w 0) 0) (= (f $x) 1) (f left) (: f Left) (= ($w 1) 1) leftish (= (f $x) 2) (f right) (: f Right) (= ($w 2) 2) rightish';
      holds(union, merged, 'the union');
      const plain = create(merged);
      const expected = JSON.parse(fingerprint(plain)) as unknown;
      const actual = JSON.parse(fingerprint(union)) as unknown;
      same(JSON.stringify(actual), JSON.stringify(expected), 'every view, compared with an environment filled one by one');
      for (const one of atoms(merged)) same(union.count(one), plain.count(one), 'count');
    }],
  ['ENV-UNION-1d', 'spaces merge by occurrence too, also a space forked before the branches parted',
    'spaces taken whole from one side', ({ create }) => {
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
    }],
  ['ENV-UNION-2a', 'with nothing in common, the union has everything of both',
    'a merge that assumes a common ancestor', ({ create }) => {
      const [left, right] = [create('(= (f $x) 1) a a (: f T)'), create('(= (f $x) 1) a b (: f T)')];
      left.bind('l', atom('1'));
      right.bind('r', atom('2'));
      const space = right.createSpace();
      right.space(space).add(atom('inside'));
      const union = left.union(right);
      sameAtoms(union.atoms(), '(= (f $x) 1) a a (: f T) (= (f $x) 1) a b (: f T)', 'the union');
      sameAtoms(union.space(space).atoms(), 'inside', "the right side's space");
      sameList(union.bindings().map(([name]) => name), ['l', 'r'], 'bindings');
      holds(create().union(create('a b')), 'a b', 'nothing ∪ something');
      holds(create('a b').union(create()), 'a b', 'something ∪ nothing');
    }],
  ['ENV-UNION-3a', 'identity: uniting with a clone, an ancestor, or what was united before adds nothing',
    'counting the base twice', ({ create }) => {
      const base = create('a b a');
      const left = forked(base, '+c -b');
      const right = forked(base, '+d -a');
      const union = left.union(right);
      for (const [what, again] of Object.entries({
        'with itself': left.union(left), 'with its clone': left.union(left.clone()), 'with its ancestor': left.union(base), 'its ancestor with it': base.union(left),
      })) sameBag(again.atoms(), left.atoms(), `left united ${what}`);
      for (const [what, again] of Object.entries({
        'with left': union.union(left), 'with right': union.union(right), 'with base': union.union(base), 'right with it': right.union(union),
        'left with it': left.union(union), 'base with it': base.union(union), 'with the union made the other way': union.union(right.union(left)),
      })) sameBag(again.atoms(), union.atoms(), `the union united again: ${what}`);
    }],
  ['ENV-UNION-3b', 'commutative as bags, whatever the history', 'a merge that prefers one side', (context) => {
    for (const [l, , r] of triples(context.create)) sameBag(l.union(r).atoms(), r.union(l).atoms(), 'l ∪ r against r ∪ l');
  }],
  ['ENV-UNION-3c', 'associative as bags, whatever the history', 'a merge that forgets what its inputs had removed', (context) => {
    for (const [a, b, c] of triples(context.create)) {
      sameBag(a.union(b).union(c).atoms(), a.union(b.union(c)).atoms(), '(a ∪ b) ∪ c against a ∪ (b ∪ c)');
      sameBag(a.union(b).union(c).atoms(), c.union(a.union(b)).atoms(), '(a ∪ b) ∪ c against c ∪ (a ∪ b)');
      sameBag(a.union(b).union(b.union(c)).atoms(), a.union(b).union(c).atoms(), '(a ∪ b) ∪ (b ∪ c) against (a ∪ b) ∪ c');
    }
  }],
  ['ENV-UNION-3d', 'idempotent as bags, whatever the history', 'multiplicities that are summed', (context) => {
    for (const triple of triples(context.create)) for (const e of triple) sameAtoms(e.union(e.clone()).atoms(), e.atoms(), 'e ∪ e');
  }],
  ['ENV-UNION-3e', 'folding a hundred forks in any grouping gives the same bag',
    'ancestry that is lost after several merges', ({ create }) => {
      const base = create('a b c d');
      const forks = Array.from({ length: 100 }, (_, n) => forked(base, `+(f ${n}) ${n % 25 === 0 ? `-${'abcd'[n / 25]}` : ''} +(= (r $x) ${n % 7})`));
      const fromLeft = forks.reduce((all, fork) => all.union(fork));
      const fromRight = forks.reduceRight((all, fork) => fork.union(all));
      let layer = forks;
      while (layer.length > 1) layer = layer.flatMap((one, i) => (i % 2 === 1 ? [] : [layer[i + 1] === undefined ? one : one.union(layer[i + 1] as Environment)]));
      sameBag(fromLeft.atoms(), fromRight.atoms(), 'left fold against right fold');
      sameBag(fromLeft.atoms(), (layer[0] as Environment).atoms(), 'left fold against a tree');
      same(fromLeft.size, 200, 'size');
      sameAtoms(fromLeft.atoms(), fromRight.atoms(), 'order of the left and the right fold');
      sameAtoms(fromLeft.atoms(), (layer[0] as Environment).atoms(), 'order of the left fold and the tree');
    }],
  ['ENV-UNION-3f', 'a removal survives later merges: what was removed and merged does not come back with an old branch',
    'forgetting removals after a merge', ({ create }) => {
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
    }],
  ['ENV-UNION-3g', 'branches that pull from one another many times stay exact',
    'order numbers or ancestry sets that grow with every merge until they fail', ({ create }) => {
      const base = create('base');
      let main = forked(base, '+main');
      const branches = Array.from({ length: 80 }, (_, n) => forked(base, `+(branch ${n})`));
      for (const branch of branches) main = main.union(branch.union(main));
      const expected = [atom('base'), atom('main'), ...branches.map((_, n) => atom(`(branch ${n})`))];
      sameBag(main.atoms(), expected, 'after 80 mutual merges');
      const order = [...main.atoms()];
      for (let n = 0; n < 5; n++) main.add(atom(`(late ${n})`));
      sameAtoms(main.atoms(), [...order, ...atoms('(late 0) (late 1) (late 2) (late 3) (late 4)')], 'five more');
      main.remove(atom('(late 2)'));
      sameAtoms(main.atoms(), [...order, ...atoms('(late 0) (late 1) (late 3) (late 4)')], 'one of them removed');
    }],
  ['ENV-UNION-4a', 'the union of unmodified sides, and one where only one side has changed, is that content itself: equal stamps, the same groups',
    'the fast paths of the merge', ({ create }) => {
      const base = create('(= (f $x) 1) (: f T) a');
      base.bind('b', atom('1'));
      const changed = forked(base, '+(= (f $x) 2)');
      changed.bind('b', atom('2'));
      const deep = changed.clone().clone();
      const cases: Record<string, readonly [Environment, Environment, Environment]> = {
        'e ∪ e': [base, base, base], 'e ∪ clone': [base, base.clone(), base], 'clone ∪ clone': [base.clone(), base.clone(), base],
        'changed ∪ base': [changed, base, changed], 'base ∪ changed': [base, changed, changed], 'base ∪ clones of changed': [base.clone(), deep, changed],
        'clones of changed ∪ base': [deep, base.clone(), changed],
      };
      for (const [what, [l, r, expected]] of Object.entries(cases)) {
        const union = l.union(r);
        same(union.environmentStamp, expected.environmentStamp, `${what}: environmentStamp`);
        same(union.contentStamp, expected.contentStamp, `${what}: contentStamp`);
        same(union.ruleGroup(symbol('f'), 1), expected.ruleGroup(symbol('f'), 1), `${what}: ruleGroup(f, 1)`);
        same(union.typeGroup(symbol('f')), expected.typeGroup(symbol('f')), `${what}: typeGroup(f)`);
        same(union.modified, false, `${what}: modified`);
      }
      same(changed.union(changed.union(base.clone())).environmentStamp, changed.environmentStamp, 'united again with the result');
    }],
  ['ENV-UNION-6a', "order: the left side's, then what only the right side added, in its order",
    'how additions of the right side are placed', ({ create }) => {
      const base = create('a (k b) (= (f c) 1) d');
      const left = forked(base, '+(= (f l1) 1) +(k l2) +l3');
      const right = forked(base, '+r1 +(= (f r2) 1) +(k r3) +(= (g r4) 1) +(k r5)');
      sameAtoms(left.union(right).atoms(), 'a (k b) (= (f c) 1) d (= (f l1) 1) (k l2) l3 r1 (= (f r2) 1) (k r3) (= (g r4) 1) (k r5)', 'left ∪ right');
      sameAtoms(right.union(left).atoms(), 'a (k b) (= (f c) 1) d r1 (= (f r2) 1) (k r3) (= (g r4) 1) (k r5) (= (f l1) 1) (k l2) l3', 'right ∪ left');
      const union = left.union(right);
      union.add(atom('later'));
      same(union.atoms().at(-1), symbol('later'), 'what is added afterwards comes last');
      sameAtoms(union.matchingRules('f', 1).map((rule) => rule.atom), '(= (f c) 1) (= (f l1) 1) (= (f r2) 1)', 'rules of f/1');
    }],
  ['ENV-UNION-6b', 'order over several merges: the same inputs give the same order, and each result keeps the order of its left side',
    'order derived from hash tables, object identity or time', ({ create }) => {
      const build = (): Environment => {
        const base = create('a b');
        const parts = ['+x1 +(k x2)', '+y1 -a +(k y2)', '+(k z1) +z2', '-b +(k w1)'].map((script) => forked(base, script));
        const [x, y, z, w] = parts as [Environment, Environment, Environment, Environment];
        const xy = x.union(y);
        const zw = z.union(w);
        xy.add(atom('(k late)'));
        return zw.union(xy).union(y.union(z));
      };
      const [first, second] = [build(), build()];
      sameAtoms(first.atoms(), '(k z1) z2 (k w1) x1 (k x2) y1 (k y2) (k late)', 'the order');
      sameAtoms(second.atoms(), first.atoms(), 'the same again');
      sameAtoms(first.query(atom('(k $x)')).map((m) => m.atom), '(k z1) (k w1) (k x2) (k y2) (k late)', 'query (k $x)');
    }],
  ['ENV-UNION-6c', 'removal after a merge takes the last in the merged order',
    'newest by time or number instead of by place', ({ create }) => {
      const base = create('x');
      const right = forked(base, '+(f $right)');
      const left = forked(base, '+(f $left)');
      const union = left.union(right);
      union.remove(atom('(f $any)'));
      holds(union, 'x (f $left)', 'left ∪ right without the last');
      const other = right.union(left);
      other.remove(atom('(f $any)'));
      holds(other, 'x (f $right)', 'right ∪ left without the last');
    }],
  ['ENV-UNION-7a', 'neither input changes, and the result is isolated from both',
    'a merge that writes into its left side', ({ create }) => {
      const base = create('a b (= (f $x) 1)');
      const [left, right] = [forked(base, '+c -a'), forked(base, '+d +(= (f $x) 2)')];
      const prints = [base, left, right].map(fingerprint);
      const union = left.union(right);
      const merged = fingerprint(union);
      sameList([base, left, right].map((e, i) => fingerprint(e) === prints[i]), [true, true, true], 'base, left and right are as before');
      union.add(atom('(= (f $x) 3)'));
      union.remove(atom('b'));
      sameList([base, left, right].map((e, i) => fingerprint(e) === prints[i]), [true, true, true], 'and after a write to the union');
      const again = left.union(right);
      same(fingerprint(again), merged, 'the same union again');
      left.add(atom('late'));
      right.clear();
      base.clear();
      same(fingerprint(again), merged, 'the union after writes to both inputs and their base');
      const fast = left.union(left.clone());
      left.add(atom('later'));
      same(fast.has(atom('later')), false, 'a union made on a fast path is isolated from its inputs');
      fast.add(atom('fast'));
      same(left.has(atom('fast')), false, 'and they from it');
    }],
  ['ENV-UNION-8a', 'one cell or binding with two values is a conflict: the right-hand side wins by default',
    'how cells and bindings are merged', ({ create }) => {
      const base = create();
      const cell = base.createState(atom('0'));
      base.bind('b', atom('0'));
      const [left, right] = [base.clone(), base.clone()];
      left.writeState(cell, atom('left'));
      left.bind('b', atom('left'));
      sameAtoms([left.union(right).readState(cell), right.union(left).readState(cell)], 'left left', 'a cell written on one side only');
      sameAtoms([left.union(right).binding('b') as Atom, right.union(left).binding('b') as Atom], 'left left', 'a binding written on one side only');
      right.writeState(cell, atom('right'));
      right.bind('b', atom('right'));
      for (const options of [undefined, {}, { onConflict: 'right' }] as const) {
        const [lr, rl] = [left.union(right, options), right.union(left, options)];
        sameAtoms([lr.readState(cell), rl.readState(cell)], 'right left', 'a cell written on both sides');
        sameAtoms([lr.binding('b') as Atom, rl.binding('b') as Atom], 'right left', 'a binding written on both sides');
      }
      const settled = left.union(right);
      sameAtoms([settled.union(left).readState(cell), left.union(settled).readState(cell)], 'right right', 'united again: a settled conflict is settled');
      settled.writeState(cell, atom('after'));
      sameAtoms([settled.union(right).readState(cell), right.union(settled).readState(cell)], 'after after', 'written after the merge, united again');
    }],
  ['ENV-UNION-8b', "with onConflict 'error' a conflict is refused, names the cell and both values, and changes nothing",
    'conflicts found too late or not at all', ({ create }) => {
      const base = create('a');
      const cell = base.createState(atom('0'));
      base.bind('b', atom('0'));
      const [left, right] = [base.clone(), base.clone()];
      left.writeState(cell, atom('left'));
      right.writeState(cell, atom('right'));
      const prints = [left, right].map(fingerprint);
      const error = refuses('MERGE_CONFLICT', () => left.union(right, { onConflict: 'error' }), 'two values in one cell');
      const [conflict] = error.value as { kind: string; name: unknown; left: Atom; right: Atom }[];
      must(conflict !== undefined, 'the error has the conflicts as its value');
      sameList([conflict.kind, conflict.name], ['state', cell], 'the conflict names the cell');
      sameAtoms([conflict.left, conflict.right], 'left right', 'and both values');
      sameList([left, right].map((e, i) => fingerprint(e) === prints[i]), [true, true], 'both sides are as before');
      right.writeState(cell, atom('left'));
      sameAtoms([left.union(right, { onConflict: 'error' }).readState(cell)], 'left', 'both gave the same value: no conflict');
      left.bind('b', atom('left'));
      right.bind('b', atom('right'));
      const second = refuses('MERGE_CONFLICT', () => right.union(left, { onConflict: 'error' }), 'two values of one binding');
      same((second.value as { name: unknown }[])[0]?.name, 'b', 'the conflict names the binding');
      must(second.message.includes('b'), 'the message names it too');
    }],
  ['ENV-UNION-8c', 'a cell or binding that only one side has is in the union; a value seen by both is no conflict',
    'new cells and bindings in a merge', ({ create }) => {
      const base = create();
      const [left, right] = [base.clone(), base.clone()];
      const [l, r] = [left.createState(atom('l')), right.createState(atom('r'))];
      left.bind('l', integer(1));
      right.bind('r', integer(2));
      const union = left.union(right, { onConflict: 'error' });
      sameList(union.stateIds(), [l, r], 'cells');
      sameAtoms([union.readState(l), union.readState(r)], 'l r', 'values of both');
      sameList(union.bindings().map(([name]) => name), ['l', 'r'], 'bindings');
    }],
]);

/** Triples of environments with histories that share, remove, add again and have merged before. */
function triples(create: (atoms?: string) => Environment): (readonly [Environment, Environment, Environment])[] {
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
  return all.flatMap((a, i) => all.flatMap((b, j) => all.filter((_, k) => (i + j + k) % 3 === 0).map((c) => [a, b, c] as const)));
}
