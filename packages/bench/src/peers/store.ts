/**
 * A small store of rules by key, as a program would build it that has no environment: what backends and
 * libraries are both able to be. Each is used through this one interface by the same jobs, so that they do
 * the same. It is far less than an environment: no patterns, no index but the key, no count of equal rules,
 * no spaces or cells, no removal that a union respects.
 */
import type { Atom, Environment, EnvironmentBackend, ExpressionAtom } from '@forkspace/spec';
import { symbol, type SymbolAtom } from '@forkspace/spec';
import { rule } from '../workloads/content.ts';

/** What a peer stores: plain data. */
export interface Row {
  readonly id: number;
  readonly key: string;
  readonly body: string;
}

/** One rule in the two forms in which stores keep it, and its key as each looks it up. */
export interface Entry {
  readonly row: Row;
  readonly atom: Atom;
  readonly head: SymbolAtom;
}

export interface Store<S> {
  empty(): S;
  /** A copy: neither sees what is added to the other. */
  fork(store: S): S;
  /** The store with one more entry; `store` itself may have been changed. */
  add(store: S, entry: Entry): S;
  /** The same for many at once, which some do faster. */
  addAll(store: S, entries: readonly Entry[]): S;
  /** How many rules there are for a key. */
  lookup(store: S, entry: Entry): number;
  /** What either has, once what both have. Changes neither. */
  union(left: S, right: S): S;
  /** The numbers of all entries, in any order. */
  ids(store: S): number[];
}

/** A rule under `key`, with a number of its own. */
export function entry(key: string, id: number): Entry {
  return { row: { id, key, body: `body ${id}` }, atom: rule(key, id), head: symbol(key) };
}

/** `total` rules, numbered from `first`, each under a key of its own. */
export function entries(total: number, prefix = 'f', first = 0): Entry[] {
  return Array.from({ length: total }, (_, i) => entry(prefix + i, first + i));
}

/** The rows of either list; those of the first before what only the second has. */
export function uniteRows(left: readonly Row[], right: readonly Row[]): readonly Row[] {
  if (left === right) return left;
  const known = new Set(left.map(({ id }) => id));
  const further = right.filter(({ id }) => !known.has(id));
  return further.length === 0 ? left : [...left, ...further];
}

/** A digest of the numbers in a store, whatever their order. */
export function digestOfIds(ids: Iterable<number>): string {
  let count = 0;
  let sum = 0;
  let mixed = 0;
  for (const id of ids) {
    count++;
    sum += id;
    mixed += Math.imul(id + 1, 0x9e3779b1) >>> 0;
  }
  return `${count}:${sum.toString(36)}:${mixed.toString(36)}`;
}

/** The number in the body of `(= (KEY $x) (body $x NUMBER))`. */
function idOf(atom: Atom): number {
  const body = (atom as ExpressionAtom).items[2] as ExpressionAtom;
  return Number((body.items[2] as { readonly value?: unknown }).value);
}

/** An environment used as nothing but such a store. */
export function storeOn(backend: EnvironmentBackend): Store<Environment> {
  return {
    empty: () => backend.create(),
    fork: (store) => store.clone(),
    add(store, { atom }) {
      store.add(atom);
      return store;
    },
    addAll(store, added) {
      store.addAll(added.map(({ atom }) => atom));
      return store;
    },
    lookup: (store, { head }) => store.matchingRules(head, 1).length,
    union: (left, right) => left.union(right),
    ids: (store) => store.atoms().map(idOf),
  };
}
