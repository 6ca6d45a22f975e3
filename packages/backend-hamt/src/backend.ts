/** What the backends of this package have in common: buckets on our own trie, and what they declare. */
import { defineBackend, type EnvironmentBackend, type Table } from '@forkspace/spec';
import { TrieBucket } from './trie-bucket.ts';

export function backendOn(
  name: string,
  table: <V extends object>() => Table<V>,
): EnvironmentBackend {
  return defineBackend({
    name,
    capabilities: { isolation: true, firstWrite: 'path', sharedMemory: false },
    table,
    bucket: TrieBucket.of,
  });
}
