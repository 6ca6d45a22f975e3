/** Every mutant: the suite is tested by them, as a backend is tested by the suite. */
import { contentMutants } from './content.ts';
import { identityMutants } from './identity.ts';
import { isolationMutants } from './isolation.ts';
import { lookupMutants } from './lookups.ts';
import { mergingMutants } from './merging.ts';
import type { Mutant } from './mutant.ts';
import { sharingMutants } from './sharing.ts';
import { storageMutants } from './storage.ts';

export type { Mutant } from './mutant.ts';

export const MUTANTS: readonly Mutant[] = [
  ...contentMutants, ...lookupMutants, ...isolationMutants, ...mergingMutants, ...identityMutants, ...storageMutants, ...sharingMutants,
];
