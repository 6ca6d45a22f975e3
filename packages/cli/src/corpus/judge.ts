/** Compares what one program printed with what its vector says it must print. */
import type { ChildResult } from '../processes/child.ts';
import { resultLists, sameBag } from './printed-results.ts';
import type { Query, Vector } from './vectors.ts';

export interface Difference {
  readonly id: string;
  readonly area: string;
  /** The query, by its position; 0 for the text as a whole. */
  readonly i: number;
  readonly expected: readonly string[];
  /** What was printed; null where no line was. */
  readonly actual: readonly string[] | null;
  readonly why?: string;
  readonly note?: string;
}

export interface Verdict {
  readonly id: string;
  readonly area: string;
  readonly tier: string;
  readonly milliseconds: number;
  readonly compared: number;
  readonly equal: number;
  readonly differences: readonly Difference[];
}

type Output = Pick<ChildResult, 'stdout' | 'stderr' | 'code' | 'trouble' | 'milliseconds'>;

export function judge(vector: Vector, output: Output): Verdict {
  const { id, area, tier } = vector;
  const lines = resultLists(output.stdout);
  const differences: Difference[] = [];
  let compared = 0;
  let next = 0;
  // A refused definition prints a line or not; the number of lines tells which it is.
  const refusalsPrint = lines.length >= vector.queries.length;
  for (const query of vector.queries) {
    if (query.kind === 'add-error' && !refusalsPrint) continue;
    const actual = lines[next++];
    if (query.compare === 'skip' || (actual === undefined && mayBeMissing(vector, query))) continue;
    compared++;
    if (actual !== undefined && sameBag(query.results, actual, query.errorText === 'free'))
      continue;
    differences.push({
      id,
      area,
      i: query.i,
      expected: query.results,
      ...(actual === undefined ? { actual: null, why: reasonFor(output) } : { actual }),
      ...(query.note === undefined ? {} : { note: query.note }),
    });
  }
  if (lines.length > next) {
    const why = `${lines.length - next} more result lines than queries`;
    differences.push({ id, area, i: 0, expected: [], actual: lines.slice(next).flat(), why });
    compared++;
  }
  if (vector.parseError !== undefined) {
    compared++;
    if (!refused(output, lines.slice(vector.queries.length))) {
      differences.push({
        id,
        area,
        i: 0,
        expected: [`refused: ${vector.parseError}`],
        actual: null,
        why: 'the text was accepted',
      });
    }
  }
  const equal = compared - differences.length;
  return {
    id,
    area,
    tier,
    milliseconds: Math.round(output.milliseconds),
    compared,
    equal,
    differences,
  };
}

/** An evaluator may end a file at its first error, as the vector says the one did that recorded it. */
const mayBeMissing = ({ mode, stoppedAtQuery }: Vector, { i }: Query): boolean =>
  mode === 'stop' && stoppedAtQuery !== undefined && i > stoppedAtQuery;

function refused(output: Output, furtherLines: readonly (readonly string[])[]): boolean {
  if (output.trouble !== undefined) return false;
  return (
    output.code !== 0 ||
    output.stderr.trim() !== '' ||
    furtherLines.flat().some((result) => result.startsWith('(Error'))
  );
}

function reasonFor({ trouble, code, stderr }: Output): string {
  const said = stderr.trim().split('\n', 1)[0] as string;
  const reason = trouble ?? (code === 0 ? 'too few result lines' : `exit code ${code}`);
  return said === '' ? reason : `${reason}: ${said.slice(0, 200)}`;
}
