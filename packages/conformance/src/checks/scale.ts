/** The guide's stress tests: many branches, many rules, everything present afterwards. */
import { expression, integer, symbol, variable, type Atom } from '@forkspace/spec';
import { must, same, sameAtoms } from '../expect.ts';
import { atom } from '../notation.ts';
import { ALWAYS, checks, ISOLATING, type Check } from './check.ts';

const rule = (head: string, value: number): Atom =>
  expression(symbol('='), expression(symbol(head), variable('x')), integer(value));

export const scaleChecks: readonly Check[] = [
  ...checks(ISOLATING, '0.1.0', [
    [
      'ENV-FORK-1i',
      '100 branches of 1,000 rules each are isolated, then united with everything present',
      'sizes at which a structure splits, and merges of many sides',
      ({ create }) => {
        const base = create('(= (base) 0)');
        const branches = Array.from({ length: 100 }, (_, b) => {
          const branch = base.clone();
          branch.addAll(
            Array.from({ length: 1_000 }, (_, n) => rule(`b${b % 10}r${n % 100}`, b * 1_000 + n)),
          );
          return branch;
        });
        for (const branch of branches) same(branch.ruleCount, 1_001, 'rules of a branch');
        same(base.ruleCount, 1, 'rules of the base');
        const union = branches.reduce((all, branch) => all.union(branch));
        same(union.ruleCount, 100_001, 'rules of the union');
        for (const b of [0, 1, 57, 99]) {
          for (const n of [0, 500, 999])
            same(
              union.count(rule(`b${b % 10}r${n % 100}`, b * 1_000 + n)),
              1,
              `rule ${n} of branch ${b}`,
            );
        }
        const bodies = union
          .matchingRules('b3r7', 1)
          .map((r) => (r.body.kind === 3 ? Number(r.body.value) : -1));
        same(bodies.length, 100, 'rules of one head');
        must(
          bodies.every((value, i) => i === 0 || value > (bodies[i - 1] as number)),
          'rules of one head, in order of the branches',
        );
      },
    ],
    [
      'ENV-UNION-2b',
      'two environments of 10,000 rules with nothing in common, and two forks of 10,000 that changed',
      'merges of large buckets and tables',
      ({ backend }) => {
        const [left, right] = ['l', 'r'].map((side) => {
          const environment = backend.create();
          environment.addAll(
            Array.from({ length: 10_000 }, (_, n) =>
              rule(`${n % 2 === 0 ? side : 'common'}${n % 5_000}`, n),
            ),
          );
          return environment;
        }) as [ReturnType<typeof backend.create>, ReturnType<typeof backend.create>];
        const union = left.union(right);
        same(union.ruleCount, 20_000, 'rules of the union');
        sameAtoms(union.atoms().slice(0, 10_000), left.atoms(), 'the first half');
        sameAtoms(union.atoms().slice(10_000), right.atoms(), 'the second half');
        const [a, b] = [union.clone(), union.clone()];
        for (let n = 0; n < 500; n++) {
          a.remove(rule(`l${(n * 2) % 5_000}`, n * 2));
          b.add(rule(`common${n}`, n));
        }
        const merged = a.union(b);
        same(
          merged.ruleCount,
          20_000 - (20_000 - a.ruleCount) + 500,
          'rules after both sides changed',
        );
        same(merged.rules().length, merged.ruleCount, 'rules() of the merged');
      },
    ],
  ]),
  ...checks(ALWAYS, '0.1.0', [
    [
      'ENV-BAG-3g',
      '10,000 rules under 10,000 heads, and 10,000 under one: each is found, in order',
      'growing and splitting of the rule index',
      ({ backend }) => {
        const many = backend.create();
        many.addAll(Array.from({ length: 10_000 }, (_, n) => rule(`head${n}`, n)));
        for (let n = 0; n < 10_000; n += 37)
          same(many.matchingRules(`head${n}`, 1).length, 1, `rules of head${n}`);
        same(many.rules().length, 10_000, 'rules()');
        const one = backend.create();
        for (let n = 0; n < 10_000; n++) one.add(atom(`(= (f ${n}) ${n})`));
        same(one.matchingRules('f', 1).length, 10_000, 'rules of f');
        sameAtoms(
          (one.ruleGroup(symbol('f'), 1)?.select([integer(7_777)]) ?? []).map((r) => r.atom),
          '(= (f 7777) 7777)',
          'select(7777)',
        );
      },
    ],
  ]),
];
