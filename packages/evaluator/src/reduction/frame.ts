/**
 * What is left to do when a value is known: one frame per pending step, on an array instead of the
 * host's stack. A frame gets one value, several alternatives at once, or the news that there is none.
 */
import type { Atom, Environment } from '@forkspace/spec';
import { fill } from '../matching/substitute.ts';
import type { Cell, Registers } from '../matching/variables.ts';
import type { Machine } from './machine.ts';

/** One alternative of a result, with what it bound outside of itself: cell, value, cell, value … */
export interface Result {
  readonly value: Atom;
  readonly bindings: readonly (Cell | Atom)[] | undefined;
}

export abstract class Frame {
  /**
   * Whether this step belongs to the evaluation of an expression, whose alternatives hide the errors
   * among them; minimal instructions keep every result.
   */
  readonly evaluates: boolean = true;

  /** Whether it wants no more than one result: then the alternatives after the first success are not tried. */
  readonly wantsOne: boolean = false;

  /** Goes on with the one value. The frame has been popped. */
  abstract resume(m: Machine, value: Atom): void;

  /** Goes on with a value that is still to be filled: an expression, neither an error nor a function. */
  resumeWith(m: Machine, code: Atom, registers: Registers): void {
    this.resume(m, fill(code, registers));
  }

  /** The same pending step once more, for another alternative. Not called after `resume` on the same object. */
  abstract again(): Frame;

  /**
   * Told that what runs above this frame is about to write for the first time, with the environment that it has read so
   * far: whether that starts a branch here, to whose beginning this frame will come back.
   */
  branch(_view: Environment): boolean {
    return false;
  }

  /** Goes on with each of several alternatives. */
  many(m: Machine, results: readonly Result[]): void {
    m.choose(new Resumptions(this, results), this.evaluates);
  }

  /** There is no value. */
  none(m: Machine): void {
    m.fail();
  }
}

/** Alternatives yet to be tried. */
export interface Alternatives {
  /** Sets the machine going on the next one; false when there is none left. */
  start(m: Machine): boolean;
  /** Whether the next one is the last, as far as can be told. */
  readonly last: boolean;
}

/** One pending step, to be done with each of several values. */
class Resumptions implements Alternatives {
  #next = 0;
  readonly #frame: Frame;
  readonly #results: readonly Result[];

  constructor(frame: Frame, results: readonly Result[]) {
    this.#frame = frame;
    this.#results = results;
  }

  get last(): boolean {
    return this.#next >= this.#results.length - 1;
  }

  start(m: Machine): boolean {
    const result = this.#results[this.#next];
    if (result === undefined) return false;
    this.#next++;
    m.rebind(result);
    m.push(this.#frame.again());
    m.give(result.value);
    return true;
  }
}
