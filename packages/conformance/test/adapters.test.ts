/** The adapter for runners with global describe and it, played by a runner of a few lines. */
import { afterEach, describe, expect, test } from 'vitest';
import { ALL_CHECKS } from '../src/checks/index.ts';
import { conformance } from '../src/globals.ts';
import { MUTANTS } from '../src/mutants/index.ts';
import { reference } from '../src/oddballs/reference.ts';

interface Registered {
  readonly name: string;
  readonly body?: (this: unknown) => Promise<void>;
  readonly timeout?: number | undefined;
}

function runner(names: Record<string, unknown> = {}): Registered[] {
  const tests: Registered[] = [];
  const it = Object.assign(
    (name: string, body: () => Promise<void>, timeout?: number) =>
      void tests.push({ name, body, timeout }),
    { skip: (name: string) => void tests.push({ name }) },
  );
  Object.assign(globalThis, { describe: (_: string, body: () => void) => body(), it, ...names });
  return tests;
}

afterEach(() => {
  for (const name of ['describe', 'it', 'jest']) Reflect.deleteProperty(globalThis, name);
});

describe('conformance from globals', () => {
  test('registers every check once, those that do not apply as skipped', () => {
    const tests = runner();
    conformance(reference);
    expect(tests.length).toBe(ALL_CHECKS.length);
    expect(
      tests
        .filter(({ body }) => body === undefined)
        .every(({ name }) => name.includes('does not apply')),
    ).toBe(true);
  });

  test('gives mocha its timeout through the context and jest as an argument', async () => {
    const asked: number[] = [];
    const mocha = runner();
    conformance(reference);
    await mocha[0]?.body?.call({ timeout: (ms: number) => void asked.push(ms) });
    expect(asked).toEqual([300_000]);
    expect(mocha[0]?.timeout).toBeUndefined();
    const jest = runner({ jest: {} });
    conformance(reference);
    expect(jest[0]?.timeout).toBe(300_000);
  });

  test('a broken clause fails its test with the clause, what came, and where to look', async () => {
    const tests = runner();
    const leaky = MUTANTS.find(({ backend }) => backend.name === 'mutant set of facts');
    conformance(leaky?.backend ?? reference);
    const failing = tests.find(({ name }) => name.startsWith('ENV-BAG-1a'));
    await expect(failing?.body?.call(undefined)).rejects.toThrow(
      /ENV-BAG-1 is broken: .*\nLook at: /,
    );
  });

  test('a subject that is no backend gives one failing test', async () => {
    const tests = runner();
    conformance({} as never);
    expect(tests.length).toBe(1);
    await expect(tests[0]?.body?.call(undefined)).rejects.toThrow('the subject is no backend');
  });

  test('says so when there is no such runner', () => {
    expect(() => conformance(reference)).toThrow('no global describe()');
  });
});
