/** ENV-BAG-1 where many atoms are filed under one key, or one atom many times. */
import { expression, integer, symbol, type Atom, type Space } from '@forkspace/spec';
import { holds, same } from '../expect.ts';
import { atom } from '../notation.ts';
import { ALWAYS, checks, type Check } from './check.ts';

export const manyChecks: readonly Check[] = checks(ALWAYS, '0.1.0', [
  [
    'ENV-BAG-1e',
    'removal of one atom leaves all others, however many are filed with it',
    'removal inside a bucket of many: shifted slots, swept holes, off-by-one at 32 or 1024',
    ({ create }) => {
      for (const total of [2, 17, 33, 100, 1025]) {
        for (const shape of ['(k N)', '(= (k N) N)', '(= (kN) N)', '(: k N)', 'N']) {
          const at = (n: number): Atom => atom(shape.replaceAll('N', String(n)));
          const space = create();
          const all = Array.from({ length: total }, (_, n) => at(n));
          space.addAll(all);
          const gone = new Set<number>();
          for (const n of [0, total - 1, total >> 1, total >> 2]) {
            same(space.remove(at(n)), !gone.has(n), `remove number ${n} of ${total} like ${shape}`);
            gone.add(n);
          }
          holds(
            space,
            all.filter((_, n) => !gone.has(n)),
            `${total} like ${shape} without ${[...gone].join()}`,
          );
        }
      }
    },
  ],
  [
    'ENV-BAG-1f',
    'hundreds of occurrences of one atom are counted, go newest first, and fork and merge like any others',
    'an index whose list under one key changes its form when it grows long, and again when it shrinks',
    ({ create, capabilities }) => {
      for (const shape of ['(k $N)', '(= (k $N) $N)', '(: $N T)', '(: k $N)', '$N']) {
        const nth = (n: number): Atom => atom(shape.replaceAll('$N', `$v${n}`));
        const space = create();
        const all = Array.from({ length: 300 }, (_, n) => nth(n));
        space.addAll(all);
        same(space.count(nth(999)), 300, `count of 300 like ${shape}`);
        // Asked for in several ways, so that an index is worth its while.
        for (const name of 'abcdefgh')
          same(space.query(atom(shape.replaceAll('$N', name))).length, 300, `answers to ${name}`);
        const take = (from: Space, times: number): void => {
          for (let i = 0; i < times; i++)
            same(from.remove(nth(999)), true, `remove one of many like ${shape}`);
        };
        take(space, 10);
        holds(space, all.slice(0, 290), `290 of 300 like ${shape}`);
        if (capabilities.isolation) {
          const fork = space.clone();
          take(fork, 7);
          take(space, 3);
          space.add(nth(300));
          holds(fork, all.slice(0, 283), `a fork with 283 like ${shape}`);
          holds(space, [...all.slice(0, 287), nth(300)], `its original with 288 like ${shape}`);
          const union = space.union(fork);
          holds(union, [...all.slice(0, 283), nth(300)], `their union like ${shape}`);
          same(union.count(nth(999)), 284, `count in the union like ${shape}`);
          take(union, 1);
          holds(union, all.slice(0, 283), `the union without its newest like ${shape}`);
        }
        take(space, space.size - 2);
        holds(space, all.slice(0, 2), `2 of 300 like ${shape}`);
        take(space, 2);
        same(space.remove(nth(999)), false, `remove when nothing is left like ${shape}`);
      }
    },
  ],
  [
    'ENV-BAG-1g',
    'among 40,000 atoms under one key, each there twice, each is counted, found and removed',
    'an index by hash where two keys lie close together or are the same',
    ({ create }) => {
      const space = create();
      const all = Array.from({ length: 40_000 }, (_, n) =>
        expression(symbol('k'), integer(n), symbol('common')),
      );
      space.addAll(all);
      // Asked often enough that indexes are made, which the next additions have to carry on.
      for (let n = 0; n < 64; n++) {
        same(space.has(all[n * 600] as Atom), true, 'has');
        same(space.query(all[n * 601] as Atom).length, 1, 'query');
      }
      space.addAll(all);
      for (const [n, one] of all.entries()) {
        if (space.count(one) !== 2) same(space.count(one), 2, `count of (k ${n} common)`);
        if (n % 16 === 0) same(space.query(one).length, 2, `query for (k ${n} common)`);
      }
      for (const one of all) space.remove(one);
      same(space.size, all.length, 'size after each was removed once');
      for (const [n, one] of all.entries())
        if (space.count(one) !== 1)
          same(space.count(one), 1, `count of (k ${n} common), one removed`);
    },
  ],
]);
