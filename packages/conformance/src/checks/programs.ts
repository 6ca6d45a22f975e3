/** ENV-PROGRAM: what programs come to, on the subject and on the model. */
import type { EnvironmentBackend } from '@forkspace/spec';
import { Broken } from '../expect.ts';
import { PROGRAMS } from '../programs/index.ts';
import type { Program } from '../programs/program.ts';
import type { Outcome } from '../programs/run.ts';
import { ALWAYS, checks, ISOLATING, type Check, type Context } from './check.ts';

/** What each program comes to on the model; the model never changes. */
const onModel = new Map<Program, Outcome>();

/** The evaluator is loaded when the first program runs: who leaves programs out does not pay for it. */
async function compare(programs: readonly Program[], { backend }: Context): Promise<void> {
  const { runProgram } = await import('../programs/run.ts');
  const { naive } = await import('../model/naive-environment.ts');
  for (const program of programs) {
    const expected = onModel.get(program) ?? runProgram(program, naive, true);
    onModel.set(program, expected);
    for (const shortcuts of [true, false]) {
      const actual = outcomeOn(backend, () => runProgram(program, backend, shortcuts));
      const way = shortcuts ? '' : ', evaluated without shortcuts';
      agree(program, `form`, expected.lines, actual.lines, way);
      agree(program, `what is left behind, line`, expected.left, actual.left, way);
    }
  }
}

function outcomeOn(backend: EnvironmentBackend, run: () => Outcome): Outcome {
  try {
    return run();
  } catch (error) {
    return { lines: [`thrown by ${backend.name}: ${String(error)}`], left: [] };
  }
}

/** The first difference, with the form that was evaluated and the whole program. */
function agree(
  { name, source }: Program,
  what: string,
  expected: readonly string[],
  actual: readonly string[],
  way: string,
): void {
  const at = Array.from({ length: Math.max(expected.length, actual.length) }).findIndex(
    (_, i) => expected[i] !== actual[i],
  );
  if (at < 0) return;
  const lines = source.split('\n').map((line) => line.trim());
  const query = what === 'form' ? lines.filter((line) => line.startsWith('!'))[at] : undefined;
  throw new Broken(
    [
      `program "${name}"${way}, ${what} ${at + 1}${query === undefined ? '' : `: ${query.replace(/ *; => .*/, '')}`}`,
      `expected ${expected[at] ?? 'nothing more'}`,
      `got      ${actual[at] ?? 'nothing more'}`,
      'the program:',
      ...lines.filter((line) => line !== '').map((line) => `  ${line}`),
    ].join('\n'),
  );
}

export const programChecks: readonly Check[] = Object.entries(PROGRAMS).flatMap(
  ([id, { about, hint, programs }]) =>
    checks(id.startsWith('ENV-PROGRAM-2') ? ISOLATING : ALWAYS, '0.1.0', [
      [id, `programs about ${about}`, hint, (context) => compare(programs, context)],
    ]),
);
