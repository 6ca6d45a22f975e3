/** The verdicts of a corpus as text for people and as JSON. */
import type { Difference, Verdict } from './judge.ts';

export interface Tally {
  readonly programs: number;
  readonly programsEqual: number;
  readonly queries: number;
  readonly queriesEqual: number;
}

export function tally(verdicts: readonly Verdict[]): Tally {
  const sum = (value: (verdict: Verdict) => number): number =>
    verdicts.reduce((total, one) => total + value(one), 0);
  return {
    programs: verdicts.length,
    programsEqual: sum(({ differences }) => (differences.length === 0 ? 1 : 0)),
    queries: sum(({ compared }) => compared),
    queriesEqual: sum(({ equal }) => equal),
  };
}

/** One tally for each area, by name. */
export function byArea(verdicts: readonly Verdict[]): Map<string, Tally> {
  const areas = [...new Set(verdicts.map(({ area }) => area))].sort();
  return new Map(areas.map((area) => [area, tally(verdicts.filter((one) => one.area === area))]));
}

export function corpusText(verdicts: readonly Verdict[]): string {
  const areas = byArea(verdicts);
  const width = Math.max(...[...areas.keys()].map((area) => area.length), 5);
  const row = (name: string, { programs, programsEqual, queries, queriesEqual }: Tally): string =>
    [
      name.padEnd(width),
      `${programsEqual}/${programs}`.padStart(12),
      `${queriesEqual}/${queries}`.padStart(12),
      `${(queries === 0 ? 100 : Math.floor((1000 * queriesEqual) / queries) / 10).toFixed(1)} %`.padStart(
        10,
      ),
    ].join('');
  const head = `${'area'.padEnd(width)}${'programs'.padStart(12)}${'queries'.padStart(12)}${'equal'.padStart(10)}`;
  const rows = [...areas].map(([area, counts]) => row(area, counts));
  const differences = verdicts.flatMap((verdict) => verdict.differences);
  return [head, ...rows, row('all', tally(verdicts)), ...differences.map(differenceText)].join(
    '\n',
  );
}

const list = (results: readonly string[]): string => {
  const text = `[${results.join(', ')}]`;
  return text.length > 400 ? `${text.slice(0, 400)} …` : text;
};

function differenceText({ id, i, expected, actual, why, note }: Difference): string {
  const lines = [
    `\n${id} #${i}`,
    `  expected  ${list(expected)}`,
    `  printed   ${actual === null ? 'no line' : list(actual)}`,
  ];
  if (why !== undefined) lines.push(`  because   ${why}`);
  if (note !== undefined) lines.push(`  note      ${note}`);
  return lines.join('\n');
}

/** Everything, for programs to read. */
export function corpusJson(
  about: Readonly<Record<string, unknown>>,
  verdicts: readonly Verdict[],
): string {
  const report = {
    ...about,
    all: tally(verdicts),
    areas: Object.fromEntries(byArea(verdicts)),
    differences: verdicts.flatMap((verdict) => verdict.differences),
    programs: verdicts.map(({ differences, ...verdict }) => ({
      ...verdict,
      differences: differences.length,
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
