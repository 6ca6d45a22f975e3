/** `forkspace run`: evaluates programs and prints the results of each `!` as soon as they are known. */
import type { FormResult, Interpreter } from '@forkspace/evaluator';
import { EXPRESSION, SYMBOL, type Atom } from '@forkspace/spec';
import { describe, exitCodeOf } from '../diagnostics.ts';
import type { RunSettings } from '../evaluation-options.ts';
import { EXIT_OK } from '../exit-codes.ts';
import { CommandFailure } from '../failure.ts';
import { openSession, STANDARD_OUTPUT, type Output, type Session } from '../session.ts';
import { readSource, STDIN_NAME } from '../source-text.ts';

/** A text and the name it goes by in messages. */
export interface Program {
  readonly name: string;
  readonly text: string;
}

export async function run(files: readonly string[], settings: RunSettings): Promise<number> {
  // All are read before the first is evaluated: a file that is missing ends the command before it has done anything.
  const programs = files.map((file): Program => ({
    name: file === '-' ? STDIN_NAME : file,
    text: readSource(file),
  }));
  if (settings.maxMemory !== undefined) {
    const { runWithLimitedMemory } = await import('../limited-memory.ts');
    return runWithLimitedMemory(programs, settings, settings.maxMemory);
  }
  return evaluatePrograms(programs, settings);
}

/** Evaluates in this thread. */
export async function evaluatePrograms(
  programs: readonly Program[],
  settings: RunSettings,
  output: Output = STANDARD_OUTPUT,
): Promise<number> {
  const began = performance.now();
  const session = await openSession(settings, output);
  const interpreter = session.interpreter();
  try {
    for (const program of programs) await evaluate(program, interpreter, session, settings, output);
    return EXIT_OK;
  } catch (error) {
    const told =
      session.outOfTime() && isCancelled(error)
        ? timeLimit(error, settings.timeout as number)
        : error;
    output.trace(describe(told, (name) => programs.find((one) => one.name === name)?.text));
    return exitCodeOf(told);
  } finally {
    if (settings.stats) output.trace(statisticsText(interpreter, performance.now() - began));
  }
}

async function evaluate(
  { name, text }: Program,
  interpreter: Interpreter,
  { mayWait }: Session,
  { stopOnError }: RunSettings,
  output: Output,
): Promise<void> {
  const tell = (result: FormResult): void => {
    output.print(result.printed);
    if (!stopOnError || !result.results.some(isError)) return;
    const { source, line, column } = result.position;
    throw new CommandFailure(
      'RESULT_IS_ERROR',
      `${source}:${line}:${column}: a result is an error`,
      'leave out --stop-on-error to go on',
    );
  };
  if (mayWait) for await (const result of interpreter.runAsync(text, { name })) tell(result);
  else for (const result of interpreter.run(text, { name })) tell(result);
}

const isError = (atom: Atom): boolean =>
  atom.kind === EXPRESSION && atom.items[0]?.kind === SYMBOL && atom.items[0].name === 'Error';

const isCancelled = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && error.code === 'CANCELLED';

/** The same error under the name of what caused it. */
function timeLimit(error: Error, milliseconds: number): Error {
  const advice = 'raise --timeout, or look for a recursion that never ends';
  const position = 'position' in error ? error.position : undefined;
  const limit = new Error(`took longer than ${milliseconds} ms`);
  return Object.assign(limit, { name: 'EvaluationError', code: 'TIME_LIMIT', advice, position });
}

function statisticsText({ environment }: Interpreter, milliseconds: number): string {
  const statistics = Object.entries(environment.statistics());
  const memory = process.memoryUsage().rss / 1e6;
  const rows = [
    `backend ${environment.backend.name}`,
    ...statistics.map(([name, value]) => `${name} ${value}`),
    `${milliseconds.toFixed(0)} ms`,
    `${memory.toFixed(0)} MB`,
  ];
  return rows.join(', ');
}
