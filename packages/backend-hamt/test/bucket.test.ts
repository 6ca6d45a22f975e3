import { playBuckets } from '@forkspace/conformance/ports';
import { test } from 'vitest';
import { TrieBucket } from '../src/trie-bucket.ts';

test.each(['fact', 'rule', 'whole'] as const)(
  'a bucket of shape %s agrees with plain lists, on every branch, and leaves snapshots alone',
  (shape) => {
    playBuckets(TrieBucket.of, shape, { numRuns: 100 });
  },
);
