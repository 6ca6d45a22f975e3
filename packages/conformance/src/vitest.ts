/**
 * The suite as vitest tests.
 *
 *     import { conformance } from '@forkspace/conformance/vitest';
 *     import { myBackend } from './my-backend.js';
 *     conformance(myBackend);
 */
import type { EnvironmentBackend } from '@forkspace/spec';
import { describe, test } from 'vitest';
import { registerConformance, type RegisterOptions } from './register.ts';
import type { Subject } from './subject.ts';

/** Long enough for the largest check on a slow and busy machine; no verdict depends on it. */
const TIMEOUT = 300_000;

/** Registers one test per check of the suite. */
export function conformance(
  subject: Subject | EnvironmentBackend,
  options: RegisterOptions = {},
): void {
  const runner = {
    describe: (name: string, body: () => void) => describe(name, body),
    test: (name: string, body: (skip: (reason: string) => void) => Promise<void>) =>
      test(name, { timeout: TIMEOUT }, (context) => body((reason) => context.skip(reason))),
    skip: (name: string) => test.skip(name, () => {}),
  };
  registerConformance(runner, subject, options);
}
