/**
 * The log of all writes to one store, in memory that its threads share. It knows bytes only; what they
 * mean is the store's business. Every method is called with the store's lock held, except the test
 * whether there is anything new, which is one atomic load.
 *
 * Two memories. *Control*, 32-bit words of fixed size:
 *
 * | word | holds |
 * | --- | --- |
 * | 0, 1 | the lock |
 * | 2 | a magic number: this is a control block of this layout |
 * | 3 | sequence: changes with every entry (modulo 2^32) |
 * | 4 | head: the bytes of the log in use |
 * | 5 | generation: changes when the log starts anew (modulo 2^32) |
 * | 6 | limit: the largest size of the log |
 * | 7 | whether the log is being written anew: what it holds then is no log |
 *
 * *Log*, growable: entries one after another, each a length of four bytes and its content. The first is a
 * snapshot of everything; the rest are operations on it.
 *
 * Room: when the next entry does not fit, the log grows (doubling, up to its limit) as long as its
 * operations are less than three times its snapshot; otherwise it starts anew from a fresh snapshot. So
 * the log is O(content), a snapshot is paid for by the writes before it, and no thread has to be waited
 * for: one that had fallen behind begins again from the snapshot. A snapshot may fill half of the limit;
 * content beyond that is refused with LOCK_FAILED.
 *
 * A thread may die at any instruction. What it appended counts from the moment in which the head has moved; before that it
 * is not there. Only a log that was being written anew cannot be read, until a thread that had read everything writes it.
 */
import { EnvironmentError } from '@forkspace/spec';
import { corruptLog } from './operations.ts';

const MAGIC = 0x464d5802; // FMX, layout 2

const MAGIC_WORD = 2;
const SEQUENCE = 3;
const HEAD = 4;
const GENERATION = 5;
const LIMIT = 6;
const REWRITING = 7;
const WORDS = 8;

const LENGTH_BYTES = 4;
const SMALLEST = 1 << 12;
/** A log of less than this is never worth starting anew. */
const WORTHWHILE = 1 << 16;

/** The size of a control block. The lock is its first word. */
export const CONTROL_BYTES: number = WORDS * Int32Array.BYTES_PER_ELEMENT;

export class SharedLog {
  readonly memory: SharedArrayBuffer;
  readonly #control: Int32Array;
  /** Both follow the memory when it grows. */
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  // How far this thread has read.
  #sequence: number;
  #generation: number;
  #position = 0;
  /** Where the snapshot ends. */
  #snapshotEnd = 0;

  private constructor(control: SharedArrayBuffer, memory: SharedArrayBuffer) {
    this.memory = memory;
    this.#control = new Int32Array(control);
    this.#bytes = new Uint8Array(memory);
    this.#view = new DataView(memory);
    // Not what the control block says: a thread that has read nothing is behind.
    this.#generation = this.#word(GENERATION) - 1;
    this.#sequence = this.#word(SEQUENCE) - 1;
  }

  /** A new log that begins with a snapshot. Throws LOCK_FAILED. */
  static create(control: SharedArrayBuffer, limit: number, snapshot: Uint8Array): SharedLog {
    const size = Math.min(SMALLEST, limit);
    const log = new SharedLog(control, new SharedArrayBuffer(size, { maxByteLength: limit }));
    log.#put(LIMIT, limit);
    log.#startAnew(snapshot);
    log.#put(MAGIC_WORD, MAGIC);
    return log;
  }

  /** The log that another thread created, unread. Throws INVALID_ARGUMENT. */
  static attach(control: SharedArrayBuffer, memory: SharedArrayBuffer): SharedLog {
    const words = control.byteLength >= CONTROL_BYTES ? new Int32Array(control) : [];
    if (words[MAGIC_WORD] !== MAGIC || words[LIMIT] !== memory.maxByteLength) {
      throw new EnvironmentError(
        'INVALID_ARGUMENT',
        'attach: this is no handle of this version; pass on what share() returned, unchanged',
      );
    }
    return new SharedLog(control, memory);
  }

