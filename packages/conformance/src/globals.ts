/**
 * The suite as tests of mocha, jest, and every other runner that has `describe` and `it` as globals.
 *
 *     import { conformance } from '@forkspace/conformance/globals';
 *     import { myBackend } from './my-backend.js';
 *     conformance(myBackend);
 */
import type { EnvironmentBackend } from '@forkspace/spec';
import { registerConformance, type RegisterOptions } from './register.ts';
import type { Subject } from './subject.ts';

interface MochaContext {
  timeout?(ms: number): unknown;
  skip?(): unknown;
}

interface Globals {
  describe(name: string, body: () => void): unknown;
  it: ((
    name: string,
    body: (this: MochaContext | undefined) => Promise<void>,
    timeout?: number,
  ) => unknown) & {
    skip(name: string, body: () => void): unknown;
  };
  /** There in jest only, which takes a timeout as the third argument; mocha has one in the context. */
  jest?: unknown;
}

const TIMEOUT = 300_000;

/** What a runner has put among the globals. */
function given<K extends keyof Globals>(name: K): Globals[K] | undefined {
  return Reflect.get(globalThis, name) as Globals[K] | undefined;
}

/** Registers one test per check of the suite. Throws when there is no global `describe` and `it`. */
export function conformance(
  subject: Subject | EnvironmentBackend,
  options: RegisterOptions = {},
): void {
  const [describe, it, jest] = [given('describe'), given('it'), given('jest')];
  if (describe === undefined || it === undefined) {
    throw new Error(
      'no global describe() and it(): run this file with mocha or jest, or import @forkspace/conformance/vitest or /node-test',
    );
  }
  registerConformance(
    {
      describe,
      test: (name, body) =>
        it(
          name,
          function () {
            this?.timeout?.(TIMEOUT);
            return body((reason) => {
              // Jest cannot skip a test that runs: what was not decided must not look decided.
              if (this?.skip === undefined) throw new Error(`not decided: ${reason}`);
              this.skip();
            });
          },
          ...(jest === undefined ? [] : [TIMEOUT]),
        ),
      skip: (name) => it.skip(name, () => {}),
    },
    subject,
    options,
  );
}
