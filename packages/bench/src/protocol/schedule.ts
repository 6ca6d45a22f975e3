/**
 * In which order everything is measured. A round measures each case once with each subject, the subjects
 * of one case right after one another, so that a slow minute of the machine hits all of them: that is what
 * makes their samples of one round a pair. Over the rounds every subject stands at every place equally
 * often; the cases are shuffled anew in each round.
 */
import { randomFor } from '../random.ts';
import { caseId, type Case, type Job } from './records.ts';

export interface Plan {
  readonly seed: number;
  readonly rounds: number;
  readonly cases: readonly Case[];
  readonly control: { readonly subject: string; readonly cases: readonly string[] };
}

/** Every job of a run, in order. The same plan gives the same order. */
export function schedule({ seed, rounds, cases, control }: Plan): Job[] {
  const jobs: Job[] = [];
  for (let round = 0; round < rounds; round++) {
    const random = randomFor(seed, `round ${round}`);
    for (const one of random.shuffle(cases.filter((one) => round < one.rounds))) {
      for (const { subject, isControl } of order(one, control, round, seed)) {
        const { workload, size } = one;
        jobs.push({ workload, size, subject, control: isControl, round });
      }
    }
  }
  return jobs;
}

interface Place {
  readonly subject: string;
  readonly isControl: boolean;
}

/** A shuffled row, turned by one place in each round and read backwards in every other turn. */
function order(one: Case, control: Plan['control'], round: number, seed: number): Place[] {
  const places: Place[] = one.subjects.map((subject) => ({ subject, isControl: false }));
  if (control.cases.includes(caseId(one)) && one.subjects.includes(control.subject)) {
    places.push({ subject: control.subject, isControl: true });
  }
  const row = randomFor(seed, caseId(one)).shuffle(places);
  const turn = round % row.length;
  const turned = [...row.slice(turn), ...row.slice(0, turn)];
  return Math.floor(round / row.length) % 2 === 0 ? turned : turned.reverse();
}
