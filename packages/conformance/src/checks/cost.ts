/**
 * The cost laws, by counting and never by clock: how much memory a thousand clones keep alive, and how many
 * atoms an operation looks at. The counts are coarse on purpose: they tell O(1) and O(log n) from O(n), not
 * good from better.
 */
import { expression, ExpressionAtom, symbol, type Atom, type Environment } from '@forkspace/spec';
import { holds, must, same } from '../expect.ts';
import { atom } from '../notation.ts';
import { ALWAYS, checks, ISOLATING, type Check, type Needs } from './check.ts';
import { bytesEach, heapMeter } from './heap.ts';

const MANY = 20_000;
const PATH: Needs = { isolation: true, firstWrite: 'path' };

/** Many heads, or one head with many rules. */
export function large(
  create: () => Environment,
  spread: 'many heads' | 'one head',
  total = MANY,
): Environment {
  const environment = create();
  environment.addAll(
    Array.from({ length: total }, (_, n) =>
      atom(spread === 'many heads' ? `(= (f${n} $x) ${n})` : `(= (f ${n}) ${n})`),
    ),
  );
  return environment;
}

/** Atoms that count how often somebody looks at what they are made of. */
function probes(total: number): { readonly atoms: readonly Atom[]; looks: () => number } {
  let looks = 0;
  const atoms = Array.from({ length: total }, (_, n) => {
    const probe = expression(symbol('probe'), symbol(`p${n % 1000}`), atom(String(n)));
    const { items, hash } = probe;
    Object.defineProperty(probe, 'items', { get: () => (looks++, items) });
    Object.defineProperty(probe, 'hash', { get: () => (looks++, hash) });
    return probe;
  });
  return { atoms, looks: () => looks };
}

