/** What is going on, on standard error: one line rewritten on a terminal, a line now and then elsewhere. */

const QUIET_INTERVAL = 10_000;

export class Progress {
  readonly #stream = process.stderr;
  #width = 0;
  #last = 0;

  /** Shows what is being done now. On a pipe or in a file at most every ten seconds. */
  show(text: string): void {
    if (this.#stream.isTTY) {
      const shown = text.slice(0, (this.#stream.columns || 80) - 1);
      this.#stream.write(`\r${shown.padEnd(this.#width)}`);
      this.#width = shown.length;
    } else if (Date.now() - this.#last >= QUIET_INTERVAL) {
      this.#last = Date.now();
      this.#stream.write(`${text}\n`);
    }
  }

  /** Ends the line that was being rewritten. */
  clear(): void {
    if (this.#stream.isTTY && this.#width > 0) this.#stream.write(`\r${' '.repeat(this.#width)}\r`);
    this.#width = 0;
  }

  /** Tells something that stays. */
  say(text: string): void {
    this.clear();
    this.#stream.write(`${text}\n`);
  }
}
