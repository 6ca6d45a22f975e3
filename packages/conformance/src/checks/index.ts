/** Every check, in the order of the clauses. */
import { bagChecks } from './bag.ts';
import { bytesChecks } from './bytes.ts';
import { cacheChecks } from './cache.ts';
import { changesChecks } from './changes.ts';
import type { Check } from './check.ts';
import { conflictChecks } from './conflicts.ts';
import { costChecks } from './cost.ts';
import { failureChecks } from './failure.ts';
import { faultChecks } from './faults.ts';
import { forgedChecks } from './forged.ts';
import { forkChecks } from './fork.ts';
import { historyChecks } from './histories.ts';
import { longAgoChecks } from './long-ago.ts';
import { lookupChecks } from './lookup.ts';
import { manyChecks } from './many.ts';
import { portChecks } from './ports.ts';
import { programChecks } from './programs.ts';
import { scaleChecks } from './scale.ts';
import { sharingChecks } from './sharing.ts';
import { snapshotChecks } from './snapshots.ts';
import { threadChecks } from './threads.ts';
import { typeChecks } from './types.ts';
import { unionLawChecks } from './union-laws.ts';
import { unionChecks } from './union.ts';

const GROUPS = [
  'BAG',
  'FORK',
  'UNION',
  'FAIL',
  'CACHE',
  'BYTES',
  'PORTS',
  'HISTORY',
  'PROGRAM',
  'THREAD',
];

function place({ id }: Check): readonly [number, number, string] {
  const [, group, rest = ''] = id.split('-');
  return [GROUPS.indexOf(group as string), Number.parseInt(rest, 10), rest];
}

/** All checks. Their ids are unique and keep their meaning from version to version. */
export const ALL_CHECKS: readonly Check[] = Object.freeze(
  [
    ...bagChecks,
    ...manyChecks,
    ...lookupChecks,
    ...typeChecks,
    ...snapshotChecks,
    ...forkChecks,
    ...sharingChecks,
    ...costChecks,
    ...unionChecks,
    ...unionLawChecks,
    ...longAgoChecks,
    ...conflictChecks,
    ...failureChecks,
    ...faultChecks,
    ...cacheChecks,
    ...bytesChecks,
    ...changesChecks,
    ...forgedChecks,
    ...scaleChecks,
    ...historyChecks,
    ...programChecks,
    ...threadChecks,
    ...portChecks,
  ].sort((a, b) => {
    const [x, y] = [place(a), place(b)];
    return x[0] - y[0] || x[1] - y[1] || (x[2] < y[2] ? -1 : 1);
  }),
);
