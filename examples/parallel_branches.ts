// Branches on worker threads. Each thread gets the whole environment once, as bytes, works on it by itself, and hands
// back only what it has changed. The changes are applied to forks of the original and united in the order of the
// branches, so the outcome does not depend on which thread was first.
//
//   node examples/dist/parallel_branches.js
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { hamt } from '@forkspace/backend-hamt';
import { createInterpreter } from '@forkspace/evaluator';
import type { Environment } from '@forkspace/spec';

interface Order {
  readonly base: Uint8Array;
  readonly program: string;
}

/**
 * Rules mention operations of the language, such as `+`. Bytes carry them by name, and whoever reads the bytes says what
 * the names stand for: what an interpreter takes them for.
 */
const host = createInterpreter({ backend: hamt }).hostValue;

/** In a thread of its own: evaluates on a copy and answers with the changes. */
function work({ base, program }: Order): Uint8Array {
  const original = hamt.import(base, { host });
  const interpreter = createInterpreter({ environment: original.clone() });
  for (const { printed } of interpreter.run(program)) {
    if (printed.startsWith('[(Error')) throw new Error(printed);
  }
  return interpreter.environment.exportChanges(original);
}

/** Runs each program on a thread, all from the same environment, and unites what they made of it. */
async function inParallel(
  environment: Environment,
  programs: readonly string[],
): Promise<Environment> {
  const base = environment.export();
  const changes = await Promise.all(
    programs.map(
      (program) =>
        new Promise<Uint8Array>((resolve, reject) => {
          const workerData: Order = { base, program };
          const worker = new Worker(new URL(import.meta.url), { workerData });
          worker.once('message', resolve).once('error', reject);
        }),
    ),
  );
  const branches = changes.map((bytes) => {
    const branch = environment.clone();
    branch.applyChanges(bytes, { host });
    return branch;
  });
  return branches.reduce((united, branch) => united.union(branch), environment);
}

async function main(): Promise<void> {
  const interpreter = createInterpreter({ backend: hamt });
  const rules = `
    (= (fib $n) (if (< $n 2) $n (+ (fib (- $n 1)) (fib (- $n 2)))))
    (= (note! $n) (let $value (fib $n) (add-atom &self (fib-is $n $value))))
    (to-do 5) (to-do 10) (to-do 15)`;
  for (const { printed } of interpreter.run(rules)) console.log(printed);

  const programs = [5, 10, 15].map((n) => `!(note! ${n}) !(remove-atom &self (to-do ${n}))`);
  const united = await inParallel(interpreter.environment, programs);

  const after = createInterpreter({ environment: united });
  const question =
    '!(match &self (fib-is $n $value) ($n $value)) !(match &self (to-do $n) $n) !(fib 7)';
  for (const { printed } of after.run(question)) console.log(printed);
}

if (parentPort === null) await main();
else parentPort.postMessage(work(workerData as Order));
