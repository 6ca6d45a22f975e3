import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { compareReports, type Comparison } from '../src/compare/compare.ts';
import { renderComparison } from '../src/compare/render.ts';
import type { RunRecord, SamplesRecord } from '../src/protocol/records.ts';
import { buildReport, type Report } from '../src/report/report.ts';
import { COMPARISON_SCHEMA } from '../src/report/schemas.ts';
import { madeRun, someCase, type Costs } from './made.ts';

const PEERS = ['clone_then_write', 'lookup_hit', 'query_indexed', 'iterate'];
const cases = [
  someCase('clone_unmodified', 10_000),
  ...PEERS.map((name) => someCase(name, 10_000, { subjects: ['hamt', 'cow', 'Map'] })),
];

type Edit = (records: SamplesRecord[]) => SamplesRecord[];

/** What each subject costs in one workload, and elsewhere, times what the machine makes of it. */
function reportOf(costs: Costs, seed: number, machine = 1, edit: Edit = (all) => all): Report {
  const slowed = Object.fromEntries(
    Object.entries(costs).map(([subject, cost]) => [subject, cost * machine]),
  );
  return buildReport(edit(madeRun(cases, slowed, seed)));
}

const COSTS: Costs = { hamt: 40, cow: 48, Map: 35 };

/** How often each outcome came, for one backend. */
function outcomes({ changes }: Comparison, backend: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const change of changes) {
    if (change.backend !== backend) continue;
    counts[change.outcome] = (counts[change.outcome] ?? 0) + 1;
  }
  return counts;
}

describe('between two runs', () => {
  const before = reportOf(COSTS, 21);

  test('a planted slowdown of 80 % is found on its backend, and only there', () => {
    const comparison = compareReports(before, reportOf({ ...COSTS, hamt: 72 }, 22));
    expect(comparison.worse).toBe(true);
    expect(outcomes(comparison, 'hamt')).toEqual({ regressed: 5 });
    expect(outcomes(comparison, 'cow')['regressed']).toBeUndefined();
    for (const { backend, ratio } of comparison.changes) {
      if (backend !== 'hamt') continue;
      expect(ratio!.low).toBeLessThan(1.8);
      expect(ratio!.high).toBeGreaterThan(1.8);
    }
  });

  test('a gain is told, and is no fault', () => {
    const comparison = compareReports(before, reportOf({ ...COSTS, cow: 20 }, 23));
    expect(comparison.worse).toBe(false);
    expect(outcomes(comparison, 'cow')).toEqual({ improved: 5 });
  });

  test('nothing planted, nothing found: over 12 pairs of runs no change is called one beyond the margin', () => {
    for (let seed = 100; seed < 112; seed++) {
      const comparison = compareReports(reportOf(COSTS, seed), reportOf(COSTS, seed + 1000));
      expect(comparison.worse, `seed ${seed}`).toBe(false);
      expect(outcomes(comparison, 'hamt')['improved'], `seed ${seed}`).toBeUndefined();
    }
  });

  test('a machine that got slower by half is taken out, as peers tell it', () => {
    const comparison = compareReports(before, reportOf(COSTS, 24, 1.5));
    expect(comparison.drift!.low).toBeLessThan(1.5);
    expect(comparison.drift!.high).toBeGreaterThan(1.5);
    expect(comparison.drift!.low).toBeGreaterThan(1.2);
    expect(comparison.worse).toBe(false);
    expect(outcomes(comparison, 'hamt')['regressed']).toBeUndefined();
  });

  test('without peers it is not, and that is said', () => {
    const alone = (records: SamplesRecord[]): SamplesRecord[] =>
      records.filter((one) => one.kind !== 'sample' || one.subject !== 'Map');
    const comparison = compareReports(
      reportOf(COSTS, 21, 1, alone),
      reportOf(COSTS, 24, 1.5, alone),
    );
    expect(comparison.drift).toBeUndefined();
    expect(comparison.worse).toBe(true);
    expect(comparison.warnings.join()).toContain('there is no peer with 6 rounds in both runs');
  });

  test('the margin decides what counts', () => {
    const after = reportOf({ ...COSTS, hamt: 72 }, 22);
    expect(compareReports(before, after, 0.1).worse).toBe(true);
    expect(compareReports(before, after, 2).worse).toBe(false);
    expect(outcomes(compareReports(before, after, 2), 'hamt')).toEqual({ slower: 5 });
    expect(() => compareReports(before, after, 0)).toThrow(RangeError);
  });

  test('the same run twice is unchanged or undecided, never changed', () => {
    const { changes, worse } = compareReports(before, before);
    expect(worse).toBe(false);
    for (const { outcome, ratio } of changes) {
      expect(['unchanged', 'undecided']).toContain(outcome);
      expect(ratio!.median).toBe(1);
    }
  });
});

