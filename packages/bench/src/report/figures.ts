/**
 * Puts measured figures into documents: replaces what stands between `<!-- figures:NAME -->` and
 * `<!-- /figures -->`, so that no figure in the docs is typed by hand.
 *
 * As a program: node packages/bench/dist/report/figures.js REPORT.json FILE.md…
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { formatInterval, formatSize, measureOf } from './format.ts';
import { casesTable, criteriaTable, table } from './markdown.ts';
import type { Report } from './report.ts';

/** Every name that may stand in a document, with what it shows. */
const FIGURES: Record<string, (report: Report) => string> = {
  /** The acceptance table, whole. */
  criteria: (report) => criteriaTable(report),
  /** The founding guide's criteria only. */
  'guide-criteria': (report) =>
    criteriaTable(report, ({ criterion }) => criterion.source === 'guide'),
  /** One line for each backend: what people ask first. */
  headline,
  'threads-reads': (report) => casesTable(report, (workload) => workload === 'concurrent_reads'),
  'threads-lock': (report) =>
    casesTable(
      report,
      (workload) => workload === 'concurrent_reads',
      (subject) => subject === 'mutex',
    ),
  'threads-branches': (report) => casesTable(report, (workload) => workload === 'thread_branches'),
  'threads-costs': (report) =>
    casesTable(report, (workload) => /^thread_(start|round|send)/.test(workload)),
  'threads-memory': (report) => casesTable(report, (workload) => workload === 'thread_memory'),
  memory: (report) => casesTable(report, (workload) => workload.startsWith('memory_')),
  clone: (report) =>
    casesTable(
      report,
      (workload) => workload === 'clone_unmodified' || workload === 'clone_then_write',
    ),
  union: (report) => casesTable(report, (workload) => workload.startsWith('union_')),
  /** Where and when the figures were measured, and how to measure again. */
  origin({ run }) {
    const { surroundings: s } = run;
    return (
      `Measured ${run.startedAt.slice(0, 10)} on ${s.cpu}, ${s.cores} cores, Node ${s.node.slice(1)}, commit ${s.commit}, ` +
      `${run.rounds} rounds, seed ${run.seed}: \`${run.command}\``
    );
  },
};

const HEADLINES = [
  ['clone', 'clone_unmodified', 10_000],
  ['clone + one write, 10K rules', 'clone_then_write', 10_000],
  ['union of 1K + 1K', 'union_modified', 1000],
  ['lookup', 'lookup_hit', 10_000],
  ['memory of a written clone', 'memory_of_written_clone', 10_000],
] as const;

function headline(report: Report): string {
  const rows = report.run.backends.map((backend) => [
    backend,
    ...HEADLINES.map(([, workload, size]) => {
      const result = report.cases.find((one) => one.workload === workload && one.size === size);
      const found = result?.estimates.find(({ subject }) => subject === backend);
      return found === undefined || result === undefined
        ? '–'
        : formatInterval(found.interval, result.unit);
    }),
  ]);
  return table(['backend', ...HEADLINES.map(([title]) => title)], rows);
}

/** One case or criterion by name, for use inside a sentence: `clone_then_write/10000/hamt`, `G3/cow`. */
function single(report: Report, name: string): string | undefined {
  const [first, second, third] = name.split('/');
  if (third !== undefined) {
    const result = report.cases.find(
      (one) => one.workload === first && String(one.size) === second,
    );
    const found = result?.estimates.find(({ subject }) => subject === third);
    return found === undefined || result === undefined
      ? undefined
      : formatInterval(found.interval, result.unit);
  }
  const judgement = report.judgements.find(({ criterion }) => criterion.id === first);
  const interval = judgement?.results.find(({ backend }) => backend === second)?.interval;
  if (judgement === undefined || interval === undefined) return undefined;
  return formatInterval(
    interval,
    measureOf(judgement.criterion.quantity, judgement.criterion.unit),
  );
}

const BLOCK = /<!-- figures:(\S+) -->([\s\S]*?)<!-- \/figures -->/g;

/**
 * The document with its figures from the report. A table stands on lines of its own, a single figure stays in
 * its sentence. Throws an Error that names a figure which does not exist or was not measured.
 */
export function fillFigures(document: string, report: Report): string {
  return document.replace(BLOCK, (_, name: string) => {
    const make = FIGURES[name];
    if (make !== undefined) return `<!-- figures:${name} -->\n${make(report)}\n<!-- /figures -->`;
    const found = single(report, name);
    if (found !== undefined) return `<!-- figures:${name} -->${found}<!-- /figures -->`;
    throw new Error(
      `no figure named ${name} in this report; known: ${Object.keys(FIGURES).join(', ')}, WORKLOAD/SIZE/SUBJECT, CRITERION/BACKEND`,
    );
  });
}

function main([reportFile, ...documents]: readonly string[]): void {
  if (reportFile === undefined || documents.length === 0) {
    throw new Error('usage: node packages/bench/dist/report/figures.js REPORT.json FILE.md…');
  }
  const report = JSON.parse(readFileSync(reportFile, 'utf8')) as Report;
  for (const path of documents) {
    const before = readFileSync(path, 'utf8');
    const after = fillFigures(before, report);
    if (after === before) continue;
    writeFileSync(path, after);
    console.log(`${path}: ${formatSize(before.match(BLOCK)?.length ?? 0)} figures`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
