import { cow } from '@forkspace/backend-cow';
import { hamt } from '@forkspace/backend-hamt';
import { mutex } from '@forkspace/backend-mutex';
import { createInterpreter } from '@forkspace/evaluator';
import { describe, expect, it } from 'vitest';
import { check, lines } from './check.ts';

for (const backend of [hamt, cow]) {
  describe(`isolated branches on ${backend.name}`, () => {
    check(
      [
        [
          'alternatives do not see one another',
          '(= (c) 1) (= (c) 2) (= (go $n) (seq (add-atom &self (mark $n)) (let $m (collapse (match &self (mark $x) $x)) $m))) !(go (c)) !(match &self (mark $x) $x)',
          '[(1), (2)]',
          '[1, 2]',
        ],
        [
          'arguments do not see one another',
          '!(pair (seq (add-atom &self (x)) a) (collapse (match &self (x) seen))) !(match &self (x) seen)',
          '[(pair a ())]',
          '[seen]',
        ],
        [
          'typed arguments too',
          '(: two (-> Atom1 %Undefined% %Undefined%)) (: two2 (-> %Undefined% %Undefined% %Undefined%)) (= (two2 $a $b) ($a $b)) !(two2 (seq (add-atom &self (y)) a) (collapse (match &self (y) seen)))',
          '[(a ())]',
        ],
        [
          'steps of one branch do',
          '!(seq (= (d) 1) (d)) !(let $_ (add-atom &self (z)) (match &self (z) seen))',
          '[1]',
          '[seen]',
        ],
        [
          'what all have is not multiplied',
          '(base) (= (c) 1) (= (c) 2) !(let $x (c) (add-atom &self (got $x))) !(match &self (base) x)',
          '[(), ()]',
          '[x]',
        ],
        [
          'spaces of two branches are two',
          '(= (c) 1) (= (c) 2) !(let $x (c) (let $s (new-space) (let $_ (add-atom $s $x) (add-atom &self (space $s))))) !(match &self (space $s) (get-atoms $s))',
          '[(), ()]',
          '[1, 2]',
        ],
      ],
      { backend, branches: 'isolated' },
    );
  });
}

describe('shared branches', () => {
  check([
    [
      'see what earlier ones did',
      '(= (c) 1) (= (c) 2) (= (go $n) (seq (add-atom &self (mark $n)) (let $m (collapse (match &self (mark $x) $x)) $m))) !(go (c))',
      '[(1), (1 2)]',
    ],
    [
      'arguments from left to right',
      '!((add-atom &self (x)) (match &self (x) seen))',
      '[(() seen)]',
    ],
  ]);
});

it('isolation is refused where clones share', () => {
  expect(() => createInterpreter({ backend: mutex, branches: 'isolated' })).toThrowError(
    expect.objectContaining({ code: 'ISOLATION_UNSUPPORTED' }),
  );
  expect(lines('!(transaction 1)', { backend: mutex })[0]).toContain('Error');
});

it('a conflict can be an error', () => {
  const program =
    '!(bind! &s (new-state 0)) (= (c) 1) (= (c) 2) !(let $x (c) (change-state! &s $x)) !(get-state &s)';
  expect(lines(program, { branches: 'isolated' }).at(-1)).toBe('[2]');
  expect(() => lines(program, { branches: 'isolated', onConflict: 'error' })).toThrowError(
    expect.objectContaining({ code: 'MERGE_CONFLICT' }),
  );
});
