/** Unusual but legal backends: the suite must find nothing wrong with any of them. */
import { describe, expect, test } from 'vitest';
import { ODDBALLS } from '../dist/oddballs/index.js';
import { runConformance } from '../dist/run.js';

describe('every oddball conforms', () => {
  test.each(ODDBALLS.map((subject) => [subject.backend.name, subject] as const))(
    '%s',
    async (_, subject) => {
      const { results, verdict } = await runConformance(subject, { steps: 1_500 });
      expect(
        results
          .filter(({ status }) => status === 'fail' || status === 'error')
          .map(({ id, message }) => `${id}: ${message}`),
      ).toEqual([]);
      expect(verdict).toBe('conforming');
    },
  );
});

test('there are at least six', () => expect(ODDBALLS.length).toBeGreaterThanOrEqual(6));
