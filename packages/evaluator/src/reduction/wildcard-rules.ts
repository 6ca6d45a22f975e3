/**
 * Rules whose head has no symbol in first place: `(= ((f $a) $b) …)`, `(= ($f a) …)`. A space files them all under one
 * key; here they are told apart by what a call has in first place, so that curried functions cost those calls nothing
 * that are not theirs. Kept in `Group.cache`, and so valid for good.
 */
import { EXPRESSION, SYMBOL, VARIABLE, type Atom, type Group, type Rule } from '@forkspace/spec';
import { follow } from '../matching/variables.ts';

const NO_RULES: readonly Rule[] = [];

/** The leaf that one comes to by going to the first item over and over; the empty expression is one. O(depth). */
function leftmost(atom: Atom): Atom {
  let at = follow(atom);
  while (at.kind === EXPRESSION && at.size > 0) at = follow(at.first as Atom);
  return at;
}

class WildcardRules {
  readonly #group: Group<Rule>;
  /** Those for calls of any head. */
  readonly #open: readonly Rule[];
  readonly #byLeftmost = new Map<Atom, readonly Rule[]>();

  constructor(group: Group<Rule>) {
    this.#group = group;
    this.#open = group.all.filter(({ head }) => {
      const first = head.kind === EXPRESSION ? head.first : head;
      return first?.kind === VARIABLE;
    });
  }

  /** In order, those that may apply to a call of this head; few that do not. O(rules) once for each leftmost symbol. */
  for(head: Atom): readonly Rule[] {
    if (head.kind === SYMBOL) return this.#open;
    const leaf = leftmost(head);
    if (leaf.kind !== SYMBOL) return this.#group.all;
    let found = this.#byLeftmost.get(leaf);
    if (found === undefined) {
      found = this.#group.all.filter((rule) => {
        const other = leftmost(rule.head);
        return other.kind === VARIABLE || other === leaf;
      });
      this.#byLeftmost.set(leaf, found);
    }
    return found;
  }
}

/** The rules of a group of wildcards that may apply to calls of a head, in order. O(1) after the first time. */
export function wildcardsFor(group: Group<Rule> | undefined, head: Atom): readonly Rule[] {
  if (group === undefined) return NO_RULES;
  group.cache ??= new WildcardRules(group);
  return (group.cache as WildcardRules).for(head);
}
