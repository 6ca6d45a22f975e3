/** Programs whose branches fork again, fork widely, or try and give up: what isolation is for. */
import { evaluated } from './evaluation.ts';
import { programOn, startingFrom } from './programs.ts';
import { isolating, type Workload } from './workload.ts';

const COMMON = {
  family: 'evaluation',
  unit: 'ns',
  quickSizes: [],
  suits: isolating,
  budget: { milliseconds: 60, runs: 8 },
} as const;

const upTo = (total: number): number[] => Array.from({ length: total }, (_, i) => i);

/** At each level a branch that ends, and one that goes deeper; each level writes once. */
const DEEP = `
(= (descend $n)
   (if (== $n 0)
       bottom
       (let $_ (add-atom &self (level $n))
            (superpose ((stopped $n) (descend (- $n 1)))))))
`;

export const evaluateDeep: Workload = {
  ...COMMON,
  name: 'evaluate_deep',
  title: 'a deep tree of forks',
  about:
    'isolated branches that write, fork in two, and fork again in one of them, n levels deep; one operation is one level',
  sizeOf: 'levels',
  sizes: [10, 100],
  fullSizes: [1000],
  async prepare(backend, { size }) {
    const base = await programOn(backend, DEEP);
    const start = await startingFrom(base);
    const levels = upTo(size).map((i) => i + 1);
    return evaluated({
      start: () => start('isolated'),
      query: `(descend ${size})`,
      operations: size,
      base,
      expected: ['bottom', ...levels.map((level) => `(stopped ${level})`)],
      written: levels.map((level) => `(level ${level})`),
    });
  },
};

const WIDE = '(= (leaf $n) (let $_ (add-atom &self (seen $n)) (done $n)))';

export const evaluateWide: Workload = {
  ...COMMON,
  name: 'evaluate_wide',
  title: 'a wide fan of forks',
  about:
    'n isolated branches from one point, each of which writes one atom, united; one operation is one branch',
  sizeOf: 'branches',
  sizes: [10, 100, 1000],
  fullSizes: [10_000],
  async prepare(backend, { size }) {
    const base = await programOn(backend, WIDE);
    const start = await startingFrom(base);
    return evaluated({
      start: () => start('isolated'),
      query: `(leaf (superpose (${upTo(size).join(' ')})))`,
      operations: size,
      base,
      expected: upTo(size).map((n) => `(done ${n})`),
      written: upTo(size).map((n) => `(seen ${n})`),
    });
  },
};

/**
 * Queens on a board: each branch writes down where it has put a queen, asks the space whether the next one
 * would be attacked, and gives up when it is. In a space shared by all branches this finds nothing: that
 * of each must be its own.
 */
const QUEENS = `
(= (attacked $row $column)
   (match &self (queen $r $c)
     (if (or (== $c $column) (== (abs-math (- $r $row)) (abs-math (- $c $column)))) yes (empty))))
(= (place $row $size $columns $board)
   (if (== $row $size)
       (solved $board)
       (let $column (superpose $columns)
            (if (== () (collapse (attacked $row $column)))
                (let $_ (add-atom &self (queen $row $column))
                     (place (+ $row 1) $size $columns (cons-atom $column $board)))
                (empty)))))
`;

/** Every way to put queens on the first rows that attack one another nowhere, shortest first. */
function placements(size: number): number[][] {
  const found: number[][] = [[]];
  for (const board of found) {
    if (board.length === size) continue;
    for (const column of upTo(size)) {
      const attacked = board.some(
        (other, row) => other === column || Math.abs(other - column) === board.length - row,
      );
      if (!attacked) found.push([...board, column]);
    }
  }
  return found.slice(1);
}

export const evaluateSearch: Workload = {
  ...COMMON,
  name: 'evaluate_search',
  title: 'speculative search',
  about:
    'all ways to put n queens on a board, each branch writing its queens into its own space; one operation is one queen placed',
  sizeOf: 'queens',
  scale: 'linear',
  sizes: [5],
  fullSizes: [4, 6],
  async prepare(backend, { size }) {
    const base = await programOn(backend, QUEENS);
    const start = await startingFrom(base);
    const placed = placements(size);
    return evaluated({
      start: () => start('isolated'),
      query: `(place 0 ${size} (${upTo(size).join(' ')}) ())`,
      operations: placed.length,
      base,
      expected: placed
        .filter((board) => board.length === size)
        .map((board) => `(solved (${board.toReversed().join(' ')}))`),
      written: placed.map((board) => `(queen ${board.length - 1} ${board.at(-1)})`),
    });
  },
};
