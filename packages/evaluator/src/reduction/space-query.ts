/** What matches a pattern in a space: its own atoms, then those of the modules it imports. */
import { COMMA } from '../symbols.ts';
import { EXPRESSION, type Atom, type SpaceId } from '@forkspace/spec';
import { resolve, renamed } from '../matching/substitute.ts';
import { unify } from '../matching/unify.ts';
import { surelyDiffers } from './compiled-rule.ts';
import type { Alternatives, Result } from './frame.ts';
import type { Machine } from './machine.ts';
import { join } from './join.ts';

/** Whether a stored atom can be told apart from a pattern before anything is renamed. O(items). */
function differs(pattern: Atom, stored: Atom): boolean {
  return (
    pattern.kind === EXPRESSION &&
    stored.kind === EXPRESSION &&
    surelyDiffers(stored.items, pattern.items, 0)
  );
}

/** Unifies a pattern with a stored atom, renamed apart; bindings stay on success, and only then. */
function matches(m: Machine, pattern: Atom, stored: Atom): boolean {
  if (differs(pattern, stored)) return false;
  const mark = m.trail.openTrial();
  if (unify(pattern, renamed(stored), m.trail)) {
    m.trail.commit(mark);
    return true;
  }
  m.trail.undo(mark);
  m.trail.close(mark);
  return false;
}

/** The number of the next candidate from `from` on that matches, or -1. Binds nothing. */
function nextMatch(m: Machine, pattern: Atom, candidates: readonly Atom[], from: number): number {
  for (let i = from; i < candidates.length; i++) {
    const stored = candidates[i] as Atom;
    if (differs(pattern, stored)) continue;
    const mark = m.trail.openTrial();
    const found = unify(pattern, renamed(stored), m.trail);
    m.trail.undo(mark);
    m.trail.close(mark);
    if (found) return i;
  }
  return -1;
}

class Matches implements Alternatives {
  readonly #pattern: Atom;
  readonly #candidates: readonly Atom[];
  #next: number;
  readonly #go: () => void;

  constructor(pattern: Atom, candidates: readonly Atom[], from: number, go: () => void) {
    this.#pattern = pattern;
    this.#candidates = candidates;
    this.#next = from;
    this.#go = go;
  }

  get last(): boolean {
    return this.#next >= this.#candidates.length - 1;
  }

  start(m: Machine): boolean {
    while (this.#next < this.#candidates.length) {
      if (!matches(m, this.#pattern, this.#candidates[this.#next++] as Atom)) continue;
      this.#go();
      return true;
    }
    return false;
  }
}

class Solutions implements Alternatives {
  readonly #solutions: readonly Result[];
  #next = 0;
  readonly #go: () => void;

  constructor(solutions: readonly Result[], go: () => void) {
    this.#solutions = solutions;
    this.#go = go;
  }

  get last(): boolean {
    return this.#next >= this.#solutions.length - 1;
  }

  start(m: Machine): boolean {
    const solution = this.#solutions[this.#next++];
    if (solution === undefined) return false;
    m.rebind(solution);
    this.#go();
    return true;
  }
}

/**
 * Goes on with `go` once per match, the pattern's cells bound. The candidates are a snapshot: what `go`
 * writes is not seen. A conjunction `(, p q …)` is joined from left to right.
 */
export function spaceMatches(
  m: Machine,
  id: SpaceId,
  given: Atom,
  go: () => void,
  otherwise: () => void,
  evaluates: boolean,
): void {
  const pattern = resolve(given);
  const scope = m.scopeOf(id);
  if (pattern.kind === EXPRESSION && pattern.items[0] === COMMA) {
    const solutions = join(m, scope, pattern.items.slice(1));
    if (solutions.length === 0) otherwise();
    else if (solutions.length === 1) {
      m.rebind(solutions[0] as Result);
      go();
    } else m.choose(new Solutions(solutions, go), evaluates);
    return;
  }
  const candidates = scope.candidates(pattern);
  const first = nextMatch(m, pattern, candidates, 0);
  if (first < 0) return otherwise();
  if (nextMatch(m, pattern, candidates, first + 1) >= 0)
    return m.choose(new Matches(pattern, candidates, first, go), evaluates);
  matches(m, pattern, candidates[first] as Atom);
  go();
}
