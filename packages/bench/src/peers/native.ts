/** Stores made of what the language itself offers. */
import { uniteRows, type Row, type Store } from './store.ts';

type Rows = Map<string, readonly Row[]>;

/** A `Map` from key to rows; a fork copies the map, and shares the lists, which are never changed. */
export const nativeMap: Store<Rows> = {
  empty: () => new Map(),
  fork: (store) => new Map(store),
  add(store, { row }) {
    const rows = store.get(row.key);
    return store.set(row.key, rows === undefined ? [row] : [...rows, row]);
  },
  addAll(store, added) {
    for (const one of added) nativeMap.add(store, one);
    return store;
  },
  lookup: (store, { row }) => store.get(row.key)?.length ?? 0,
  union(left, right) {
    const both = new Map(left);
    for (const [key, rows] of right) {
      const mine = both.get(key);
      if (mine !== rows) both.set(key, mine === undefined ? rows : uniteRows(mine, rows));
    }
    return both;
  },
  ids: (store) => [...store.values()].flatMap((rows) => rows.map(({ id }) => id)),
};

/** The same, but a fork is a deep copy, as `structuredClone` makes it: nothing is shared, identity is lost. */
export const deepCopied: Store<Map<string, Row[]>> = {
  empty: () => new Map(),
  fork: (store) => structuredClone(store),
  add(store, { row }) {
    const rows = store.get(row.key);
    if (rows === undefined) store.set(row.key, [row]);
    else rows.push(row);
    return store;
  },
  addAll(store, added) {
    for (const one of added) deepCopied.add(store, one);
    return store;
  },
  lookup: (store, { row }) => store.get(row.key)?.length ?? 0,
  union(left, right) {
    const both = structuredClone(left);
    for (const [key, rows] of structuredClone(right)) {
      const mine = both.get(key);
      both.set(key, mine === undefined ? rows : [...uniteRows(mine, rows)]);
    }
    return both;
  },
  ids: (store) => [...store.values()].flatMap((rows) => rows.map(({ id }) => id)),
};
