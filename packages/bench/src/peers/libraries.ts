/**
 * Stores made of libraries of persistent or copy-on-write maps, used as their manuals show. Transients of
 * hamt_plus are left out: they change maps that they should leave alone.
 */
import { Map as ImmutableMap } from 'immutable';
import library, { type HamtMap } from 'hamt_plus';
import { enableMapSet, produce, type Draft } from 'immer';
import { uniteRows, type Entry, type Row, type Store } from './store.ts';

type Rows = readonly Row[];

const withRow = (rows: Rows | undefined, row: Row): Rows =>
  rows === undefined ? [row] : [...rows, row];

export const immutableJs: Store<ImmutableMap<string, Rows>> = {
  empty: () => ImmutableMap<string, Rows>(),
  fork: (store) => store,
  add: (store, { row }) => store.set(row.key, withRow(store.get(row.key), row)),
  addAll: (store, added) =>
    store.withMutations((open) => {
      for (const { row } of added) open.set(row.key, withRow(open.get(row.key), row));
    }),
  lookup: (store, { row }) => store.get(row.key)?.length ?? 0,
  union: (left, right) => left.mergeWith(uniteRows, right),
  ids: (store) => [...store.values()].flatMap((rows) => rows.map(({ id }) => id)),
};

export const hamtPlus: Store<HamtMap<string, Rows>> = {
  empty: () => library.make<string, Rows>(),
  fork: (store) => store,
  add: (store, { row }) => store.set(row.key, withRow(store.get(row.key), row)),
  addAll: (store, added) => added.reduce(hamtPlus.add, store),
  lookup: (store, { row }) => store.get(row.key)?.length ?? 0,
  union(left, right) {
    let both = left;
    right.forEach((rows, key) => {
      const mine = both.get(key);
      if (mine !== rows) both = both.set(key, mine === undefined ? rows : uniteRows(mine, rows));
    });
    return both;
  },
  ids(store) {
    const ids: number[] = [];
    store.forEach((rows) => {
      for (const { id } of rows) ids.push(id);
    });
    return ids;
  },
};

type Table = ReadonlyMap<string, Rows>;

enableMapSet();

function addTo(draft: Draft<Map<string, Rows>>, { row }: Entry): void {
  const rows = draft.get(row.key);
  if (rows === undefined) draft.set(row.key, [row]);
  else rows.push(row);
}

export const immer: Store<Table> = {
  empty: () => new Map(),
  fork: (store) => store,
  add: (store, one) => produce(store as Map<string, Rows>, (draft) => addTo(draft, one)),
  addAll: (store, added) =>
    produce(store as Map<string, Rows>, (draft) => {
      for (const one of added) addTo(draft, one);
    }),
  lookup: (store, { row }) => store.get(row.key)?.length ?? 0,
  union: (left, right) =>
    produce(left as Map<string, Rows>, (draft) => {
      for (const [key, rows] of right) {
        const mine = left.get(key);
        if (mine === rows) continue;
        draft.set(key, (mine === undefined ? rows : uniteRows(mine, rows)) as Draft<Rows>);
      }
    }),
  ids: (store) => [...store.values()].flatMap((rows) => rows.map(({ id }) => id)),
};
