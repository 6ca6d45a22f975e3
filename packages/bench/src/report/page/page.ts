/**
 * The report as one page that needs nothing else: no script, no font, no picture from elsewhere. A pure
 * function of the report; the same report gives the same bytes.
 */
import { adviceOf } from '../advice.ts';
import { formatInterval, formatSeconds } from '../format.ts';
import { verdictOnControl, warningsOn } from '../notes.ts';
import type { Report } from '../report.ts';
import { headlineOf, talliesOf, type Count } from '../verdict.ts';
import { acceptance } from './acceptance.ts';
import { limits } from './charts.ts';
import { crossoverSection } from './crossovers.ts';
import { drawer, type Draw } from './draw.ts';
import { familySection } from './family.ts';
import { escape, sentence } from './markup.ts';
import { Palette } from './palette.ts';
import { panelsOf } from './panels.ts';
import { chartsHtml, type Section } from './section.ts';
import { STYLE } from './style.ts';

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
    sections.push(await familySection(family, panels, report, palette, draw));
  }
  sections.push(...crossoverSection(report), notShown(report), again(report));
  const title = 'Forkspace: the backends compared';
  const { rounds } = report;
  const { surroundings, startedAt } = report.run;
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title><meta name="description" content="${escape(plain(headlineOf(report)))}">`,
    `<style>\n${STYLE}\n</style></head><body>`,
    '<a class="skip" href="#criteria">To the acceptance table</a>',
    '<header>',
    `<p class="kicker">Benchmark report · ${escape(startedAt.slice(0, 10))} · ${escape(surroundings.cpu)}, ${surroundings.cores} cores, Node ${escape(surroundings.node.slice(1))} · ${rounds} ${rounds === 1 ? 'round' : 'rounds'}</p>`,
    `<h1>${title}</h1>`,
    `<p class="lede">${sentence(headlineOf(report))}</p>`,
    introduction(report),
    ...warningsOn(report).map((warning) => `<p class="warning">${sentence(warning)}</p>`),
    tallies(report, palette),
    `<nav aria-label="Sections"><ul>${sections.map(({ id, title: name }) => `<li><a href="#${id}">${escape(name)}</a></li>`).join('')}</ul></nav>`,
    '</header><main>',
    ...sections.map(
      ({ id, title: name, body }) =>
        `<section aria-labelledby="${id}"><h2 id="${id}">${escape(name)}</h2>\n${body}\n</section>`,
    ),
    '</main>',
    `<footer><p>Made from the samples alone: the same samples give the same bytes. Commit ${escape(surroundings.commit)}.</p></footer>`,
    '</body></html>',
    '',
  ].join('\n');
}

function plain(text: string): string {
  return text.replaceAll('**', '').replaceAll('`', '');
}

function list(sentences: readonly string[]): string {
  return `<ul>${sentences.map((one) => `<li>${sentence(one)}</li>`).join('')}</ul>`;
}

/** What a stranger must know to read the rest. */
function introduction({ run }: Report): string {
  const about = run.about ?? [];
  const what =
    'An environment holds the rules and facts of a program; it can be cloned, each clone written without the others seeing it, ' +
    'and clones united again. A backend is one way to store it.';
  const items = about.map(
    ({ name, about: said }) => `<li><b>${escape(name)}</b>: ${escape(said)}.</li>`,
  );
  return `<p>${what}</p>${items.length === 0 ? '' : `<ul>${items.join('')}</ul>`}`;
}

function tallies(report: Report, palette: Palette): string {
  const cards = talliesOf(report).map(({ backend, guide, ours, misses }) => {
    const score = (count: Count, whose: string): string =>
      count.total === 0
        ? ''
        : `<p><span class="score">${count.met}<small> of ${whose.replace('#', String(count.total))} met${rest(count)}</small></span></p>`;
    return (
      `<div class="tally" style="--of: ${palette.of(backend).colour}"><p class="name">${palette.key(backend)}</p>` +
      score(guide, 'the guide’s # criteria') +
      score(ours, 'our # own, tighter ones') +
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
      judged.some(({ results }) =>
        results.some(({ verdict, together }) => !together && verdict.endsWith('met')),
      )
        ? '<p>* By its own interval. When all verdicts of this run are to be right at once, with 95 %, its interval would have to be wider than these samples allow to say so.</p>'
        : '',
      unmeasured.length === 0
        ? ''
        : `<p>Not measured in this run: ${escape(unmeasured.map(({ criterion }) => `${criterion.id} ${criterion.title}`).join('; '))}.</p>`,
      await chartsHtml(charts, palette, draw),
    ].join('\n'),
  };
}

function notShown(report: Report): Section {
  const { surroundings } = report.run;
  const said = [
    `Other machines. All this was measured on one, with ${surroundings.cores} cores; it says little about eight.`,
    'Other programs. A workload is one access pattern with made-up content; yours mixes them.',
    'Times below some ten nanoseconds are mostly the loop around them.',
    'Pauses. A process counts as the median of its runs, so what befalls fewer than half of them is not in it: mostly collecting garbage. The means, in the tables of all figures, have it, and whatever else ran on the machine; the longest wait is not shown.',
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
        : `${control.subject} against itself: ${formatInterval(control.overall, 'ratio')} (99 %), ${verdictOnControl(control)}`,
    ],
  ];
  return {
    id: 'again',
    title: 'Do it again',
    body: [
      '<p>In a checkout, after <code>npm run build</code>, this measures the same in the same order:</p>',
      `<pre tabindex="0">${escape(run.command)}</pre>`,
      '<p>Every sample is taken in a process of its own; the subjects of one case are measured right after one another, in a balanced order; a ratio is the median of paired log-ratios with a bootstrap interval; outliers are counted and shown, never dropped; every answer is checked.</p>',
      '<p>Raw data: <code>samples.jsonl</code> (or <code>samples.jsonl.gz</code>, the same compressed), beside this page, holds every value that was measured, <a href="report.json">report.json</a> what is shown here, <a href="report.md">report.md</a> the same as text.</p>',
      `<dl>${facts.map(([name, value]) => `<dt>${escape(name)}</dt><dd>${escape(value)}</dd>`).join('\n')}</dl>`,
    ].join('\n'),
  };
}
