/** One addition of one atom: what a merge counts. */
import type { Atom } from '../atoms/atom.ts';
import type { Rule } from '../environment.ts';

/** What a group shows of an occurrence: the rule for a rule, the atom itself for everything else. */
export type Entry = Rule | Atom;

/**
 * Immutable. The same occurrence may exist as two objects that differ in `order` only: a merge puts
 * what the right side added behind the left side's. Identity is `id`.
 */
export class Occurrence {
  /** Unique in this process, ascending in time. */
  readonly id: number;
  /** The version in which it was added: a merge asks whether the other side has seen it. */
  readonly version: number;
  /** Its place among all atoms of its space. */
  readonly order: number;
  readonly atom: Atom;
  readonly entry: Entry;
  /** {@link identityHash} of the atom, for the digest of the bag. */
  readonly identity: number;

  constructor(
    id: number,
    version: number,
    order: number,
    atom: Atom,
    entry: Entry,
    identity: number,
  ) {
    this.id = id;
    this.version = version;
    this.order = order;
    this.atom = atom;
    this.entry = entry;
    this.identity = identity;
  }

  get isRule(): boolean {
    return this.entry !== this.atom;
  }

  /** The same occurrence at another place. O(1). */
  at(order: number): Occurrence {
    return order === this.order
      ? this
      : new Occurrence(this.id, this.version, order, this.atom, this.entry, this.identity);
  }
}

let lastOccurrence = 0;

/** A fresh occurrence id. Ids tell occurrences apart; no order that can be observed follows from them. */
export function nextOccurrence(): number {
  return ++lastOccurrence;
}
