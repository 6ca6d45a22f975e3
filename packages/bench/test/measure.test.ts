import { expect, test, vi } from 'vitest';
import { timed } from '../src/workloads/workload.ts';

test('between warming up and the last sample nothing is collected by command', async () => {
  // The sampler looks for it when it is loaded.
  const collect = vi.fn();
  vi.stubGlobal('gc', collect);
  const { measure } = await import('../src/protocol/measure.ts');
  collect.mockClear();
  let runs = 0;
  const answer = () => ({ actual: '', expected: '' });
  const values = await measure(timed({ operations: 4, run: () => runs++, answer }), {
    milliseconds: 1,
    runs: 30,
  });
  expect(collect).not.toHaveBeenCalled();
  expect(values.length).toBeGreaterThanOrEqual(30);
  expect(runs).toBeGreaterThan(values.length);
  expect(values.toSorted((a, b) => a - b)).toEqual(values);
});
