import { test } from 'vitest';
import { playRandomly } from './bucket-game.ts';

test.each(['fact', 'rule', 'whole'] as const)(
  'a bucket of shape %s agrees with plain lists, on every branch, and leaves snapshots alone',
  (shape) => {
    playRandomly(shape, 100);
  },
);
