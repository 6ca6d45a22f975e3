/**
 * The report as one page that needs nothing else: no script, no font, no picture from elsewhere. A pure
 * function of the report; the same report gives the same bytes.
 */
import { adviceOf, ratioBetween } from '../advice.ts';
import { formatInterval, formatSeconds, formatSize } from '../format.ts';
import { warningsOn } from '../notes.ts';
import type { Report } from '../report.ts';
import { headlineOf, talliesOf, type Count } from '../verdict.ts';
import { acceptance } from './acceptance.ts';
import { against, figures, forest, growth, limits, scaling, type Chart } from './charts.ts';
import { drawer, type Draw } from './draw.ts';
import { escape, sentence, table } from './markup.ts';
import { Palette } from './palette.ts';
import { panelsOf, type FamilyName, type Panel } from './panels.ts';
import { STYLE } from './style.ts';

interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: string;
}

const FAMILIES: Readonly<Record<FamilyName, { title: string; about: string }>> = {
  micro: {
    title: 'Single operations',
    about:
      'One operation of an environment at a time: time by size on two logarithmic axes, then every backend against one of them.',
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

/** Renders the page. Asynchronous, because what draws the charts is loaded only here. */
export async function renderPage(report: Report): Promise<string> {
  const draw = await drawer();
  const subjects = [...new Set(report.run.cases.flatMap(({ subjects: some }) => some))];
  const palette = new Palette([...new Set([...report.run.backends, ...subjects])]);
  const sections: Section[] = [
    await criteriaSection(report, palette, draw),
    { id: 'choose', title: 'Choose a backend', body: list(adviceOf(report)) },
  ];
  for (const [family, panels] of panelsOf(report)) {
    sections.push(await familySection(family, panels, palette, draw));
  }
  sections.push(notShown(report), again(report));
  const title = 'Forkspace: the backends compared';
  const { surroundings, startedAt, rounds } = report.run;
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title><meta name="description" content="${escape(plain(headlineOf(report)))}">`,
    `<style>\n${STYLE}\n</style></head><body>`,
    '<a class="skip" href="#criteria">To the acceptance table</a>',
    '<header>',
    `<p class="kicker">Benchmark report · ${escape(startedAt.slice(0, 10))} · ${escape(surroundings.cpu)}, ${surroundings.cores} cores, Node ${escape(surroundings.node.slice(1))} · ${rounds} rounds</p>`,
    `<h1>${title}</h1>`,
    `<p class="lede">${sentence(headlineOf(report))}</p>`,
    ...warningsOn(report).map((warning) => `<p class="warning">${sentence(warning)}</p>`),
    tallies(report, palette),
    `<nav aria-label="Sections"><ul>${sections.map(({ id, title: name }) => `<li><a href="#${id}">${escape(name)}</a></li>`).join('')}</ul></nav>`,
    '</header><main>',
    ...sections.map(
      ({ id, title: name, body }) =>
        `<section aria-labelledby="${id}"><h2 id="${id}">${escape(name)}</h2>\n${body}\n</section>`,
    ),
    '</main>',
    `<footer><p>Made from <a href="samples.jsonl">samples.jsonl</a> alone: the same samples give the same bytes. Commit ${escape(surroundings.commit)}.</p></footer>`,
    '</body></html>',
    '',
  ].join('\n');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function plain(text: string): string {
  return text.replaceAll('**', '').replaceAll('`', '');
}

function list(sentences: readonly string[]): string {
  return `<ul>${sentences.map((one) => `<li>${sentence(one)}</li>`).join('')}</ul>`;
}

function tallies(report: Report, palette: Palette): string {
  const cards = talliesOf(report).map(({ backend, guide, ours, misses }) => {
    const score = (count: Count, whose: string): string =>
      count.total === 0
        ? ''
        : `<p><span class="score">${count.met}<small> of ${count.total} ${whose} met${rest(count)}</small></span></p>`;
    return (
      `<div class="tally" style="--of: ${palette.of(backend).colour}"><p class="name">${palette.key(backend)}</p>` +
      score(guide, 'of the guide') +
      score(ours, 'of ours, tighter,') +
      (misses.length === 0
        ? ''
        : `<ul>${misses.map((miss) => `<li>${sentence(miss)}</li>`).join('')}</ul>`) +
      '</div>'
    );
  });
  return `<div class="tallies">${cards.join('\n')}</div>`;
}

function rest({ missed, undecided, unmeasured }: Count): string {
  const parts = [
    missed > 0 ? `${missed} missed` : '',
    undecided > 0 ? `${undecided} undecided` : '',
    unmeasured > 0 ? `${unmeasured} not measured` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : ` · ${parts.join(' · ')}`;
}

async function criteriaSection(report: Report, palette: Palette, draw: Draw): Promise<Section> {
  const { backends } = report.run;
  const judged = report.judgements.filter(({ results }) =>
    results.some(({ interval }) => interval !== undefined),
  );
  const guide = judged.filter(({ criterion }) => criterion.source === 'guide');
  const ours = judged.filter(({ criterion }) => criterion.source !== 'guide');
  const charts = [
    ...limits(guide, 'The guide’s criteria: distance to the limit', palette),
    ...limits(ours, 'Our own criteria: distance to the limit', palette),
  ];
  const unmeasured = report.judgements.filter((one) => !judged.includes(one));
  return {
    id: 'criteria',
    title: 'Acceptance criteria',
    body: [
      '<p>Median and 95 % interval over fresh processes. The verdict follows from the interval alone: <em>met</em> or <em>not met</em> when all of it lies on one side of the limit, else <em>undecided</em>.</p>',
      guide.length === 0
        ? ''
        : acceptance('The founding guide’s criteria', guide, backends, palette),
      ours.length === 0 ? '' : acceptance('Our own, tighter criteria', ours, backends, palette),
      unmeasured.length === 0
        ? ''
        : `<p>Not measured in this run: ${escape(unmeasured.map(({ criterion }) => `${criterion.id} ${criterion.title}`).join('; '))}.</p>`,
      await chartsHtml(charts, palette, draw),
    ].join('\n'),
  };
}

async function familySection(
  family: FamilyName,
  panels: readonly Panel[],
  palette: Palette,
  draw: Draw,
): Promise<Section> {
  const { title, about } = FAMILIES[family];
  const readers = panels.filter(({ sizeOf }) => sizeOf === 'readers');
  const others = panels.filter((panel) => !readers.includes(panel));
  const charts: Chart[] = [
    ...readers.flatMap((panel) => scaling(panel, palette) ?? []),
    ...others.flatMap((panel) => growth(panel, palette) ?? []),
    ...against(panels, palette),
    ...(family === 'micro' || family === 'peers' ? [] : figures(others, 'Single figures', palette)),
    ...(family === 'micro' || family === 'peers' || family === 'concurrency'
      ? forest(panels, palette)
      : []),
  ];
  return {
    id: family,
    title,
    body: [
      `<p>${escape(about)}</p>`,
      await chartsHtml(charts, palette, draw),
      `<details><summary>All figures of this section, as a table</summary>${casesTable(title, panels)}</details>`,
      `<details><summary>What each workload does</summary><ul>${panels.map((panel) => `<li><b>${escape(panel.title)}</b> (<code>${escape(panel.workload)}</code>): ${escape(panel.about)}</li>`).join('')}</ul></details>`,
    ].join('\n'),
  };
}

async function chartsHtml(charts: readonly Chart[], palette: Palette, draw: Draw): Promise<string> {
  const made: string[] = [];
  for (const { caption, note, subjects, drawing } of charts) {
    made.push(
      `<figure><figcaption><b>${escape(caption)}</b>${note === '' ? '' : `<span>${escape(capital(note))}</span>`}</figcaption>` +
        `${palette.legend(subjects)}${await draw(drawing)}</figure>`,
    );
  }
  return made.length === 0 ? '' : `<div class="charts">\n${made.join('\n')}\n</div>`;
}

function casesTable(title: string, panels: readonly Panel[]): string {
  const rows = panels.flatMap((panel) =>
    panel.cases.flatMap((one) =>
      one.estimates.map(({ subject, interval, outliers, twoModes }) => {
        const ratio = ratioBetween(one, subject, panel.baseline);
        return [
          escape(panel.title),
          escape(`${formatSize(one.size)} ${one.sizeOf}`),
          escape(subject) + (twoModes ? ' ‡' : ''),
          escape(formatInterval(interval, one.unit)),
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
      { head: 'against the baseline', number: true },
      { head: 'outliers', number: true },
    ],
    rows,
  );
}

function notShown(report: Report): Section {
  const { surroundings } = report.run;
  const said = [
    `Other machines. All this was measured on one, with ${surroundings.cores} cores; it says little about eight.`,
    'Other programs. A workload is one access pattern with made-up content; yours mixes them.',
    'Times below some ten nanoseconds are mostly the loop around them.',
    'Pauses. Collecting garbage is part of every figure and of none in particular; the longest wait is not shown.',
    'Correctness. Answers are checked here, but whether a backend keeps the contract is for the conformance suite to say.',
    'The truth in every case: of a hundred 95 % intervals, five miss it.',
  ];
  return { id: 'not-shown', title: 'What this does not show', body: list(said) };
}

function again(report: Report): Section {
  const { run, control } = report;
  const { surroundings: s } = run;
  const load = (values: readonly number[] | undefined): string =>
    values === undefined ? 'unknown' : values.map((value) => value.toFixed(2)).join(', ');
  const facts: [string, string][] = [
    [
      'Measured',
      `${run.startedAt.slice(0, 16).replace('T', ' ')} UTC${report.seconds === undefined ? '' : `, in ${formatSeconds(report.seconds)}`}`,
    ],
    ['Processor', `${s.cpu}, ${s.cores} cores`],
    ['Memory', `${(s.memoryBytes / 2 ** 30).toFixed(1)} GiB`],
    ['System', s.system],
    ['Node, V8', `${s.node.slice(1)}, ${s.v8}`],
    ['Commit', s.commit],
    [
      'Libraries',
      Object.entries(s.versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', '),
    ],
    ['Load before; after', `${load(s.load)}; ${load(report.loadAfter)} (over 1, 5 and 15 minutes)`],
    ...(report.processor === undefined
      ? []
      : [
          [
            'Share of a processor',
            `median ${report.processor.median.toFixed(2)}, least ${report.processor.least.toFixed(2)}`,
          ] as [string, string],
        ]),
    [
      'Samples',
      `${report.measured} of ${report.planned} planned; ${report.retried} at the second attempt; ${report.failures.length} failed; ${report.refused.length} refused`,
    ],
    ['Seed', String(run.seed)],
    [
      'Control',
      control.overall === undefined
        ? 'none'
        : `${control.subject} against itself: ${formatInterval(control.overall, 'ratio')} (99 %), ${control.noisy ? 'a difference: noisy' : 'no difference'}`,
    ],
  ];
  return {
    id: 'again',
    title: 'Do it again',
    body: [
      '<p>In a checkout, after <code>npm run build</code>, this measures the same in the same order:</p>',
      `<pre tabindex="0">${escape(run.command)}</pre>`,
      '<p>Every sample is taken in a process of its own; the subjects of one case are measured right after one another, in a balanced order; a ratio is the median of paired log-ratios with a bootstrap interval; outliers are counted and shown, never dropped; every answer is checked.</p>',
      '<p>Raw data: <a href="samples.jsonl">samples.jsonl</a> holds every value that was measured, <a href="report.json">report.json</a> what is shown here, <a href="report.md">report.md</a> the same as text.</p>',
      `<dl>${facts.map(([name, value]) => `<dt>${escape(name)}</dt><dd>${escape(value)}</dd>`).join('\n')}</dl>`,
    ].join('\n'),
  };
}
