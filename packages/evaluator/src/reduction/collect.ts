/**
 * The meeting point of alternatives. They are tried in order, each with the bindings of the ones before
 * it undone; what follows sees their results only when all are known, as in the reference: then the
 * errors among them are dropped if there is any success.
 */
import type { Atom, Environment } from '@forkspace/spec';
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
export function captureAll(m: Machine, results: readonly Result[], mark: TrailMark): readonly Result[] {
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

export class Collect extends Frame {
  override readonly evaluates: boolean;
  readonly #alternatives: Alternatives;
  readonly #mark: TrailMark;
  readonly #successes: Result[] = [];
  readonly #errors: Result[] = [];
  /** With isolated branches: what every alternative starts from, and the union of those that have ended. */
  readonly #base: Environment | undefined;
  #united: Environment | undefined;
  #running = false;

  constructor(m: Machine, alternatives: Alternatives, evaluates: boolean) {
    super();
    this.#alternatives = alternatives;
    this.evaluates = evaluates;
    this.#mark = m.trail.open();
    this.#base = m.isolated ? m.environment : undefined;
  }

  next(m: Machine): void {
    if (this.#base !== undefined) {
      this.#unite(m);
      m.environment = this.#base.clone();
      this.#running = true;
    } else if (this.#alternatives.last && this.#successes.length === 0 && this.#errors.length === 0) {
      // Nothing to wait for: the last alternative takes this frame's place, so that loops do not pile up.
      m.trail.close(this.#mark);
      if (!this.#alternatives.start(m)) m.fail();
      return;
    }
    m.push(this);
    if (this.#alternatives.start(m)) return;
    m.pop();
    if (this.#base !== undefined) {
      this.#running = false;
      m.environment = this.#united ?? this.#base;
    }
    this.#finish(m);
  }

  #unite(m: Machine): void {
    if (!this.#running) return;
    this.#united = this.#united === undefined ? m.environment : this.#united.union(m.environment, m.unionOptions);
  }

  #finish(m: Machine): void {
    m.trail.close(this.#mark);
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

  override resume(m: Machine, value: Atom): void {
    this.#keep(m, capture(m, value, this.#mark));
    m.trail.undo(this.#mark);
    this.next(m);
  }

  override many(m: Machine, results: readonly Result[]): void {
    for (const result of captureAll(m, results, this.#mark)) this.#keep(m, result);
    m.trail.undo(this.#mark);
    this.next(m);
  }

  override none(m: Machine): void {
    m.trail.undo(this.#mark);
    this.next(m);
  }

  override again(): Frame {
    throw new Error('a meeting point of alternatives is never resumed twice');
  }
}
