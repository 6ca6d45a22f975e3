/** Atoms as the reference prints them: like the spec's printer, but a state shows its value. */
import { EXPRESSION, GROUNDED, print, quote, type Atom, type StateId } from '@forkspace/spec';

/** How to read a state cell; undefined when it is not known where the atom is printed. */
export type ReadState = (id: StateId) => Atom | undefined;

/** One line of text; nesting costs heap only. `lowerCase`: truth values as `true` and `false`. O(size). */
export function format(atom: Atom, readState?: ReadState, lowerCase = false): string {
  const out: string[] = [];
  const pending: (Atom | string)[] = [atom];
  /** States being printed, so that a state that contains itself ends. */
  let inside = 0;
  while (pending.length > 0) {
    const next = pending.pop() as Atom | string;
    if (typeof next === 'string') {
      if (next === LEAVE) inside--;
      else out.push(next);
    } else if (next.kind === EXPRESSION) {
      pending.push(')');
      for (let i = next.items.length - 1; i >= 0; i--) {
        pending.push(next.items[i] as Atom);
        if (i > 0) pending.push(' ');
      }
      out.push('(');
    } else if (next.kind === GROUNDED && next.tag === 'string') out.push(quote(next.value));
    else if (next.kind === GROUNDED && next.tag === 'state') {
      const value = inside < 64 ? readState?.(next.value) : undefined;
      if (value === undefined) out.push('(State ...)');
      else {
        inside++;
        pending.push(LEAVE, ')', value);
        out.push('(State ');
      }
    } else if (lowerCase && next.kind === GROUNDED && next.tag === 'bool')
      out.push(String(next.value));
    else out.push(print(next));
  }
  return out.join('');
}

const LEAVE = '\u0000leave';

/** The same, but a string by itself is shown as it is, without quotes: what `println!` writes. */
export function formatRaw(atom: Atom, readState?: ReadState): string {
  return atom.kind === GROUNDED && atom.tag === 'string' ? atom.value : format(atom, readState);
}

/** The results of one evaluation on one line: `[a, b]`. */
export function formatResults(
  results: readonly Atom[],
  readState?: ReadState,
  lowerCase = false,
): string {
  return `[${results.map((r) => format(r, readState, lowerCase)).join(', ')}]`;
}
