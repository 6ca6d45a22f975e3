/** A thread that does branches of work on its own copy of a base and posts back what changed. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Environment } from '@forkspace/spec';
import { loadBackend, type Subject } from '../subjects.ts';
import { work, type Done, type Task } from './threads.ts';

const backend = await loadBackend({ name: '', ...(workerData as Omit<Subject, 'name'>) });
const NOTHING = new Uint8Array();
let base: Environment = backend.create();

function perform(task: Task): Uint8Array {
  if (task.kind === 'base') base = backend.import(task.bytes);
  if (task.kind !== 'branch') return NOTHING;
  const branch = base.clone();
  work(branch, task.number, task.microseconds);
  return branch.exportChanges(base);
}

const answer = (changes: Uint8Array): void => parentPort?.postMessage({ changes } satisfies Done);
parentPort?.on('message', (task: Task) => answer(perform(task)));
answer(NOTHING);
