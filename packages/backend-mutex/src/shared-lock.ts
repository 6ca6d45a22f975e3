/**
 * A mutex in shared memory, for threads that hold the same memory: the third futex of Ulrich Drepper,
 * "Futexes are tricky" (2004), with a bounded wait and an owner.
 *
 * The word is FREE, TAKEN, or CONTENDED. Only one thread moves it away from FREE (compareExchange), and
 * whoever has to sleep first makes it CONTENDED, so that the holder knows to wake somebody. A thread
 * that was woken takes the lock as CONTENDED, because others may still sleep: at worst a wake-up too
 * many, never one too few.
 *
 * The owner is not in the shared word. A thread runs one thing at a time, so a count in this object says
 * whether *this thread* is inside; that is what lets a callback come back in without waiting for itself.
 * It follows that a thread must use one `SharedLock` object per memory, not two.
 */
import { EnvironmentError } from '@forkspace/spec';

const FREE = 0;
const TAKEN = 1;
const CONTENDED = 2;

/**
 * Looks at the lock so often before going to sleep: most critical sections are shorter than a sleep. Between
 * 0 and 2000 it made no difference that could be measured with four readers on two processors.
 */
const SPINS = 100;
/** Between two looks at the clock where a thread may not sleep. */
const SPINS_PER_LOOK = 1000;

export interface LockOptions {
  /** How long to wait for the lock, in milliseconds, before LOCK_FAILED; default 10,000. */
  readonly timeout?: number;
}

const DEFAULT_TIMEOUT = 10_000;

/**
 * A lock that several threads can hold in turn. Re-entrant.
 *
 * @example
 * const memory = new SharedArrayBuffer(SharedLock.BYTES); // send it to other threads
 * const lock = new SharedLock(memory);
 * lock.run(() => 'alone') // => "alone"
 */
export class SharedLock {
  /** What the lock occupies at the start of its memory. */
  static readonly BYTES: number = 4;

  /** Milliseconds. */
  readonly timeout: number;
  readonly #word: Int32Array;
  /** How many times this thread is inside. */
  #depth = 0;

  /**
   * Memory of zeros is a free lock. Throws INVALID_ARGUMENT. Ordinary memory is accepted too: a lock
   * that no other thread can see.
   */
  constructor(memory: SharedArrayBuffer | ArrayBuffer, options: LockOptions = {}) {
    if (!isMemory(memory) || memory.byteLength < SharedLock.BYTES) {
      throw new EnvironmentError(
        'INVALID_ARGUMENT',
        `SharedLock: expected a SharedArrayBuffer of ${SharedLock.BYTES} bytes or more`,
        memory,
      );
    }
    const { timeout = DEFAULT_TIMEOUT } = options;
    if (typeof timeout !== 'number' || !(timeout >= 0)) {
      throw new EnvironmentError(
        'INVALID_ARGUMENT',
        'SharedLock: timeout must be a number of milliseconds, 0 or more',
        timeout,
      );
    }
    this.timeout = timeout;
    this.#word = new Int32Array(memory, 0, 1);
  }

  /** How many times this thread has taken the lock and not yet released it. */
  get depth(): number {
    return this.#depth;
  }

  /** Takes the lock; waits while another thread has it. Throws LOCK_FAILED after `timeout`. */
  acquire(): void {
    if (this.#depth === 0 && Atomics.compareExchange(this.#word, 0, FREE, TAKEN) !== FREE) {
      this.#wait();
    }
    this.#depth++;
  }

  /** Gives back what one `acquire` took. Throws LOCK_FAILED when this thread does not hold the lock. */
  release(): void {
    if (this.#depth === 0) {
      throw new EnvironmentError('LOCK_FAILED', 'release: this thread does not hold the lock');
    }
    if (--this.#depth > 0) return;
    if (Atomics.exchange(this.#word, 0, FREE) === CONTENDED) Atomics.notify(this.#word, 0, 1);
  }

  /** Runs `body` inside the lock and releases it whatever happens. `body` must not be async. */
  run<T>(body: () => T): T {
    this.acquire();
    try {
      return body();
    } finally {
      this.release();
    }
  }

  #wait(): void {
    for (let spin = 0; spin < SPINS; spin++) {
      if (
        Atomics.load(this.#word, 0) === FREE &&
        Atomics.compareExchange(this.#word, 0, FREE, TAKEN) === FREE
      ) {
        return;
      }
    }
    const deadline = performance.now() + this.timeout;
    while (Atomics.exchange(this.#word, 0, CONTENDED) !== FREE) {
      const left = deadline - performance.now();
      if (left <= 0) throw this.#late();
      if (!this.#sleep(left)) {
        this.#spinUntil(deadline);
        return;
      }
    }
  }

  /** Sleeps until woken or `left` ms are over; false where this thread is not allowed to sleep. */
  #sleep(left: number): boolean {
    try {
      Atomics.wait(this.#word, 0, CONTENDED, left);
      return true;
    } catch (error) {
      // The main thread of a browser, and memory that is not shared.
      if (error instanceof TypeError) return false;
      throw error;
    }
  }

  #spinUntil(deadline: number): void {
    for (let spin = 1; ; spin++) {
      // CONTENDED, because others may sleep: see the head of this file.
      if (Atomics.compareExchange(this.#word, 0, FREE, CONTENDED) === FREE) return;
      if (spin % SPINS_PER_LOOK === 0 && performance.now() > deadline) throw this.#late();
    }
  }

  #late(): EnvironmentError {
    return new EnvironmentError(
      'LOCK_FAILED',
      `the lock was not free within ${this.timeout} ms: another thread holds it, or died holding it, ` +
        'or this thread holds it through a second lock object; allow more time with the option timeout, ' +
        'or go on from an earlier export()',
    );
  }
}

function isMemory(value: unknown): value is SharedArrayBuffer | ArrayBuffer {
  return (
    value instanceof ArrayBuffer ||
    (typeof SharedArrayBuffer !== 'undefined' && value instanceof SharedArrayBuffer)
  );
}
