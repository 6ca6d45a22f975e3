// What the tests run in other threads, from the built package: TypeScript cannot be loaded here.
// Each job returns what it found; `report` is asked for once all threads are done.
import { parentPort, threadId, workerData } from 'node:worker_threads';
import { expression, integer, spaceRef, stateRef, symbol, variable } from '@forkspace/spec';
import { mutex, SharedLock } from '@forkspace/backend-mutex';

const s = symbol;
const { job, index, count, handle } = workerData;

const jobs = {
  /** Increments a plain number in shared memory under the lock. */
  count() {
    const lock = new SharedLock(workerData.lock);
    const counter = new Int32Array(workerData.counter);
    for (let i = 0; i < count; i++) lock.run(() => (counter[0] = counter[0] + 1));
  },

  /** Takes the lock and never gives it back. */
  die() {
    new SharedLock(workerData.lock, { thread: 4 }).acquire();
  },

  /** Adds facts of its own, the same fact as everybody, and rules, and reads in between. */
  add(environment) {
    let seen = 0;
    for (let i = 0; i < count; i++) {
      environment.add(expression(s('own'), integer(index), integer(i)));
      environment.add(expression(s('common'), s('fact')));
      environment.add(expression(s('='), expression(s('f'), variable('x')), integer(i)));
      const { size } = environment;
      if (size < seen + 3) throw new Error(`went back from ${seen} to ${size}`);
      seen = size;
    }
  },

  /** Takes tokens away until there are none: each must go to one thread only. */
  take(environment) {
    let taken = 0;
    while (environment.remove(s('token'))) taken++;
    return taken;
  },

  /** Makes spaces and cells, tells the others about them, and writes into what the others made. */
  make(environment) {
    for (let i = 0; i < count; i++) {
      const space = environment.createSpace();
      const state = environment.createState(integer(index));
      environment.space(space).add(expression(s('made-by'), integer(index)));
      environment.add(expression(s('made'), spaceRef(space), stateRef(state)));
      for (const { items } of environment
        .query(expression(s('made'), variable('s'), variable('c')))
        .map((m) => m.atom)) {
        environment.space(items[1].value).add(expression(s('visited-by'), integer(index)));
        environment.writeState(items[2].value, expression(s('last'), integer(index)));
      }
    }
    environment.bind(`thread-${index}`, integer(threadId));
  },

  /** Merges two environments, every thread beginning with another one. */
  unite() {
    const { handles, timeout } = workerData;
    const order = index % 2 === 0 ? handles : [...handles].reverse();
    const [left, right] = order.map((one) => mutex.attach(one, { timeout }));
    let size = 0;
    for (let i = 0; i < count; i++) ({ size } = left.union(right));
    return size;
  },

  /** Many writes that leave little behind: the log has to start anew again and again. */
  churn(environment) {
    for (let i = 0; i < count; i++) {
      const atom = expression(s('passing'), integer(index), integer(i));
      environment.add(atom);
      if (!environment.remove(atom)) throw new Error('lost an atom');
    }
    environment.add(expression(s('stays'), integer(index)));
  },
};

/** Ends this thread while it reads a host value, inside the lock. */
const host = () => process.exit();
const environment =
  handle === undefined
    ? undefined
    : mutex.attach(handle, { thread: index, ...(job === 'die-attaching' && { host }) });
parentPort.on('message', (message) => {
  if (message === 'start') parentPort.postMessage(jobs[job](environment));
  else parentPort.postMessage(environment.export());
});
parentPort.postMessage('ready');
