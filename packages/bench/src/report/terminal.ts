/** The report for a terminal, at most 100 columns wide. */
import Table from 'cli-table3';
import type { Verdict } from '../criteria/judge.ts';
import { formatRange, formatSize, formatValue, measureOf } from './format.ts';
import { limitOf, notesOn } from './notes.ts';
import type { CaseResult, Judgement, Report } from './report.ts';

const WIDTH = 100;
const SIGNS: Record<Verdict, string> = {
  met: '✓',
  'not met': '✗',
  undecided: '?',
  'not measured': '·',
  'not judged': ' ',
};

/** No colours: the caller may add them. */
export function renderTerminal(report: Report): string {
  const judged = report.judgements.filter(({ results }) =>
    results.some(({ interval }) => interval !== undefined),
  );
  const measured = report.cases.filter(({ estimates }) => estimates.length > 0);
  const { backends } = report.run;
  const subjects = [
    ...new Set(measured.flatMap(({ estimates }) => estimates.map(({ subject }) => subject))),
  ];
  const peers = subjects.filter((subject) => !backends.includes(subject));
  const casesOf = (some: readonly string[]): string[][] =>
    measured
      .filter(({ estimates }) => estimates.some(({ subject }) => some.includes(subject)))
      .map((result) => caseRow(result, some));
  return [
    'Acceptance criteria: median and 95 % interval (✓ met, ✗ not met, ? undecided)',
    ...inTables([34, 10], ['criterion', 'limit'], backends, 16, (some) =>
      judged.map((judgement) => criterionRow(judgement, some)),
    ),
    'All workloads: median per operation',
    ...inTables(
      [26, 8],
      ['workload', 'size'],
      subjects.filter((subject) => backends.includes(subject)),
      14,
      casesOf,
    ),
    ...(peers.length === 0
      ? []
      : ['The same, of what is no backend: each does less than an environment']),
    ...inTables([26, 8], ['workload', 'size'], peers, 14, casesOf),
    ...notesOn(report).flatMap((note) => wrapped(note)),
  ].join('\n');
}

/** As many columns for subjects as fit beside the first ones, the rest in further tables. */
function inTables(
  firstWidths: readonly number[],
  firstHeads: readonly string[],
  subjects: readonly string[],
  least: number,
  rows: (subjects: readonly string[]) => string[][],
): string[] {
  // A name that no table could hold is cut.
  const longest = Math.max(0, ...subjects.map((subject) => subject.length + 2));
  const width = Math.min(Math.max(least, longest), 40);
  const used = firstWidths.reduce((sum, w) => sum + w + 1, 1);
  const fitting = Math.max(1, Math.floor((WIDTH - used) / (width + 1)));
  const tables: string[] = [];
  for (let from = 0; from < subjects.length; from += fitting) {
    const some = subjects.slice(from, from + fitting);
    const table = new Table({
      head: [...firstHeads, ...some],
      colWidths: [...firstWidths, ...some.map(() => width)],
      colAligns: ['left', 'right'],
      style: { head: [], border: [], compact: true },
    });
    table.push(...rows(some));
    tables.push(table.toString());
  }
  return tables;
}

function criterionRow({ criterion, results }: Judgement, backends: readonly string[]): string[] {
  const measure = measureOf(criterion.quantity, criterion.unit);
  const cells = backends.map((name) => {
    const { interval, verdict } = results.find(({ backend }) => backend === name) ?? {};
    if (verdict === undefined || interval === undefined)
      return verdict === 'not measured' ? '· no sample' : '';
    return `${SIGNS[verdict]} ${formatValue(interval.median, measure)}\n${formatRange(interval, measure)}`;
  });
  return [`${criterion.id} ${criterion.title}`, limitOf(criterion), ...cells];
}

function caseRow(
  { workload, size, unit, estimates }: CaseResult,
  subjects: readonly string[],
): string[] {
  const cells = subjects.map((name) => {
    const found = estimates.find(({ subject }) => subject === name);
    if (found === undefined) return '';
    return formatValue(found.interval.median, unit) + (found.twoModes ? ' ‡' : '');
  });
  return [workload, formatSize(size), ...cells];
}

/** Lines of at most the width, broken between words where that is possible. */
export function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = `  ${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
