/** Every workload, in the order in which reports show them. */
import { OptionError } from '../option-error.ts';
import {
  allocatedByClone,
  allocatedByLookup,
  allocatedByUnion,
  allocatedByWrite,
} from './allocation.ts';
import { calibration } from './calibration.ts';
import { cloneKept, cloneThenWrite, cloneUnmodified, nextWrites, remove } from './clone.ts';
import { concurrentReads, concurrentReadsAndWriter } from './concurrent.ts';
import { evaluateReadOnly, evaluateSame, evaluateWrites } from './evaluation.ts';
import { evaluateDeep, evaluateSearch, evaluateWide } from './forking.ts';
import { loadFacts, memoryOfFact } from './loading.ts';
import { iterate, lookupHit, lookupMiss, lookupWildcards, queryIndexed } from './lookup.ts';
import {
  memoryAfterRounds,
  memoryOfClone,
  memoryOfRule,
  memoryOfWrittenClone,
  memoryPeak,
  memoryRatio,
} from './memory.ts';
import {
  storeCloneWrite,
  storeFill,
  storeForks,
  storeLookup,
  storeQuery,
  storeUnion,
  storeUnionRemoved,
} from './stores.ts';
import {
  threadBranches,
  threadMemory,
  threadRoundTrip,
  threadSendChanges,
  threadSendWhole,
  threadStart,
} from './threads.ts';
import { bulkLoad, exportBytes, importBytes } from './transfer.ts';
import {
  unionModified,
  unionOfForks,
  unionOfWrittenForks,
  unionOneSide,
  unionUnmodified,
} from './union.ts';
import type { Workload } from './workload.ts';

/** Every workload, in the order of a report. */
export const WORKLOADS: readonly Workload[] = [
  calibration,
  cloneUnmodified,
  cloneKept,
  cloneThenWrite,
  nextWrites,
  remove,
  unionUnmodified,
  unionOneSide,
  unionModified,
  unionOfForks,
  unionOfWrittenForks,
  lookupHit,
  lookupMiss,
  lookupWildcards,
  queryIndexed,
  iterate,
  bulkLoad,
  loadFacts,
  exportBytes,
  importBytes,
  memoryOfRule,
  memoryOfFact,
  memoryOfClone,
  memoryOfWrittenClone,
  memoryRatio,
  memoryAfterRounds,
  memoryPeak,
  allocatedByClone,
  allocatedByWrite,
  allocatedByUnion,
  allocatedByLookup,
  concurrentReads,
  concurrentReadsAndWriter,
  threadBranches,
  threadStart,
  threadRoundTrip,
  threadSendWhole,
  threadSendChanges,
  threadMemory,
  evaluateReadOnly,
  evaluateSame,
  evaluateWrites,
  evaluateDeep,
  evaluateWide,
  evaluateSearch,
  storeFill,
  storeLookup,
  storeCloneWrite,
  storeUnion,
  storeForks,
  storeQuery,
  storeUnionRemoved,
];

/** Throws an OptionError that lists the known names. */
export function workloadNamed(name: string): Workload {
  const found = WORKLOADS.find((workload) => workload.name === name);
  if (found !== undefined) return found;
  throw new OptionError(
    `unknown workload ${JSON.stringify(name)}; known: ${WORKLOADS.map((w) => w.name).join(', ')}`,
  );
}