describe('what cannot be compared', () => {
  const before = reportOf(COSTS, 31);
  const onRun =
    (change: (run: RunRecord) => RunRecord): Edit =>
    ([run, ...rest]) => [change(run as RunRecord), ...rest];

  test('a workload that is defined differently, or is in one run only', () => {
    const after = reportOf(COSTS, 32, 1, ([run, ...rest]) => {
      const { cases: all, ...others } = run as RunRecord;
      const [first, second, ...more] = all;
      return [
        {
          ...others,
          cases: [{ ...first!, about: 'something else' }, { ...second!, size: 5 }, ...more],
        },
        ...rest,
      ];
    });
    const { skipped } = compareReports(before, after);
    expect(skipped).toEqual([
      { workload: 'clone_unmodified', size: 10_000, why: 'defined differently' },
      { workload: 'clone_then_write', size: 5, why: 'only in the later run' },
      { workload: 'clone_then_write', size: 10_000, why: 'only in the earlier run' },
    ]);
  });

  test('another machine is compared with a warning', () => {
    const after = reportOf(
      COSTS,
      32,
      1,
      onRun((run) => ({ ...run, surroundings: { ...run.surroundings, cpu: 'Another', cores: 8 } })),
    );
    const { warnings } = compareReports(before, after);
    expect(warnings[0]).toBe(
      'Not the same machine: processor: A processor of some kind, then Another; cores: 2, then 8.',
    );
  });

  test('peers of another version tell nothing of the machine', () => {
    const after = reportOf(
      COSTS,
      32,
      1,
      onRun((run) => ({
        ...run,
        surroundings: { ...run.surroundings, versions: { mitata: '2.0.0' } },
      })),
    );
    expect(compareReports(before, after).drift).toBeUndefined();
  });

  test('a noisy run decides nothing', () => {
    const noisy = buildReport(madeRun(cases, { ...COSTS, hamt: 400 }, 33, 1.3));
    const comparison = compareReports(before, noisy);
    expect(comparison.worse).toBe(false);
    expect(outcomes(comparison, 'hamt')).toEqual({ undecided: 5 });
    expect(comparison.warnings.join()).toContain('Noisy: the later run');
  });

  test('a wrong answer is worse than any slowness', () => {
    const after = reportOf(COSTS, 34, 1, (records) =>
      records.map((one) =>
        one.kind === 'sample' &&
        one.subject === 'cow' &&
        one.workload === 'iterate' &&
        one.round === 3
          ? { ...one, right: false }
          : one,
      ),
    );
    const comparison = compareReports(before, after);
    expect(comparison.worse).toBe(true);
    expect(comparison.changes[0]).toMatchObject({
      backend: 'cow',
      workload: 'iterate',
      outcome: 'wrong',
    });
  });

  test('three rounds a side carry wide intervals, one round none', () => {
    const few =
      (most: number): Edit =>
      (records) =>
        records.filter((one) => one.kind !== 'sample' || one.round < most);
    const three = compareReports(
      reportOf(COSTS, 43, 1, few(3)),
      reportOf({ ...COSTS, hamt: 44 }, 44, 1, few(3)),
    );
    expect(three.worse).toBe(false);
    expect(three.changes[0]!.ratio!.method).toBe('student');
    const one = compareReports(reportOf(COSTS, 41, 1, few(1)), reportOf(COSTS, 42, 1, few(1)));
    expect(
      one.changes.every(({ ratio, outcome }) => ratio === undefined && outcome === 'undecided'),
    ).toBe(true);
  });
});

describe('a comparison', () => {
  const comparison = compareReports(
    reportOf(COSTS, 51),
    reportOf({ ...COSTS, hamt: 80, cow: 25 }, 52),
  );

  test('fits 100 columns and tells what is worst first', () => {
    const text = renderComparison(comparison);
    for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(100);
    expect(text.indexOf('SLOWER')).toBeGreaterThan(0);
    expect(text.indexOf('SLOWER')).toBeLessThan(text.indexOf('faster or smaller beyond'));
    expect(text).toContain('5 regressed, 5 improved; margin 10 %, intervals 99 %.');
  });

  test('keeps its schema and is the same for the same reports', () => {
    const ajv = new Ajv({ strict: true, allErrors: true });
    const schema = ajv.compile(COMPARISON_SCHEMA);
    const text = JSON.stringify(comparison);
    expect(schema(JSON.parse(text)), ajv.errorsText(schema.errors)).toBe(true);
    expect(
      JSON.stringify(
        compareReports(reportOf(COSTS, 51), reportOf({ ...COSTS, hamt: 80, cow: 25 }, 52)),
      ),
    ).toBe(text);
  });
});
