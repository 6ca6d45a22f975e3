/** What matches a pattern in a space: its own atoms, then those of the modules it imports. */
import { COMMA } from '../symbols.ts';
import { EXPRESSION, ExpressionAtom, GROUNDED, type Atom, type SpaceId } from '@forkspace/spec';
import { resolve, renamed } from '../matching/substitute.ts';
import { unify } from '../matching/unify.ts';
import { freshCell, type Cell } from '../matching/variables.ts';
import { surelyDiffers } from './compiled-rule.ts';
import type { Alternatives, Result } from './frame.ts';
import type { Machine } from './machine.ts';
import { join } from './join.ts';
import { equalValues } from './meta.ts';

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

/** A state of a pattern, and the variable that is there in its place. */
interface Opened {
  readonly state: Atom;
  readonly cell: Cell;
}

/** Whether what the variable got is a state with the same content. */
function holdsAlike(m: Machine, { state, cell }: Opened): boolean {
  return equalValues(state, resolve(cell), (id) => m.view.readState(id));
}

/**
 * A pattern with variables in place of its states: a state matches every state with the same content, which no
 * index knows. O(size).
 */
function statesOpened(pattern: Atom): { readonly pattern: Atom; readonly states: Opened[] } {
  const states: Opened[] = [];
  if (!mentionsState(pattern)) return { pattern, states };
  const open = (atom: Atom, depth: number): Atom => {
    if (isState(atom)) {
      const cell = freshCell('state');
      states.push({ state: atom, cell });
      return cell;
    }
    return atom.kind === EXPRESSION && depth < DEPTH
      ? new ExpressionAtom(atom.items.map((item) => open(item, depth + 1)))
      : atom;
  };
  return { pattern: open(pattern, 0), states };
}

/** States further down in a pattern are found as the references they are. */
const DEPTH = 400;

function isState(atom: Atom): boolean {
  return atom.kind === GROUNDED && atom.tag === 'state';
}

function mentionsState(pattern: Atom): boolean {
  const pending: Atom[] = [pattern];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (isState(at)) return true;
    if (at.kind === EXPRESSION) for (const item of at.items) pending.push(item);
  }
  return false;
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
  const { pattern, states } = statesOpened(resolve(given));
  const scope = m.scopeOf(id);
  const conjunction = pattern.kind === EXPRESSION && pattern.items[0] === COMMA;
  if (conjunction || states.length > 0) {
    const patterns = conjunction ? pattern.items.slice(1) : [pattern];
    const solutions = join(m, scope, patterns, () => states.every((state) => holdsAlike(m, state)));
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
