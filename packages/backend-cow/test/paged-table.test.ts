import { anyKey, playTable, tableHistory, type Value } from '@forkspace/conformance/ports';
import { Owner } from '@forkspace/spec';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PagedTable } from '../src/paged-table.ts';

describe('PagedTable', () => {
  test('agrees with native maps, on every branch, and leaves old versions alone', () => {
    fc.assert(
      fc.property(tableHistory(anyKey), (history) => {
        playTable(PagedTable.empty(), history);
      }),
      { numRuns: 200 },
    );
  });

  test('finds nothing where there can be no key', () => {
    const table = PagedTable.empty<Value>().set(0, { tag: 0 }, new Owner());
    for (const none of [-1, -0.5, 0.5, 1e300, NaN, Infinity, -Infinity])
      expect(table.get(none)).toBeUndefined();
  });

  test('a write that changes nothing copies nothing', () => {
    const value = { tag: 1 };
    const table = PagedTable.empty<Value>().set(7, value, new Owner());
    expect(table.set(7, value, new Owner())).toBe(table);
    expect(table.delete(8, new Owner())).toBe(table);
    expect(table.delete(1000, new Owner())).toBe(table);
  });

  test('writes under one owner stay in place', () => {
    const owner = new Owner();
    const table = PagedTable.empty<Value>().set(7, { tag: 1 }, owner);
    expect(table.set(8, { tag: 2 }, owner)).toBe(table);
    expect(table.delete(7, owner)).toBe(table);
    expect(table.set(9, { tag: 3 }, new Owner())).not.toBe(table);
  });
});
