/** The verdict of a whole run in a few sentences. `**` marks what is to stand out, as in Markdown. */
import { formatInterval, measureOf } from './format.ts';
import { floorFor, floorPhrase } from './floor.ts';
import { marginOf } from './margin.ts';
import { limitOf } from './notes.ts';
import type { Judgement, Report } from './report.ts';

export interface Tally {
  readonly backend: string;
  /** How many criteria of each source bind this backend, and what became of them. */
  readonly guide: Count;
  readonly ours: Count;
  /** Each criterion that is not met, with its figure, its limit and by how much. */
  readonly misses: readonly string[];
}

export interface Count {
  readonly met: number;
  readonly missed: number;
  readonly undecided: number;
  readonly unmeasured: number;
  readonly total: number;
}

function count(judgements: readonly Judgement[], backend: string): Count {
  const verdicts = judgements.flatMap(({ results }) =>
    results
      .filter((result) => result.backend === backend && result.verdict !== 'not judged')
      .map(({ verdict }) => verdict),
  );
  const of = (wanted: string): number => verdicts.filter((verdict) => verdict === wanted).length;
  return {
    met: of('met'),
    missed: of('not met'),
    undecided: of('undecided'),
    unmeasured: of('not measured'),
    total: verdicts.length,
  };
}

/** One line for each backend that any criterion binds. */
export function talliesOf(report: Report): Tally[] {
  const guide = report.judgements.filter(({ criterion }) => criterion.source === 'guide');
  const ours = report.judgements.filter(({ criterion }) => criterion.source !== 'guide');
  return report.run.backends
    .map((backend) => ({
      backend,
      guide: count(guide, backend),
      ours: count(ours, backend),
      misses: report.judgements.flatMap((judgement) => missOf(judgement, backend)),
    }))
    .filter((tally) => tally.guide.total + tally.ours.total > 0);
}

function missOf(judgement: Judgement, backend: string): string[] {
  const { criterion, results } = judgement;
  const result = results.find((one) => one.backend === backend);
  if (result?.interval === undefined || result.verdict === 'met') return [];
  const margin = marginOf(criterion, result.interval, result.verdict);
  if (margin === '') return [];
  const figure = formatInterval(result.interval, measureOf(criterion.quantity, criterion.unit));
  const floor = floorFor(judgement, backend);
  const said = floor === undefined ? margin : `${margin}; ${floorPhrase(floor)}`;
  return [
    `${criterion.id} ${criterion.title}: ${figure}, limit ${limitOf(criterion)}, **${result.verdict}** (${said})`,
  ];
}

/** What became of the founding guide's criteria: who meets how many, and by how much the others are missed. */
export function headlineOf(report: Report): string {
  const tallies = talliesOf(report).filter(({ guide }) => guide.total > 0);
  if (tallies.length === 0) return 'No backend that the criteria are made for was measured.';
  if (report.control.noisy) {
    return 'The machine was too noisy for a verdict: a backend seemed to differ from itself.';
  }
  const alike = new Map<string, string[]>();
  for (const { backend, guide } of tallies) {
    const name = `**${backend}**`;
    const what = scoreOf(guide);
    alike.set(what, [...(alike.get(what) ?? []), name]);
  }
  const phrases = [...alike].map(
    ([what, names]) => `${names.join(' and ')} ${names.length > 1 ? 'each meet' : 'meets'} ${what}`,
  );
  return [`${phrases.join('; ')}.`, ...missedOf(report)].join(' ');
}

function scoreOf({ met, total, unmeasured }: Count): string {
  const whose = 'of the founding guide’s';
  const score =
    met === total ? `all ${total} ${whose} criteria` : `${met} ${whose} ${total} criteria`;
  return unmeasured === 0 ? score : `${score} (${unmeasured} not measured)`;
}

function missedOf(report: Report): string[] {
  const wrong = (['not met', 'undecided'] as const).map((wanted) => {
    const parts = report.judgements.flatMap(({ criterion, results }) => {
      if (criterion.source !== 'guide') return [];
      const some = results.filter(({ verdict }) => verdict === wanted);
      if (some.length === 0) return [];
      const each = some.map(
        ({ backend, interval }) =>
          `${backend} ${marginOf(criterion, interval, wanted).replace('missed ', '')}`,
      );
      return [`${criterion.title} (${each.join(', ')})`];
    });
    return parts.length === 0
      ? ''
      : `${wanted === 'not met' ? 'Missed' : 'Undecided'}: ${parts.join('; ')}.`;
  });
  return wrong.filter((part) => part !== '');
}
