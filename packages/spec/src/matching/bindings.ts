/** The answer to a match: what each variable stands for. */
import {
  EXPRESSION,
  ExpressionAtom,
  VARIABLE,
  type Atom,
  type VariableAtom,
} from '../atoms/atom.ts';
import { EnvironmentError } from '../errors.ts';

function key(v: VariableAtom): string {
  return `${v.id}#${v.name}`;
}

/** A triangular substitution: a value may name variables that are bound in turn. Free of loops. */
export class Bindings {
  readonly #values = new Map<string, { readonly variable: VariableAtom; readonly value: Atom }>();

  #sealed = false;
  /** Whether some value has variables of its own: only then can there be a loop. */
  #open = false;

  get size(): number {
    return this.#values.size;
  }

  /** What a variable was bound to directly, or undefined. O(1). */
  get(v: VariableAtom): Atom | undefined {
    return this.#values.get(key(v))?.value;
  }

  /** The variables that are bound, in the order in which they were. */
  variables(): readonly VariableAtom[] {
    return [...this.#values.values()].map(({ variable }) => variable);
  }

  /** @internal */
  get mayLoop(): boolean {
    return this.#open;
  }

  /** From now on nothing can be bound. Returns these bindings. @internal */
  seal(): this {
    this.#sealed = true;
    return this;
  }

  /** @internal */
  set(v: VariableAtom, value: Atom): void {
    if (this.#sealed)
      throw new EnvironmentError(
        'INVALID_ARGUMENT',
        'the bindings of an answer cannot be changed',
        v,
      );
    this.#values.set(key(v), { variable: v, value });
    if (!value.ground) this.#open = true;
  }

  /** The variables that are bound, in the order in which they were, each with its full value. */
  entries(): readonly (readonly [VariableAtom, Atom])[] {
    return this.variables().map((v) => [v, this.apply(v)] as const);
  }

  /** Follows variable to variable until a value or an unbound variable. */
  resolve(atom: Atom): Atom {
    let at = atom;
    while (at.kind === VARIABLE) {
      const value = this.get(at);
      if (value === undefined) return at;
      at = value;
    }
    return at;
  }

  /** The atom with every bound variable replaced. O(size of the result); depth is limited by memory only. */
  apply(atom: Atom): Atom {
    if (atom.ground || this.#values.size === 0) return atom;
    const done: Atom[] = [];
    const pending: { readonly source: ExpressionAtom; at: number; readonly items: Atom[] }[] = [];
    let next: Atom | undefined = atom;
    for (;;) {
      if (next !== undefined) {
        const resolved = this.resolve(next);
        if (resolved.kind === EXPRESSION && !resolved.ground) {
          pending.push({ source: resolved, at: 0, items: [] });
        } else done.push(resolved);
        next = undefined;
      }
      const frame = pending[pending.length - 1];
      if (frame === undefined) return done[0] as Atom;
      if (done.length > 0) frame.items.push(done.pop() as Atom);
      if (frame.at < frame.source.items.length) next = frame.source.items[frame.at++];
      else {
        pending.pop();
        done.push(new ExpressionAtom(frame.items));
      }
    }
  }
}
