/** Every mutant: the suite is tested by them, as a backend is tested by the suite. */
import { bucketMutants } from './buckets.ts';
import { bytesMutants } from './bytes.ts';
import { contentMutants } from './content.ts';
import { failingMutants } from './failing.ts';
import { identityMutants } from './identity.ts';
import { isolationMutants } from './isolation.ts';
import { lookupMutants } from './lookups.ts';
import { mergingMutants } from './merging.ts';
import type { Mutant } from './mutant.ts';
import { numberingMutants } from './numbering.ts';
import { programMutants } from './programs.ts';
import { sharingMutants } from './sharing.ts';
import { storageMutants } from './storage.ts';
import { threadMutants } from './threads.ts';
import { typeMutants } from './types.ts';

export type { Mutant } from './mutant.ts';

export const MUTANTS: readonly Mutant[] = [
  ...contentMutants,
  ...lookupMutants,
  ...typeMutants,
  ...isolationMutants,
  ...numberingMutants,
  ...mergingMutants,
  ...identityMutants,
  ...failingMutants,
  ...bytesMutants,
  ...storageMutants,
  ...bucketMutants,
  ...programMutants,
  ...sharingMutants,
  ...threadMutants,
];
