import { expect, test } from 'vitest';
import { formatValue, type Measure } from '../src/report/format.ts';

test.each<[value: number, measure: Measure, shown: string]>([
  [0, 'ns', '0 ns'],
  [11.44, 'ns', '11.4 ns'],
  [1432, 'ns', '1.43 µs'],
  [2_180, 'bytes', '2.18 KB'],
  [1.004, 'ratio', '1.00x'],
  [0.0316, 'ratio', '0.032x'],
  [0.00043, 'ratio', '0.00043x'],
  [0.0099, 'ratio', '0.0099x'],
  [-0.00004, 'share', '-0.004 %'],
  [3e70, 'ratio', '∞x'],
])('%d in %s is shown as %s', (value, measure, shown) => {
  expect(formatValue(value, measure)).toBe(shown);
});
