/** What has to be said beside the figures; the same words for every form of a report. */
import { FEWEST_FOR_BOOTSTRAP } from '../statistics/interval.ts';
import type { Criterion } from '../criteria/criteria.ts';
import { floorFor, floorPhrase } from './floor.ts';
import { formatInterval, formatRound, formatSeconds, formatSize, measureOf } from './format.ts';
import type { Report } from './report.ts';

/** A criterion's limit: `< 100 ns`, `≥ 2x`, `= 0 %`. */
export function limitOf(criterion: Criterion): string {
  const { bound, limit, quantity, unit } = criterion;
  const sign = { 'at most': '≤', below: '<', 'at least': '≥', none: '=' }[bound];
  const measure = measureOf(quantity, unit);
  return `${sign} ${formatRound(limit, measure)}`;
}

/** What a reader must know before believing any figure; none in a good run. */
export function warningsOn(report: Report): string[] {
  const { control } = report;
  const notes: string[] = [];
  const missing = report.planned - report.measured - report.failures.length;
  const taken = `${report.measured} of ${report.planned} samples were taken.`;
  if (!report.finished) notes.push(`Broken off: ${taken}`);
  else if (missing > 0 && report.refused.length === 0) notes.push(`Cut short: ${taken}`);
  const share = report.processor?.median ?? 1;
  if (share < 0.8) {
    notes.push(
      `Busy machine: processes had ${Math.round(share * 100)} % of a processor while they measured; times are too long and intervals wide.`,
    );
  }
  if (control.noisy) {
    notes.push(`Noisy: ${controlOf(control)}. No timed criterion counts as met.`);
  }
  for (const { workload, size, subject, samples } of report.refused) {
    notes.push(
      `Refused: ${subject} gave a wrong answer in ${workload} at ${formatSize(size)} (${samples} of its samples).`,
    );
  }
  for (const { workload, size, subject, round, reason } of report.failures) {
    notes.push(
      `Failed: ${subject}, ${workload} at ${formatSize(size)}, round ${round + 1}: ${reason.split('\n')[0]}`,
    );
  }
  if (report.rounds < FEWEST_FOR_BOOTSTRAP) {
    notes.push(
      report.rounds <= 1
        ? 'No more than one round: no intervals, so no verdict on times.'
        : `${report.rounds} rounds: intervals are Student's on logarithms; a full run bootstraps them.`,
    );
  }
  return notes;
}

function controlOf({ subject, overall }: Report['control']): string {
  const shown =
    overall === undefined ? 'not measured' : `${formatInterval(overall, 'ratio')} (99 %)`;
  return `${subject} against itself: ${shown}`;
}

/** What a run's measuring one backend against itself has shown. */
export function verdictOnControl({ noisy, overall }: Report['control']): string {
  if (overall?.method === 'single') return 'which once measured tells nothing';
  return noisy ? 'a difference: noisy' : 'no difference shown';
}

/** Where a criterion is missed for what the machine costs anybody. */
function floorNotes({ judgements, run }: Report): string[] {
  return judgements.flatMap((judgement) =>
    run.backends.flatMap((backend) => {
      const floor = floorFor(judgement, backend);
      if (floor === undefined) return [];
      return [`${judgement.criterion.id}, ${backend}: ${floorPhrase(floor)}.`];
    }),
  );
}

/** Everything that has to be said beside the figures. */
export function notesOn(report: Report): string[] {
  const { run, control } = report;
  const notes = warningsOn(report);
  if (control.overall !== undefined && !control.noisy) {
    notes.push(`Control: ${controlOf(control)}, ${verdictOnControl(control)}.`);
  }
  notes.push(...floorNotes(report));
  if (report.retried > 0) notes.push(`${report.retried} samples needed a second attempt.`);
  if (report.cases.some(({ estimates }) => estimates.some(({ twoModes }) => twoModes))) {
    notes.push('‡ The processes fell into two groups; the median hides that.');
  }
  const { surroundings } = run;
  notes.push(
    `${surroundings.cpu}, ${surroundings.cores} cores, Node ${surroundings.node.slice(1)}, commit ${surroundings.commit}, ` +
      `load ${surroundings.load[0]?.toFixed(1)} before` +
      (report.loadAfter === undefined ? '' : `, ${report.loadAfter[0]?.toFixed(1)} after`) +
      (report.seconds === undefined ? '' : `; took ${formatSeconds(report.seconds)}`),
  );
  notes.push(`Again: ${run.command}`);
  return notes;
}