export const costChecks: readonly Check[] = [
  ...checks(ALWAYS, '0.1.0', [
    [
      'ENV-FORK-2b',
      'a clone costs no memory in proportion to the content',
      'clone() that copies an index, a list or a count',
      async ({ backend }) => {
        for (const spread of ['many heads', 'one head'] as const) {
          const environment = large(() => backend.create(), spread);
          const each = await bytesEach(300, () => environment.clone());
          must(
            each < 8_192,
            () =>
              `each clone of ${MANY} rules (${spread}) keeps ${Math.round(each)} bytes alive, at most 8192 expected`,
          );
        }
      },
    ],
    [
      'ENV-FORK-2c',
      'clone and drop look at no atom',
      'clone() that walks the content',
      ({ backend }) => {
        const environment = backend.create();
        const { atoms, looks } = probes(2_000);
        environment.addAll(atoms);
        const before = looks();
        for (let i = 0; i < 10; i++) environment.clone();
        must(
          looks() - before < 200,
          () => `ten clones of 2000 atoms looked at atoms ${looks() - before} times`,
        );
      },
    ],
    [
      'ENV-FORK-3c',
      'a clone that never writes never copies, whatever is read',
      'reads that copy the content of a clone',
      async ({ backend }) => {
        const environment = large(() => backend.create(), 'many heads');
        environment.atoms();
        const each = await bytesEach(300, () => {
          const clone = environment.clone();
          clone.matchingRules('f7', 1);
          clone.query(atom('(= (f9 $x) $y)'));
          clone.has(atom('(= (f11 $q) 11)'));
          return clone;
        });
        must(
          each < 16_384,
          () =>
            `each clone that only reads keeps ${Math.round(each)} bytes alive, at most 16384 expected`,
        );
      },
    ],
    [
      'ENV-FAIL-3b',
      'finding, adding and removing one atom among many looks at few of them',
      'a lookup that scans the bucket',
      ({ backend }) => {
        const environment = backend.create();
        const { atoms, looks } = probes(5_000);
        environment.addAll(atoms);
        const target = atom('(probe p777 777)');
        const operate = (): void => {
          environment.add(target);
          same(environment.count(target), 2, 'count');
          same(environment.remove(target), true, 'remove');
          same(environment.has(target), true, 'has');
          same(environment.query(atom('(probe p777 777)')).length, 1, 'query');
        };
        // A backend may look through everything a few times before it pays for an index.
        for (let i = 0; i < 20; i++) operate();
        const before = looks();
        operate();
        must(
          looks() - before < 2_500,
          () => `five operations among 5000 atoms looked at atoms ${looks() - before} times`,
        );
      },
    ],
  ]),
  ...checks(PATH, '0.1.0', [
    [
      'ENV-FORK-3a',
      'firstWrite "path": the first write after a clone keeps a path of the content, not a copy of it',
      'a bucket or table that copies as a whole',
      async ({ backend }) => {
        for (const spread of ['many heads', 'one head'] as const) {
          const environment = large(() => backend.create(), spread);
          environment.matchingRules('f', 1);
          const each = await bytesEach(200, () => {
            const clone = environment.clone();
            clone.add(atom(spread === 'many heads' ? '(= (f77 $x) new)' : '(= (f new) new)'));
            return clone;
          });
          must(
            each < 32_768,
            () =>
              `each clone of ${MANY} rules (${spread}) with one write keeps ${Math.round(each)} bytes alive, at most 32768 expected of a path`,
          );
        }
      },
    ],
  ]),
  ...checks(ISOLATING, '0.1.0', [
    [
      'ENV-FORK-3b',
      'after its first write, a fork writes in place: a thousand writes keep no thousand copies',
      'ownership that is not kept after the first write',
      async ({ backend }) => {
        const environment = large(() => backend.create(), 'many heads');
        const each = await bytesEach(2, () => {
          const clone = environment.clone();
          for (let i = 0; i < 1_000; i++) clone.add(atom(`(= (f${i} $x) again)`));
          same(clone.ownsContent, true, 'ownsContent after the writes');
          return clone;
        });
        must(
          each < 8_000_000,
          () => `a clone with 1000 writes keeps ${Math.round(each)} bytes alive`,
        );
      },
    ],
    [
      'ENV-UNION-4b',
      'a union where only one side has changed looks at no atom and keeps no copy',
      'a merge that scans before it knows that there is something to merge',
      async ({ backend }) => {
        const environment = backend.create();
        const { atoms, looks } = probes(2_000);
        environment.addAll(atoms);
        const changed = environment.clone();
        changed.add(atom('x'));
        const unchanged = environment.clone();
        const before = looks();
        for (let i = 0; i < 5; i++) {
          changed.union(unchanged);
          unchanged.union(changed);
          unchanged.union(environment);
          changed.union(changed.clone());
        }
        must(
          looks() - before < 200,
          () => `20 one-sided unions of 2000 atoms looked at atoms ${looks() - before} times`,
        );
        const each = await bytesEach(300, () => [
          changed.union(unchanged),
          unchanged.union(changed),
        ]);
        must(each < 16_384, () => `two one-sided unions keep ${Math.round(each)} bytes alive`);
      },
    ],
    [
      'ENV-UNION-5a',
      'rounds of clone, write and union keep no memory of the rounds, only of the content',
      'ancestry or removal marks that grow with every merge',
      async ({ backend }) => {
        let main = backend.create();
        main.addAll(Array.from({ length: 50 }, (_, n) => atom(`(k ${n})`)));
        const rounds = (total: number): void => {
          for (let i = 0; i < total; i++) {
            const [left, right] = [main.clone(), main.clone()];
            left.add(atom('(k new)'));
            right.add(atom('(l new)'));
            right.remove(atom(`(k ${i % 50})`));
            left.remove(atom('(k new)'));
            main = left.union(right);
            must(
              main.size < 200,
              () => `round ${i} of clone, write and union leaves ${main.size} atoms`,
            );
            main.remove(atom('(l new)'));
            main.add(atom(`(k ${i % 50})`));
          }
        };
        const heap = await heapMeter();
        rounds(500);
        const before = heap();
        rounds(3_000);
        const kept = heap() - before;
        must(kept < 3_000_000, () => `3000 rounds keep ${kept} bytes alive`);
        holds(main, [...main.atoms()], 'the content');
        same(main.size, 50, 'size');
      },
    ],
  ]),
];

/** An expression of `depth` nested pairs around a leaf. O(depth). */
export function nested(depth: number, leaf: Atom = symbol('leaf')): Atom {
  let at: Atom = leaf;
  for (let i = 0; i < depth; i++) at = new ExpressionAtom([symbol('s'), at]);
  return at;
}
