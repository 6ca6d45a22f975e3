import type { EnvironmentError } from '@forkspace/spec';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { SharedLock } from '../src/shared-lock.ts';
import { crew } from './workers.ts';

const failed = expect.objectContaining({ code: 'LOCK_FAILED' }) as EnvironmentError;

function newMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(SharedLock.BYTES);
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('SharedLock', () => {
  it('is taken again by the thread that has it, and free after as many releases', () => {
    const memory = newMemory();
    const lock = new SharedLock(memory, { thread: 7 });
    const word = new Int32Array(memory);
    lock.acquire();
    lock.run(() => expect(lock.depth).toBe(2));
    expect([lock.depth, word[0]]).toEqual([1, 8]);
    lock.release();
    expect([lock.depth, word[0]]).toEqual([0, 0]);
  });

  it('is released when the body throws', () => {
    const memory = newMemory();
    const lock = new SharedLock(memory);
    expect(() =>
      lock.run(() => {
        throw new Error('mine');
      }),
    ).toThrow('mine');
    expect(new Int32Array(memory)[0]).toBe(0);
  });

  it('refuses to be released by a thread that does not hold it', () => {
    expect(() => new SharedLock(newMemory()).release()).toThrow(failed);
  });

  it('gives up after its timeout, and can be taken once it is free', () => {
    const memory = newMemory();
    const holder = new SharedLock(memory);
    const lock = new SharedLock(memory, { timeout: 20 });
    holder.acquire();
    expect(() => lock.acquire()).toThrow(failed);
    expect(lock.depth).toBe(0);
    holder.release();
    expect(lock.run(() => 'taken')).toBe('taken');
  });

  it('spins where the thread may not sleep', () => {
    vi.spyOn(Atomics, 'wait').mockImplementation(() => {
      throw new TypeError('Atomics.wait cannot be called in this context');
    });
    const memory = newMemory();
    const holder = new SharedLock(memory);
    const lock = new SharedLock(memory, { timeout: 20 });
    holder.acquire();
    expect(() => lock.acquire()).toThrow(failed);
    holder.release();
    expect(lock.run(() => 'taken')).toBe('taken');
  });

  it('works on ordinary memory, for one thread', () => {
    expect(new SharedLock(new ArrayBuffer(SharedLock.BYTES)).run(() => 1)).toBe(1);
  });

  it.each([
    ['no memory', undefined, {}],
    ['an array', new Int32Array(4), {}],
    ['too little memory', new SharedArrayBuffer(2), {}],
    ['a negative timeout', newMemory(), { timeout: -1 }],
    ['a timeout that is no number', newMemory(), { timeout: Number.NaN }],
    ['a negative thread', newMemory(), { thread: -1 }],
    ['a thread that is no whole number', newMemory(), { thread: 0.5 }],
    ['a thread of 2^30', newMemory(), { thread: 2 ** 30 }],
  ])('refuses %s', (_, memory, options) => {
    expect(() => new SharedLock(memory as SharedArrayBuffer, options)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }) as EnvironmentError,
    );
  });

  it.each([1, 2, 4])('loses no increment of %i threads', async (threads) => {
    const [lock, counter, count] = [newMemory(), new SharedArrayBuffer(4), 50_000];
    const workers = await crew(threads, { job: 'count', lock, counter, count });
    const mine = new SharedLock(lock);
    const total = new Int32Array(counter);
    const done = workers.run();
    for (let i = 0; i < count; i++) mine.run(() => (total[0] = (total[0] as number) + 1));
    await done;
    await workers.end();
    expect(total[0]).toBe((threads + 1) * count);
    expect([...new Int32Array(lock)]).toEqual([0, 0]);
  });

  it('tells that a thread died with the lock, instead of waiting for ever', async () => {
    const lock = newMemory();
    const workers = await crew(1, { job: 'die', lock });
    await workers.run();
    await workers.end();
    const other = new SharedLock(lock, { timeout: 20 });
    expect(() => other.acquire()).toThrow(failed);
    expect([...new Int32Array(lock)]).toEqual([5, 0]);
    expect(other.takeFrom(3)).toBe(false);
    expect(other.takeFrom(4)).toBe(true);
    expect(other.depth).toBe(1);
    other.release();
    expect([...new Int32Array(lock)]).toEqual([0, 0]);
  });

  it('is not taken from a thread that does not hold it, nor by the one that does', () => {
    const memory = newMemory();
    const lock = new SharedLock(memory, { thread: 1 });
    expect(lock.takeFrom(1)).toBe(false);
    lock.run(() => expect(lock.takeFrom(1)).toBe(false));
    expect(() => lock.takeFrom(-1)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }) as EnvironmentError,
    );
    expect(lock.depth).toBe(0);
  });
});
