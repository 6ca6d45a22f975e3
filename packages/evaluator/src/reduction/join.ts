/**
 * Conjunctive queries. Patterns are matched one after another, each with the bindings of those before it, and it
 * makes all the difference to begin with one that few atoms match. The order in which they are written decides
 * the order of the answers all the same.
 */
import { EXPRESSION, VARIABLE, type Atom } from '@forkspace/spec';
import { renamed, resolve } from '../matching/substitute.ts';
import { unify } from '../matching/unify.ts';
import { COMMA } from '../symbols.ts';
import { capture } from './collect.ts';
import type { Result } from './frame.ts';
import type { Machine } from './machine.ts';
import type { Scope } from './scope.ts';

/** Another order than the one written is taken where it begins with so many times fewer candidates. */
const WORTH_IT = 4;

/** As long as the first pattern has fewer candidates, patterns without an argument at hand are not counted. */
const FEW = 64;

/** What a pattern matched: an atom, and how many like it were tried before. */
interface Matched {
  readonly atom: Atom;
  readonly nth: number;
}

interface Answer {
  readonly result: Result;
  /** By number of the pattern. */
  readonly matched: readonly Matched[];
}

/**
 * Every way to match all patterns at once such that the bindings are to the liking of `holds`, in the order in which the patterns, as written, come to them.
 * O(what matches the patterns before the last, times what these select), in the better order.
 */
export function join(
  m: Machine,
  scope: Scope,
  patterns: readonly Atom[],
  holds: () => boolean = () => true,
): Result[] {
  const written = patterns.map((_, i) => i);
  const order = m.shortcuts && patterns.length > 1 ? selectiveFirst(scope, patterns) : written;
  if (order.some((pattern, i) => pattern !== i)) {
    const found = answers(m, scope, patterns, holds, written, order);
    const ordered = found.length < 2 ? found : asWritten(scope, patterns, found);
    if (ordered !== undefined) return ordered.map((answer) => answer.result);
  }
  return answers(m, scope, patterns, holds, written).map((answer) => answer.result);
}

function answers(
  m: Machine,
  scope: Scope,
  patterns: readonly Atom[],
  holds: () => boolean,
  written: readonly number[],
  order = written,
): Answer[] {
  const found: Answer[] = [];
  const matched: Matched[] = [];
  const outer = m.trail.open();
  const solve = (at: number): void => {
    const number = order[at];
    if (number === undefined) {
      if (!holds()) return;
      found.push({ result: capture(m, COMMA, outer), matched: matched.slice() });
      return;
    }
    const tried = new Map<Atom, number>();
    for (const candidate of scope.candidates(resolve(patterns[number] as Atom))) {
      const nth = order === written ? 0 : (tried.get(candidate) ?? 0);
      if (order !== written) tried.set(candidate, nth + 1);
      const mark = m.trail.open();
      if (unify(patterns[number] as Atom, renamed(candidate), m.trail)) {
        matched[number] = { atom: candidate, nth };
        solve(at + 1);
      }
      m.trail.undo(mark);
      m.trail.close(mark);
    }
  };
  solve(0);
  m.trail.undo(outer);
  m.trail.close(outer);
  return found;
}

/**
 * The numbers of the patterns, the one with the fewest candidates first, then always one that shares a variable
 * with those before it, if there is one. O(patterns squared) and a look into the index for each.
 */
function selectiveFirst(scope: Scope, patterns: readonly Atom[]): readonly number[] {
  const written = patterns.map((_, i) => i);
  const resolved = patterns.map(resolve);
  const first = scope.candidates(resolved[0] as Atom).length;
  // Counting what the others select may cost more than going through what the first one does.
  if (first < WORTH_IT) return written;
  const sizes = resolved.map((pattern, i) => {
    if (i === 0) return first;
    return first < FEW && !isSelective(pattern) ? Infinity : scope.candidates(pattern).length;
  });
  const least = Math.min(...sizes);
  if (least * WORTH_IT > first) return written;
  const variables = resolved.map(variablesOf);
  const known = new Set<Atom>();
  const left = new Set(written);
  const order: number[] = [];
  while (left.size > 0) {
    let best: number | undefined;
    const connected = (i: number): boolean =>
      order.length === 0 || (variables[i] as Set<Atom>).size === 0 || shares(variables[i], known);
    for (const i of left) {
      const better =
        best === undefined ||
        Number(connected(i)) - Number(connected(best)) > 0 ||
        (connected(i) === connected(best) && (sizes[i] as number) < (sizes[best] as number));
      if (better) best = i;
    }
    order.push(best as number);
    left.delete(best as number);
    for (const variable of variables[best as number] as Set<Atom>) known.add(variable);
  }
  return order;
}

/** Whether an argument is known, so that an index tells how many candidates there are. O(items). */
function isSelective(pattern: Atom): boolean {
  if (pattern.kind !== EXPRESSION) return true;
  for (let i = 1; i < pattern.items.length; i++)
    if ((pattern.items[i] as Atom).kind !== VARIABLE) return true;
  return false;
}

function variablesOf(atom: Atom): Set<Atom> {
  const found = new Set<Atom>();
  const pending: Atom[] = [atom];
  while (pending.length > 0) {
    const next = pending.pop() as Atom;
    if (next.kind === VARIABLE) found.add(next);
    else if (next.kind === EXPRESSION && !next.ground)
      for (const item of next.items) pending.push(item);
  }
  return found;
}

function shares(variables: ReadonlySet<Atom> | undefined, known: ReadonlySet<Atom>): boolean {
  for (const variable of variables ?? []) if (known.has(variable)) return true;
  return false;
}

/**
 * Answers that were found in another order, in the order of the patterns as written; undefined where that cannot be
 * told, because what a space holds is not the same objects each time. O(candidates + n log n).
 */
function asWritten(
  scope: Scope,
  patterns: readonly Atom[],
  found: readonly Answer[],
): Answer[] | undefined {
  const places = patterns.map((pattern) => {
    const byAtom = new Map<Atom, number[]>();
    scope.candidates(resolve(pattern)).forEach((candidate, place) => {
      const known = byAtom.get(candidate);
      if (known === undefined) byAtom.set(candidate, [place]);
      else known.push(place);
    });
    return byAtom;
  });
  const keyed = found.map((answer) => ({
    answer,
    key: answer.matched.map(({ atom, nth }, i) => places[i]?.get(atom)?.[nth] ?? -1),
  }));
  if (keyed.some(({ key }) => key.includes(-1))) return undefined;
  keyed.sort((a, b) => {
    const i = a.key.findIndex((place, at) => place !== b.key[at]);
    return i < 0 ? 0 : (a.key[i] as number) - (b.key[i] as number);
  });
  return keyed.map(({ answer }) => answer);
}
