/** Writes what a reader opens: report.json, report.md and report.html, beside samples.jsonl. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderMarkdown } from './markdown.ts';
import { renderPage } from './page/page.ts';
import type { Report } from './report.ts';

/** Writes `report.json`, `report.md` and `report.html` into a folder, which is made if need be. Throws what the disk throws. */
export async function writeReport(folder: string, report: Report): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(join(folder, 'report.md'), renderMarkdown(report));
  writeFileSync(join(folder, 'report.html'), await renderPage(report));
}
