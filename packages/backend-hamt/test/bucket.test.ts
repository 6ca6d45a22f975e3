import { playBuckets } from '@forkspace/conformance/ports';
import { test, vi } from 'vitest';
import { TrieBucket } from '../src/trie-bucket.ts';

// Random histories take a second or two, and many more on a machine that is busy.
vi.setConfig({ testTimeout: 60_000 });

test.each(['fact', 'rule', 'whole'] as const)(
  'a bucket of shape %s agrees with plain lists, on every branch, and leaves snapshots alone',
  (shape) => {
    playBuckets(TrieBucket.of, shape, { numRuns: 100 });
  },
);
