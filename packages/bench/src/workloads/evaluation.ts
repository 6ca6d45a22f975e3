/** Whole programs: what it costs that every branch of an evaluation gets a clone of its own. */
import { createHash } from 'node:crypto';
import { print, type Atom, type Environment, type EnvironmentBackend } from '@forkspace/spec';
import type { Interpreter } from '@forkspace/evaluator';
import { digest, digestOf } from './content.ts';
import { isolating, timed, type Answer, type Workload } from './workload.ts';

const BRANCHES = 100;
/** How many comparisons one process makes, and for how long. */
const FEWEST = 10;
const MOST = 60;
const LONGEST_MS = 800;

/** In each branch: some arithmetic by recursion, a lookup among facts, and, in some, a write. */
const PROGRAM = `
(= (fib $n) (if (< $n 2) $n (+ (fib (- $n 1)) (fib (- $n 2)))))
(= (work $i) (let $colour (match &self (colour $i $c) $c) (found $i (fib 6) $colour)))
(= (note $i) (let $r (work $i) (let $_ (add-atom &self $r) $r)))
`;

const COLOURS = ['red', 'green', 'blue'];
const numbers = Array.from({ length: BRANCHES }, (_, i) => i);

/** The branch with this number must find this. */
const finding = (i: number): string => `(found ${i} 8 ${COLOURS[i % 3]})`;

async function programOn(backend: EnvironmentBackend): Promise<Environment> {
  const { createInterpreter } = await import('@forkspace/evaluator');
  const interpreter = createInterpreter({ backend });
  const facts = numbers.map((i) => `(colour ${i} ${COLOURS[i % 3]})`).join('\n');
  for (const { printed } of interpreter.run(PROGRAM + facts))
    throw new Error(`no result was expected: ${printed}`);
  return interpreter.environment;
}

function textDigest(lines: readonly string[]): string {
  return createHash('sha256').update(lines.toSorted().join('\n')).digest('hex').slice(0, 16);
}

/** What the branches found, whatever the order. */
function answered(results: readonly Atom[]): Answer {
  return { actual: textDigest(results.map(print)), expected: textDigest(numbers.map(finding)) };
}

export const evaluateReadOnly: Workload = {
  name: 'evaluate_read_only',
  about: `evaluate ${BRANCHES} branches that write nothing: time with a clone for every branch as a multiple of the time without, in turns within one process`,
  unit: 'ratio',
  sizeOf: 'branches',
  sizes: [BRANCHES],
  quickSizes: [BRANCHES],
  suits: isolating,
  async prepare(backend) {
    const { createInterpreter } = await import('@forkspace/evaluator');
    const base = await programOn(backend);
    const [shared, isolated] = (['shared', 'isolated'] as const).map((branches) =>
      createInterpreter({ environment: base.clone(), branches }),
    ) as [Interpreter, Interpreter];
    const query = shared.parse(`(work (superpose (${numbers.join(' ')})))`);
    let last: readonly Atom[] = [];
    const time = (interpreter: Interpreter): number => {
      const started = performance.now();
      last = interpreter.evaluate(query);
      return performance.now() - started;
    };
    return {
      meter() {
        for (const end = performance.now() + 300; performance.now() < end;) {
          time(shared);
          time(isolated);
        }
        const values: number[] = [];
        const end = performance.now() + LONGEST_MS;
        while (values.length < FEWEST || (values.length < MOST && performance.now() < end)) {
          // A, B, B, A: what drifts hits both alike.
          const without = time(shared);
          const together = time(isolated) + time(isolated);
          values.push(together / (without + time(shared)));
        }
        return values;
      },
      answer: () => answered(last),
    };
  },
};

export const evaluateWrites: Workload = {
  name: 'evaluate_writes',
  about: `evaluate ${BRANCHES} isolated branches of which n % add a fact, and unite them; one operation is one branch`,
  unit: 'ns',
  sizeOf: '% of branches write',
  sizes: [0, 1, 10, 50, 100],
  quickSizes: [],
  budget: { milliseconds: 60, runs: 12 },
  suits: isolating,
  async prepare(backend, { size }) {
    const { createInterpreter } = await import('@forkspace/evaluator');
    const base = await programOn(backend);
    const writing = (i: number): boolean => (i * 37) % BRANCHES < size;
    const calls = numbers.map((i) => `(${writing(i) ? 'note' : 'work'} ${i})`).join(' ');
    const make = (): Interpreter =>
      createInterpreter({ environment: base.clone(), branches: 'isolated' });
    const query = make().parse(`(superpose (${calls}))`);
    let results: readonly Atom[] = [];
    let after = base;
    return timed<Interpreter>({
      operations: BRANCHES,
      fresh: make,
      run(interpreter) {
        results = interpreter.evaluate(query);
        after = interpreter.environment;
      },
      answer() {
        const { actual, expected } = answered(results);
        const written = numbers.filter(writing).map((i) => make().parse(finding(i)));
        const whole = `${digest(base.atoms(), written)}:${base.ruleCount}`;
        return { actual: `${actual} ${digestOf(after)}`, expected: `${expected} ${whole}` };
      },
    });
  },
};
