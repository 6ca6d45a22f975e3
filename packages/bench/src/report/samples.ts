/** The samples of a run, filed by case and subject. Samples with a wrong answer are kept apart. */
import { caseId, jobId, type SampleRecord, type SamplesRecord } from '../protocol/records.ts';
import type { Report } from './report.ts';

export class Samples {
  /** Those with the right answer, in the order in which they were taken. */
  readonly all: readonly SampleRecord[];
  readonly #wrong: readonly SampleRecord[];
  readonly #byKey = new Map<string, SampleRecord[]>();

  constructor(records: readonly SamplesRecord[]) {
    const taken = new Map<string, SampleRecord>();
    for (const record of records) if (record.kind === 'sample') taken.set(jobId(record), record);
    this.#wrong = [...taken.values()].filter(({ right }) => !right);
    const refused = new Set(this.#wrong.map((sample) => `${caseId(sample)}/${sample.subject}`));
    // One wrong answer spoils all of that subject's samples of the case.
    this.all = [...taken.values()].filter(
      (sample) => !refused.has(`${caseId(sample)}/${sample.subject}`),
    );
    for (const sample of this.all) {
      const key = keyOf(sample.workload, sample.size, sample.subject, sample.control);
      const list = this.#byKey.get(key);
      if (list === undefined) this.#byKey.set(key, [sample]);
      else list.push(sample);
    }
  }

  of(workload: string, size: number, subject: string, control = false): readonly SampleRecord[] {
    return this.#byKey.get(keyOf(workload, size, subject, control)) ?? [];
  }

  /** The value of each round. */
  byRound(
    workload: string,
    size: number,
    subject: string,
    control = false,
  ): ReadonlyMap<number, number> {
    return new Map(
      this.of(workload, size, subject, control).map(({ round, value }) => [round, value]),
    );
  }

  /** The values of rounds that both have, by round. */
  pairs(
    left: ReadonlyMap<number, number>,
    right: ReadonlyMap<number, number>,
  ): (readonly [number, number])[] {
    return [...left.keys()]
      .filter((round) => right.has(round))
      .sort((a, b) => a - b)
      .map((round) => [left.get(round) as number, right.get(round) as number]);
  }

  refused(): Report['refused'] {
    const first = new Map<string, Report['refused'][number]>();
    for (const { workload, size, subject, actual, expected } of this.#wrong) {
      const key = `${workload}/${size}/${subject}`;
      const samples = (first.get(key)?.samples ?? 0) + 1;
      first.set(key, { workload, size, subject, actual, expected, samples });
    }
    return [...first.values()];
  }
}

function keyOf(workload: string, size: number, subject: string, control: boolean): string {
  return `${workload}/${size}/${subject}${control ? '~' : ''}`;
}
