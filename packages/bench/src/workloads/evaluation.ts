/** Whole programs: what it costs that branches of an evaluation are isolated from one another. */
import type { Atom } from '@forkspace/spec';
import type { Branches, Interpreter } from '@forkspace/evaluator';
import { answered, answeredAndWritten, programOn, startingFrom } from './programs.ts';
import { compareInTurns } from './turns.ts';
import { isolating, timed, type Prepared, type Setting, type Workload } from './workload.ts';
import type { EnvironmentBackend } from '@forkspace/spec';

const BRANCHES = 100;

/** In each branch: some arithmetic by recursion, a lookup among facts, and, in some, a write. */
const PROGRAM = `
(= (fib $n) (if (< $n 2) $n (+ (fib (- $n 1)) (fib (- $n 2)))))
(= (work $i) (let $colour (match &self (colour $i $c) $c) (found $i (fib 6) $colour)))
(= (note $i) (let $r (work $i) (let $_ (add-atom &self $r) $r)))
`;

const COLOURS = ['red', 'green', 'blue'];
const numbers = Array.from({ length: BRANCHES }, (_, i) => i);
const FACTS = numbers.map((i) => `(colour ${i} ${COLOURS[i % 3]})`).join('\n');

/** The branch with this number must find this. */
const finding = (i: number): string => `(found ${i} 8 ${COLOURS[i % 3]})`;

const COMMON = { family: 'evaluation', suits: isolating } as const;

/** How long evaluating takes in one mode as a multiple of another, measured in turns. */
async function oneModeAgainstAnother(
  backend: EnvironmentBackend,
  { random, brief }: Setting,
  mode: Branches,
  against: Branches,
): Promise<Prepared> {
  const start = await startingFrom(await programOn(backend, PROGRAM + FACTS));
  const left = start(mode);
  const right = start(against);
  const query = left.parse(`(work (superpose (${numbers.join(' ')})))`);
  let last: readonly Atom[] = [];
  const evaluate = (interpreter: Interpreter) => (): void => {
    last = interpreter.evaluate(query);
  };
  return {
    meter: () => compareInTurns(evaluate(left), evaluate(right), random, brief),
    answer: () => answered(last, numbers.map(finding)),
  };
}

export const evaluateReadOnly: Workload = {
  ...COMMON,
  name: 'evaluate_read_only',
  title: 'reading only, isolated against shared',
  about: `evaluate ${BRANCHES} branches that write nothing: time with isolated branches as a multiple of the time with shared ones, in turns of random order within one process`,
  unit: 'ratio',
  sizeOf: 'branches',
  scale: 'none',
  sizes: [BRANCHES],
  quickSizes: [BRANCHES],
  prepare: (backend, setting) => oneModeAgainstAnother(backend, setting, 'isolated', 'shared'),
};

export const evaluateSame: Workload = {
  ...COMMON,
  name: 'evaluate_same',
  title: 'reading only, shared against shared',
  about: `the same with shared branches on both sides: whatever it shows beside 1 is the measuring itself`,
  unit: 'ratio',
  sizeOf: 'branches',
  scale: 'none',
  sizes: [BRANCHES],
  quickSizes: [],
  isControl: true,
  prepare: (backend, setting) => oneModeAgainstAnother(backend, setting, 'shared', 'shared'),
};

export const evaluateWrites: Workload = {
  ...COMMON,
  name: 'evaluate_writes',
  title: 'some branches write',
  about: `evaluate ${BRANCHES} isolated branches of which n % add a fact, and unite them; one operation is one branch`,
  unit: 'ns',
  sizeOf: '% of branches write',
  scale: 'linear',
  sizes: [1, 10, 50],
  fullSizes: [0, 100],
  quickSizes: [],
  budget: { milliseconds: 60, runs: 12 },
  async prepare(backend, { size }) {
    const base = await programOn(backend, PROGRAM + FACTS);
    const start = await startingFrom(base);
    const writing = (i: number): boolean => (i * 37) % BRANCHES < size;
    const calls = numbers.map((i) => `(${writing(i) ? 'note' : 'work'} ${i})`).join(' ');
    return evaluated({
      start: () => start('isolated'),
      query: `(superpose (${calls}))`,
      operations: BRANCHES,
      base,
      expected: numbers.map(finding),
      written: numbers.filter(writing).map(finding),
    });
  },
};

/** A query to be evaluated again and again, each time from the base. */
export function evaluated(given: {
  readonly start: () => Interpreter;
  readonly query: string;
  readonly operations: number;
  readonly base: ReturnType<Interpreter['environment']['clone']>;
  /** What it must find and add, as text. */
  readonly expected: readonly string[];
  readonly written: readonly string[];
}): Prepared {
  const { start, operations, base, expected, written } = given;
  const reader = start();
  const query = reader.parse(given.query);
  let results: readonly Atom[] = [];
  let after = base;
  return timed<Interpreter>({
    operations,
    fresh: start,
    run(interpreter) {
      results = interpreter.evaluate(query);
      after = interpreter.environment;
    },
    answer: () =>
      answeredAndWritten(
        results,
        expected,
        after,
        base,
        written.map((text) => reader.parse(text)),
      ),
  });
}
