/**
 * The suite as tests of node:test.
 *
 *     import { conformance } from '@forkspace/conformance/node-test';
 *     import { myBackend } from './my-backend.js';
 *     conformance(myBackend);
 */
import type { EnvironmentBackend } from '@forkspace/spec';
import { describe, test } from 'node:test';
import { registerConformance, type RegisterOptions } from './register.ts';
import type { Subject } from './subject.ts';

/** Registers one test per check of the suite. */
export function conformance(
  subject: Subject | EnvironmentBackend,
  options: RegisterOptions = {},
): void {
  const runner = {
    describe: (name: string, body: () => void) => void describe(name, body),
    test: (name: string, body: (skip: (reason: string) => void) => Promise<void>) =>
      void test(name, (context) => body((reason) => context.skip(reason))),
    skip: (name: string) => void test(name, { skip: true }, () => {}),
  };
  registerConformance(runner, subject, options);
}
