/** A comparison for a terminal, at most 100 columns wide: what got worse first. */
import Table from 'cli-table3';
import { formatRange, formatSize, formatValue, type Measure } from '../report/format.ts';
import { wrapped } from '../report/terminal.ts';
import { OUTCOMES, type Change, type Comparison, type Outcome, type RunFacts } from './compare.ts';

const TITLES: Readonly<Record<Outcome, string>> = {
  wrong: 'WRONG ANSWERS',
  regressed: 'SLOWER or larger beyond the margin',
  slower: 'slower or larger, not shown to be beyond the margin',
  undecided: 'undecided: the interval holds both no change and more than the margin',
  unchanged: 'unchanged within the margin',
  faster: 'faster or smaller, not shown to be beyond the margin',
  improved: 'faster or smaller beyond the margin',
};

const WIDTHS = [26, 8, 10, 11, 11, 27];

/** No colours: the caller may add them. */
export function renderComparison(comparison: Comparison): string {
  const { before, after, changes, margin, drift, warnings, skipped } = comparison;
  const parts = OUTCOMES.flatMap((outcome) => {
    const some = changes.filter((change) => change.outcome === outcome);
    // What did not change is counted; the rest is shown.
    if (some.length === 0 || outcome === 'unchanged') return [];
    return [`${TITLES[outcome]} (${some.length})`, table(some)];
  });
  const counts = OUTCOMES.map((outcome) => {
    const many = changes.filter((change) => change.outcome === outcome).length;
    return many === 0 ? '' : `${many} ${outcome}`;
  }).filter((text) => text !== '');
  return [
    ...wrapped(`Before: ${facts(before)}`),
    ...wrapped(`After:  ${facts(after)}`),
    ...parts,
    ...skippedLines(skipped),
    ...warnings.flatMap((warning) => wrapped(warning)),
    ...(drift === undefined
      ? []
      : wrapped(
          `Taken out of every time: what peers, whose code is not ours, gained or lost in ${drift.count} of their cases, ` +
            `${formatValue(drift.median, 'ratio')} ${formatRange(drift, 'ratio')}.`,
        )),
    ...wrapped(
      `${counts.join(', ') || 'nothing to compare'}; margin ${percent(margin)}, intervals 99 %.`,
    ),
  ].join('\n');
}

function table(changes: readonly Change[]): string {
  const made = new Table({
    head: ['workload', 'size', 'backend', 'before', 'after', 'after / before'],
    colWidths: WIDTHS,
    colAligns: ['left', 'right', 'left', 'right', 'right', 'left'],
    style: { head: [], border: [], compact: true },
    wordWrap: true,
    wrapOnWordBoundary: false,
  });
  for (const { workload, size, backend, before, after, unit, ratio } of changes) {
    const shown = (value: number | undefined): string =>
      value === undefined ? '' : formatValue(value, unit satisfies Measure);
    made.push([
      workload,
      formatSize(size),
      backend,
      shown(before),
      shown(after),
      ratio === undefined
        ? ''
        : `${formatValue(ratio.median, 'ratio')} ${formatRange(ratio, 'ratio')}`,
    ]);
  }
  return made.toString();
}

function skippedLines(skipped: Comparison['skipped']): string[] {
  const reasons = [...new Set(skipped.map(({ why }) => why))];
  return reasons.flatMap((reason) => {
    const some = skipped.filter(({ why }) => why === reason);
    const names = some.map(({ workload, size }) => `${workload} ${formatSize(size)}`);
    return wrapped(`Not compared, ${reason}: ${names.join(', ')}.`);
  });
}

function facts({ startedAt, commit, rounds, cpu, cores, node }: RunFacts): string {
  return `${startedAt.slice(0, 16).replace('T', ' ')}, commit ${commit}, ${rounds} rounds, ${cpu}, ${cores} cores, Node ${node.slice(1)}`;
}

const percent = (share: number): string => `${Number((share * 100).toPrecision(3))} %`;
