/** The same histories where index keys collide all the time: collisions cost time, never an answer. */
import { playBuckets } from '@forkspace/conformance/ports';
import type * as Spec from '@forkspace/spec';
import { test, vi } from 'vitest';
import { TrieBucket } from '../src/trie-bucket.ts';

vi.mock('@forkspace/spec', async (original) => {
  const spec = await original<typeof Spec>();
  // Two keys are left, and to an index one of them is the same as OPEN.
  const crush = (key: number): number => (key === spec.OPEN ? key : (key & 16) | 1);
  return {
    ...spec,
    storedKeys: (...args: Parameters<typeof spec.storedKeys>) =>
      spec.storedKeys(...args).map(crush),
    patternKeys: (...args: Parameters<typeof spec.patternKeys>) =>
      spec.patternKeys(...args)?.map(crush),
  };
});

test.each(['fact', 'rule', 'whole'] as const)(
  'a bucket of shape %s agrees with plain lists',
  (shape) => {
    playBuckets(TrieBucket.of, shape, { numRuns: 60 });
  },
);
