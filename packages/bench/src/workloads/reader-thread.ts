/** A thread that reads: looks up heads in random order in each window, and counts. */
import { receiveMessageOnPort, workerData } from 'node:worker_threads';
import { symbol, type ExpressionAtom, type SymbolAtom } from '@forkspace/spec';
import { randomFor } from '../random.ts';
import { loadBackend } from '../subjects.ts';
import {
  environmentOf,
  inEveryWindow,
  PHASE,
  WRITTEN_HEAD,
  type ReaderOrder,
} from './concurrent.ts';

const order = workerData as ReaderOrder;
const { signals, counts, changes } = order;
const environment = environmentOf(await loadBackend({ name: '', ...order }), order);

const random = randomFor(order.seed, 'reader');
const wanted = Array.from({ length: 4096 }, () =>
  symbol(order.heads[random.below(order.heads.length)] as string),
);
const writtenHead = symbol(WRITTEN_HEAD);

/** So many lookups between two looks at the signal, and so many of these between two looks at the post. */
const CHUNK = 64;
const CHUNKS = 16;

function applyChanges(): void {
  if (changes === undefined) return;
  for (let post = receiveMessageOnPort(changes); post !== undefined;) {
    environment.applyChanges(post.message as Uint8Array);
    post = receiveMessageOnPort(changes);
  }
}

/** The number in the rule that the writer wrote last, as this thread sees it; 0 before the first. */
function lastWritten(): number {
  const [rule, ...more] = environment.matchingRules(writtenHead, 1);
  if (rule === undefined) return 0;
  if (more.length > 0) return Number.NaN;
  const body = rule.body as ExpressionAtom;
  return Number((body.items[2] as { readonly value?: unknown }).value);
}

function readWhile(phase: number): void {
  let lookups = 0;
  let found = 0;
  for (let chunk = 0; Atomics.load(signals, PHASE) === phase; chunk++) {
    for (let i = 0; i < CHUNK; i++) {
      found += environment.matchingRules(wanted[(lookups + i) & 4095] as SymbolAtom, 1).length;
    }
    lookups += CHUNK;
    if (chunk % CHUNKS === 0) applyChanges();
  }
  report(lookups, found);
}

function report(lookups: number, found: number): void {
  applyChanges();
  counts[0] = lookups;
  counts[1] = found;
  counts[2] = lastWritten();
}

inEveryWindow(signals, readWhile, () => report(0, 0));
