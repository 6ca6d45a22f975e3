/** A thread that reads: waits for each window, looks up heads in random order until it ends, counts. */
import { workerData } from 'node:worker_threads';
import { symbol, type Environment, type SymbolAtom } from '@forkspace/spec';
import { randomFor } from '../random.ts';
import { loadBackend } from '../subjects.ts';
import { DONE, PHASE, READY, type ReaderOrder } from './concurrent.ts';

const order = workerData as ReaderOrder;
const { signals, counts } = order;
const backend = await loadBackend({ name: '', ...order });
const environment: Environment =
  order.bytes !== undefined
    ? backend.import(order.bytes)
    : (backend as unknown as { attach(handle: unknown): Environment }).attach(order.handle);

const random = randomFor(order.seed, 'reader');
const wanted = Array.from({ length: 4096 }, () =>
  symbol(order.heads[random.below(order.heads.length)] as string),
);

/** So many lookups between two looks at the signal. */
const CHUNK = 64;

function readWhile(phase: number): void {
  let lookups = 0;
  let found = 0;
  while (Atomics.load(signals, PHASE) === phase) {
    for (let i = 0; i < CHUNK; i++) {
      found += environment.matchingRules(wanted[(lookups + i) & 4095] as SymbolAtom, 1).length;
    }
    lookups += CHUNK;
  }
  done(lookups, found);
}

/** Tells the main thread that this reader is through with a window. */
function done(lookups: number, found: number): void {
  counts[0] = lookups;
  counts[1] = found;
  Atomics.add(signals, DONE, 1);
}

Atomics.add(signals, READY, 1);
for (let through = -1; ;) {
  const phase = Atomics.load(signals, PHASE);
  if (phase % 2 === 1) {
    readWhile(phase);
    through = phase;
  } else if (phase > through + 1) {
    // On a busy machine a whole window can pass before this thread gets a processor.
    done(0, 0);
    through = phase - 1;
  } else Atomics.wait(signals, PHASE, phase);
}
