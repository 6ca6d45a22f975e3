/** Real worker threads on one environment. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expression, host, integer, symbol, variable } from '@forkspace/spec';
import { describe, expect, it } from 'vitest';
import { mutex, type MutexEnvironment, type ShareOptions } from '../src/index.ts';
import { crew } from './workers.ts';

/** Runs one job in several threads; what each returned. Checks that all ended with the same content. */
async function together(
  environment: MutexEnvironment,
  threads: number,
  job: string,
  count: number,
  options?: ShareOptions,
  meanwhile: () => void = () => {},
): Promise<unknown[]> {
  const workers = await crew(threads, { job, count, handle: environment.share(options) });
  const running = workers.run();
  meanwhile();
  const results = await running;
  const exports = await workers.exports();
  await workers.end();
  // Ranks, order, names of variables: everything is the same everywhere, to the byte.
  const mine = environment.export();
  for (const theirs of exports) expect(Buffer.compare(theirs, mine)).toBe(0);
  return results;
}

describe('an environment shared by threads', () => {
  it.each([2, 3, 4])('loses no write of %i threads', async (threads) => {
    const count = 300;
    const environment = mutex.create();
    const common = expression(symbol('common'), symbol('fact'));
    environment.add(common);
    await together(environment, threads, 'add', count, {}, () => {
      for (let i = 0; i < count; i++) environment.add(common);
    });
    expect(environment.count(common)).toBe((threads + 1) * count + 1);
    expect(environment.matchingRules('f', 1)).toHaveLength(threads * count);
    for (let index = 0; index < threads; index++) {
      const own = environment.query(expression(symbol('own'), integer(index), variable('i')));
      expect(own.map(({ atom }) => atom)).toHaveLength(count);
    }
  });

  it('lets one thread only have each thing', async () => {
    const environment = mutex.create();
    const token = symbol('token');
    environment.addAll(Array.from({ length: 5000 }, () => token));
    const taken = await together(environment, 4, 'take', 0);
    expect((taken as number[]).reduce((sum, n) => sum + n)).toBe(5000);
    expect(environment.size).toBe(0);
  });

  it('means the same spaces and cells everywhere', async () => {
    const threads = 3;
    const count = 8;
    const environment = mutex.create();
    // So that the numbers of the threads differ.
    environment.createState(symbol('first'));
    await together(environment, threads, 'make', count);
    expect(environment.spaceIds()).toHaveLength(threads * count);
    expect(environment.stateIds()).toHaveLength(threads * count + 1);
    for (const id of environment.spaceIds()) {
      const space = environment.space(id);
      expect(space.query(expression(symbol('made-by'), variable('t')))).toHaveLength(1);
    }
    expect(environment.bindings().map(([name]) => name)).toEqual([
      'thread-0',
      'thread-1',
      'thread-2',
    ]);
  });

  it('is merged by several threads with another one, each from its side', async () => {
    const [left, right] = [mutex.create(), mutex.create()];
    left.add(symbol('left'));
    right.add(symbol('right'));
    const timeout = 5000;
    const handles = [left.share({ timeout }), right.share({ timeout })];
    const workers = await crew(2, { job: 'unite', count: 2000, handles, timeout });
    expect(await workers.run()).toEqual([2, 2]);
    await workers.end();
  });

  it('goes on at once when it is told that a thread died inside an operation', async () => {
    const environment = mutex.create();
    environment.add(host({ name: 'thing', type: symbol('Thing') }));
    const workerData = {
      job: 'die-attaching',
      index: 3,
      handle: environment.share({ timeout: 50 }),
    };
    await once(new Worker(new URL('worker.mjs', import.meta.url), { workerData }), 'exit');
    expect(() => environment.size).toThrow(
      expect.objectContaining({ code: 'LOCK_FAILED' }) as Error,
    );
    environment.threadEnded(3);
    expect(environment.size).toBe(1);
  });

  it('goes on when the log starts anew', async () => {
    const environment = mutex.create();
    const maxLogBytes = 4096;
    await together(environment, 3, 'churn', 500, { maxLogBytes });
    expect(environment.size).toBe(3);
    expect(environment.share().log.byteLength).toBeLessThanOrEqual(maxLogBytes);
  });
});
