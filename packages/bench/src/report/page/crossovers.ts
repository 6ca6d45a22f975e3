/** From which size on which subject is the cheaper one: where curves cross, and where they never do. */
import { formatSize } from '../format.ts';
import { crossoverWords, type Crossover } from '../growth.ts';
import type { Report } from '../report.ts';
import { titleIn } from '../titles.ts';
import { capital, escape, sentence, table } from './markup.ts';
import type { Section } from './section.ts';

/** Nothing when no two subjects were measured at two sizes. */
export function crossoverSection(report: Report): Section[] {
  const { crossovers, run } = report;
  if (crossovers.length === 0) return [];
  const title = ({ workload }: Crossover): string => titleIn(run, workload);
  const crossing = crossovers.filter(({ kind }) => kind === 'crossing');
  const among = crossing.filter(({ left, right }) =>
    [left, right].every((name) => run.backends.includes(name)),
  );
  const said = among.map(
    (one) => `<li>${sentence(`**${capital(title(one))}**: ${crossoverWords(one)}`)}</li>`,
  );
  const rows = [...crossing, ...crossovers.filter((one) => !crossing.includes(one))].map((one) => [
    escape(title(one)),
    escape(`${one.left} and ${one.right}`),
    escape(`${formatSize(one.from)} to ${formatSize(one.to)} ${one.sizeOf}`),
    escape(crossoverWords(one)),
  ]);
  return [
    {
      id: 'crossover',
      title: 'Crossover',
      body: [
        '<p>From which size on another one is the cheaper. A crossing is told only where intervals of the paired ratio lie clear of no difference on both sides of it.</p>',
        said.length > 0
          ? `<ul>${said.join('')}</ul>`
          : '<p>Between the backends none was found.</p>',
        `<details><summary>All pairs, as a table</summary>${table('Crossover: all pairs', [{ head: 'workload' }, { head: 'pair' }, { head: 'sizes' }, { head: 'which is cheaper' }], rows)}</details>`,
      ].join('\n'),
    },
  ];
}
