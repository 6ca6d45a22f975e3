/**
 * The meeting point of alternatives. They are tried in order, each with the bindings of the ones before
 * it undone; what follows sees their results only when all are known, as in the reference: then the
 * errors among them are dropped if there is any success.
 */
import type { Atom, Environment } from '@forkspace/spec';
import { United } from '../branches/united.ts';
import type { TrailMark } from '../matching/trail.ts';
import { resolve } from '../matching/substitute.ts';
import type { Cell } from '../matching/variables.ts';
import { EMPTY } from '../symbols.ts';
import { Frame, type Alternatives, type Result } from './frame.ts';
import type { Machine } from './machine.ts';
import { isError } from './meta.ts';

/** The value with what was bound since the mark, independent of the trail. O(bindings + size of what is not ground). */
export function capture(m: Machine, value: Atom, mark: TrailMark): Result {
  if (m.trail.unchangedSince(mark)) return { value: resolve(value), bindings: undefined };
  const bindings: (Cell | Atom)[] = [];
  for (const cell of m.trail.since(mark)) bindings.push(cell, resolve(cell.value as Atom));
  return { value: resolve(value), bindings };
}

/** Several alternatives of one step, each with what was bound since the mark before they parted. */
export function captureAll(
  m: Machine,
  results: readonly Result[],
  mark: TrailMark,
): readonly Result[] {
  if (m.trail.unchangedSince(mark)) return results;
  return results.map((result) => {
    const apart = m.trail.open();
    m.rebind(result);
    const captured = capture(m, result.value, mark);
    m.trail.undo(apart);
    m.trail.close(apart);
    return captured;
  });
}

interface Level {
  readonly alternatives: Alternatives;
  readonly mark: TrailMark;
}

/**
 * Choices in tail position of one another share a meeting point: the inner ones are levels of it. So a
 * recursion that offers a result at each step keeps one list, and its last alternative nothing at all.
 */
export class Collect extends Frame {
  override readonly evaluates: boolean;
  readonly #levels: Level[] = [];
  /** Where the first choice was made: what results are bound relative to. */
  readonly #mark: TrailMark;
  readonly #successes: Result[] = [];
  readonly #errors: Result[] = [];
  /** With isolated branches, once one has written: what every alternative starts from, and what those that have ended have done. */
  #base: Environment | undefined = undefined;
  #united: United | undefined = undefined;

  constructor(m: Machine, alternatives: Alternatives, evaluates: boolean) {
    super();
    this.evaluates = evaluates;
    this.#mark = m.trail.open();
    this.#levels.push({ alternatives, mark: this.#mark });
  }

  /** Adds a choice that an alternative comes to as its last step; false where it cannot be shared. */
  share(m: Machine, alternatives: Alternatives, evaluates: boolean): boolean {
    if (evaluates !== this.evaluates) return false;
    // What this alternative has written its own alternatives start from, and those of others do not.
    if (this.#base !== undefined && m.view !== this.#base) return false;
    this.#levels.push({ alternatives, mark: m.trail.open() });
    return true;
  }

  override branch(view: Environment): boolean {
    // The last alternative may write where it started: nobody comes back there.
    if (this.#base !== undefined || this.#levels.length === 0) return false;
    this.#base = view;
    return true;
  }

  /** Starts the next alternative. This frame is on top of the stack, and stays there while one is left. */
  next(m: Machine): void {
    const levels = this.#levels;
    for (;;) {
      this.#leave(m);
      const level = levels.at(-1);
      if (level === undefined) break;
      if (m.shortcuts && level.alternatives.last) {
        // Nothing comes after it on this level, so the level need not wait for it.
        levels.pop();
        m.trail.close(level.mark);
        if (levels.length === 0 && this.#isEmpty) {
          m.pop();
          if (!level.alternatives.start(m)) m.fail();
          return;
        }
        if (levels.length === 0) m.trail.reopen(this.#mark);
        if (level.alternatives.start(m)) return;
        if (levels.length > 0) m.trail.undo((levels.at(-1) as Level).mark);
        continue;
      }
      if (level.alternatives.start(m)) return;
      levels.pop();
      m.trail.close(level.mark);
      if (levels.length > 0) m.trail.undo((levels.at(-1) as Level).mark);
    }
    m.pop();
    if (this.#united !== undefined) m.environment = this.#united.whole(m.unionOptions);
    m.trail.close(this.#mark);
    this.#finish(m);
  }

  /** Leaves the alternatives that are left untried. This frame has been popped. */
  #stop(m: Machine): void {
    this.#leave(m);
    m.trail.undo(this.#mark);
    for (let level = this.#levels.pop(); level !== undefined; level = this.#levels.pop())
      m.trail.close(level.mark);
    if (this.#united !== undefined) m.environment = this.#united.whole(m.unionOptions);
    m.trail.close(this.#mark);
    this.#finish(m);
  }

  /** Whether nothing has come of the alternatives so far, neither results nor writes. */
  get #isEmpty(): boolean {
    return this.#successes.length === 0 && this.#errors.length === 0 && this.#base === undefined;
  }

  /** Unites with what the alternative before has done, and goes back to where it started. */
  #leave(m: Machine): void {
    const base = this.#base;
    if (base === undefined) return;
    if (m.view !== base) this.#united = United.with(this.#united, m.view, m.unionOptions);
    m.borrow(base);
  }

  #finish(m: Machine): void {
    const results = this.#successes.length > 0 ? this.#successes : this.#errors;
    if (results.length === 0) m.fail();
    else if (results.length === 1) {
      m.rebind(results[0] as Result);
      m.give((results[0] as Result).value);
    } else m.giveMany(results);
  }

  #keep(m: Machine, result: Result): void {
    if (this.evaluates) {
      if (result.value === EMPTY) return;
      if (isError(result.value)) {
        this.#errors.push(result);
        return;
      }
    }
    this.#successes.push(result);
    m.countResult();
  }

  /** Frees what the alternative that has ended bound, and goes on. */
  #retry(m: Machine): void {
    if (this.#successes.length > 0 && m.top?.wantsOne === true) return this.#stop(m);
    m.trail.undo((this.#levels.at(-1) ?? { mark: this.#mark }).mark);
    m.push(this);
    this.next(m);
  }

  override resume(m: Machine, value: Atom): void {
    this.#keep(m, capture(m, value, this.#mark));
    this.#retry(m);
  }

  override many(m: Machine, results: readonly Result[]): void {
    for (const result of captureAll(m, results, this.#mark)) this.#keep(m, result);
    this.#retry(m);
  }

  override none(m: Machine): void {
    this.#retry(m);
  }

  override again(): Frame {
    throw new Error('a meeting point of alternatives is never resumed twice');
  }
}
