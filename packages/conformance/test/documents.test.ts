/** The clauses in docs/spec/environment.md and the checks are about the same things. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ALL_CHECKS } from '../src/checks/index.ts';

const document = readFileSync(
  fileURLToPath(new URL('../../../docs/spec/environment.md', import.meta.url)),
  'utf8',
);
const clauses = [...document.matchAll(/^### (ENV-[A-Z]+-\d+) /gm)].map(([, clause]) => clause);

test('every clause has a check', () => {
  const held = new Set(ALL_CHECKS.map(({ clause }) => clause));
  expect(clauses.filter((clause) => clause !== undefined && !held.has(clause))).toEqual([]);
});

test('every check holds a clause that is written down', () => {
  expect(ALL_CHECKS.filter(({ clause }) => !clauses.includes(clause)).map(({ id }) => id)).toEqual(
    [],
  );
});

test('ids are unique, and belong to their clause', () => {
  const ids = ALL_CHECKS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(
    ALL_CHECKS.filter(({ id, clause }) => !new RegExp(`^${clause}[a-z]$`).test(id)).map(
      ({ id }) => id,
    ),
  ).toEqual([]);
});

test('every check says what it holds and where to look', () => {
  expect(
    ALL_CHECKS.filter(({ title, hint }) => title.length < 10 || hint.length < 10).map(
      ({ id }) => id,
    ),
  ).toEqual([]);
});
