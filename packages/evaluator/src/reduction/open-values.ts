/** Whether values with variables are still what they were when they were evaluated. */
import { EXPRESSION, VARIABLE, type ExpressionAtom } from '@forkspace/spec';
import type { Trail } from '../matching/trail.ts';
import type { Cell } from '../matching/variables.ts';

/**
 * A value that nothing reduced, such as `(+ $x 1)`, is to be evaluated again once a variable of it has a
 * value. What was found without one is remembered until one of its variables is bound, so walking along
 * an open list costs its size once.
 */
export class OpenValues {
  readonly #trail: Trail;
  #unbound = new WeakSet<ExpressionAtom>();
  #at = -1;

  constructor(trail: Trail) {
    this.#trail = trail;
  }

  /** Whether no variable of the value has a value itself. O(size) at first and after a binding, O(1) otherwise. */
  unbound(value: ExpressionAtom): boolean {
    if (this.#at !== this.#trail.values) {
      this.#at = this.#trail.values;
      this.#unbound = new WeakSet();
    }
    const known = this.#unbound;
    if (known.has(value)) return true;
    const seen: ExpressionAtom[] = [value];
    for (let next = 0; next < seen.length; next++) {
      for (const item of (seen[next] as ExpressionAtom).items) {
        if (item.ground) continue;
        if (item.kind === VARIABLE) {
          if (!watch(item as Cell)) return false;
        } else if (item.kind === EXPRESSION && !known.has(item)) seen.push(item);
      }
    }
    for (const expression of seen) known.add(expression);
    return true;
  }
}

/** Has the trail tell when a variable, or what it is bound to, gets a value. False when it has one. */
function watch(variable: Cell): boolean {
  for (let cell = variable; ; cell = cell.value as Cell) {
    cell.watched = true;
    if (cell.value === undefined) return true;
    if (cell.value.kind !== VARIABLE) return false;
  }
}
