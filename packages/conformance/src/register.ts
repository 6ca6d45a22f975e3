/** The checks as the tests of any runner: one test per check, one group per clause group. */
import type { EnvironmentBackend } from '@forkspace/spec';
import { contextFor, type Check, type Context } from './checks/check.ts';
import { ALL_CHECKS } from './checks/index.ts';
import {
  DEFAULT_SEED,
  DEFAULT_STEPS,
  runCheck,
  unsupportedBecause,
  type RunOptions,
} from './run.ts';
import { smoke, subjectOf, type Subject } from './subject.ts';

/** What a runner has to offer. */
export interface Runner {
  describe(name: string, body: () => void): unknown;
  /** `body` is given a way to call a running test skipped, which may throw. */
  test(name: string, body: (skip: (reason: string) => void) => Promise<void>): unknown;
  /** Registers a test that does not apply, with the reason in its name. */
  skip(name: string): unknown;
}

/** Seed and effort of the run. Which checks apply is declared by the backend and cannot be chosen here. */
export type RegisterOptions = Pick<RunOptions, 'seed' | 'steps'>;

/** Registers every check. A subject that is wrongly wired gives one failing test that says so. */
export function registerConformance(
  runner: Runner,
  given: Subject | EnvironmentBackend,
  options: RegisterOptions = {},
): void {
  const subject = subjectOf(given);
  const wrong = smoke(subject);
  if (wrong !== undefined) {
    runner.test('conformance: the subject is a backend', () => Promise.reject(new Error(wrong)));
    return;
  }
  const { backend } = subject;
  const effort = {
    seed: options.seed ?? DEFAULT_SEED,
    steps: options.steps ?? DEFAULT_STEPS,
  };
  const context = contextFor(backend, effort, subject.module);
  runner.describe(`conformance of ${subject.name ?? backend.name}`, () => {
    for (const check of ALL_CHECKS) {
      const reason = unsupportedBecause(check, context);
      if (reason !== undefined)
        runner.skip(`${check.id} ${check.title} [does not apply: ${reason}]`);
      else runner.test(`${check.id} ${check.title}`, (skip) => pass(check, context, skip));
    }
  });
}

async function pass(check: Check, context: Context, skip: (reason: string) => void): Promise<void> {
  const { status, message = '', hint = '', script } = await runCheck(check, context);
  if (status === 'pass') return;
  if (status === 'skipped') {
    skip(message);
    return;
  }
  const history = script === undefined ? '' : `\nHistory, for replay():\n${script}`;
  throw new Error(`${check.clause} is broken: ${message}\nLook at: ${hint}${history}`);
}
