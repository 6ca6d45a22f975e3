/** What a host cannot measure is neither passed nor failed. */
import { describe, expect, test } from 'vitest';
import { contextFor, type Check } from '../src/checks/check.ts';
import { heapMeter } from '../src/checks/heap.ts';
import { Undecided } from '../src/expect.ts';
import { reference } from '../src/oddballs/reference.ts';
import { summarise } from '../src/report/report.ts';
import { runCheck } from '../src/run.ts';

describe('memory', () => {
  test('is measured here', async () => {
    const heap = await heapMeter();
    const before = heap();
    const kept = Array.from({ length: 100_000 }, (_, n) => ({ n }));
    expect(heap() - before).toBeGreaterThan(1_000_000);
    expect(kept.length).toBe(100_000);
  });

  test('is not decided where nothing can be collected', async () => {
    await expect(heapMeter(Promise.resolve(undefined))).rejects.toThrow(Undecided);
  });
});

test('a check that is not decided is skipped, with the reason, and makes the report partial', async () => {
  const check: Check = {
    id: 'ENV-UNION-5a',
    clause: 'ENV-UNION-5',
    title: 'needs memory',
    hint: 'nowhere',
    needs: {},
    since: '0.1.0',
    run: async () => void (await heapMeter(Promise.resolve(undefined))),
  };
  const result = await runCheck(check, contextFor(reference, { seed: 1, steps: 1 }));
  expect(result).toMatchObject({ status: 'skipped', message: expect.stringContaining('memory') });
  expect(summarise([result]).verdict).toBe('partial');
});
