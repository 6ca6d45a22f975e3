/** Every view of a bag, computed from the list of its atoms: what an index has to agree with. */
import {
  alphaEquals,
  COLON,
  EXPRESSION,
  headOf,
  isRule,
  isTyping,
  renameApart,
  SYMBOL,
  symbol,
  unify,
  type Atom,
  type ExpressionAtom,
} from '@forkspace/spec';

const headIn = (rule: Atom): Atom => (rule as ExpressionAtom).items[1] as Atom;

/** The rules for a head symbol and arity, in order; those without a head symbol when `head` is undefined. */
export function rulesFor(held: readonly Atom[], head: string | undefined, arity = 0): Atom[] {
  return held.filter((atom) => {
    if (!isRule(atom)) return false;
    const found = headOf(headIn(atom));
    return head === undefined
      ? found === undefined
      : found?.symbol === symbol(head) && found.arity === arity;
  });
}

export function rulesIn(held: readonly Atom[]): Atom[] {
  return held.filter(isRule);
}

/** The types asserted for a name, in order. */
export function typesFor(held: readonly Atom[], name: Atom): Atom[] {
  return held
    .filter(
      (atom): atom is ExpressionAtom =>
        isTyping(atom) && (atom as ExpressionAtom).items[0] === COLON,
    )
    .filter((atom) => alphaEquals(atom.items[1] as Atom, name))
    .map((atom) => atom.items[2] as Atom);
}

/** The answers to a pattern by the definition of a query: every held atom against the reference unifier. */
export function scan(
  held: readonly Atom[],
  pattern: Atom,
): { readonly atom: Atom; readonly answer: Atom }[] {
  return held.flatMap((atom) => {
    const bindings = unify(pattern, renameApart(atom));
    return bindings === undefined ? [] : [{ atom, answer: bindings.apply(pattern) }];
  });
}

/** Every symbol anywhere in the atoms. */
function namesIn(held: readonly Atom[]): Set<string> {
  const names = new Set<string>();
  const pending = [...held];
  while (pending.length > 0) {
    const next = pending.pop() as Atom;
    if (next.kind === SYMBOL) names.add(next.name);
    else if (next.kind === EXPRESSION) for (const item of next.items) pending.push(item);
  }
  return names;
}

/** Levenshtein's distance by the textbook. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(
        Math.min(
          (row[j] as number) + 1,
          (next[j - 1] as number) + 1,
          (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      );
    }
    row = next;
  }
  return row[b.length] as number;
}

/** The names near `name`: at most a third of its length away (between 1 and 3), five at most, nearest first, then by name. */
export function suggestionsFor(held: readonly Atom[], name: string): string[] {
  const reach = Math.min(3, Math.max(1, Math.floor(name.length / 3)));
  return [...namesIn(held)]
    .map((candidate) => ({ candidate, edits: distance(name, candidate) }))
    .filter(({ candidate, edits }) => candidate !== name && edits <= reach)
    .sort((a, b) => a.edits - b.edits || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 5)
    .map(({ candidate }) => candidate);
}
