/**
 * A mutex in shared memory, for threads that hold the same memory, with a bounded wait and a holder that can
 * be named.
 *
 * Two words. *Holder* is FREE or the number of the thread that has the lock; only one thread moves it away
 * from FREE (compareExchange). *Sleepers* counts those who may be asleep. Whoever has to wait counts itself
 * before it looks at the holder again, and whoever gives the lock back frees it before it looks at the
 * count: so one of the two sees the other, and no wake-up is lost. A thread that died asleep leaves the
 * count too high, which costs a wake-up too many and nothing else.
 *
 * The holder is in the same word as the lock, so there is no moment at which a thread has it and
 * cannot be named: when a thread is known to have ended, `takeFrom` tells whether it died inside.
 *
 * A thread runs one thing at a time, so a count in this object says whether *this thread* is inside; that
 * is what lets a callback come back in without waiting for itself. It follows that a thread must use one
 * `SharedLock` object per memory, not two.
 */
import { EnvironmentError } from '@forkspace/spec';

const FREE = 0;

const HOLDER = 0;
const SLEEPERS = 1;

/** Numbers that a program gives are below; those that are drawn are not. */
const DRAWN = 2 ** 30;

/**
 * Looks at the lock so often before going to sleep: most critical sections are shorter than a sleep. Between
 * 0 and 2000 it made no difference that could be measured with four readers on two processors.
 */
const SPINS = 100;
/** Between two looks at the clock where a thread may not sleep. */
const SPINS_PER_LOOK = 1000;

/** How a thread takes a lock. */
export interface LockOptions {
  /** How long to wait for the lock, in milliseconds, before LOCK_FAILED; default 10,000. */
  readonly timeout?: number;
  /**
   * A number for this thread, 0 or more and below 2^30, that no other has: `threadId` of `node:worker_threads`
   * will do. Who knows it can say that the thread has ended. Default: drawn.
   */
  readonly thread?: number;
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
  static readonly BYTES: number = 8;

  /** Milliseconds. */
  readonly timeout: number;
  readonly #words: Int32Array;
  /** This thread, in the holder's word. */
  readonly #self: number;
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
    const { timeout = DEFAULT_TIMEOUT, thread } = options;
    if (typeof timeout !== 'number' || !(timeout >= 0)) {
      throw new EnvironmentError(
        'INVALID_ARGUMENT',
        'SharedLock: timeout must be a number of milliseconds, 0 or more',
        timeout,
      );
    }
    this.timeout = timeout;
    this.#words = new Int32Array(memory, 0, 2);
    this.#self = thread === undefined ? drawn() : wordOf(thread);
  }

  /** How many times this thread has taken the lock and not yet released it. */
  get depth(): number {
    return this.#depth;
  }

  /** Takes the lock; waits while another thread has it. Throws LOCK_FAILED after `timeout`. */
  acquire(): void {
    if (this.#depth === 0 && !this.#take()) this.#wait();
    this.#depth++;
  }

  /** Gives back what one `acquire` took. Throws LOCK_FAILED when this thread does not hold the lock. */
  release(): void {
    if (this.#depth === 0) {
      throw new EnvironmentError('LOCK_FAILED', 'release: this thread does not hold the lock');
    }
    if (--this.#depth > 0) return;
    Atomics.store(this.#words, HOLDER, FREE);
    if (Atomics.load(this.#words, SLEEPERS) > 0) Atomics.notify(this.#words, HOLDER, 1);
  }

  /**
   * Takes the lock from a thread that has ended, by the number it was given; false when that thread did not
   * hold it. The caller then holds it, looks after what was left half done, and releases it. To say
   * so of a thread that still runs lets two threads in. Throws INVALID_ARGUMENT.
   *
   * @example
   * const memory = new SharedArrayBuffer(SharedLock.BYTES);
   * new SharedLock(memory, { thread: 7 }).acquire(); // in a worker, which then dies
   * const lock = new SharedLock(memory);
   * lock.takeFrom(7) // => true
   */
  takeFrom(thread: number): boolean {
    const word = wordOf(thread);
    if (this.#depth > 0) return false; // this thread has it, so no other does
    if (Atomics.compareExchange(this.#words, HOLDER, word, this.#self) !== word) return false;
    this.#depth++;
    return true;
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

  #take(): boolean {
    return Atomics.compareExchange(this.#words, HOLDER, FREE, this.#self) === FREE;
  }

  #wait(): void {
    for (let spin = 0; spin < SPINS; spin++) {
      if (Atomics.load(this.#words, HOLDER) === FREE && this.#take()) return;
    }
    const deadline = performance.now() + this.timeout;
    Atomics.add(this.#words, SLEEPERS, 1);
    try {
      while (!this.#take()) {
        const left = deadline - performance.now();
        if (left <= 0) throw this.#late();
        if (!this.#sleep(left)) {
          this.#spinUntil(deadline);
          return;
        }
      }
    } finally {
      Atomics.sub(this.#words, SLEEPERS, 1);
    }
  }

  /** Sleeps until woken or `left` ms are over; false where this thread is not allowed to sleep. */
  #sleep(left: number): boolean {
    const holder = Atomics.load(this.#words, HOLDER);
    if (holder === FREE) return true;
    try {
      Atomics.wait(this.#words, HOLDER, holder, left);
      return true;
    } catch (error) {
      // The main thread of a browser, and memory that is not shared.
      if (error instanceof TypeError) return false;
      throw error;
    }
  }

  #spinUntil(deadline: number): void {
    for (let spin = 1; ; spin++) {
      if (this.#take()) return;
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

/** A thread's number as the lock writes it: never FREE. */
function wordOf(thread: number): number {
  if (Number.isInteger(thread) && thread >= 0 && thread < DRAWN) return thread + 1;
  throw new EnvironmentError(
    'INVALID_ARGUMENT',
    'SharedLock: the number of a thread must be a whole number, 0 or more and below 2^30',
    thread,
  );
}

function drawn(): number {
  return DRAWN + ((crypto.getRandomValues(new Uint32Array(1))[0] as number) % (DRAWN - 1)) + 1;
}

function isMemory(value: unknown): value is SharedArrayBuffer | ArrayBuffer {
  return (
    value instanceof ArrayBuffer ||
    (typeof SharedArrayBuffer !== 'undefined' && value instanceof SharedArrayBuffer)
  );
}
