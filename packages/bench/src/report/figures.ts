/**
 * Puts measured figures into documents: replaces what stands between `<!-- figures:NAME -->` and
 * `<!-- /figures -->`, so that no figure in the docs is typed by hand. A document says on a line of its own
 * where its figures come from, as a path from itself: `<!-- figures-from: ../reports/x/report.json -->`. It
 * holds until the next such line.
 *
 * As a program, `node packages/bench/dist/report/figures.js [FILE.md…]`: fills these documents, or all below
 * the current folder that have such a line.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { adviceOf, ratioBetween } from './advice.ts';
import { formatInterval, formatSeconds, measureOf } from './format.ts';
import { casesTable, criteriaTable, crossingsTable, table } from './markdown.ts';
import type { Report } from './report.ts';
import { headlineOf, talliesOf } from './verdict.ts';

/** Every name that may stand in a document, with what it shows. */
const FIGURES: Record<string, (report: Report) => string> = {
  /** The acceptance table, whole. */
  criteria: (report) => criteriaTable(report),
  /** The founding guide's criteria only. */
  'guide-criteria': (report) =>
    criteriaTable(report, ({ criterion }) => criterion.source === 'guide'),
  /** One line for each backend: what people ask first. */
  headline,
  /** What became of the guide's criteria, in a sentence. */
  verdict: headlineOf,
  /** Each criterion that is not met, or in doubt, with the backend and by how much. */
  misses: (report) =>
    talliesOf(report)
      .flatMap(({ backend, misses }) => misses.map((miss) => `- ${backend}, ${miss}`))
      .join('\n') || 'None.',
  /** From which size on which backend is the cheaper one. */
  crossovers: (report) => {
    const ours = (name: string): boolean => report.run.backends.includes(name);
    return (
      crossingsTable(report, ({ left, right }) => ours(left) && ours(right)) ||
      '*No curves of two backends were shown to cross.*'
    );
  },
  /** Which backend to take, in a sentence for each. */
  advice: (report) =>
    adviceOf(report)
      .map((sentence) => `- ${sentence}`)
      .join('\n'),
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
  origin({ run, rounds }) {
    const { surroundings: s } = run;
    return (
      `Measured ${run.startedAt.slice(0, 10)} on ${s.cpu}, ${s.cores} cores, Node ${s.node.slice(1)}, commit ${s.commit}, ` +
      `${rounds} rounds, seed ${run.seed}: \`${run.command}\``
    );
  },
  /** What an index of reports says of one. */
  entry({ run, rounds, seconds, measured }) {
    const { surroundings: s } = run;
    return table(
      ['date', 'machine', 'commit', 'samples', 'again'],
      [
        [
          run.startedAt.slice(0, 10),
          `${s.cpu}, ${s.cores} cores, Node ${s.node.slice(1)}`,
          s.commit,
          `${measured} in ${rounds} rounds` +
            (seconds === undefined ? '' : `, ${formatSeconds(seconds)}`),
          `\`${run.command}\``,
        ],
      ],
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

/**
 * One case or criterion by name, for use inside a sentence: `clone_then_write/10000/hamt`, `G3/cow`, or
 * `clone_then_write/10000/cow/hamt` for what cow needs as a multiple of what hamt needs.
 */
function single(report: Report, name: string): string | undefined {
  const [first, second, third, fourth] = name.split('/');
  if (third !== undefined) {
    const result = report.cases.find(
      (one) => one.workload === first && String(one.size) === second,
    );
    if (result === undefined) return undefined;
    if (fourth !== undefined) {
      const ratio = ratioBetween(result, third, fourth);
      return ratio === undefined ? undefined : formatInterval(ratio, 'ratio');
    }
    const found = result.estimates.find(({ subject }) => subject === third);
    return found === undefined ? undefined : formatInterval(found.interval, result.unit);
  }
  const judgement = report.judgements.find(({ criterion }) => criterion.id === first);
  const interval = judgement?.results.find(({ backend }) => backend === second)?.interval;
  if (judgement === undefined || interval === undefined) return undefined;
  return formatInterval(
    interval,
    measureOf(judgement.criterion.quantity, judgement.criterion.unit),
  );
}

const SOURCE = /^<!-- figures-from: (\S+) -->$/gm;
const BLOCK = /<!-- figures:(\S+) -->[\s\S]*?<!-- \/figures -->/g;

/**
 * The document with its figures. A table stands on lines of its own, a single figure stays in its sentence.
 * `read` gives the report for an address that the document names. Throws an Error that names a figure which
 * does not exist or was not measured, or that stands before any line that says where figures come from.
 */
export function fillFigures(document: string, read: (address: string) => Report): string {
  const parts = document.split(SOURCE);
  // Text and addresses in turn, the text before the first address first.
  let filled = '';
  let report: Report | undefined;
  for (const [at, part] of parts.entries()) {
    if (at % 2 === 0) filled += fillFrom(part, report);
    else {
      report = read(part);
      filled += `<!-- figures-from: ${part} -->`;
    }
  }
  return filled;
}

function fillFrom(text: string, report: Report | undefined): string {
  return text.replace(BLOCK, (_, name: string) => {
    if (report === undefined) {
      throw new Error(`figure ${name}: no line before it says where figures come from`);
    }
    const make = FIGURES[name];
    if (make !== undefined) return `<!-- figures:${name} -->\n${make(report)}\n<!-- /figures -->`;
    const found = single(report, name);
    if (found !== undefined) return `<!-- figures:${name} -->${found}<!-- /figures -->`;
    throw new Error(
      `no figure named ${name} in this report; known: ${Object.keys(FIGURES).join(', ')}, WORKLOAD/SIZE/SUBJECT, WORKLOAD/SIZE/LEFT/RIGHT, CRITERION/BACKEND`,
    );
  });
}

/** The file's text with its figures. */
export function filledFile(path: string): { readonly before: string; readonly after: string } {
  const before = readFileSync(path, 'utf8');
  const read = (address: string): Report =>
    JSON.parse(readFileSync(join(dirname(path), address), 'utf8')) as Report;
  try {
    return { before, after: fillFigures(before, read) };
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** Every document below a folder that says where its figures come from. */
export function documentsWithFigures(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return /^(\.|node_modules$|dist$)/.test(entry.name) ? [] : documentsWithFigures(path);
    }
    if (!entry.name.endsWith('.md')) return [];
    return readFileSync(path, 'utf8').search(SOURCE) >= 0 ? [path] : [];
  });
}

function main(named: readonly string[]): void {
  for (const path of named.length > 0 ? named : documentsWithFigures('.')) {
    const { before, after } = filledFile(path);
    if (after !== before) writeFileSync(path, after);
    console.log(`${after === before ? 'unchanged' : 'filled   '} ${path}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
