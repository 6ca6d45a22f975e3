import { cow } from '@forkspace/backend-cow';
import { hamt } from '@forkspace/backend-hamt';
import { mutex } from '@forkspace/backend-mutex';
import { createInterpreter, type OperationDefinition } from '@forkspace/evaluator';
import type { EnvironmentBackend } from '@forkspace/spec';
import { describe, expect, it } from 'vitest';
import { lines, type Row } from './check.ts';

const ROWS: readonly Row[] = [
  [
    'results in order',
    '!(par a (superpose (b c)) (+ 1 2)) !(par) !(hyperpose ((+ 1 1) b))',
    '[a, b, c, 3]',
    '[]',
    '[2, b]',
  ],
  [
    'branches do not see one another, and are united',
    `(= (mark $n) (let $_ (add-atom &self (m $n)) (let $l (collapse (match &self (m $x) $x)) $l)))
     !(par (mark 1) (mark 2) (mark 3)) !(match &self (m $x) $x)`,
    '[(1), (2), (3)]',
    '[1, 2, 3]',
  ],
  [
    'what was removed in one branch stays removed',
    '(a) (b) (c) !(par (remove-atom &self (a)) (add-atom &self (d)) (remove-atom &self (c))) !(get-atoms &self)',
    '[(), (), ()]',
    '[(b), (d)]',
  ],
  [
    'what a branch binds outside',
    '(= (f 1) one) (= (g 2) two) !(let $r (par (f $x) (g $x)) ($x $r))',
    '[(1 one), (2 two)]',
  ],
  [
    'free variables stay themselves',
    '!(let ($a $b) (par ($x $y) ($y $x)) (== ($a $b) ($x $y)))',
    '[True, False]',
  ],
  [
    'errors are hidden by successes',
    '!(par (Error a b) ok) !(par (+ 1 "a") (Error c d))',
    '[ok]',
    '[(Error (+ 1 "a") (BadArgType 2 Number String)), (Error c d)]',
  ],
  ['a branch without result', '!(par (empty) a (empty)) !(par (empty))', '[a]', '[]'],
  [
    'branches within branches',
    '(= (w $n) (if (== $n 0) (let $_ (add-atom &self (leaf)) 1) (par (w (- $n 1)) (w (- $n 1))))) !(let $l (collapse (w 4)) (size-atom $l)) !(let $l (collapse (match &self (leaf) x)) (size-atom $l))',
    '[16]',
    '[16]',
  ],
  [
    'a race: the first that succeeds, and nothing of the others',
    `(= (try $n $r) (let $_ (add-atom &self (tried $n)) $r))
     !(race (try 1 (empty)) (try 2 (Error a b)) (try 3 (superpose (x y))) (try 4 z)) !(match &self (tried $n) $n)
     !(race (Error a 1) (Error b 2)) !(race) !(race (empty))`,
    '[x, y]',
    '[3, 3]',
    '[(Error a 1), (Error b 2)]',
    '[]',
    '[]',
  ],
  [
    'once: one result, nothing after it',
    `(= (n) 0) (= (n) (+ 1 (n))) (= (count $k) $k) (= (count $k) (count (+ $k 1))) (= (say) (let $_ (add-atom &self (said 1)) 1)) (= (say) (let $_ (add-atom &self (said 2)) 2))
     !(once (superpose (a b c))) !(once (count 5)) !(once (say)) !(match &self (said $x) $x) !(once (empty)) !(once (superpose ((Error a b) c)))
     !(once (Error a b)) !(let $x (once (superpose (1 2))) (+ $x (once (superpose (10 20)))))
     (p 1) (p 2) !(once (match &self (p $x) $x)) !(let $y (once (match &self (p $x) found)) ($x $y))`,
    '[a]',
    '[5]',
    '[1]',
    '[1]',
    '[]',
    '[c]',
    '[(Error a b)]',
    '[11]',
    '[1]',
    '[(1 found)]',
  ],
  [
    'own rules go first',
    '(= (par $a) (mine $a)) (= (once $a $b) (mine2 $a)) !(par 1) !(once 1)',
    '[(mine 1)]',
    '[1]',
  ],
];

async function linesAsync(
  program: string,
  backend: EnvironmentBackend,
  operations: OperationDefinition[] = [],
): Promise<string[]> {
  const found: string[] = [];
  for await (const { printed } of createInterpreter({ backend, operations }).runAsync(program))
    found.push(printed);
  return found;
}

const names = (line: string): string => line.replace(/#\d+/g, '');

for (const backend of [hamt, cow]) {
  describe(`branches on ${backend.name}`, () => {
    for (const [name, program, ...expected] of ROWS) {
      it(name, async () => {
        expect(lines(program, { backend }).map(names)).toEqual(expected);
        expect(lines(program, { backend, shortcuts: false }).map(names)).toEqual(expected);
        expect((await linesAsync(program, backend)).map(names)).toEqual(expected);
      });
    }
  });
}

it('branches need a backend that isolates', () => {
  expect(
    lines('!(par 1 2) !(race 1) !(hyperpose (1 2)) !(once (superpose (1 2)))', { backend: mutex }),
  ).toEqual([
    '[(Error (par 1 2) par needs a backend whose clones are isolated)]',
    '[(Error (race 1) race needs a backend whose clones are isolated)]',
    '[(Error (hyperpose (1 2)) hyperpose needs a backend whose clones are isolated)]',
    '[1]',
  ]);
});

describe('in an asynchronous run', () => {
  /** An operation that is answered only when all that are expected have been asked. */
  const meeting = (expected: number): OperationDefinition => {
    const waiting: (() => void)[] = [];
    return {
      name: 'meet',
      type: '(-> Number Number)',
      call: (n: number) =>
        new Promise((resolve) => {
          waiting.push(() => resolve(n * 10));
          // The last to come goes first.
          if (waiting.length === expected) for (const go of waiting.reverse()) go();
        }),
    };
  };

  it('branches overlap, and nothing shows who was faster', async () => {
    const program = `(= (work $n) (let $r (meet $n) (let $_ (add-atom &self (did $n)) $r)))
      !(par (work 1) (work 2) (work 3)) !(match &self (did $n) $n)`;
    expect(await linesAsync(program, hamt, [meeting(3)])).toEqual(['[10, 20, 30]', '[1, 2, 3]']);
  });

  it('branches within branches too', async () => {
    expect(await linesAsync('!(par (par (meet 1) (meet 2)) (meet 3))', hamt, [meeting(3)])).toEqual(
      ['[10, 20, 30]'],
    );
  });

  it('a failed operation is an error of its branch', async () => {
    const fail: OperationDefinition = { name: 'fail', call: () => Promise.reject(new Error('no')) };
    expect(await linesAsync('!(par (fail) (fail)) !(par (fail) ok)', hamt, [fail])).toEqual([
      '[(Error (fail) no), (Error (fail) no)]',
      '[ok]',
    ]);
  });

  it('a limit ends all of them', async () => {
    const interpreter = createInterpreter({ backend: hamt, limits: { steps: 5000 } });
    const run = async (): Promise<void> => {
      for await (const _ of interpreter.runAsync('(= (l $n) (l (+ $n 1))) !(par (l 0) (l 1))'));
    };
    await expect(run()).rejects.toMatchObject({ code: 'STEP_LIMIT' });
  });
});
