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

/** What a backend without isolated clones refuses. */
const NEEDS_ISOLATION = /fork-space|transaction|\(par|\(race|hyperpose/;

/**
 * A table of programs, each run on its own; `compare`: and once more without shortcuts, and on every backend if
 * none is given.
 */
export function check(
  rows: readonly Row[],
  options: Partial<InterpreterOptions> = {},
  compare = true,
): void {
  for (const [name, program, ...expected] of rows) {
    it(name, () => {
      expect(lines(program, options)).toEqual(expected);
      if (!compare) return;
      expect(lines(program, { ...options, shortcuts: false })).toEqual(expected);
      for (const backend of options.backend === undefined ? BACKENDS : []) {
        if (!backend.capabilities.isolation && NEEDS_ISOLATION.test(program)) continue;
        for (const shortcuts of [true, false])
          expect(lines(program, { ...options, backend, shortcuts })).toEqual(expected);
      }
    });
  }
}
