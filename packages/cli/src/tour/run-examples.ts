/** Runs the examples on every backend, each in a process of its own. */
import type { EnvironmentBackend } from '@forkspace/spec';
import { runForkspace, runNode, type ChildResult } from '../processes/child.ts';
import { inParallel } from '../processes/in-parallel.ts';
import type { Progress } from '../progress.ts';
import { differenceIn, suits, type Example } from './examples.ts';

export interface ExampleRun {
  readonly example: string;
  /** The backend; undefined for a program that chooses its own. */
  readonly backend?: string;
  /** `left out`: it needs isolated clones, and the backend declares that it has none. */
  readonly verdict: 'as expected' | 'differs' | 'left out';
  readonly milliseconds: number;
  /** What differs. */
  readonly why?: string;
}

export interface NamedBackend {
  /** As it is given after `--backend`. */
  readonly name: string;
  readonly backend: EnvironmentBackend;
}

/** An example takes a second; whatever takes this long hangs. */
const TIMEOUT = 60_000;

export async function runExamples(
  examples: readonly Example[],
  backends: readonly NamedBackend[],
  jobs: number,
  progress: Progress,
): Promise<ExampleRun[]> {
  const orders = examples.flatMap((example): Order[] =>
    example.language === 'typescript' ? [{ example }] : backends.map((on) => ({ example, on })),
  );
  let done = 0;
  return inParallel(orders, jobs, async (order) => {
    const run = await runOrder(order);
    progress.show(
      `examples: ${++done} of ${orders.length}, last ${run.example}${run.backend === undefined ? '' : ` on ${run.backend}`}`,
    );
    return run;
  });
}

interface Order {
  readonly example: Example;
  readonly on?: NamedBackend;
}

async function runOrder({ example, on }: Order): Promise<ExampleRun> {
  const about = { example: example.name, ...(on === undefined ? {} : { backend: on.name }) };
  if (on !== undefined && !suits(example, on.backend.capabilities))
    return { ...about, verdict: 'left out', milliseconds: 0 };
  const result =
    on === undefined
      ? await runNode([example.file], { timeout: TIMEOUT })
      : await runForkspace(['run', example.file, '--backend', on.name, ...example.runArguments], {
          timeout: TIMEOUT,
        });
  const why = troubleWith(result) ?? differenceIn(result.stdout, example.expected);
  const milliseconds = Math.round(result.milliseconds);
  return {
    ...about,
    milliseconds,
    ...(why === undefined ? { verdict: 'as expected' } : { verdict: 'differs', why }),
  };
}

function troubleWith({ trouble, code, stderr }: ChildResult): string | undefined {
  if (trouble !== undefined) return trouble;
  return code === 0 ? undefined : `exit code ${code}: ${stderr.trim().split('\n')[0]}`;
}
