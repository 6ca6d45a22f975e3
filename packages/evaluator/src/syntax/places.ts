/** Where in a text an offset is, in lines and columns, for who asks: most forms of a program nobody asks about. */
import type { Position } from '../errors.ts';

export class Places {
  readonly #text: string;
  readonly #source: string;
  /** How far lines have been counted, which line that is, and where it starts. */
  #counted = 0;
  #line = 1;
  #lineStart = 0;

  constructor(text: string, source: string) {
    this.#text = text;
    this.#source = source;
  }

  /** O(distance from the offset that was asked for before); one before that is counted from the start. */
  of(offset: number): Position {
    if (offset < this.#lineStart) {
      this.#counted = 0;
      this.#line = 1;
      this.#lineStart = 0;
    }
    const text = this.#text;
    for (
      let i = text.indexOf('\n', this.#counted);
      i >= 0 && i < offset;
      i = text.indexOf('\n', i + 1)
    ) {
      this.#line++;
      this.#lineStart = i + 1;
    }
    this.#counted = Math.max(offset, this.#lineStart);
    const column = offset - this.#lineStart + 1;
    return { source: this.#source, line: this.#line, column, offset };
  }
}
