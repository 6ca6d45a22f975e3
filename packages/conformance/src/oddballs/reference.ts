/** The backend that mutants and oddballs are made from: the defaults over a native map. */
import { defineBackend, type Capabilities, type EnvironmentBackend } from '@forkspace/spec';
import { MapTable } from './map-table.ts';

export const COPYING: Capabilities = { isolation: true, firstWrite: 'copy', sharedMemory: false };

export const reference: EnvironmentBackend = defineBackend({
  name: 'reference',
  capabilities: COPYING,
  table: () => MapTable.empty(),
});