  /** Whether there is an entry that this thread has not read. */
  get isBehind(): boolean {
    return Atomics.load(this.#control, SEQUENCE) !== this.#sequence;
  }

  /**
   * Hands every unread entry to `visit`. When that throws, the entry counts as unread and the next call
   * begins with it.
   */
  catchUp(visit: (entry: Uint8Array, isSnapshot: boolean) => void): void {
    if (this.#word(REWRITING) !== 0) throw lost();
    const generation = this.#word(GENERATION);
    if (generation !== this.#generation) {
      this.#position = 0;
      this.#snapshotEnd = 0;
      this.#generation = generation;
    }
    const head = this.#word(HEAD);
    while (this.#position < head) {
      const from = this.#position + LENGTH_BYTES;
      const to = from <= head ? from + this.#view.getUint32(this.#position) : from;
      if (to > head) throw corruptLog('an entry is longer than what is left');
      // A copy in ordinary memory: shared memory cannot be decoded as text everywhere.
      visit(this.#bytes.slice(from, to), this.#position === 0);
      this.#read(to);
    }
    this.#sequence = this.#word(SEQUENCE);
  }

  /**
   * Makes room for one entry, so that `append` cannot fail. Nothing must be unread. Throws LOCK_FAILED, and
   * whatever `snapshot` throws; the log is then as it was.
   */
  reserve(entry: Uint8Array, snapshot: () => Uint8Array): void {
    const needed = LENGTH_BYTES + entry.length;
    const isBroken = this.#word(REWRITING) !== 0;
    if (!isBroken && this.#fits(needed)) return;
    const operations = this.#word(HEAD) - this.#snapshotEnd;
    const isLong = operations >= Math.max(WORTHWHILE, 3 * this.#snapshotEnd);
    if (!isBroken && !isLong && this.#grow(this.#word(HEAD) + needed)) return;
    this.#startAnew(snapshot());
    if (this.#fits(needed) || this.#grow(this.#word(HEAD) + needed)) return;
    throw full(this.memory.maxByteLength);
  }

  /** Appends what room was reserved for. */
  append(entry: Uint8Array): void {
    const head = this.#word(HEAD);
    const end = this.#place(entry, head);
    this.#put(HEAD, end);
    this.#advance();
    this.#read(end);
  }

  /**
   * Looks after a log whose writer died inside the lock. An entry that was appended and not told is told now. A log
   * that was being written anew is written by this thread, if it had read everything there was; if it had not, whoever
   * had does so with its next write, and until then those who had not get LOCK_FAILED.
   */
  mend(snapshot: () => Uint8Array): void {
    if (this.#word(REWRITING) === 0) this.#put(SEQUENCE, this.#word(SEQUENCE) + 1);
    else if (!this.isBehind) this.#startAnew(snapshot());
  }

  #startAnew(snapshot: Uint8Array): void {
    const length = LENGTH_BYTES + snapshot.length;
    const limit = this.memory.maxByteLength;
    if (length > limit / 2) throw full(limit);
    if (length > this.memory.byteLength) this.#grow(length);
    this.#put(REWRITING, 1);
    const end = this.#place(snapshot, 0);
    this.#put(HEAD, end);
    this.#put(GENERATION, this.#word(GENERATION) + 1);
    this.#put(REWRITING, 0);
    this.#advance();
    this.#generation = this.#word(GENERATION);
    this.#position = 0;
    this.#read(end);
  }

  #place(entry: Uint8Array, at: number): number {
    this.#view.setUint32(at, entry.length);
    this.#bytes.set(entry, at + LENGTH_BYTES);
    return at + LENGTH_BYTES + entry.length;
  }

  #read(to: number): void {
    if (this.#position === 0) this.#snapshotEnd = to;
    this.#position = to;
  }

  /** This thread wrote an entry, which it need not read. */
  #advance(): void {
    this.#put(SEQUENCE, this.#word(SEQUENCE) + 1);
    this.#sequence = this.#word(SEQUENCE);
  }

  #fits(needed: number): boolean {
    return this.#word(HEAD) + needed <= this.memory.byteLength;
  }

  /** Grows to `size` or more; false when neither the limit nor the machine allows it. */
  #grow(size: number): boolean {
    const { byteLength, maxByteLength } = this.memory;
    if (size > maxByteLength) return false;
    try {
      this.memory.grow(Math.min(maxByteLength, Math.max(size, 2 * byteLength)));
      return true;
    } catch (error) {
      if (error instanceof RangeError) return false; // the machine has no more
      throw error;
    }
  }

  #word(at: number): number {
    return Atomics.load(this.#control, at);
  }

  #put(at: number, value: number): void {
    Atomics.store(this.#control, at, value);
  }
}

function lost(): EnvironmentError {
  return new EnvironmentError(
    'LOCK_FAILED',
    'a thread ended while it was writing the shared log anew, and this thread had not read all of it: ' +
      'a write by a thread that had mends it; or go on from an earlier export()',
  );
}

function full(limit: number): EnvironmentError {
  return new EnvironmentError(
    'LOCK_FAILED',
    `the shared log of ${limit} bytes is full, and what the environment holds needs more than half of it; ` +
      'remove what is no longer needed, or share with a larger maxLogBytes',
  );
}
