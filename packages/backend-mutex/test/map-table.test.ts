import { Owner } from '@forkspace/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MapTable } from '../src/map-table.ts';

interface Value {
  readonly tag: number;
}

function entriesOf(table: MapTable<Value>): [number, Value][] {
  const entries: [number, Value][] = [];
  table.forEach((value, key) => entries.push([key, value]));
  return entries;
}

describe('MapTable', () => {
  it('is written in place by its owner and copied by anybody else', () => {
    const owner = new Owner();
    const [a, b] = [{ tag: 1 }, { tag: 2 }];
    const table = MapTable.empty<Value>().set(1, a, owner);
    expect(table.set(2, b, owner)).toBe(table);
    const copy = table.set(1, b, new Owner());
    expect(copy).not.toBe(table);
    expect([table.get(1), copy.get(1), copy.get(2)]).toEqual([a, b, b]);
    expect(table.delete(2, new Owner()).get(2)).toBeUndefined();
    expect(table.get(2)).toBe(b);
  });

  it('copies nothing when nothing changes', () => {
    const table = MapTable.empty<Value>().set(1, { tag: 1 }, new Owner());
    expect(table.set(1, table.get(1) as Value, new Owner())).toBe(table);
    expect(table.delete(7, new Owner())).toBe(table);
  });

  it('agrees with a Map, and diff finds exactly what differs, in ascending order', () => {
    const values = Array.from({ length: 4 }, (_, tag): Value => ({ tag }));
    const write = fc.record({
      key: fc.nat(9),
      value: fc.option(fc.constantFrom(...values), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(write), fc.array(write), (first, second) => {
        const model = new Map<number, Value>();
        const run = (start: MapTable<Value>, writes: typeof first): MapTable<Value> => {
          const owner = new Owner();
          let table = start;
          for (const { key, value } of writes) {
            table = value === undefined ? table.delete(key, owner) : table.set(key, value, owner);
            if (value === undefined) model.delete(key);
            else model.set(key, value);
          }
          return table;
        };
        const left = run(MapTable.empty(), first);
        const before = entriesOf(left);
        const right = run(left, second);
        expect(entriesOf(left)).toEqual(before);
        expect(entriesOf(right)).toEqual([...model].sort(([a], [b]) => a - b));
        expect(right.size).toBe(model.size);
        const differing: number[] = [];
        left.diff(right, (key, mine, theirs) => {
          expect([mine, theirs]).toEqual([left.get(key), right.get(key)]);
          differing.push(key);
        });
        const keys = Array.from({ length: 10 }, (_, key) => key);
        expect(differing).toEqual(keys.filter((key) => left.get(key) !== right.get(key)));
      }),
    );
  });
});
