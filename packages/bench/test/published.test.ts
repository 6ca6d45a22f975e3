import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { readSamples } from '../src/protocol/samples-file.ts';
import { documentsWithFigures, filledFile } from '../src/report/figures.ts';
import { renderMarkdown } from '../src/report/markdown.ts';
import { renderPage } from '../src/report/page/page.ts';
import { buildReport } from '../src/report/report.ts';
import { REPORT_SCHEMA, SAMPLES_SCHEMA } from '../src/report/schemas.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const reports = join(root, 'docs/reports');
const published = readdirSync(reports).filter((name) => name.startsWith('benchmark'));
const ajv = new Ajv({ strict: true });

describe.each(published)('docs/reports/%s', (name) => {
  const read = (file: string): string => readFileSync(join(reports, name, file), 'utf8');
  const samples = readdirSync(join(reports, name)).filter((file) =>
    file.startsWith('samples.jsonl'),
  );
  const records = readSamples(join(reports, name, samples[0]!));
  const report = buildReport(records);

  test('is what its samples give, to the byte', async () => {
    expect(read('report.json')).toBe(`${JSON.stringify(report, null, 2)}\n`);
    expect(read('report.md')).toBe(renderMarkdown(report));
    expect(read('report.html')).toBe(await renderPage(report));
  });

  test('has its samples once', () => expect(samples.length).toBe(1));

  test('keeps the schemas', () => {
    const line = ajv.compile(SAMPLES_SCHEMA);
    for (const record of records) expect(line(record), ajv.errorsText(line.errors)).toBe(true);
    const whole = ajv.compile(REPORT_SCHEMA);
    expect(whole(JSON.parse(read('report.json'))), ajv.errorsText(whole.errors)).toBe(true);
  });

  test('is listed, with date, machine, commit and how to do it again', () => {
    const index = readFileSync(join(reports, 'README.md'), 'utf8');
    const { startedAt, command, surroundings } = report.run;
    const about = index.split(/^### /m).find((part) => part.includes(`(${name}/report.html)`));
    for (const fact of [startedAt.slice(0, 10), surroundings.cpu, surroundings.commit, command]) {
      expect(about).toContain(fact);
    }
  });
});

describe('documents', () => {
  const documents = documentsWithFigures(root);

  test.each(documents.map((path) => [relative(root, path), path]))(
    '%s has the figures of its report',
    (_, path) => {
      const { before, after } = filledFile(path);
      expect(after).toBe(before);
    },
  );

  test('are found', () => {
    const names = documents.map((path) => relative(root, path));
    expect(names).toContain('README.md');
    expect(names).toContain(join('docs', 'guides', 'choose-a-backend.md'));
    expect(names).toContain(join('docs', 'guides', 'read-a-report.md'));
    expect(names).toContain(join('docs', 'reports', 'README.md'));
  });
});
