/** Cost over size: one curve for each subject, with the interval of each point and the outlying processes. */
import { digits, formatSize, type Measure } from '../format.ts';
import { WIDTH, type Drawing } from './draw.ts';
import type { Palette } from './palette.ts';
import { cutter, labelExpr, logAxis, tickLabel, type Axis } from './ticks.ts';

export interface Point {
  readonly subject: string;
  readonly x: number;
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** Values of single processes that lie far from the others. */
  readonly outliers: readonly number[];
}

export interface Curves {
  readonly title: string;
  readonly description: string;
  readonly points: readonly Point[];
  readonly xTitle: string;
  /** Whether sizes are powers rather than steps. */
  readonly xLog: boolean;
  readonly measure: Measure | 'rate';
  /** A line to compare with, drawn thin: what no scaling or perfect scaling would be. */
  readonly guides?: readonly (readonly [x: number, y: number])[][];
}

const HEIGHT = 168;
const LEFT = 58;
const RIGHT = 12;

export function curves(of: Curves, palette: Palette): Drawing {
  const { points, xLog, measure, guides = [] } = of;
  const sizes = [...new Set(points.map(({ x }) => x))].sort((a, b) => a - b);
  const least = sizes.find((size) => size > 0) ?? 1;
  // A logarithmic axis has no 0: it stands one step before the first size, not joined to the curve.
  const zero = least / (sizes.length > 2 ? 10 : 4);
  const place = (x: number): number => (xLog && x === 0 ? zero : x);
  const x: Axis = {
    domain: [place(sizes[0] ?? 1), place(sizes.at(-1) ?? 1)],
    ticks: thinned(sizes).map((size) => ({ at: place(size), label: formatSize(size) })),
  };
  const cut = cutter(points.map(({ median }) => median));
  const everything = points.flatMap(({ low, high, outliers }) => [low, high, ...outliers].map(cut));
  const y = logAxis(
    [...everything, ...guides.flat().map(([, value]) => value)],
    measure === 'rate' ? formatRate : (value) => tickLabel(value, measure),
  );
  const values = points.map(({ subject, x: size, median, low, high }) => ({
    s: subject,
    x: place(size),
    y: median,
    l: cut(low),
    h: cut(high),
    d: palette.of(subject).dashes.length > 0 ? 1 : 0,
    j: xLog && size === 0 ? 0 : 1,
  }));
  const far = points.flatMap(({ subject, x: size, outliers }) =>
    outliers.map((value) => ({ s: subject, x: place(size), y: cut(value) })),
  );
  const subjects = [...new Set(points.map(({ subject }) => subject))];
  const looks = subjects.map((subject) => palette.of(subject));
  const yAxis = {
    title: null,
    values: y.ticks.map(({ at }) => at),
    labelExpr: labelExpr(y.ticks),
    domain: false,
    ticks: false,
  };
  const yScale = { type: 'log' as const, domain: [...y.domain], nice: false };
  const yOf = (field: string) => ({
    field,
    type: 'quantitative' as const,
    scale: yScale,
    axis: yAxis,
  });
  return {
    title: of.title,
    description: of.description,
    spec: {
      width: WIDTH - LEFT - RIGHT,
      height: HEIGHT,
      autosize: { type: 'none' },
      padding: { left: LEFT, top: 8, right: RIGHT, bottom: 36 },
      encoding: {
        x: {
          field: 'x',
          type: 'quantitative',
          scale: { type: xLog ? 'log' : 'linear', domain: [...x.domain], nice: false, padding: 8 },
          axis: {
            title: of.xTitle,
            values: x.ticks.map(({ at }) => at),
            labelExpr: labelExpr(x.ticks),
            grid: false,
          },
        },
        color: {
          field: 's',
          type: 'nominal',
          legend: null,
          scale: { domain: subjects, range: looks.map(({ colour }) => colour) },
        },
      },
      layer: [
        ...guides.map((guide) => ({
          data: { values: guide.map(([at, value]) => ({ x: place(at), y: value })) },
          mark: {
            type: 'line' as const,
            strokeWidth: 1,
            strokeDash: [2, 3],
            color: 'var(--muted)',
          },
          encoding: { y: yOf('y'), color: { value: 'var(--muted)' } },
        })),
        {
          data: { values: far },
          mark: { type: 'point', size: 14, strokeWidth: 1, opacity: 0.7 },
          encoding: { y: yOf('y') },
        },
        {
          data: { values },
          layer: [
            {
              mark: { type: 'rule', strokeWidth: 1.5, opacity: 0.55 },
              encoding: { y: yOf('l'), y2: { field: 'h' } },
            },
            {
              transform: [{ filter: 'datum.j === 1' }],
              mark: { type: 'line', strokeWidth: 1.75 },
              encoding: {
                y: yOf('y'),
                strokeDash: {
                  field: 'd',
                  type: 'nominal',
                  legend: null,
                  scale: {
                    domain: [0, 1],
                    range: [
                      [1, 0],
                      [4, 2],
                    ],
                  },
                },
              },
            },
            {
              mark: { type: 'point', filled: true, size: 34, opacity: 1 },
              encoding: {
                y: yOf('y'),
                shape: {
                  field: 's',
                  type: 'nominal',
                  legend: null,
                  scale: { domain: subjects, range: looks.map(({ shape }) => shape) },
                },
              },
            },
          ],
        },
      ],
    },
  };
}

/** Six labels at most, first and last among them where possible. */
function thinned(sizes: readonly number[]): readonly number[] {
  const every = Math.ceil(sizes.length / 7);
  return sizes.filter((_, i) => (sizes.length - 1 - i) % every === 0);
}

/** Operations a second. */
export function formatRate(value: number): string {
  const [factor, name] =
    value >= 1e9 ? [1e9, ' G'] : value >= 1e6 ? [1e6, ' M'] : value >= 1e3 ? [1e3, ' K'] : [1, ' '];
  return `${Number(digits(value / factor))}${name}/s`;
}
