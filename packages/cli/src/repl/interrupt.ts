/**
 * Ctrl-C while an evaluation runs. The evaluation keeps the thread to itself, so no signal handler and no
 * key event gets a turn; but the key is waiting at the terminal, and can be looked for now and then.
 */
import { closeSync, constants, openSync, readSync } from 'node:fs';

const CTRL_C = '\u0003';
const INTERVAL = 50;

export class InterruptKey {
  readonly #descriptor: number | undefined;
  readonly #buffer = new Uint8Array(256);
  #next = 0;
  #pressed = false;
  #typedAhead = '';

  /** Looks at the terminal; where there is none, nothing is ever pressed. */
  constructor() {
    try {
      this.#descriptor = openSync('/dev/tty', constants.O_RDONLY | constants.O_NONBLOCK);
    } catch {
      this.#descriptor = undefined;
    }
  }

  /** Whether the key was pressed since the last `reset`. Cheap: looks at most twenty times a second. */
  readonly pressed = (): boolean => {
    const now = Date.now();
    if (this.#pressed || this.#descriptor === undefined || now < this.#next) return this.#pressed;
    this.#next = now + INTERVAL;
    const keys = this.#read(this.#descriptor);
    this.#pressed = keys.includes(CTRL_C);
    this.#typedAhead = this.#pressed ? '' : this.#typedAhead + keys;
    return this.#pressed;
  };

  #read(descriptor: number): string {
    try {
      return new TextDecoder().decode(this.#buffer.subarray(0, readSync(descriptor, this.#buffer)));
    } catch {
      // Nothing has been typed.
      return '';
    }
  }

  /** Begins anew; gives what else was typed meanwhile. */
  reset(): string {
    const typed = this.#typedAhead;
    this.#pressed = false;
    this.#typedAhead = '';
    this.#next = Date.now() + INTERVAL;
    return typed;
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
  }
}
