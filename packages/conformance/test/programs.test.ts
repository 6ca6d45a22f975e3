/** The corpus of programs: what each says that it prints is what the evaluator makes of it on the model. */
import { describe, expect, test } from 'vitest';
import { runConformance } from '../src/index.ts';
import { naive } from '../src/model/naive-environment.ts';
import { MUTANTS } from '../src/mutants/index.ts';
import { reference } from '../src/oddballs/reference.ts';
import { PROGRAMS } from '../src/programs/index.ts';
import { expectedLines } from '../src/programs/program.ts';
import { runProgram } from '../src/programs/run.ts';

describe.each(Object.entries(PROGRAMS))('%s', (_, { programs }) => {
  test.each(programs.map((program) => [program.name, program] as const))('%s', (_, program) => {
    const expected = expectedLines(program);
    expect(expected.length).toBe(program.source.match(/^ *!/gm)?.length);
    const onModel = runProgram(program, naive, true);
    expect(onModel.lines).toEqual(expected);
    expect(runProgram(program, naive, false)).toEqual(onModel);
    expect(runProgram(program, reference, true)).toEqual(onModel);
  });
});

test('a program that goes wrong is reported with its text, the form, and both results', async () => {
  const mutant = MUTANTS.find(({ backend }) => backend.name === 'mutant removes oldest');
  const { results } = await runConformance(mutant?.backend ?? reference, {
    only: ['ENV-PROGRAM-1b'],
  });
  const { status, message } = results.find(({ id }) => id === 'ENV-PROGRAM-1b') ?? {};
  expect(status).toBe('fail');
  expect(message).toBe(
    [
      'program "of equal definitions the newest is removed, so the order of the rest stays", form 2: !(next)',
      'expected [a, b, c]',
      'got      [b, a, c]',
      'the program:',
      '  (= (next) a)',
      '  (= (next) b)',
      '  (= (next) a)',
      '  (= (next) c)',
      '  !(remove-atom &self (= (next) a)) ; => [()]',
      '  !(next) ; => [a, b, c]',
    ].join('\n'),
  );
});
