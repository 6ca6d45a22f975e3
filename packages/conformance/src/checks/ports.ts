/** ENV-PORTS: what the engine asks of tables and buckets, tried without the engine. */
import {
  ArrayBucket,
  definitionOf,
  identityHash,
  Occurrence,
  Owner,
  type BackendDefinition,
  type Shape,
} from '@forkspace/spec';
import fc from 'fast-check';
import { Broken, must } from '../expect.ts';
import { heapMeter } from './heap.ts';
import { atom } from '../notation.ts';
import { playBuckets } from '../ports/bucket-laws.ts';
import { denseKey, playTable, tableHistory } from '../ports/table-laws.ts';
import { ALWAYS, checks, type Check, type Context, type Needs } from './check.ts';

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

/** Keys of a table that is large enough for a copy to show. */
const LARGE = 8_000;

/** What a write of a value may keep, the value included. */
const BYTES = 400;

const COPYING: Needs = { isolation: true, firstWrite: 'copy' };

/** Keeps what each of many writes of one owner gives: in all that may be some copies, but not one for each write. */
async function writesInPlace(context: Context): Promise<void> {
  const definition = portsOf(context);
  const owner = new Owner();
  let table = definition.table<object>();
  for (let key = 0; key < LARGE; key++) table = table.set(key, { key }, owner);
  await keepsLittle('a table', LARGE, (n) => (table = table.set((n * 7) % LARGE, { n }, owner)));

  const make = definition.bucket ?? ArrayBucket.of;
  const nth = (n: number): Occurrence => {
    const fact = atom(`(k ${n})`);
    return new Occurrence(n, 1, n, fact, fact, identityHash(fact));
  };
  // Made before, so that only what the bucket adds is weighed.
  const [first, ...others] = Array.from({ length: LARGE + 1 }, (_, n) => nth(n)) as [
    Occurrence,
    ...Occurrence[],
  ];
  let bucket = make('fact', [first], 1, owner);
  await keepsLittle(
    'a bucket',
    LARGE,
    (n) => (bucket = bucket.add(others[n] as Occurrence, 1, owner)),
  );
}

/** Fails as soon as the results of `write`, all kept, take more than {@link BYTES} for each of `times` writes. */
async function keepsLittle(
  what: string,
  times: number,
  write: (n: number) => object,
): Promise<void> {
  const heap = await heapMeter();
  const kept: object[] = [];
  const before = heap();
  // Twice as many each time, so that one that copies is found out before memory is full.
  for (let next = 16; kept.length < times; next *= 2) {
    while (kept.length < Math.min(next, times)) kept.push(write(kept.length));
    const bytes = heap() - before;
    must(
      bytes < BYTES * times,
      () => `${kept.length} writes to ${what} by its owner keep ${bytes} bytes alive: they copy`,
    );
  }
}

/** What fast-check says of a failure, as that of a clause. */
function broken(act: () => void): void {
  try {
    act();
  } catch (error) {
    throw new Broken(error instanceof Error ? error.message : String(error));
  }
}

export const portChecks: readonly Check[] = [
  ...checks(ALWAYS, '0.2.0', [
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
  ]),
  ...checks(COPYING, '0.2.0', [
    [
      'ENV-PORTS-1b',
      'firstWrite "copy": only the first write of an owner copies, all others go in place',
      'a comparison of owners that never holds',
      writesInPlace,
    ],
  ]),
].map((check): Check => ({ ...check, missing: withoutPorts }));
