/** Lists of everything in a content, made once per content and kept with it. */
import { EXPRESSION, SYMBOL, type Atom } from '../atoms/atom.ts';
import { RuleDefinition } from '../rules.ts';
import type { Content, Listing } from './content.ts';

function listingOf(content: Content): Listing {
  return (content.listing ??= {});
}

/** Every atom in order of insertion, frozen. */
export function atomsOf(content: Content): readonly Atom[] {
  return (listingOf(content).atoms ??= Object.freeze(content.occurrences().map((o) => o.atom)));
}

/** Every rule in order of definition, frozen. */
export function rulesOf(content: Content): readonly RuleDefinition[] {
  return (listingOf(content).rules ??= Object.freeze(
    content.occurrences().flatMap((o) => (o.entry instanceof RuleDefinition ? [o.entry] : [])),
  ));
}

/** Every atom that is no rule, in order, frozen. */
export function factsOf(content: Content): readonly Atom[] {
  return (listingOf(content).facts ??= Object.freeze(
    content.occurrences().flatMap((o) => (o.entry instanceof RuleDefinition ? [] : [o.atom])),
  ));
}

/** Every symbol used anywhere in the content, by code unit order. O(total size) once per content. */
export function namesOf(content: Content): readonly string[] {
  const listing = listingOf(content);
  if (listing.names === undefined) {
    const names = new Set<string>();
    const pending: Atom[] = [];
    for (const { atom } of content.occurrences()) {
      pending.push(atom);
      while (pending.length > 0) {
        const next = pending.pop() as Atom;
        if (next.kind === SYMBOL) names.add(next.name);
        else if (next.kind === EXPRESSION) for (const item of next.items) pending.push(item);
      }
    }
    listing.names = [...names].sort();
  }
  return listing.names;
}
