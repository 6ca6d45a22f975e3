/** Every workload, in the order in which reports show them. */
import { cloneThenWrite, cloneUnmodified, nextWrites, remove } from './clone.ts';
import { concurrentReads } from './concurrent.ts';
import { evaluateReadOnly, evaluateWrites } from './evaluation.ts';
import { iterate, lookupHit, lookupMiss, lookupWildcards, queryIndexed } from './lookup.ts';
import {
  memoryAfterRounds,
  memoryOfClone,
  memoryOfRule,
  memoryOfWrittenClone,
  memoryRatio,
} from './memory.ts';
import {
  threadBranches,
  threadMemory,
  threadRoundTrip,
  threadSendChanges,
  threadSendWhole,
  threadStart,
} from './threads.ts';
import { exportBytes, importBytes, loadFacts } from './transfer.ts';
import { unionModified, unionOfForks, unionOneSide, unionUnmodified } from './union.ts';
import type { Workload } from './workload.ts';

export const WORKLOADS: readonly Workload[] = [
  cloneUnmodified,
  cloneThenWrite,
  nextWrites,
  remove,
  unionUnmodified,
  unionOneSide,
  unionModified,
  unionOfForks,
  lookupHit,
  lookupMiss,
  lookupWildcards,
  queryIndexed,
  iterate,
  loadFacts,
  exportBytes,
  importBytes,
  memoryOfRule,
  memoryOfClone,
  memoryOfWrittenClone,
  memoryRatio,
  memoryAfterRounds,
  concurrentReads,
  threadBranches,
  threadStart,
  threadRoundTrip,
  threadSendWhole,
  threadSendChanges,
  threadMemory,
  evaluateReadOnly,
  evaluateWrites,
];

/** Throws an Error that lists the known names. */
export function workloadNamed(name: string): Workload {
  const found = WORKLOADS.find((workload) => workload.name === name);
  if (found !== undefined) return found;
  throw new Error(
    `unknown workload ${JSON.stringify(name)}; known: ${WORKLOADS.map((w) => w.name).join(', ')}`,
  );
}
