/** Reports: what they say for a sound, a broken and a wrongly wired subject, and that they say it the same each time. */
import { describe, expect, test } from 'vitest';
import {
  exitCode,
  REPORT_FORMS,
  REPORT_SCHEMA,
  runConformance,
  toBadge,
  toHtml,
  toJson,
  toJUnit,
  toMarkdown,
  toTap,
  type Report,
} from '../src/index.ts';
import { MUTANTS } from '../src/mutants/index.ts';
import { reference } from '../src/oddballs/reference.ts';
import { sharedLog } from '../src/oddballs/shared-log.ts';
import { validate } from './validate.ts';

const options = { steps: 500, only: ['ENV-BAG-1', 'ENV-FORK-4', 'ENV-HISTORY-1a'] };
const leaky =
  MUTANTS.find(({ backend }) => backend.name === 'mutant set of facts')?.backend ?? reference;
const sound = await runConformance(reference, { ...options, only: ['ENV-BAG-1', 'ENV-FORK-4'] });
const broken = await runConformance(leaky, options);
const miswired = await runConformance({} as never);
const reports: readonly (readonly [string, Report])[] = [
  ['sound', sound],
  ['broken', broken],
  ['miswired', miswired],
];

describe('verdicts', () => {
  test('what was left out makes a report partial', () => expect(sound.verdict).toBe('partial'));
  test('a broken clause makes it failing', () => expect(broken.verdict).toBe('failing'));
  test('a subject that is no backend is wrongly wired', () =>
    expect(miswired.verdict).toBe('miswired'));
  test('exit codes', () => expect([sound, broken, miswired].map(exitCode)).toEqual([0, 1, 2]));
  test('what does not apply says why', () => {
    expect(sound.results.find(({ id }) => id === 'ENV-FORK-4a')).toMatchObject({
      status: 'unsupported',
      message: 'the backend declares isolation: true',
    });
  });
  test('a broken check has a message, a hint, and a short script when it is a random one', () => {
    const [first] = broken.results.filter(({ status }) => status === 'fail');
    expect(first?.message).toMatch(/expected/);
    expect(first?.hint).toBeTruthy();
    const script = broken.results.find(({ id }) => id === 'ENV-HISTORY-1a')?.script ?? '';
    expect(script.split('\n').length).toBeLessThanOrEqual(4);
  });
  test.each([
    null,
    7,
    'backend',
    { name: 'x' },
    { backend: undefined },
    { ...reference, capabilities: {} },
    { ...reference, capabilities: { ...reference.capabilities, durable: true } },
    { ...reference, capabilities: { ...reference.capabilities, firstWrite: 'none' } },
    { ...reference, capabilities: { ...reference.capabilities, isolation: false } },
    { ...reference, capabilities: { ...reference.capabilities, sharedMemory: 'yes' } },
    { ...reference, create: () => ({}) },
  ])('never throws: %o', async (subject) => {
    expect((await runConformance(subject as never)).verdict).toBe('miswired');
  });
});

test.each([
  [{ steps: 'many' }, 'steps'],
  [{ steps: -1 }, 'steps'],
  [{ seed: 0.5 }, 'seed'],
  [{ only: 'ENV-BAG' }, 'only'],
])('the options %j are refused', async (wrong, name) => {
  await expect(runConformance(reference, wrong as never)).rejects.toThrow(
    `runConformance: ${name} must be`,
  );
});

test('what needs other threads is skipped, and said, where no module is known', async () => {
  const { results, verdict } = await runConformance(sharedLog, { only: ['ENV-THREAD-1a'] });
  expect(verdict).toBe('partial');
  expect(results.find(({ id }) => id === 'ENV-THREAD-1a')).toMatchObject({
    status: 'skipped',
    message: expect.stringContaining('give it { backend, module }') as string,
  });
});

describe('forms', () => {
  test.each(reports)('%s: the JSON fits its schema', (_, report) => {
    expect(validate(REPORT_SCHEMA, JSON.parse(toJson(report)))).toEqual([]);
  });
  test('a damaged report does not fit', () => {
    expect(validate(REPORT_SCHEMA, { ...JSON.parse(toJson(sound)), verdict: 'fine' })).not.toEqual(
      [],
    );
  });
  test.each(reports)('%s: TAP plans as many tests as it has', (_, report) => {
    const tap = toTap(report);
    expect(tap).toContain(`1..${report.results.length}\n`);
    expect(tap.match(/^(not )?ok /gm)?.length).toBe(report.results.length);
  });
  test.each(reports)('%s: JUnit counts what it shows, and is well-formed', (_, report) => {
    const xml = toJUnit(report);
    expect(xml.match(/<testcase /g)?.length).toBe(report.results.length);
    expect(xml.match(/<failure /g)?.length ?? 0).toBe(report.counts.fail);
    // oxlint-disable-next-line no-control-regex -- that none is there is the point
    expect(xml).not.toMatch(/[\u0000-\u0008]/);
    expect(xml.match(/<(?!\/|\?)[^>]*[^/]>/g)?.length).toBe(xml.match(/<\/[^>]*>/g)?.length);
  });
  test('Markdown names what is broken and how to run it again', () => {
    const page = toMarkdown(broken);
    expect(page).toContain('### ENV-BAG-1a');
    expect(page).toContain('--seed 20251122 --steps 500');
  });
  test('the badge', () => {
    expect(JSON.parse(toBadge(broken))).toMatchObject({ schemaVersion: 1, color: 'red' });
    expect(JSON.parse(toBadge(miswired))).toMatchObject({ message: 'not run' });
  });
  test('the page has a column for each backend and needs nothing from elsewhere', () => {
    const page = toHtml([sound, broken]);
    expect(page).toContain('<th class="mark">reference');
    expect(page).toContain('<th class="mark">mutant set of facts');
    expect(page).not.toMatch(/src=|href=/);
  });
});

test('the same results and seed give the same bytes', async () => {
  const again = await runConformance(leaky, options);
  for (const { write } of Object.values(REPORT_FORMS)) expect(write(again)).toBe(write(broken));
});
