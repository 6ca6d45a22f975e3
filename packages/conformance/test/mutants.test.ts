/** Tests of the suite itself: every mutant is killed by the checks it names, and every check kills one. */
import { describe, expect, test } from 'vitest';
import { contextFor } from '../dist/checks/check.js';
import { ALL_CHECKS } from '../dist/checks/index.js';
import { MUTANTS } from '../dist/mutants/index.js';
import { DEFAULT_SEED, runCheck } from '../dist/run.js';

const byId = new Map(ALL_CHECKS.map((check) => [check.id, check]));

describe('every mutant is killed by the checks that it names', () => {
  test.each(MUTANTS.map((mutant) => [mutant.backend.name, mutant] as const))(
    '%s',
    async (_, { backend, killedBy, module }) => {
      const context = contextFor(backend, { seed: DEFAULT_SEED, steps: 8_000 }, module);
      const survived: string[] = [];
      for (const id of killedBy) {
        const check = byId.get(id);
        if (check === undefined) throw new Error(`no check ${id}`);
        const { status } = await runCheck(check, context);
        if (status !== 'fail' && status !== 'error') survived.push(`${id}: ${status}`);
      }
      expect(survived).toEqual([]);
    },
  );
});

test('every check kills a mutant', () => {
  const killers = new Set(MUTANTS.flatMap(({ killedBy }) => killedBy));
  expect(ALL_CHECKS.map(({ id }) => id).filter((id) => !killers.has(id))).toEqual([]);
});

test('there are at least 30 mutants, each with a name of its own', () => {
  const names = MUTANTS.map(({ backend }) => backend.name);
  expect(names.length).toBeGreaterThanOrEqual(30);
  expect(new Set(names).size).toBe(names.length);
});
