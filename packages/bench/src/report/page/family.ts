/** The section of one family of workloads: its charts, all its figures as a table, and what each workload does. */
import { ratioBetween } from '../advice.ts';
import { formatInterval, formatSize, formatValue } from '../format.ts';
import type { Report } from '../report.ts';
import type { Family } from '../../workloads/workload.ts';
import { against, figures, forest, growth, scaling, type Chart } from './charts.ts';
import type { Draw } from './draw.ts';
import { capital, escape, table } from './markup.ts';
import type { Palette } from './palette.ts';
import type { Panel } from './panels.ts';
import { chartsHtml, type Section } from './section.ts';

const FAMILIES: Readonly<Record<Family, { title: string; about: string }>> = {
  micro: {
    title: 'Single operations',
    about:
      'One operation of an environment at a time: first by size, then every backend against one of them.',
  },
  memory: {
    title: 'Memory',
    about:
      'Bytes, counted as the difference of the used heap after collecting garbage, over many like objects held at once.',
  },
  concurrency: {
    title: 'Concurrency',
    about:
      'Real worker threads. More readers than the machine has cores cannot read faster than as many readers as cores.',
  },
  evaluation: {
    title: 'Evaluation',
    about: 'Whole programs: what isolating every branch costs, as a multiple of the time without.',
  },
  peers: {
    title: 'Against what else one could take',
    about:
      'The same jobs done with a plain map, a deep copy, or a library of persistent collections. None of these does all that an environment does, so each has less work to do.',
  },
};

export async function familySection(
  family: Family,
  panels: readonly Panel[],
  report: Report,
  palette: Palette,
  draw: Draw,
): Promise<Section> {
  const { title, about } = FAMILIES[family];
  const readers = panels.filter(({ sizeOf }) => sizeOf === 'readers');
  const others = panels.filter((panel) => !readers.includes(panel));
  const curves: Chart[] = [
    ...readers.flatMap((panel) => scaling(panel, palette) ?? []),
    ...others.flatMap((panel) => growth(panel, report.growths, palette) ?? []),
  ];
  const isPlain = family === 'memory' || family === 'concurrency' || family === 'evaluation';
  const isCompared = family === 'micro' || family === 'peers' || family === 'concurrency';
  const rows: Chart[] = [
    ...against(panels, palette),
    ...(isPlain ? figures(others, 'Single figures', palette) : []),
    ...(isCompared ? forest(panels, palette) : []),
  ];
  const growing = curves.some(({ powers }) => powers !== undefined && powers.size > 0);
  return {
    id: family,
    title,
    body: [
      `<p>${escape(about)}</p>`,
      family === 'peers' ? peersList(report) : '',
      growing
        ? '<p>Both axes are logarithmic. Beside each name stands by which power of the size <i>n</i> the cost grows: 0 is constant, 1 linear. Bars are 95 % intervals, rings single processes that lie far out.</p>'
        : '',
      await chartsHtml(curves, palette, draw),
      await chartsHtml(rows, palette, draw),
      `<details><summary>All figures of this section, as a table</summary>${casesTable(title, panels)}${growthTable(title, panels, report)}</details>`,
      `<details><summary>What each workload does</summary><ul>${panels.map((panel) => `<li><b>${escape(capital(panel.title))}</b> (<code>${escape(panel.workload)}</code>): ${escape(panel.about)}.${cannotOf(panel)}</li>`).join('')}</ul></details>`,
    ].join('\n'),
  };
}

function casesTable(title: string, panels: readonly Panel[]): string {
  const rows = panels.flatMap((panel) =>
    panel.cases.flatMap((one) =>
      one.estimates.map(({ subject, interval, mean, outliers, twoModes }) => {
        const ratio = ratioBetween(one, subject, panel.baseline);
        return [
          escape(panel.title),
          escape(`${formatSize(one.size)} ${one.sizeOf}`),
          escape(subject) + (twoModes ? ' ‡' : ''),
          escape(formatInterval(interval, one.unit)),
          escape(formatValue(mean, one.unit)),
          ratio === undefined ? '' : escape(`${formatInterval(ratio, 'ratio')} ${panel.baseline}`),
          `${outliers.processes} of ${interval.count}`,
        ];
      }),
    ),
  );
  return table(
    `${title}: all figures`,
    [
      { head: 'workload' },
      { head: 'size' },
      { head: 'subject' },
      { head: 'median [95 %]', number: true },
      { head: 'mean', number: true },
      { head: 'against the baseline', number: true },
      { head: 'outliers', number: true },
    ],
    rows,
  );
}

/** What each peer is, and what it lacks. */
function peersList({ run }: Report): string {
  const items = run.peers.map(
    ({ name, about }) => `<li><b>${escape(name)}</b>: ${escape(about)}.</li>`,
  );
  return items.length === 0 ? '' : `<ul>${items.join('')}</ul>`;
}

function cannotOf({ cannot }: Panel): string {
  return cannot
    .map(({ subject, why }) => ` <b>${escape(subject)}</b> cannot: ${escape(why)}.`)
    .join('');
}

function growthTable(title: string, panels: readonly Panel[], report: Report): string {
  const rows = panels.flatMap((panel) =>
    report.growths
      .filter(({ workload }) => workload === panel.workload)
      .map(({ subject, from, to, sizeOf, slope }) => [
        escape(panel.title),
        escape(subject),
        escape(`${formatSize(from)} to ${formatSize(to)} ${sizeOf}`),
        escape(formatInterval(slope, 'power')),
      ]),
  );
  if (rows.length === 0) return '';
  return table(
    `${title}: by which power of the size the cost grows; 0 is constant, 1 linear`,
    [
      { head: 'workload' },
      { head: 'subject' },
      { head: 'sizes' },
      { head: 'power [95 %]', number: true },
    ],
    rows,
  );
}
