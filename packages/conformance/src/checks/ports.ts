/** ENV-PORTS: what the engine asks of tables and buckets, tried without the engine. */
import { ArrayBucket, definitionOf, type BackendDefinition, type Shape } from '@forkspace/spec';
import fc from 'fast-check';
import { Broken } from '../expect.ts';
import { playBuckets } from '../ports/bucket-laws.ts';
import { denseKey, playTable, tableHistory } from '../ports/table-laws.ts';
import { ALWAYS, checks, type Check, type Context } from './check.ts';

/** Steps of the histories of environments for one history of a port. */
const STEPS = 200;

/** The definition of a backend that {@link withoutPorts} lets through. */
export function portsOf({ backend }: Pick<Context, 'backend'>): BackendDefinition {
  return definitionOf(backend) as BackendDefinition;
}

/** Why a check that needs tables and buckets does not apply. */
export function withoutPorts(backend: Context['backend']): string | undefined {
  return definitionOf(backend) === undefined
    ? 'the backend was not made by defineBackend, so its tables and buckets cannot be had apart from it'
    : undefined;
}

function runsFor({ steps, seed }: Context): { readonly numRuns: number; readonly seed: number } {
  return { numRuns: Math.max(5, Math.round(steps / STEPS)), seed };
}

/** What fast-check says of a failure, as that of a clause. */
function broken(act: () => void): void {
  try {
    act();
  } catch (error) {
    throw new Broken(error instanceof Error ? error.message : String(error));
  }
}

export const portChecks: readonly Check[] = checks(ALWAYS, '0.2.0', [
  [
    'ENV-PORTS-1a',
    'a table keeps what it was given under every key, shows it in order, names exactly what differs from another, and leaves old versions alone',
    'the table by itself: playTable() of @forkspace/conformance/ports runs the same',
    (context) =>
      broken(() => {
        fc.assert(
          fc.property(tableHistory(denseKey), (history) => {
            playTable(portsOf(context).table(), history);
          }),
          runsFor(context),
        );
      }),
  ],
  ...(['fact', 'rule', 'whole'] as const).map(
    (shape: Shape, i) =>
      [
        `ENV-PORTS-2${'abc'[i]}`,
        `a bucket of shape ${shape} agrees with a plain list in order, counts, answers and differences, and its groups are snapshots`,
        'the bucket by itself: playBuckets() of @forkspace/conformance/ports runs the same',
        (context: Context) =>
          broken(() =>
            playBuckets(portsOf(context).bucket ?? ArrayBucket.of, shape, runsFor(context)),
          ),
      ] as const,
  ),
]).map((check): Check => ({ ...check, missing: withoutPorts }));
