/**
 * A thread that writes beside readers: replaces one rule by the next, again and again, at a steady pace. So
 * the content stays as large as it was, however long it goes on.
 */
import { workerData } from 'node:worker_threads';
import { loadBackend } from '../subjects.ts';
import {
  environmentOf,
  inEveryWindow,
  PHASE,
  WRITING,
  WRITTEN,
  WRITTEN_HEAD,
  type WriterOrder,
} from './concurrent.ts';
import { rule } from './content.ts';

const order = workerData as WriterOrder;
const { signals, readers } = order;
const environment = environmentOf(await loadBackend({ name: '', ...order }), order);

const PAUSE_MS = 1;
const WRITES = 10;
const POST_MS = 10;

let number = 0;
let posted = environment.clone();

function write(): void {
  environment.add(rule(WRITTEN_HEAD, ++number));
  if (number > 1) environment.remove(rule(WRITTEN_HEAD, number - 1));
}

function post(): void {
  if (readers.length === 0) return;
  const bytes = environment.exportChanges(posted);
  for (const port of readers) port.postMessage(bytes);
  posted = environment.clone();
}

function writeWhile(phase: number): void {
  let last = performance.now();
  while (Atomics.load(signals, PHASE) === phase && Atomics.load(signals, WRITING) !== 0) {
    for (let i = 0; i < WRITES; i++) write();
    if (performance.now() - last >= POST_MS) {
      post();
      last = performance.now();
    }
    Atomics.wait(signals, PHASE, phase, PAUSE_MS);
  }
  if (number > 0) post();
  Atomics.store(signals, WRITTEN, number);
}

inEveryWindow(signals, writeWhile, () => {});
