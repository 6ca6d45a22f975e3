// Runs checks on one bundle after another. In a process of its own: a mutant may never
// end, and whoever started this one then ends it.

import { setEnvironmentData } from 'node:worker_threads';

process.on(
  'message',
  async ({ url, backend, checks, effort, thorough = [], all, functions = 0 }) => {
    // In shared memory, so that the threads of a check leave their marks too.
    const marks = new Uint8Array(new SharedArrayBuffer(functions));
    globalThis.reachedFunctions = marks;
    setEnvironmentData('reachedFunctions', marks);
    const reached = () => {
      const numbers = [...marks.keys()].filter((n) => marks[n] === 1);
      marks.fill(0);
      return numbers;
    };
    try {
      const suite = await import(url);
      process.send({ loaded: reached() });
      const contextOf = (steps) =>
        suite.contextFor(suite[backend], { seed: effort.seed, steps }, url);
      const [usual, more] = [contextOf(effort.steps), contextOf(effort.thorough)];
      const byId = new Map(suite.ALL_CHECKS.map((check) => [check.id, check]));
      for (const id of checks ?? byId.keys()) {
        process.send({ start: id });
        const start = Date.now();
        const { status, message } = await suite.runCheck(
          byId.get(id),
          thorough.includes(id) ? more : usual,
        );
        const broken = status === 'fail' || status === 'error';
        process.send({
          done: id,
          status,
          message,
          milliseconds: Date.now() - start,
          reached: reached(),
        });
        if (broken && !all) break;
      }
    } catch (error) {
      process.send({ start: 'load' });
      process.send({
        done: 'load',
        status: 'error',
        milliseconds: 0,
        reached: [],
        error: String(error),
      });
    }
    process.send({ end: true });
  },
);
process.on('disconnect', () => process.exit());
process.send({ ready: true });
