/**
 * Runs the suite on the backends of some modules and writes every form of report.
 *
 *     npm run build
 *     node packages/conformance/scripts/write-reports.mjs docs/reports packages/backend-{cow,hamt,mutex}/dist/index.js
 *
 * The files hold no time and no path: the same backends and seed give the same bytes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  backendsIn,
  exitCode,
  REPORT_FORMS,
  REPORT_SCHEMA,
  runConformance,
  toHtml,
} from '../dist/index.js';

const [folder, ...modules] = process.argv.slice(2);
if (folder === undefined || modules.length === 0) {
  process.stderr.write('usage: write-reports.mjs FOLDER MODULE...\n');
  process.exit(64);
}
mkdirSync(folder, { recursive: true });
const write = (name, text) => writeFileSync(path.join(folder, name), text);
const reports = [];
for (const module of modules) {
  // The first is the one that a module offers: its default export, or the first it names.
  const address = pathToFileURL(path.resolve(module)).href;
  const [backend] = backendsIn(await import(address));
  const report = await runConformance({ backend, module: address });
  process.stderr.write(`${report.backend}: ${report.verdict}\n`);
  reports.push(report);
  const { html: _, ...forms } = REPORT_FORMS; // all backends are on one page
  for (const form of Object.values(forms))
    write(`conformance-${report.backend}.${form.ending}`, form.write(report));
}
write('conformance.html', toHtml(reports));
write('conformance.schema.json', `${JSON.stringify(REPORT_SCHEMA, null, 2)}\n`);
process.exitCode = Math.max(...reports.map(exitCode));
