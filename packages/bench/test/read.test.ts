/** What can be wrong with a file of samples, and that it is said where. */
import { describe, expect, test } from 'vitest';
import { parseSamples } from '../src/protocol/samples-file.ts';
import { ReportError } from '../src/report-error.ts';
import { someCase, someRun, someSample } from './made.ts';

const run = JSON.stringify(someRun([someCase('clone_unmodified', 10_000)]));
const first = JSON.stringify(someSample({}));

/** A line with one member changed, or taken away. */
function changed(line: string, member: string, value: unknown): string {
  return JSON.stringify({ ...(JSON.parse(line) as object), [member]: value });
}

describe('samples', () => {
  const rows: readonly [what: string, lines: readonly string[], message: string][] = [
    ['an empty file', [''], 'does not begin with a run'],
    ['no run first', [first, run], 'does not begin with a run'],
    ['another format', [changed(run, 'format', 'x/1'), first], 'does not begin with a run'],
    ['null first', ['null', run], 'does not begin with a run'],
    ['a line that is no JSON', [run, '{', first], 'line 2: not JSON'],
    ['a line that is no object', [run, '7', first], 'line 2: no record of a known kind'],
    ['an unknown kind', [run, '{"kind": "?"}', first], 'line 2: no record of a known kind'],
    ['values in words', [run, changed(first, 'values', 'fast')], 'line 2: values must be array'],
    ['a word among values', [run, changed(first, 'values', [1, 'x'])], 'line 2: values/1 must be'],
    [
      'no value',
      [run, changed(first, 'value', undefined)],
      "line 2: must have required property 'value'",
    ],
    ['a run without cases', [changed(run, 'cases', 5), first], 'line 1: cases must be array'],
  ];
  test.each(rows)('with %s are refused', (_, lines, message) => {
    const act = (): unknown => parseSamples(`${lines.join('\n')}\n`);
    expect(act).toThrow(ReportError);
    expect(act).toThrow(message);
  });

  test('whose last line was cut are read without it', () => {
    expect(parseSamples(`${run}\n${first}\n${first.slice(0, 40)}`).length).toBe(2);
  });
});
