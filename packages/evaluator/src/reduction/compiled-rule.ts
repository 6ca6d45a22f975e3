/**
 * A rule made ready for matching: its variables are numbered slots, so that an application needs one
 * array of registers and renames nothing. Kept in `Rule.cache`, which is valid for good.
 */
import {
  EXPRESSION,
  ExpressionAtom,
  GROUNDED,
  SYMBOL,
  VARIABLE,
  matchesGrounded,
  type Atom,
  type Rule,
  type VariableAtom,
} from '@forkspace/spec';
import { groundMatches } from '../matching/same.ts';
import type { Trail } from '../matching/trail.ts';
import { fill } from '../matching/substitute.ts';
import { bindCell, unify } from '../matching/unify.ts';
import { follow, freshCell, slotFor, type Cell, type Registers } from '../matching/variables.ts';
import { FUNCTION } from '../symbols.ts';
import { markOwnedVariables } from './chain-variables.ts';

export class CompiledRule {
  /** What the items of a call must match: all of them, the head included. Undefined for a head that is no expression. */
  readonly patterns: readonly Atom[] | undefined;
  readonly head: Atom;
  readonly body: Atom;
  /** Names of the slots, by number. */
  readonly names: readonly string[];
  /** The slots that the head does not set. */
  readonly local: readonly number[];
  /** Whether the body is `(function …)`, which minimal instructions run. */
  readonly isFunction: boolean;

  constructor(rule: Pick<Rule, 'head' | 'body'>) {
    const slots = new Slots();
    const { names } = slots;
    this.head = slots.number(rule.head);
    const inHead = names.length;
    this.body = slots.number(rule.body);
    markOwnedVariables(this.body, inHead);
    this.names = names;
    this.local = names.map((_, i) => i).slice(inHead);
    this.patterns = this.head.kind === EXPRESSION ? this.head.items : undefined;
    const first = this.body.kind === EXPRESSION ? this.body.items[0] : undefined;
    this.isFunction = first === FUNCTION;
  }
}

/** What a rule was compiled to, compiling it on first use. */
export function compiled(rule: Rule): CompiledRule {
  return (
    (rule.cache as CompiledRule | undefined) ??
    (((rule as { cache: unknown }).cache = new CompiledRule(rule)) as CompiledRule)
  );
}

/** Numbers the variables of atoms that belong together, in the order in which they are met. */
export class Slots {
  /** Names of the slots, by number. */
  readonly names: string[] = [];
  readonly #slots = new Map<string, Cell>();

  /** The atom with a slot in place of each variable. O(size). */
  number(atom: Atom): Atom {
    if (atom.ground) return atom;
    if (atom.kind === VARIABLE) return this.#slot(atom);
    const pending: { readonly source: ExpressionAtom; readonly items: Atom[] }[] = [
      { source: atom as ExpressionAtom, items: [] },
    ];
    for (;;) {
      const top = pending.at(-1) as { readonly source: ExpressionAtom; readonly items: Atom[] };
      const item = top.source.items[top.items.length];
      if (item === undefined) {
        pending.pop();
        const made = new ExpressionAtom(top.items);
        const outer = pending.at(-1);
        if (outer === undefined) return made;
        outer.items.push(made);
      } else if (item.kind === EXPRESSION && !item.ground)
        pending.push({ source: item, items: [] });
      else top.items.push(item.kind === VARIABLE ? this.#slot(item) : item);
    }
  }

  #slot(v: VariableAtom): Cell {
    const key = `${v.id}#${v.name}`;
    let found = this.#slots.get(key);
    if (found === undefined) {
      this.#slots.set(key, (found = slotFor(v.name, this.names.length)));
      this.names.push(v.name);
    }
    return found;
  }
}

/** Whether an item of a call can be told apart from a pattern at first sight. O(1). */
export function clashes(pattern: Atom, item: Atom): boolean {
  if (pattern.kind === VARIABLE || pattern === item) return false;
  const at = item.kind === VARIABLE ? follow(item) : item;
  if (at.kind === VARIABLE) return false;
  if (pattern.kind !== at.kind) return true;
  if (pattern.kind === EXPRESSION) {
    const other = at as ExpressionAtom;
    if (pattern.items.length !== other.size) return true;
    if (other.size === 0) return false;
    const left = pattern.items[0] as Atom;
    const right = other.first as Atom;
    return left.kind === SYMBOL && right.kind === SYMBOL && left !== right;
  }
  if (pattern.kind === SYMBOL) return true;
  return at.kind === GROUNDED && !matchesGrounded(pattern, at);
}

/** Whether the items of a call, from `from` on, certainly do not match. O(items). */
export function surelyDiffers(
  patterns: readonly Atom[],
  items: readonly Atom[],
  from: number,
): boolean {
  if (patterns.length !== items.length) return true;
  for (let i = from; i < patterns.length; i++)
    if (clashes(patterns[i] as Atom, items[i] as Atom)) return true;
  return false;
}

/**
 * Matches a pattern of a rule with a part of a call, setting registers at first occurrences and binding
 * the caller's cells where the pattern is more specific. The caller undoes the trail on failure.
 */
export function matchPattern(
  pattern: Atom,
  part: Atom,
  registers: Registers,
  trail: Trail,
  depth = 0,
): boolean {
  if (pattern.kind === VARIABLE) {
    const slot = (pattern as Cell).slot;
    const known = registers[slot];
    if (known === undefined) {
      registers[slot] = follow(part);
      return true;
    }
    return unify(known, part, trail);
  }
  const at = part.kind === VARIABLE ? follow(part) : part;
  if (pattern === at) return true;
  if (at.kind === VARIABLE) return bindCell(at as Cell, instantiate(pattern, registers), trail);
  if (pattern.ground) return at.ground ? groundMatches(pattern, at) : unify(pattern, at, trail);
  if (at.kind !== EXPRESSION || pattern.kind !== EXPRESSION || at.size !== pattern.items.length)
    return false;
  if (depth > 400) return unify(instantiate(pattern, registers), at, trail);
  for (let i = 0; i < pattern.items.length; i++) {
    if (!matchPattern(pattern.items[i] as Atom, at.items[i] as Atom, registers, trail, depth + 1))
      return false;
  }
  return true;
}

/** The pattern as an atom, with fresh cells for the slots that have no value yet. O(size). */
export function instantiate(pattern: Atom, registers: Registers): Atom {
  if (pattern.ground) return pattern;
  const pending: Atom[] = [pattern];
  while (pending.length > 0) {
    const next = pending.pop() as Atom;
    if (next.kind === VARIABLE) registers[(next as Cell).slot] ??= freshCell(next.name);
    else if (next.kind === EXPRESSION && !next.ground) {
      for (const item of next.items) if (!item.ground) pending.push(item);
    }
  }
  return fill(pattern, registers);
}
