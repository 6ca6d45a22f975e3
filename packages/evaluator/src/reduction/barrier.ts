/**
 * A step that takes all results of an evaluation at once, whatever their number, and lets none of their
 * bindings out unless it says so: `collapse`, `case`, assertions.
 */
import type { Atom } from '@forkspace/spec';
import type { TrailMark } from '../matching/trail.ts';
import { EMPTY } from '../symbols.ts';
import { capture, captureAll } from './collect.ts';
import { Frame, type Result } from './frame.ts';
import type { Machine } from './machine.ts';

export abstract class Barrier extends Frame {
  #mark: TrailMark | undefined;

  /** Pushes the barrier; the evaluation it waits for is started by the caller. */
  enter(m: Machine): void {
    this.#mark = m.trail.open();
    m.push(this);
  }

  /** All results, in order; bindings undone. `Empty` is none. */
  abstract finish(m: Machine, results: readonly Result[]): void;

  #end(m: Machine, results: readonly Result[]): void {
    const mark = this.#mark as TrailMark;
    m.trail.undo(mark);
    m.trail.close(mark);
    this.finish(m, results);
  }

  override resume(m: Machine, value: Atom): void {
    if (value === EMPTY) this.#end(m, []);
    else this.#end(m, [capture(m, value, this.#mark as TrailMark)]);
  }

  override many(m: Machine, results: readonly Result[]): void {
    this.#end(
      m,
      captureAll(
        m,
        results.filter((r) => r.value !== EMPTY),
        this.#mark as TrailMark,
      ),
    );
  }

  override none(m: Machine): void {
    this.#end(m, []);
  }

  override again(): Frame {
    throw new Error('a barrier takes all results at once');
  }
}
