/** ENV-UNION-3 after a long life: what was seen many versions ago stays seen, and what was not stays unseen. */
import type { Atom, Environment } from '@forkspace/spec';
import { sameBag } from '../expect.ts';
import { atom } from '../notation.ts';
import { checks, ISOLATING, type Check, type Context } from './check.ts';

/** So many sessions of writing in a row, then so many of somebody else: around the sizes at which sets of them split. */
const RUNS: readonly (readonly [own: number, others: number])[] = [
  [1, 1],
  [31, 1],
  [1, 31],
  [32, 32],
  [33, 5],
  [64, 40],
  [100, 1],
  [2, 1_000],
  [1_100, 3],
  [1, 1],
  [1, 1],
  [70, 33],
];

const nth = (n: number): Atom => atom(`(f ${n})`);

/** An environment as it was after some of its sessions, and how many these were. */
interface Past {
  readonly environment: Environment;
  readonly sessions: number;
}

/** Writes one atom in each session; keeps what there was now and then. */
function live({ create }: Context): { readonly now: Environment; readonly past: readonly Past[] } {
  const now = create();
  const others = create();
  const past: Past[] = [];
  let sessions = 0;
  for (const [own, strange] of RUNS) {
    for (let i = 0; i < own; i++) {
      const kept = now.clone(); // whoever is cloned begins a new session with its next write
      if (i === 0 || i === own >> 1 || sessions % 67 === 0)
        past.push({ environment: kept, sessions });
      now.add(nth(sessions++));
    }
    for (let i = 0; i < strange; i++) {
      others.clone();
      others.add(nth(0));
    }
  }
  return { now, past: [...past, { environment: now.clone(), sessions }] };
}

const upTo = (sessions: number, without: (n: number) => boolean = () => false): Atom[] =>
  Array.from({ length: sessions }, (_, n) => n)
    .filter((n) => !without(n))
    .map(nth);

export const longAgoChecks: readonly Check[] = checks(ISOLATING, '0.2.0', [
  [
    'ENV-UNION-3i',
    'after a thousand sessions of writing, with sessions of others between, merges with old clones lose nothing and bring nothing back',
    'what is kept about who has seen what: runs and gaps, and their union',
    (context) => {
      const { now, past } = live(context);
      const { sessions } = past.at(-1) as Past;
      const gone = (n: number): boolean => n % 5 === 2;
      const removing = now.clone();
      for (let n = 0; n < sessions; n++) if (gone(n)) removing.remove(nth(n));
      const marked = removing.clone();
      past.forEach(({ environment, sessions: then }, i) => {
        const old = environment.clone();
        const mine = atom(`(mine ${i})`);
        old.add(mine);
        const expected = [...upTo(sessions, gone), mine];
        sameBag(removing.union(old).atoms(), expected, `united with a clone of session ${then}`);
        sameBag(old.union(removing).atoms(), expected, `a clone of session ${then}, united`);
        // Two clones of different age, each with something of its own: neither has seen what only the other has.
        const other = past[(i * 7 + 3) % past.length] as Past;
        const second = other.environment.clone();
        second.add(atom('second'));
        const both = old.union(second);
        const most = Math.max(then, other.sessions);
        const wanted = [...upTo(most), mine, atom('second')];
        sameBag(both.atoms(), wanted, `clones of sessions ${then} and ${other.sessions}`);
        // What such a union has removed, it has seen: a clone that still holds it does not bring it back.
        const taken = both.clone();
        if (most > 0) taken.remove(nth(most - 1));
        sameBag(
          taken.union(then === most ? environment : other.environment).atoms(),
          [...upTo(Math.max(0, most - 1)), mine, atom('second')],
          `a removal after that, united with a clone of session ${most}`,
        );
        sameBag(
          marked.union(both).atoms(),
          [...upTo(sessions, gone), mine, atom('second')],
          `that, united with the newest`,
        );
      });
    },
  ],
]);
