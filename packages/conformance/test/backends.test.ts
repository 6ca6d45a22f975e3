/** A short run of the suite on our own backends, and the shape of what it reports. The long runs live with each backend. */
import { defineBackend, type EnvironmentBackend } from '@forkspace/spec';
import { describe, expect, test } from 'vitest';
import { MapTable } from '../src/oddballs/map-table.ts';
import { conformance } from '../src/vitest.ts';

const map: EnvironmentBackend = defineBackend({
  name: 'map',
  capabilities: { isolation: true, firstWrite: 'copy', sharedMemory: false },
  table: () => MapTable.empty(),
});

conformance(map, { steps: 20_000 });

describe('the table of the reference backend', () => {
  test('a write under another owner copies', () => {
    const empty = MapTable.empty<object>();
    expect(empty.size).toBe(0);
  });
});
