/** A hash that tells apart what {@link alphaEquals} tells apart. */
import {
  EXPRESSION,
  GROUNDED,
  SYMBOL,
  VARIABLE,
  type Atom,
  type ExpressionAtom,
  type VariableAtom,
} from './atom.ts';
import { sameVariable } from './compare.ts';
import { combine, hashText, mix } from './hash.ts';

const START = 0x3c6ef35f;
const TAGS = { int: 1, float: 2, string: 3, bool: 4, space: 5, state: 6, host: 7 } as const;

/**
 * Unlike `atom.hash`, it differs (but for collisions) for 1 and 1.0 and for `($x $x)` and `($x $y)`. The
 * same in every process: references to spaces and state cells count by kind only. O(size).
 */
export function identityHash(atom: Atom): number {
  // Nearly every fact: no list of what is pending is made for it.
  if (atom.kind === EXPRESSION && atom.ground && isFlat(atom)) return flatHash(atom);
  let hash = START;
  let variables: VariableAtom[] | undefined;
  const pending: Atom[] = [atom];
  while (pending.length > 0) {
    const next = pending.pop() as Atom;
    hash = combine(hash, next.kind);
    switch (next.kind) {
      case SYMBOL:
        hash = combine(hash, next.hash);
        break;
      case GROUNDED:
        hash = combine(combine(hash, TAGS[next.tag]), next.hash);
        break;
      case VARIABLE: {
        const known = (variables ??= []);
        // The position at which a variable first occurred; beyond 64 variables they are no longer told apart.
        let at = known.length < 64 ? known.findIndex((v) => sameVariable(v, next)) : -2;
        if (at === -1) at = known.push(next) - 1;
        hash = combine(hash, at);
        break;
      }
      case EXPRESSION:
        hash = combine(hash, next.items.length);
        for (let i = next.items.length - 1; i >= 0; i--) pending.push(next.items[i] as Atom);
    }
  }
  return mix(hash);
}

function isFlat({ items }: ExpressionAtom): boolean {
  for (let i = 0; i < items.length; i++) if ((items[i] as Atom).kind === EXPRESSION) return false;
  return true;
}

/** The same as below, of an expression of symbols and grounded atoms. */
function flatHash({ items }: ExpressionAtom): number {
  let hash = combine(combine(START, EXPRESSION), items.length);
  for (let i = 0; i < items.length; i++) {
    const item = items[i] as Atom;
    hash = combine(hash, item.kind);
    if (item.kind === GROUNDED) hash = combine(hash, TAGS[item.tag]);
    hash = combine(hash, item.hash);
  }
  return mix(hash);
}

/** Hashes a name with an atom: for bindings. O(size). */
export function namedHash(name: string, value: Atom): number {
  return mix(combine(hashText(name, 0x1b56c4e9), identityHash(value)));
}
