/** The acceptance table as HTML: on a phone each row becomes a card, and stays a table for a screen reader. */
import type { Verdict } from '../../criteria/judge.ts';
import { formatRange, formatValue, measureOf } from '../format.ts';
import { floorFor, floorPhrase } from '../floor.ts';
import { marginOf } from '../margin.ts';
import { limitOf } from '../notes.ts';
import type { Judgement } from '../report.ts';
import { escape } from './markup.ts';
import type { Palette } from './palette.ts';

/** A sign and a word, so that nothing hangs on colour. */
export const VERDICTS: Readonly<Record<Verdict, { sign: string; style: string }>> = {
  met: { sign: '✓', style: 'met' },
  'not met': { sign: '✗', style: 'missed' },
  undecided: { sign: '?', style: 'open' },
  'not measured': { sign: '–', style: 'none' },
  'not judged': { sign: '', style: 'none' },
};

export function acceptance(
  caption: string,
  judgements: readonly Judgement[],
  backends: readonly string[],
  palette: Palette,
): string {
  const rows = judgements.map((judgement) => {
    const { criterion } = judgement;
    const cells = backends.map((backend) => cell(judgement, backend, palette)).join('');
    return (
      `<tr role="row"><th scope="row" role="rowheader"><span class="id">${escape(criterion.id)}</span> ${escape(criterion.title)}</th>` +
      `<td role="cell" class="limit"><span class="on-phone" aria-hidden="true">limit </span>${escape(limitOf(criterion))}</td>${cells}</tr>`
    );
  });
  const heads = backends.map(
    (backend) => `<th scope="col" role="columnheader">${palette.key(backend)}</th>`,
  );
  return (
    `<table class="acceptance" role="table"><caption>${escape(caption)}</caption>` +
    `<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">criterion</th><th scope="col" role="columnheader">limit</th>${heads.join('')}</tr></thead>` +
    `<tbody role="rowgroup">\n${rows.join('\n')}\n</tbody></table>`
  );
}

function cell(judgement: Judgement, backend: string, palette: Palette): string {
  const { criterion, results } = judgement;
  const result = results.find((one) => one.backend === backend);
  const name = `<span class="on-phone" aria-hidden="true">${palette.key(backend)}</span>`;
  if (result === undefined || (result.verdict === 'not judged' && result.interval === undefined)) {
    return '<td role="cell" class="empty"></td>';
  }
  const { interval, verdict, together } = result;
  const { sign, style } = VERDICTS[verdict];
  const measure = measureOf(criterion.quantity, criterion.unit);
  const figure =
    interval === undefined
      ? ''
      : `<span class="figure"><b>${escape(formatValue(interval.median, measure))}</b> <span class="range">${escape(formatRange(interval, measure))}</span></span>`;
  const margin = marginOf(criterion, interval, verdict);
  const floor = floorFor(judgement, backend);
  const beside =
    floor === undefined ? '' : `<span class="margin">${escape(floorPhrase(floor))}</span>`;
  const said =
    verdict === 'not judged'
      ? '<span class="verdict none">not bound by it</span>'
      : `<span><span class="verdict ${style}"><span aria-hidden="true">${sign}</span> ${verdict}${alone(verdict, together)}</span>` +
        `${margin === '' ? '' : ` <span class="margin">${escape(margin)}</span>`}</span>`;
  return `<td role="cell">${name}${figure}${said}${beside}</td>`;
}

/** Marks a verdict that stands by itself, but not when all of the run are to be right at once. */
function alone(verdict: Verdict, together: boolean): string {
  if (together || (verdict !== 'met' && verdict !== 'not met')) return '';
  return '<abbr title="by its own interval; not when all verdicts are to be right at once">*</abbr>';
}
