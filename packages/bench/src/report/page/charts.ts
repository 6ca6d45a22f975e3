/** Which charts a family of workloads gets, and what each of them says. */
import { ratioBetween } from '../advice.ts';
import { formatInterval, formatSize, measureOf } from '../format.ts';
import { multipleOfLimit } from '../margin.ts';
import { outliersAmong } from '../../statistics/outliers.ts';
import type { Growth } from '../growth.ts';
import type { CaseResult, Judgement } from '../report.ts';
import { capital } from './markup.ts';
import { curves, formatRate, type Point } from './curves.ts';
import type { Drawing } from './draw.ts';
import type { Palette } from './palette.ts';
import { estimateOf, typical, type Panel } from './panels.ts';
import { rows, type Row } from './rows.ts';

export interface Chart {
  readonly caption: string;
  readonly note: string;
  readonly subjects: readonly string[];
  /** By which power of the size a subject's cost grows, where the curve has a slope. */
  readonly powers?: ReadonlyMap<string, number>;
  readonly drawing: Drawing;
}

/** So many rows stand in one chart; more make another beside it, with the same axis. */
const ROWS = 8;

/** Cost over size, for a workload measured at three sizes or more. */
export function growth(
  panel: Panel,
  growths: readonly Growth[],
  palette: Palette,
): Chart | undefined {
  const { cases, title, scale, unit, sizeOf, subjects, about } = panel;
  if (cases.length < 3 || scale === 'none') return undefined;
  const points = pointsOf(panel);
  return {
    caption: capital(title),
    note: `${capital(about)}.`,
    subjects,
    powers: new Map(
      growths
        // The power of a ratio says nothing of a cost.
        .filter(({ workload }) => workload === panel.workload && unit !== 'ratio')
        .map(({ subject, slope }) => [subject, slope.median]),
    ),
    drawing: curves(
      {
        title: `${title}: cost by size`,
        description: `${summaryOf(panel)} All figures are in the table below the charts.`,
        points,
        xTitle: sizeOf,
        xLog: scale === 'log',
        measure: unit,
        ...(unit === 'ratio'
          ? { guides: [cases.map(({ size }): [number, number] => [size, 1])] }
          : {}),
      },
      palette,
    ),
  };
}

function pointsOf({ cases, subjects }: Panel): Point[] {
  return subjects.flatMap((subject) =>
    cases.flatMap((one): Point[] => {
      const estimate = estimateOf(one, subject);
      if (estimate === undefined || estimate.interval.median <= 0) return [];
      const { median, low, high } = estimate.interval;
      const outliers = outliersAmong(estimate.values).filter((value) => value > 0);
      return [{ subject, x: one.size, median, low, high, outliers }];
    }),
  );
}

function summaryOf({ cases, subjects, sizeOf, unit }: Panel): string {
  return subjects
    .map((subject) => {
      const own = cases.filter((one) => estimateOf(one, subject) !== undefined);
      const ends = own.length > 1 ? [own[0], own.at(-1)] : own;
      const told = ends.map((one) => {
        const { interval } = estimateOf(one as CaseResult, subject)!;
        return `${formatInterval(interval, unit)} at ${formatSize((one as CaseResult).size)} ${sizeOf}`;
      });
      return `${subject}: ${told.join(', ')}.`;
    })
    .join(' ');
}

/** Operations a second by readers, with what perfect scaling from one reader would be. */
export function scaling(panel: Panel, palette: Palette): Chart | undefined {
  const { cases, sizeOf, subjects, title, about } = panel;
  if (sizeOf !== 'readers' || cases.length < 2) return undefined;
  const rate = (value: number): number => 1e9 / value;
  const points = pointsOf(panel).map(({ median, low, high, outliers, ...rest }) => ({
    ...rest,
    median: rate(median),
    low: rate(high),
    high: rate(low),
    outliers: outliers.map(rate),
  }));
  const sizes = cases.map(({ size }) => size);
  const guides = subjects.flatMap((subject) => {
    const one = points.find((point) => point.subject === subject && point.x === sizes[0]);
    if (one === undefined) return [];
    return [sizes.map((size): [number, number] => [size, (one.median * size) / one.x])];
  });
  const said = points.map(
    ({ subject, x, median }) => `${subject} with ${x}: ${formatRate(median)}.`,
  );
  return {
    caption: capital(title),
    note: `Look-ups a second of all readers together; dotted: as many times the first figure as there are readers. ${capital(about)}.`,
    subjects,
    drawing: curves(
      {
        title: `${title}: throughput by readers`,
        description: `${said.join(' ')} All figures are in the table below the charts.`,
        points,
        xTitle: 'readers',
        xLog: true,
        measure: 'rate',
        guides,
      },
      palette,
    ),
  };
}

