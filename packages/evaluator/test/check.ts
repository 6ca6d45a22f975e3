/** One way to run a program in a test: text in, one printed line per `!` out. */
import { cow } from '@forkspace/backend-cow';
import { hamt } from '@forkspace/backend-hamt';
import { mutex } from '@forkspace/backend-mutex';
import { createInterpreter, type InterpreterOptions } from '@forkspace/evaluator';
import type { EnvironmentBackend } from '@forkspace/spec';
import { expect, it } from 'vitest';

export const BACKENDS: readonly EnvironmentBackend[] = [hamt, cow, mutex];

/** What each `!` of a program prints. */
export function lines(program: string, options: Partial<InterpreterOptions> = {}): string[] {
  const interpreter = createInterpreter({ backend: hamt, ...options });
  return [...interpreter.run(program)].map((r) => r.printed);
}

/** A row: what it shows, the program, what each `!` prints. */
export type Row = readonly [name: string, program: string, ...expected: string[]];

/** A table of programs, each run on its own; `compare`: and once more without shortcuts. */
export function check(
  rows: readonly Row[],
  options: Partial<InterpreterOptions> = {},
  compare = true,
): void {
  for (const [name, program, ...expected] of rows) {
    // Generous: these machines are shared, and some programs are long on purpose.
    it(
      name,
      () => {
        expect(lines(program, options)).toEqual(expected);
        if (compare) expect(lines(program, { ...options, shortcuts: false })).toEqual(expected);
      },
      60_000,
    );
  }
}
