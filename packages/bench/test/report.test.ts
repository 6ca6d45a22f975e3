import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { fillFigures } from '../src/report/figures.ts';
import { renderMarkdown } from '../src/report/markdown.ts';
import { buildReport } from '../src/report/report.ts';
import { REPORT_SCHEMA, SAMPLES_SCHEMA } from '../src/report/schemas.ts';
import { renderTerminal } from '../src/report/terminal.ts';
import { madeRun, someCase } from './made.ts';
import { wholeRun } from './whole-run.ts';

const cases = [
  someCase('clone_unmodified', 10_000),
  someCase('clone_then_write', 10_000),
  someCase('lookup_hit', 10_000, { subjects: ['hamt', 'cow', 'Map'] }),
];
const records = madeRun(cases, { hamt: 40, cow: 48, Map: 35 }, 1);
const report = buildReport(records);

test('the same records give the same report and the same pages, to the byte', () => {
  const again = buildReport(JSON.parse(JSON.stringify(records)) as typeof records);
  expect(JSON.stringify(again)).toBe(JSON.stringify(report));
  expect(renderTerminal(again)).toBe(renderTerminal(report));
  expect(renderMarkdown(again)).toBe(renderMarkdown(report));
});

test('the terminal form fits 100 columns, with three backends and long numbers too', () => {
  const wide = cases.map((one) => ({ ...one, subjects: ['hamt', 'cow', 'mutex', 'Map'] }));
  const [run, ...rest] = madeRun(
    wide,
    { hamt: 123_456_789, cow: 0.0123, mutex: 987_654_321_000, Map: 5 },
    2,
  );
  const text = renderTerminal(
    buildReport([
      { ...(run as (typeof records)[0] & { kind: 'run' }), backends: ['hamt', 'cow', 'mutex'] },
      ...rest,
    ]),
  );
  expect(text).toContain('mutex');
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
});

test('the terminal form of a run with eight subjects fits, too', () => {
  const text = renderTerminal(buildReport(wholeRun()));
  expect(text).toContain('structuredClone');
  for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(100);
});

describe('a planted difference', () => {
  const ratio = (cow: number) =>
    buildReport(madeRun(cases, { hamt: 40, cow, Map: 35 }, 11)).cases[1]!.ratios[0]!.interval;

  test('of 20 % between backends is shown', () => {
    expect(ratio(48).low).toBeGreaterThan(1);
  });
  test('of 0 % is not', () => {
    const { low, high } = ratio(40);
    expect(low).toBeLessThan(1);
    expect(high).toBeGreaterThan(1);
  });
});

describe('the control', () => {
  test('finds no difference between a backend and itself', () => {
    expect(report.control).toMatchObject({ subject: 'hamt', noisy: false });
    expect(renderTerminal(report)).toContain('no difference');
  });

  test('marks the run noisy when it does, and then no timed criterion is met', () => {
    const noisy = buildReport(madeRun(cases, { hamt: 40, cow: 48, Map: 35 }, 1, 1.2));
    expect(noisy.control.noisy).toBe(true);
    const verdicts = noisy.judgements.flatMap(({ results }) =>
      results.map(({ verdict }) => verdict),
    );
    expect(verdicts).not.toContain('met');
    expect(verdicts).toContain('undecided');
  });
});

test('one round gives values, and says that they have no intervals', () => {
  const once = buildReport(
    madeRun(
      cases.map((one) => ({ ...one, rounds: 1 })),
      { hamt: 40, cow: 48, Map: 35 },
      1,
    ),
  );
  const text = renderTerminal(once);
  expect(text).toContain('[one value]');
  expect(text).toContain('one round: no intervals');
  expect(text).toContain('tells nothing');
  expect(text).not.toContain('no difference');
});

test('the schemas describe what is written', () => {
  const ajv = new Ajv({ strict: true, allErrors: true });
  const line = ajv.compile(SAMPLES_SCHEMA);
  for (const record of records) expect(line(record), ajv.errorsText(line.errors)).toBe(true);
  expect(line({ ...records[1], value: 'fast' })).toBe(false);
  const whole = ajv.compile(REPORT_SCHEMA);
  expect(whole(JSON.parse(JSON.stringify(report))), ajv.errorsText(whole.errors)).toBe(true);
});

describe('figures in documents', () => {
  const from = '<!-- figures-from: ../x/report.json -->\n';
  const fill = (text: string): string => fillFigures(text, () => report);

  test('are put in place of older ones, in tables and in sentences', () => {
    const text = `${from}It takes <!-- figures:clone_unmodified/10000/cow -->old<!-- /figures -->.\n<!-- figures:guide-criteria -->\nold\n<!-- /figures -->\nrest`;
    const filled = fill(text);
    expect(filled).toMatch(/It takes <!-- \S+ -->\d[\d.]* ns \[[\d., ]+\]<!-- \/figures -->\.\n/);
    expect(filled).toContain('| G1 clone, 10K rules | < 100 ns |');
    expect(filled).not.toContain('old');
    expect(fill(filled)).toBe(filled);
  });

  test('come from the report that the last line before them names', () => {
    const asked: string[] = [];
    const text = `<!-- figures-from: a -->\nx\n<!-- figures-from: b -->\n<!-- figures:lookup_hit/10000/cow/hamt -->?<!-- /figures -->`;
    const filled = fillFigures(text, (address) => {
      asked.push(address);
      return report;
    });
    expect(asked).toEqual(['a', 'b']);
    expect(filled).toMatch(/ -->1\.\d+x \[.*\]<!-- \/figures -->$/);
  });

  const refused = (name: string, text: string, message: string): void => {
    test(`${name} are refused`, () => expect(() => fill(text)).toThrow(message));
  };
  refused(
    'that do not exist',
    `${from}<!-- figures:nosuch --><!-- /figures -->`,
    'no figure named nosuch',
  );
  refused(
    'of a size not measured',
    `${from}<!-- figures:lookup_hit/7/cow --><!-- /figures -->`,
    'no figure named lookup_hit/7/cow',
  );
  refused(
    'from nowhere',
    '<!-- figures:headline --><!-- /figures -->',
    'no line before it says where',
  );
});
