/** Which occurrences may answer a pattern: a superset, in order, found through the indexes. */
import {
  BARE,
  EXPRESSION,
  SYMBOL,
  VARIABLE,
  type Atom,
  type ExpressionAtom,
} from '../atoms/atom.ts';
import type { Match } from '../environment.ts';
import { renameApart, unify } from '../matching/unify.ts';
import { COLON, EQUALS, headOf, isRule } from '../rules.ts';
import { argumentsOf, mayUnify } from './argument-keys.ts';
import type { Bucket } from './bucket.ts';
import type { Content } from './content.ts';
import type { Occurrence } from './occurrence.ts';

const NO_ARGUMENTS: readonly Atom[] = [];

/** The occurrences that may unify with the pattern, in order. O(log n + answers) where an argument tells. */
export function candidatesOf(content: Content, pattern: Atom): readonly Occurrence[] {
  if (pattern.kind === VARIABLE) return content.occurrences();
  const first = pattern.kind === EXPRESSION ? pattern.items[0] : undefined;
  if (pattern.kind === EXPRESSION && first?.kind === VARIABLE) {
    return content.occurrences().filter((o) => mayUnify(o.atom, pattern));
  }
  const parts: (readonly Occurrence[])[] = [];
  const take = (bucket: Bucket | undefined, args: readonly Atom[]): void => {
    const found = bucket?.select(args);
    if (found !== undefined && found.length > 0) parts.push(found);
  };
  if (first?.kind === SYMBOL && pattern.kind === EXPRESSION) {
    const args = pattern.items.slice(1);
    if (first === EQUALS && isRule(pattern)) takeRules(content, pattern, take);
    else {
      if (first === COLON && args.length === 2) takeTypes(content, args, take);
      const key = first.functor(args.length);
      if (key >= 0) take(content.facts.get(key), args);
    }
  }
  take(content.rest, argumentsOf('whole', pattern));
  return inOrder(parts);
}

type Take = (bucket: Bucket | undefined, args: readonly Atom[]) => void;

function takeRules(content: Content, pattern: ExpressionAtom, take: Take): void {
  const head = pattern.items[1] as Atom;
  const functor = headOf(head);
  if (functor !== undefined) {
    const key = functor.symbol.functor(functor.arity);
    const args = functor.arity === BARE ? NO_ARGUMENTS : (head as ExpressionAtom).items.slice(1);
    if (key >= 0) take(content.rules.get(key), args);
  } else if (
    head.kind === VARIABLE ||
    (head.kind === EXPRESSION && head.items[0]?.kind === VARIABLE)
  ) {
    content.rules.forEach((bucket) => take(bucket, NO_ARGUMENTS));
  }
  take(content.wildcard, NO_ARGUMENTS);
}

function takeTypes(content: Content, args: readonly Atom[], take: Take): void {
  const name = args[0] as Atom;
  if (name.kind === SYMBOL) take(content.types.get(name.id), args);
  else if (name.kind === VARIABLE) content.types.forEach((bucket) => take(bucket, args));
}

function inOrder(parts: readonly (readonly Occurrence[])[]): readonly Occurrence[] {
  if (parts.length <= 1) return parts[0] ?? [];
  return parts.flat().sort((a, b) => a.order - b.order);
}

/** The answers: each candidate, renamed apart, that unifies. */
export function answersOf(content: Content, pattern: Atom): Match[] {
  const matches: Match[] = [];
  for (const { atom } of candidatesOf(content, pattern)) {
    const bindings = unify(pattern, renameApart(atom));
    if (bindings !== undefined) matches.push(Object.freeze({ atom, bindings: bindings.seal() }));
  }
  return matches;
}
