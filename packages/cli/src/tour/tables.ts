/** The tour's tables, at most 100 columns wide for three backends. */
import Table from 'cli-table3';
import { colours } from '../colours.ts';
import type { ConformanceRun } from './run-conformance.ts';
import type { ExampleRun } from './run-examples.ts';

function table(head: readonly string[]): Table.Table {
  const colAligns = head.map((_, i) => (i === 0 ? ('left' as const) : ('right' as const)));
  return new Table({
    head: head.map((text) => colours.bold(text)),
    colAligns,
    style: { head: [], border: [], compact: true },
  });
}

/** Examples by backend: a tick and the time of the whole process. */
export function examplesTable(runs: readonly ExampleRun[], backends: readonly string[]): string {
  const rows = table(['example', ...backends]);
  for (const name of new Set(runs.map(({ example }) => example))) {
    const own = runs.find(({ example, backend }) => example === name && backend === undefined);
    if (own !== undefined) {
      rows.push([
        name,
        {
          colSpan: backends.length,
          hAlign: 'right',
          content: `${exampleCell(own)}, chooses its backend itself`,
        },
      ]);
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
  if (verdict === 'left out') return colours.dim('needs isolation');
  return verdict === 'as expected'
    ? `${colours.green('✓')} ${milliseconds} ms`
    : `${colours.red('✗')} ${milliseconds} ms`;
}

/** One row for each subject of comparison. */
export function comparisonTable(
  runs: readonly ExampleRun[],
  conformance: readonly ConformanceRun[],
  backends: readonly string[],
): string {
  const rows = table(['', ...backends]);
  const row = (name: string, cell: (backend: string) => string): void => {
    rows.push([name, ...backends.map(cell)]);
  };
  const on = (backend: string): ExampleRun[] => runs.filter((run) => run.backend === backend);
  row('examples as expected', (backend) => examplesCell(on(backend)));
  row('  left out', (backend) => String(on(backend).filter(isLeftOut).length));
  row('  took', (backend) => seconds(on(backend).reduce((sum, run) => sum + run.milliseconds, 0)));
  if (conformance.length > 0) {
    const suite = (name: string): ConformanceRun | undefined =>
      conformance.find(({ backend }) => backend === name);
    row('conformance checks', (backend) => conformanceCell(suite(backend)));
    row('  do not apply', (backend) => String(suite(backend)?.notApplicable ?? ''));
    row('  took', (backend) => seconds(suite(backend)?.milliseconds ?? 0));
  }
  return rows.toString();
}

const isLeftOut = ({ verdict }: ExampleRun): boolean => verdict === 'left out';
const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

function examplesCell(runs: readonly ExampleRun[]): string {
  const tried = runs.filter((run) => !isLeftOut(run));
  const right = tried.filter(({ verdict }) => verdict === 'as expected').length;
  return `${mark(right === tried.length)} ${right} of ${tried.length}`;
}

function conformanceCell(run: ConformanceRun | undefined): string {
  return run === undefined ? '' : `${mark(run.conforming)} ${run.summary.slice(0, 20)}`;
}

const mark = (good: boolean): string => (good ? colours.green('✓') : colours.red('✗'));
