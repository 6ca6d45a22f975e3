/** `collapse-bind` and `superpose-bind`: results with their bindings, as atoms and back. */
import { EXPRESSION, ExpressionAtom, GROUNDED, VARIABLE, type Atom } from '@forkspace/spec';
import { bindCell, unify } from '../matching/unify.ts';
import { follow, type Cell } from '../matching/variables.ts';
import { Barrier } from './barrier.ts';
import { BindingsValue } from './bindings-value.ts';
import type { Alternatives, Result } from './frame.ts';
import type { Machine } from './machine.ts';

/** Makes the expression of all results. */
export class CollapseBind extends Barrier {
  override readonly evaluates = false;

  override finish(m: Machine, results: readonly Result[]): void {
    m.give(
      new ExpressionAtom(
        results.map((r) => new ExpressionAtom([r.value, new BindingsValue(r.bindings).atom])),
      ),
    );
  }
}

/** Gives collected results back, those whose bindings go with the present ones. */
export class SuperposeBind implements Alternatives {
  #next = 0;
  readonly #pairs: readonly Result[];

  constructor(pairs: readonly Result[]) {
    this.#pairs = pairs;
  }

  get last(): boolean {
    return this.#next >= this.#pairs.length - 1;
  }

  start(m: Machine): boolean {
    for (;;) {
      const pair = this.#pairs[this.#next++];
      if (pair === undefined) return false;
      if (!bindAll(m, pair)) continue;
      m.give(pair.value);
      return true;
    }
  }
}

function bindAll(m: Machine, pair: Result): boolean {
  const bindings = pair.bindings;
  if (bindings === undefined) return true;
  const mark = m.trail.openTrial();
  for (let i = 0; i < bindings.length; i += 2) {
    const cell = follow(bindings[i] as Atom);
    const value = bindings[i + 1] as Atom;
    if (
      cell.kind === VARIABLE
        ? !bindCell(cell as Cell, follow(value), m.trail)
        : !unify(cell, value, m.trail)
    ) {
      m.trail.undo(mark);
      m.trail.close(mark);
      return false;
    }
  }
  m.trail.commit(mark);
  return true;
}

/** `(result bindings)` pairs, as `collapse-bind` makes them; undefined for anything else. */
export function pairsOf(atom: Atom): Result[] | undefined {
  if (atom.kind !== EXPRESSION) return undefined;
  const pairs: Result[] = [];
  for (const item of atom.items) {
    const pair = follow(item);
    const bindings =
      pair.kind === EXPRESSION && pair.items.length === 2
        ? follow(pair.items[1] as Atom)
        : undefined;
    if (
      bindings?.kind !== GROUNDED ||
      bindings.tag !== 'host' ||
      !(bindings.value instanceof BindingsValue)
    )
      return undefined;
    pairs.push({
      value: (pair as ExpressionAtom).items[0] as Atom,
      bindings: bindings.value.bindings,
    });
  }
  return pairs;
}
