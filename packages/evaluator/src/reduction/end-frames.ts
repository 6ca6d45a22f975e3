/** The frames at the ends of things: of an evaluation, of a stay in another space, of a level that is counted. */
import type { Atom, SpaceId } from '@forkspace/spec';
import { Frame, type Result } from './frame.ts';
import type { Machine } from './machine.ts';

/** Below all others: what it gets are the results of the evaluation. */
export class Bottom extends Frame {
  results: readonly Result[] = [];

  override resume(m: Machine, value: Atom): void {
    this.results = [{ value, bindings: undefined }];
    m.finish();
  }

  override many(m: Machine, results: readonly Result[]): void {
    this.results = results;
    m.finish();
  }

  override none(m: Machine): void {
    this.results = [];
    m.finish();
  }

  override again(): Frame {
    return this;
  }
}

/** Restores the scope that `enterScope` left. */
export class Return extends Frame {
  override readonly evaluates = false;
  readonly #id: SpaceId;

  constructor(id: SpaceId) {
    super();
    this.#id = id;
  }

  override resume(m: Machine, value: Atom): void {
    m.leaveTo(this.#id);
    m.give(value);
  }

  override many(m: Machine, results: readonly Result[]): void {
    m.leaveTo(this.#id);
    m.giveMany(results);
  }

  override none(m: Machine): void {
    m.leaveTo(this.#id);
    m.fail();
  }

  override again(): Frame {
    return this;
  }
}

/** Counts as a level of nesting, in tail position too, as every evaluation does in the reference. */
export class Level extends Frame {
  readonly #outer: number;

  constructor(outer: number) {
    super();
    this.#outer = outer;
  }

  override resume(m: Machine, value: Atom): void {
    m.level = this.#outer;
    m.give(value);
  }

  override many(m: Machine, results: readonly Result[]): void {
    m.level = this.#outer;
    m.giveMany(results);
  }

  override none(m: Machine): void {
    m.level = this.#outer;
    m.fail();
  }

  override again(): Frame {
    return this;
  }
}
