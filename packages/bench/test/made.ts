/** Records of a run that never was, for tests of everything that comes after measuring. */
import {
  SAMPLES_FORMAT,
  type Case,
  type RunRecord,
  type SampleRecord,
  type SamplesRecord,
} from '../src/protocol/records.ts';
import { randomFor } from '../src/random.ts';
import { WORKLOADS } from '../src/workloads/index.ts';
import type { Family } from '../src/workloads/workload.ts';

const familyOf = (workload: string): Family =>
  WORKLOADS.find(({ name }) => name === workload)?.family ?? 'micro';

export function someCase(workload: string, size: number, rest: Partial<Case> = {}): Case {
  return {
    workload,
    size,
    title: workload.replaceAll('_', ' '),
    about: 'what it does',
    family: familyOf(workload),
    unit: 'ns',
    sizeOf: 'rules',
    scale: 'log',
    better: 'less',
    cannot: [],
    subjects: ['hamt', 'cow'],
    rounds: 15,
    ...rest,
  };
}

export function someRun(cases: readonly Case[], rest: Partial<RunRecord> = {}): RunRecord {
  return {
    kind: 'run',
    format: SAMPLES_FORMAT,
    startedAt: '2026-01-02T03:04:05.000Z',
    seed: 7,
    quick: false,
    selection: 'default',
    rounds: 15,
    backends: ['hamt', 'cow'],
    about: [{ name: 'hamt', about: 'a tree of some kind' }],
    peers: [],
    control: { subject: 'hamt', cases: cases.slice(0, 1).map((c) => `${c.workload}/${c.size}`) },
    cases,
    command: 'npx forkspace bench --rounds 15 --seed 7',
    surroundings: {
      cpu: 'A processor of some kind',
      cores: 2,
      memoryBytes: 8e9,
      system: 'Linux 6',
      node: 'v20.0.0',
      v8: '11.3',
      versions: { mitata: '1.0.0' },
      commit: '0123456789ab',
      load: [0.1, 0.2, 0.3],
    },
    ...rest,
  };
}

export function someSample(rest: Partial<SampleRecord>): SampleRecord {
  const value = rest.value ?? 10;
  return {
    kind: 'sample',
    workload: 'clone_unmodified',
    size: 10_000,
    subject: 'hamt',
    control: false,
    round: 0,
    unit: 'ns',
    value,
    values: [value * 0.9, value, value * 1.1],
    outliers: 0,
    right: true,
    actual: 'a',
    expected: 'a',
    seconds: 0.5,
    processor: 1,
    attempt: 1,
    ...rest,
  };
}

/** What each subject really costs; the rounds differ, as a machine that others use too makes them differ. */
export interface Costs {
  readonly [subject: string]: number;
}

/**
 * A whole run: in each round every subject is slowed by the same factor, up to 1.5, and each process by
 * its own, a few percent. `again` is what the control's second measurement costs as a multiple.
 */
export function madeRun(
  cases: readonly Case[],
  costs: Costs,
  seed: number,
  again = 1,
): SamplesRecord[] {
  const run = someRun(cases);
  const random = randomFor(seed, 'made');
  const records: SamplesRecord[] = [run];
  for (const { workload, size, unit, subjects, rounds } of cases) {
    const controlled = run.control.cases.includes(`${workload}/${size}`);
    for (let round = 0; round < rounds; round++) {
      const weather = 1 + random.fraction() / 2;
      const own = (): number => 1 + (random.fraction() - 0.5) * 0.06;
      const note = (subject: string, control: boolean, factor: number): void => {
        const value = costs[subject]! * weather * own() * factor;
        records.push(someSample({ workload, size, unit, subject, control, round, value }));
      };
      for (const subject of subjects) note(subject, false, 1);
      if (controlled) note(run.control.subject, true, again);
    }
  }
  records.push({ kind: 'end', seconds: 60, load: [1, 1, 1], stopped: false });
  return records;
}
