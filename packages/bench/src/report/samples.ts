/** The samples of a run, filed by case and subject. Samples with a wrong answer are kept apart. */
import { caseId, jobId, type SampleRecord, type SamplesRecord } from '../protocol/records.ts';
import type { Curve } from '../statistics/growth.ts';
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

  /** At which sizes a subject was measured, ascending. */
  sizesOf(workload: string, subject: string): number[] {
    const sizes = this.all
      .filter((sample) => sample.workload === workload && sample.subject === subject)
      .map(({ size }) => size);
    return [...new Set(sizes)].sort((a, b) => a - b);
  }

  /** The values of a subject at these sizes, for each round that has all of them, in order. */
  curves(workload: string, subject: string, sizes: readonly number[]): Curve[] {
    return this.pairedCurves(workload, subject, subject, sizes)[0];
  }

  /** The same of two subjects, for each round that has all of both. */
  pairedCurves(
    workload: string,
    left: string,
    right: string,
    sizes: readonly number[],
  ): [left: Curve[], right: Curve[]] {
    const [ours, theirs] = [left, right].map((subject) =>
      sizes.map((size) => this.byRound(workload, size, subject)),
    ) as [ReadonlyMap<number, number>[], ReadonlyMap<number, number>[]];
    const rounds = [...(ours[0]?.keys() ?? [])]
      .filter((round) => [...ours, ...theirs].every((values) => values.has(round)))
      .sort((a, b) => a - b);
    const drawn = (values: readonly ReadonlyMap<number, number>[]): Curve[] =>
      rounds.map((round) => sizes.map((size, i) => [size, values[i]!.get(round) as number]));
    return [drawn(ours), drawn(theirs)];
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
