/**
 * Intervals one below another on one logarithmic axis: ratios against a baseline (a forest plot), figures
 * against their limits, or plain figures. The name of a row stands above its intervals, so that the whole
 * width of a phone is left for them.
 */
import type { Interval } from '../../statistics/interval.ts';
import { formatValue, type Measure } from '../format.ts';
import { WIDTH, type Drawing } from './draw.ts';
import type { Palette } from './palette.ts';
import { cutter, labelExpr, logAxis, tickLabel } from './ticks.ts';

export interface Row {
  readonly label: string;
  readonly items: readonly {
    readonly subject: string;
    readonly interval: Interval;
    /** What stands at the right; the median when left out. */
    readonly text?: string;
  }[];
}

export interface Rows {
  readonly title: string;
  readonly description: string;
  readonly rows: readonly Row[];
  readonly measure: Measure;
  readonly xTitle: string;
  /** A line across all rows: no difference, the limit. */
  readonly line?: number;
  /** The medians of this chart and of those beside it, which are to have the same axis. */
  readonly along: readonly number[];
  /** The ends of all their intervals. */
  readonly ends: readonly number[];
}

const LABEL = 16;
const ITEM = 14;
const GAP = 8;
const VALUES = 62;

export function rows(of: Rows, palette: Palette): Drawing {
  const { measure, line } = of;
  const shown = of.along.filter((value) => value > 0);
  const cut = cutter(line === undefined ? shown : [...shown, line]);
  let y = 0;
  const labels: { y: number; t: string }[] = [];
  // Where the line stands: beside the intervals, not through the names.
  const beside: { m: number | undefined; y: number; b: number }[] = [];
  const items = of.rows.flatMap(({ label, items: some }) => {
    labels.push({ y: y + LABEL / 2, t: label });
    y += LABEL;
    beside.push({ m: line, y, b: y + some.length * ITEM });
    const placed = some.map(({ subject, interval: { median, low, high }, text }) => {
      y += ITEM;
      return {
        s: subject,
        y: y - ITEM / 2,
        m: median,
        l: cut(low),
        h: cut(high),
        t: text ?? formatValue(median, measure),
        // Ends that lie further out than the axis reaches get an arrow.
        a: cut(low) > low,
        z: cut(high) < high,
      };
    });
    y += GAP;
    return placed;
  });
  const height = y;
  const axis = logAxis([...of.ends.map(cut), ...(line === undefined ? [] : [line])], (value) =>
    tickLabel(value, measure),
  );
  const subjects = [...new Set(items.map(({ s }) => s))];
  const looks = subjects.map((subject) => palette.of(subject));
  const at = (field: string) => ({
    field,
    type: 'quantitative' as const,
    scale: { domain: [0, height], reverse: true, nice: false, zero: false },
    axis: null,
  });
  const x = {
    field: 'm',
    type: 'quantitative' as const,
    scale: { type: 'log' as const, domain: [...axis.domain], nice: false },
    axis: {
      title: of.xTitle,
      values: axis.ticks.map(({ at: value }) => value),
      labelExpr: labelExpr(axis.ticks),
      labelFlush: true,
      domain: false,
    },
  };
  const colour = {
    field: 's',
    type: 'nominal' as const,
    legend: null,
    scale: { domain: subjects, range: looks.map((look) => look.colour) },
  };
  const text = { type: 'text' as const, fontSize: 11, baseline: 'middle' as const };
  return {
    title: of.title,
    description: of.description,
    spec: {
      width: WIDTH - VALUES - 8,
      height,
      padding: { left: 6, top: 2, right: VALUES + 2, bottom: 36 },
      autosize: { type: 'none' },
      layer: [
        ...(line === undefined
          ? []
          : [
              {
                data: { values: beside },
                mark: { type: 'rule' as const, color: 'currentColor', strokeWidth: 1 },
                encoding: { x, y: at('y'), y2: { field: 'b' } },
              },
            ]),
        {
          data: { values: labels },
          mark: { ...text, align: 'left' as const, color: 'currentColor' },
          encoding: { y: at('y'), x: { value: 0 }, text: { field: 't' } },
        },
        {
          data: { values: items },
          encoding: { y: at('y'), color: colour },
          layer: [
            {
              mark: { type: 'rule', strokeWidth: 2.5, opacity: 0.6 },
              encoding: { x: { ...x, field: 'l' }, x2: { field: 'h' } },
            },
            {
              mark: { type: 'point', filled: true, size: 34, opacity: 1 },
              encoding: {
                x,
                shape: {
                  field: 's',
                  type: 'nominal',
                  legend: null,
                  scale: { domain: subjects, range: looks.map(({ shape }) => shape) },
                },
              },
            },
            arrow('a', 'l', 'M-1,0L.7,-.8V.8Z', x),
            arrow('z', 'h', 'M1,0L-.7,-.8V.8Z', x),
            {
              mark: { ...text, align: 'right' },
              encoding: { x: { value: WIDTH - 10 }, text: { field: 't' } },
            },
          ],
        },
      ],
    },
  };
}

/** The arrow at the end of an interval that goes on beyond the axis. */
function arrow<X extends object>(flag: string, end: string, shape: string, x: X) {
  return {
    transform: [{ filter: `datum.${flag}` }],
    mark: { type: 'point' as const, filled: true, size: 40, opacity: 1, shape },
    encoding: { x: { ...x, field: end } },
  };
}
