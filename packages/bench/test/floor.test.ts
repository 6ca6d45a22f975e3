import { expect, test } from 'vitest';
import { CRITERIA } from '../src/criteria/criteria.ts';
import { SAMPLES_FORMAT, type RunRecord, type SamplesRecord } from '../src/protocol/records.ts';
import { randomFor } from '../src/random.ts';
import { floorFor, floorPhrase } from '../src/report/floor.ts';
import { buildReport } from '../src/report/report.ts';
import { notesOn } from '../src/report/notes.ts';
import { talliesOf } from '../src/report/verdict.ts';
import { WORKLOADS } from '../src/workloads/index.ts';
import { someCase, someRun, someSample } from './made.ts';

const SIZES = [10_000, 100_000];
const ROUNDS = 15;

/** A run of loading in which each subject's whole cost grows by its own power; `noise` is the spread of a process. */
function loading(powers: Readonly<Record<string, number>>, noise = 0.05): SamplesRecord[] {
  const subjects = Object.keys(powers);
  const cases = SIZES.map((size) => someCase('load_facts', size, { subjects, rounds: ROUNDS }));
  const control = someCase('clone_unmodified', 10_000, { subjects: ['hamt'], rounds: ROUNDS });
  const run: RunRecord = someRun([control, ...cases], {
    format: SAMPLES_FORMAT,
    backends: subjects.filter((name) => name !== 'Map'),
  });
  const random = randomFor(5, 'loading');
  const own = (): number => 1 + (random.fraction() - 0.5) * noise;
  const samples: SamplesRecord[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const isControl of [false, true]) {
      samples.push(someSample({ control: isControl, round, value: 10 * own() }));
    }
    for (const { workload, size } of cases) {
      for (const subject of subjects) {
        const value = 50 * size ** (powers[subject]! - 1) * own();
        samples.push(someSample({ workload, size, subject, round, value }));
      }
    }
  }
  return [run, ...samples, { kind: 'end', seconds: 9, load: [0, 0, 0], stopped: false }];
}

interface Row {
  readonly what: string;
  readonly powers: Readonly<Record<string, number>>;
  readonly noise?: number;
  /** Undefined: nothing is said of a floor. */
  readonly reached: boolean | undefined;
}

test.each<Row>([
  { what: 'as steep as the plainest program', powers: { hamt: 1.4, Map: 1.4 }, reached: true },
  { what: 'less steep', powers: { hamt: 1.3, Map: 1.5 }, reached: true },
  { what: 'steeper by more than is allowed', powers: { hamt: 1.6, Map: 1.3 }, reached: false },
  { what: 'steeper, and the floor is linear', powers: { hamt: 1.4, Map: 1 }, reached: false },
  {
    what: 'too noisy to tell',
    powers: { hamt: 1.4, Map: 1.26 },
    noise: 1,
    reached: false,
  },
  { what: 'without a floor', powers: { hamt: 1.4 }, reached: undefined },
  {
    what: 'linear, so that no floor excuses it',
    powers: { hamt: 1, Map: 1.4 },
    reached: undefined,
  },
])('a backend that is $what: at the floor $reached', ({ powers, noise, reached }) => {
  const report = buildReport(loading(powers, noise));
  const judgement = report.judgements.find(({ criterion }) => criterion.id === 'F9a')!;
  const floor = floorFor(judgement, 'hamt');
  expect(floor?.reached).toBe(reached);
  // The verdict is the interval's alone, whatever the floor.
  const { interval, verdict } = judgement.results[0]!;
  expect(verdict).toBe(
    interval!.low > 1.15 ? 'not met' : interval!.high <= 1.15 ? 'met' : 'undecided',
  );
  if (floor === undefined) return;
  expect(floor.has).toMatch(/^Map, the plainest program for the job, has 1\.\d\d \[/);
  expect(floorPhrase(floor).startsWith('at the floor of the machine')).toBe(reached);
  expect(talliesOf(report)[0]!.misses.join()).toContain(floorPhrase(floor));
  expect(notesOn(report)).toContain(`F9a, hamt: ${floorPhrase(floor)}.`);
});

test('a run that is noisy shows no one at a floor', () => {
  const records = loading({ hamt: 1.4, Map: 1.4 }).map((record): SamplesRecord =>
    record.kind === 'sample' && record.control ? { ...record, value: record.value * 1.2 } : record,
  );
  const report = buildReport(records);
  expect(report.control.noisy).toBe(true);
  const judgement = report.judgements.find(({ criterion }) => criterion.id === 'F9a')!;
  expect(floorFor(judgement, 'hamt')).toBeUndefined();
});

test('a floor is measured where its criterion is', () => {
  for (const { id, workload, floor } of CRITERIA) {
    if (floor === undefined) continue;
    const found = WORKLOADS.find(({ name }) => name === workload);
    expect(Object.keys(found?.others ?? {}), id).toContain(floor);
  }
});