/** What each subject needs as a multiple of the baseline, one row for each workload. */
export function forest(panels: readonly Panel[], palette: Palette): Chart[] {
  const rowsOf = panels.flatMap((panel): (Row & { baseline: string })[] => {
    if (panel.unit === 'ratio') return [];
    const one = typical(panel);
    const items = one.estimates.flatMap(({ subject }) => {
      const interval = ratioBetween(one, subject, panel.baseline);
      return interval === undefined ? [] : [{ subject, interval }];
    });
    if (items.length === 0) return [];
    return [{ label: labelOf(panel, one), items, baseline: panel.baseline }];
  });
  const baselines = [...new Set(rowsOf.map(({ baseline }) => baseline))];
  return baselines.flatMap((baseline) => {
    const mine = rowsOf.filter((row) => row.baseline === baseline);
    return split(mine, {
      caption: `Cost against ${baseline}`,
      note: `How many times what ${baseline} needs, with 95 % intervals of paired ratios. Left of the line is cheaper than ${baseline}; an interval that crosses the line shows no difference.`,
      title: `Cost as a multiple of ${baseline}`,
      xTitle: `× ${baseline}`,
      measure: 'ratio',
      line: 1,
      palette,
    });
  });
}

/** Workloads whose figure is itself a ratio, to be 1. */
export function against(panels: readonly Panel[], palette: Palette): Chart[] {
  const some = panels.flatMap((panel): Row[] => {
    if (panel.unit !== 'ratio' || panel.cases.length >= 3) return [];
    return panel.cases.map((one) => ({ label: labelOf(panel, one), items: itemsOf(one) }));
  });
  return split(some, {
    caption: 'Multiples of doing without',
    note: 'Each figure is a ratio measured within one process; at 1 the line is no extra cost.',
    title: 'Ratios measured within one process',
    xTitle: 'multiple',
    measure: 'ratio',
    line: 1,
    palette,
  });
}

/** Plain figures of workloads with too few sizes for a curve. */
export function figures(panels: readonly Panel[], caption: string, palette: Palette): Chart[] {
  const few = panels.filter(({ cases, unit }) => cases.length < 3 && unit !== 'ratio');
  const units = [...new Set(few.map(({ unit }) => unit))];
  return units.flatMap((unit) =>
    split(
      few
        .filter((panel) => panel.unit === unit)
        .flatMap((panel) =>
          panel.cases.map((one) => ({ label: labelOf(panel, one), items: itemsOf(one) })),
        ),
      {
        caption,
        note: 'Median and 95 % interval.',
        title: caption,
        xTitle: unit === 'bytes' ? 'bytes' : 'time',
        measure: unit,
        palette,
      },
    ),
  );
}

/** Each criterion's figure as a multiple of its limit. */
export function limits(
  judgements: readonly Judgement[],
  caption: string,
  palette: Palette,
): Chart[] {
  const some = judgements.flatMap(({ criterion, results }): Row[] => {
    const items = results.flatMap(({ backend, interval, verdict }) => {
      if (interval === undefined || verdict === 'not judged') return [];
      const multiple = multipleOfLimit(criterion, interval);
      if (multiple === undefined) return [];
      const text = formatInterval(interval, measureOf(criterion.quantity, criterion.unit)).replace(
        / \[.*/,
        '',
      );
      return [{ subject: backend, interval: multiple, text }];
    });
    return items.length === 0 ? [] : [{ label: `${criterion.id} ${criterion.title}`, items }];
  });
  return split(some, {
    caption,
    note: 'Each figure as a multiple of its limit. Left of the line the criterion is met; an interval that crosses it is undecided.',
    title: caption,
    xTitle: '× limit',
    measure: 'ratio',
    line: 1,
    palette,
  });
}

function itemsOf(one: CaseResult): Row['items'] {
  return one.estimates
    .filter(({ interval }) => interval.median > 0)
    .map(({ subject, interval }) => ({ subject, interval }));
}

/** So many characters fit above a row. */
const LABEL = 46;

function labelOf({ title }: Panel, { size, sizeOf }: CaseResult): string {
  const short = `${title} · ${formatSize(size)}`;
  const long = `${short} ${sizeOf}`;
  return long.length <= LABEL ? long : short;
}

interface Split {
  readonly caption: string;
  readonly note: string;
  readonly title: string;
  readonly xTitle: string;
  readonly measure: 'ratio' | 'ns' | 'bytes';
  readonly line?: number;
  readonly palette: Palette;
}

function split(all: readonly Row[], of: Split): Chart[] {
  const { palette, caption, note, ...rest } = of;
  const intervals = all.flatMap(({ items }) => items.map(({ interval }) => interval));
  const along = intervals.map(({ median }) => median);
  const ends = intervals.flatMap(({ low, high }) => [low, high]);
  const count = Math.ceil(all.length / ROWS);
  const each = Math.ceil(all.length / Math.max(1, count));
  return Array.from({ length: count }, (_, i) => {
    const some = all.slice(i * each, (i + 1) * each);
    const subjects = [...new Set(some.flatMap(({ items }) => items.map(({ subject }) => subject)))];
    const description = some
      .map(
        ({ label, items }) =>
          `${label}: ${items.map(({ subject, interval }) => `${subject} ${formatInterval(interval, of.measure)}`).join(', ')}.`,
      )
      .join(' ');
    return {
      caption: count > 1 ? `${caption} (${i + 1} of ${count})` : caption,
      note: i === 0 ? note : '',
      subjects,
      drawing: rows({ ...rest, description, rows: some, along, ends }, palette),
    };
  });
}
