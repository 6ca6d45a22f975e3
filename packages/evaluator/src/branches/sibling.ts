/**
 * Arguments and items as isolated branches: each is evaluated from what there was before all of them, sees nothing of
 * what the others do, and its environment is united with theirs when it is done.
 *
 * Nothing is done for that before somebody writes. As long as nobody has, what there was before the siblings is
 * what there is; the first write asks the frames on the stack which of them start branches (see
 * `Machine.environment`), and these note what they started from.
 */
import type { Environment } from '@forkspace/spec';
import { Frame } from '../reduction/frame.ts';
import type { Machine } from '../reduction/machine.ts';

/** Waits for the value of one of several siblings. */
export abstract class Sibling extends Frame {
  /** What there was before the first of the siblings; undefined as long as none has written. */
  #base: Environment | undefined = undefined;
  /** That, with what the siblings before this one did. */
  #before: Environment | undefined = undefined;

  /** Whether a sibling is evaluated after this one. */
  protected abstract get hasLater(): boolean;

  override branch(view: Environment): boolean {
    // A last one may write where the siblings started: nobody comes back there.
    if (this.#base !== undefined || !this.hasLater) return false;
    this.#base = this.#before = view;
    return true;
  }

  /** Starts after a sibling that was done. */
  startAfter(m: Machine, sibling: Sibling): void {
    if (sibling.#base === undefined) return;
    this.#base = sibling.#base;
    this.#before = m.view;
    m.borrow(this.#base);
  }

  /** Stands where the other one does, for another alternative. */
  startLike(other: Sibling): void {
    this.#base = other.#base;
    this.#before = other.#before;
  }

  /** The sibling is done: goes on with what all of them so far have done. */
  protected join(m: Machine): void {
    const base = this.#base;
    const before = this.#before;
    if (base === undefined || before === undefined) return;
    if (m.view === base) m.borrow(before);
    else if (before !== base) m.environment = before.union(m.view, m.unionOptions);
  }

  override none(m: Machine): void {
    this.join(m);
    m.fail();
  }
}
