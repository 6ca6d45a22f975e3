/** Numbers as people read them: three digits and a fitting unit. */
import type { Quantity } from '../criteria/criteria.ts';
import type { Unit } from '../workloads/workload.ts';
import type { Interval } from '../statistics/interval.ts';

/** What a number counts, beyond the units of workloads: a share (shown in percent), a power, a multiple. */
export type Measure = Unit | 'share' | 'power';

const SCALES: Record<'ns' | 'bytes', readonly (readonly [factor: number, name: string])[]> = {
  ns: [
    [1e9, 's'],
    [1e6, 'ms'],
    [1e3, 'µs'],
    [1, 'ns'],
  ],
  bytes: [
    [1e6, 'MB'],
    [1e3, 'KB'],
    [1, 'B'],
  ],
};

/** What so few samples give as a bound that there is none. */
const UNBOUNDED = 1e60;

/** Three significant digits; an exponent only where a number has outgrown its unit. */
export function digits(value: number): string {
  if (value === 0) return '0';
  if (Math.abs(value) >= UNBOUNDED) return value > 0 ? '∞' : '−∞';
  if (Math.abs(value) >= 10_000) return value.toExponential(1).replace('e+', 'e');
  // Two digits of what is small, and never nothing of what is not nothing.
  if (Math.abs(value) < 0.01) return String(Number(value.toPrecision(2)));
  const places = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(places, 3));
}

function scaleFor(value: number, measure: Measure): { factor: number; name: string } {
  if (measure === 'share') return { factor: 0.01, name: ' %' };
  if (measure === 'ratio') return { factor: 1, name: 'x' };
  if (measure === 'power') return { factor: 1, name: '' };
  const scales = SCALES[measure];
  const [factor, name] = scales.find(([least]) => Math.abs(value) >= least) ?? scales.at(-1)!;
  return { factor, name: ` ${name}` };
}

export function formatValue(value: number, measure: Measure): string {
  const { factor, name } = scaleFor(value, measure);
  return digits(value / factor) + name;
}

/** A value that people have typed or an axis has chosen: without the zeros that a third digit would be. */
export function formatRound(value: number, measure: Measure): string {
  return formatValue(value, measure)
    .replace(/(\.\d*?)0+(?!\d)/, '$1')
    .replace(/\.(?!\d)/, '');
}

/** `[low, high]` in the unit of the median, which is not repeated; one value has no range. */
export function formatRange({ median, low, high, method }: Interval, measure: Measure): string {
  if (method === 'single') return '[one value]';
  const { factor } = scaleFor(median, measure);
  return `[${digits(low / factor)}, ${digits(high / factor)}]`;
}

export function formatInterval(interval: Interval, measure: Measure): string {
  return `${formatValue(interval.median, measure)} ${formatRange(interval, measure)}`;
}

/** What the number of a criterion counts. */
export function measureOf(quantity: Quantity, unit: Unit): Measure {
  switch (quantity.kind) {
    case 'absolute':
      return unit;
    case 'overhead':
      return 'share';
    case 'growth':
      return 'power';
    default:
      return 'ratio';
  }
}

/** 10000 as `10K`. */
export function formatSize(size: number): string {
  if (size >= 1_000_000 && size % 1_000_000 === 0) return `${size / 1_000_000}M`;
  return size >= 1000 && size % 1000 === 0 ? `${size / 1000}K` : String(size);
}

const ROUGH = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 2 });

/** A size that lies between measured ones, in as many digits as are known: `12K`. */
export function formatRough(size: number): string {
  return ROUGH.format(size);
}

/** A length of time, in seconds up to a minute and a half, then in minutes and seconds. */
export function formatSeconds(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
