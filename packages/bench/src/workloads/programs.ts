/** Programs to evaluate, and what they must find, computed without an evaluator. */
import { createHash } from 'node:crypto';
import { print, type Atom, type Environment, type EnvironmentBackend } from '@forkspace/spec';
import type { Branches, Interpreter } from '@forkspace/evaluator';
import { digest } from './content.ts';
import type { Answer } from './workload.ts';

/** The environment that this source text makes, which asks for nothing. */
export async function programOn(backend: EnvironmentBackend, source: string): Promise<Environment> {
  const { createInterpreter } = await import('@forkspace/evaluator');
  const interpreter = createInterpreter({ backend });
  for (const { printed } of interpreter.run(source))
    throw new Error(`no result was expected: ${printed}`);
  return interpreter.environment;
}

/** Makes interpreters that each start from `base`. */
export async function startingFrom(
  base: Environment,
): Promise<(branches: Branches) => Interpreter> {
  const { createInterpreter } = await import('@forkspace/evaluator');
  return (branches) => createInterpreter({ environment: base.clone(), branches });
}

/** Digests of results, whatever their order. */
export function answered(results: readonly Atom[], expected: readonly string[]): Answer {
  return { actual: textDigest(results.map(print)), expected: textDigest(expected) };
}

function textDigest(lines: readonly string[]): string {
  return createHash('sha256').update(lines.toSorted().join('\n')).digest('hex').slice(0, 16);
}

/** That the results are right and that the environment holds the base and what was written, no more. */
export function answeredAndWritten(
  results: readonly Atom[],
  expected: readonly string[],
  after: Environment,
  base: Environment,
  written: readonly Atom[],
): Answer {
  const found = answered(results, expected);
  return {
    actual: `${found.actual} ${digest(after.atoms())}`,
    expected: `${found.expected} ${digest(base.atoms(), written)}`,
  };
}
