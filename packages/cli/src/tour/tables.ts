/** The tour's tables, at most 100 columns wide for three backends. */
import Table from 'cli-table3';
import pc from 'picocolors';
import type { ConformanceRun } from './run-conformance.ts';
import type { ExampleRun } from './run-examples.ts';

function table(head: readonly string[]): Table.Table {
  const colAligns = head.map((_, i) => (i === 0 ? ('left' as const) : ('right' as const)));
  return new Table({ head: head.map((text) => pc.bold(text)), colAligns, style: { head: [], border: [], compact: true } });
}

/** Examples by backend: a tick and the time of the whole process. */
export function examplesTable(runs: readonly ExampleRun[], backends: readonly string[]): string {
  const rows = table(['example', ...backends]);
  for (const name of new Set(runs.map(({ example }) => example))) {
    const own = runs.find(({ example, backend }) => example === name && backend === undefined);
    if (own !== undefined) {
      rows.push([name, { colSpan: backends.length, hAlign: 'right', content: `${exampleCell(own)}, chooses its backend itself` }]);
      continue;
    }
    const cells = backends.map((on) => {
      const run = runs.find(({ example, backend }) => example === name && backend === on);
      return run === undefined ? '' : exampleCell(run);
    });
    rows.push([name, ...cells]);
  }
  return rows.toString();
}

function exampleCell({ verdict, milliseconds }: ExampleRun): string {
  if (verdict === 'left out') return pc.dim('needs isolation');
  return verdict === 'as expected' ? `${pc.green('✓')} ${milliseconds} ms` : `${pc.red('✗')} ${milliseconds} ms`;
}

/** One row for each subject of comparison. */
export function comparisonTable(
  runs: readonly ExampleRun[],
  conformance: readonly ConformanceRun[],
  backends: readonly string[],
): string {
  const rows = table(['', ...backends]);
  rows.push(['examples as expected', ...backends.map((on) => examplesCell(runs.filter(({ backend }) => backend === on)))]);
  if (conformance.length > 0) {
    const of = (on: string): ConformanceRun | undefined => conformance.find(({ backend }) => backend === on);
    rows.push(['conformance', ...backends.map((on) => conformanceCell(of(on)))]);
    rows.push(['  took', ...backends.map((on) => `${((of(on)?.milliseconds ?? 0) / 1000).toFixed(1)} s`)]);
  }
  return rows.toString();
}

function examplesCell(runs: readonly ExampleRun[]): string {
  const tried = runs.filter(({ verdict }) => verdict !== 'left out');
  const right = tried.filter(({ verdict }) => verdict === 'as expected').length;
  const out = runs.length - tried.length;
  return `${mark(right === tried.length)} ${right} of ${tried.length}${out === 0 ? '' : `, ${out} left out`}`;
}

function conformanceCell(run: ConformanceRun | undefined): string {
  if (run === undefined) return '';
  return run.conforming ? `${mark(true)} ${run.summary}` : `${mark(false)} ${run.summary}`;
}

const mark = (good: boolean): string => (good ? pc.green('✓') : pc.red('✗'));
