/**
 * Calls of a name of the library for which the program has types or rules as well: they come to what the program's
 * rules make of them, and to what the library does.
 */
import { ExpressionAtom, SYMBOL, type Atom, type SymbolAtom } from '@forkspace/spec';
import { NO_REGISTERS } from '../matching/variables.ts';
import type { Alternatives } from './frame.ts';
import type { Machine } from './machine.ts';
import { CallPlan, type Plan } from './plan.ts';
import { anyMatches, reduce } from './reduce.ts';

/** How evaluated calls of a head are reduced, where that is not by rules alone. */
export function reducerFor(
  m: Machine,
  head: Atom,
  arity: number,
): (m: Machine, items: Atom[], type: Atom) => void {
  const native = head.kind === SYMBOL ? m.scope.library?.native(head, arity) : undefined;
  return native === undefined
    ? reduce
    : (machine, items, type) => both(machine, native, items, type);
}

function both(m: Machine, native: Plan, items: Atom[], type: Atom): void {
  const rules = m.scope.rulesFor(items[0] as SymbolAtom, items);
  if (!anyMatches(m, rules, items)) return applyNative(m, native, items, type);
  m.choose(
    new Either([
      () => reduce(m, items.slice(), type),
      () => applyNative(m, native, items.slice(), type),
    ]),
    true,
  );
}

/** What the library does with a call whose arguments have been evaluated. Takes the array. */
function applyNative(m: Machine, native: Plan, items: Atom[], type: Atom): void {
  if (native instanceof CallPlan) native.applyTo(m, items, type);
  else native.enter(m, new ExpressionAtom(items), NO_REGISTERS, type);
}

/** One way after another. */
export class Either implements Alternatives {
  #next = 0;
  readonly #ways: readonly (() => void)[];

  constructor(ways: readonly (() => void)[]) {
    this.#ways = ways;
  }

  get last(): boolean {
    return this.#next >= this.#ways.length - 1;
  }

  start(): boolean {
    const way = this.#ways[this.#next++];
    way?.();
    return way !== undefined;
  }
}
