/** The report as Markdown: verdicts first, every figure with its interval. */
import type { Verdict } from '../criteria/judge.ts';
import { adviceOf } from './advice.ts';
import { floorFor } from './floor.ts';
import { crossoverWords, type Crossover } from './growth.ts';
import { formatInterval, formatSize, formatValue, measureOf } from './format.ts';
import { limitOf, notesOn } from './notes.ts';
import { titleIn } from './titles.ts';
import type { Judgement, Report } from './report.ts';
import { headlineOf, talliesOf } from './verdict.ts';

const WORDS: Record<Verdict, string> = {
  met: '**met**',
  'not met': '**not met**',
  undecided: '*undecided*',
  'not measured': 'not measured',
  'not judged': '',
};

/** The report as one page of Markdown. The same report gives the same text. */
export function renderMarkdown(report: Report): string {
  const { run } = report;
  return [
    '# Benchmark report',
    '',
    headlineOf(report),
    '',
    ...talliesOf(report).flatMap(({ backend, misses }) =>
      misses.map((miss) => `- ${backend}, ${miss}`),
    ),
    '',
    '## Choose a backend',
    '',
    ...adviceOf(report).map((advice) => `- ${advice}`),
    '',
    '## The run',
    '',
    ...notesOn(report).map((note) => `- ${note}`),
    '',
    '## Acceptance criteria',
    '',
    'Median and 95 % interval over processes; the verdict follows from the interval alone. G: the founding guide; F: ours.',
    '',
    criteriaTable(report),
    '',
    '## All workloads',
    '',
    'Per operation. *Mean*: with what befalls fewer than half of the runs of a process, mostly collecting garbage. *Outliers*: processes whose median lies outside the quartiles by more than 1.5 times their distance; none is dropped.',
    '',
    casesTable(report),
    '',
    ...growthLines(report),
    ...crossoverLines(report),
    '## Workloads',
    '',
    ...new Set(run.cases.map(({ workload, about }) => `- \`${workload}\`: ${about}.`)),
    '',
    '## Protocol',
    '',
    `A fresh process for every sample; ${report.rounds} rounds; subjects of one case measured right after one another in a balanced order shuffled with seed ${run.seed}; ` +
      'ratios are medians of paired log-ratios. Answers are checked by digest.',
    '',
    '```',
    run.command,
    '```',
    '',
  ].join('\n');
}

function growthLines({ growths, run }: Report): string[] {
  if (growths.length === 0) return [];
  const rows = growths.map(({ workload, subject, from, to, sizeOf, slope }) => [
    titleIn(run, workload),
    subject,
    `${formatSize(from)} to ${formatSize(to)} ${sizeOf}`,
    formatInterval(slope, 'power'),
  ]);
  return [
    '## Growth',
    '',
    'By which power of the size the cost grows: 0 is constant, 1 linear.',
    '',
    table(['workload', 'subject', 'sizes', 'power [95 %]'], rows),
    '',
  ];
}

function crossoverLines(report: Report): string[] {
  const text = crossingsTable(report);
  return text === '' ? [] : ['## Crossover', '', text, ''];
}

/** Where curves cross; empty where none do. */
export function crossingsTable(
  { crossovers, run }: Report,
  chosen: (crossover: Crossover) => boolean = () => true,
): string {
  const rows = crossovers
    .filter((one) => one.kind === 'crossing' && chosen(one))
    .map((one) => [titleIn(run, one.workload), crossoverWords(one)]);
  return rows.length === 0 ? '' : table(['workload', 'which is cheaper'], rows);
}

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export function criteriaTable(
  report: Report,
  chosen: (judgement: Judgement) => boolean = () => true,
): string {
  const rows = report.judgements.filter(chosen).map((judgement) => {
    const { criterion, results } = judgement;
    const measure = measureOf(criterion.quantity, criterion.unit);
    const cells = results.map(({ backend, interval, verdict }) =>
      [
        interval === undefined ? '' : formatInterval(interval, measure),
        WORDS[verdict],
        floorFor(judgement, backend)?.reached === true ? '(at the floor of the machine)' : '',
      ]
        .filter((part) => part !== '')
        .join(' '),
    );
    return [`${criterion.id} ${criterion.title}`, limitOf(criterion), ...cells];
  });
  return table(['criterion', 'limit', ...report.run.backends], rows);
}

export function casesTable(
  report: Report,
  chosen: (workload: string) => boolean = () => true,
  wanted: (subject: string) => boolean = () => true,
): string {
  const rows = report.cases
    .filter(({ workload }) => chosen(workload))
    .flatMap(({ workload, size, sizeOf, unit, estimates, ratios }) =>
      estimates
        .filter(({ subject }) => wanted(subject))
        .map(({ subject, interval, mean, outliers, twoModes }) => {
          const ratio = ratios.find(({ left }) => left === subject);
          return [
            workload,
            `${formatSize(size)} ${sizeOf}`,
            subject + (twoModes ? ' ‡' : ''),
            formatInterval(interval, unit),
            formatValue(mean, unit),
            ratio === undefined
              ? ''
              : `${formatInterval(ratio.interval, 'ratio')} of ${ratio.right}`,
            `${outliers.processes} of ${interval.count}`,
          ];
        }),
    );
  if (rows.length === 0) return '*Not measured in this run.*';
  return table(
    ['workload', 'size', 'subject', 'median [95 %]', 'mean', 'compared', 'outliers'],
    rows,
  );
}
