/** What the machine itself makes a job cost, beside the verdict on those who miss a criterion for it. */
import { formatInterval, measureOf } from './format.ts';
import type { Judgement } from './report.ts';

export interface FloorWords {
  /** Whether the backend is shown to lie at the floor. */
  readonly reached: boolean;
  /** `Map, the plainest program for the job, has 1.49 [1.40, 1.58]`. */
  readonly has: string;
}

/** What is to be said of a floor to a backend that has not met a criterion; undefined where nothing is. */
export function floorFor(judgement: Judgement, backend: string): FloorWords | undefined {
  const { criterion, floor, results } = judgement;
  const result = results.find((one) => one.backend === backend);
  if (floor === undefined || result?.aboveFloor === undefined) return undefined;
  if (result.verdict !== 'not met' && result.verdict !== 'undecided') return undefined;
  const figure = formatInterval(floor, measureOf(criterion.quantity, criterion.unit));
  return {
    reached: result.aboveFloor.reached,
    has: `${criterion.floor}, the plainest program for the job, has ${figure}`,
  };
}

/** The same as one phrase: `at the floor of the machine: Map, …`. */
export function floorPhrase({ reached, has }: FloorWords): string {
  return reached ? `at the floor of the machine: ${has}` : has;
}
