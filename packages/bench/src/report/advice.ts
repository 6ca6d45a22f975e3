/**
 * Which backend to choose, in one sentence for each, from nothing but the intervals of this run: a backend
 * is called cheaper only where the whole interval of the paired ratio says so.
 */
import { inverse, type Interval } from '../statistics/interval.ts';
import { formatInterval, formatRough, formatSize } from './format.ts';
import type { CaseResult, Report } from './report.ts';

interface Comparison {
  readonly case: CaseResult;
  /** What the other needs, as a multiple of what this one needs. */
  readonly ratio: Interval;
}

/** How many examples a sentence gives. */
const EXAMPLES = 3;

export function adviceOf(report: Report): string[] {
  const { backends } = report.run;
  const isolating = backends.filter((name) => measured(report, 'clone_then_write', name));
  const sentences: string[] = [];
  const [first, second] = isolating;
  if (first !== undefined && second !== undefined && isolating.length === 2) {
    sentences.push(...between(report, first, second));
  } else {
    for (const name of isolating)
      sentences.push(`**Take \`${name}\`**: nothing it could be compared with was measured.`);
  }
  for (const name of backends.filter((one) => !isolating.includes(one))) {
    sentences.push(withoutIsolation(report, name));
  }
  return sentences;
}

function measured(report: Report, workload: string, subject: string): boolean {
  return report.cases.some(
    (one) => one.workload === workload && one.estimates.some((each) => each.subject === subject),
  );
}

function between(report: Report, first: string, second: string): string[] {
  const ratios = report.cases.flatMap((one): Comparison[] => {
    // What peers are there for is told against them.
    if (one.unit === 'ratio' || one.family === 'peers') return [];
    const ratio = ratioBetween(one, second, first);
    // A single pair is no interval, and shows nothing.
    if (ratio === undefined || ratio.method === 'single') return [];
    return [{ case: one, ratio }];
  });
  const wins = ratios.filter(({ ratio }) => ratio.low > 1);
  const losses = ratios
    .filter(({ ratio }) => ratio.high < 1)
    .map((one) => ({ ...one, ratio: inverse(one.ratio) }));
  const even = ratios.length - wins.length - losses.length;
  const total = ratios.length;
  return [
    sentence(report, first, second, wins, `in ${wins.length} of ${total} comparisons`),
    sentence(report, second, first, losses, `in ${losses.length} of ${total}`) +
      (even > 0 ? ` In the other ${even} neither is shown to be cheaper.` : ''),
  ];
}

/**
 * Where `mine` is cheaper than `other` in a workload: at the size that shows it best, or from a size on (or up
 * to one) where the curves of the two cross.
 */
function whereOf(
  report: Report,
  { case: one, ratio }: Comparison,
  mine: string,
  other: string,
): string {
  const { workload, title, size, sizeOf } = one;
  const figure = formatInterval(ratio, 'ratio');
  const crossing = report.crossovers.filter(
    ({ workload: name, kind, left, right }) =>
      name === workload &&
      kind === 'crossing' &&
      [mine, other].every((each) => each === left || each === right),
  );
  const [turn] = crossing;
  const at = size === 0 ? 'when empty' : `at ${formatSize(size)} ${sizeOf}`;
  // Curves that cross more than once are for the page to show.
  if (turn?.at === undefined || crossing.length > 1) return `${title} ${at} (${figure})`;
  const side = turn.below === mine ? 'below' : 'above';
  return `${title} ${side} ${formatRough(turn.at.median)} ${sizeOf} (${figure} ${size === 0 ? at : `at ${formatSize(size)}`})`;
}

function sentence(
  report: Report,
  mine: string,
  other: string,
  wins: readonly Comparison[],
  inSoMany: string,
): string {
  if (wins.length === 0)
    return `**Take \`${mine}\`** for nothing that was measured here: it is nowhere shown to be cheaper than \`${other}\`.`;
  const seen = new Set<string>();
  const best = wins
    .toSorted((a, b) => b.ratio.low - a.ratio.low)
    .filter(({ case: { workload } }) => !seen.has(workload) && seen.add(workload))
    .slice(0, EXAMPLES)
    .map((one) => whereOf(report, one, mine, other));
  return `**Take \`${mine}\`** where these weigh most: ${joined(best)}; it is cheaper than \`${other}\` ${inSoMany}.`;
}

function withoutIsolation(report: Report, name: string): string {
  const reads = report.cases
    .filter(({ workload }) => workload === 'concurrent_reads')
    .toSorted((a, b) => b.size - a.size)
    .flatMap((one) => {
      const best = one.estimates
        .filter(({ subject }) => subject !== name)
        .flatMap(({ subject }) => {
          const ratio = ratioBetween(one, name, subject);
          return ratio === undefined ? [] : [{ subject, ratio, size: one.size }];
        })
        .toSorted((a, b) => b.ratio.median - a.ratio.median)[0];
      return best === undefined ? [] : [best];
    })[0];
  const cost =
    reads === undefined
      ? ''
      : `, and ${reads.size} threads reading it together need ${formatInterval(reads.ratio, 'ratio')} as long for a look-up as on \`${reads.subject}\``;
  return `**Take \`${name}\`** only where every thread has to see each write to one store at once: its clones are not isolated${cost}.`;
}

/** What `left` needs as a multiple of what `right` needs, whichever way round the report holds it. */
export function ratioBetween(one: CaseResult, left: string, right: string): Interval | undefined {
  const straight = one.ratios.find((each) => each.left === left && each.right === right);
  if (straight !== undefined) return straight.interval;
  const turned = one.ratios.find((each) => each.left === right && each.right === left);
  return turned === undefined ? undefined : inverse(turned.interval);
}

function joined(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join('; ')}; ${parts.at(-1)}`;
}
