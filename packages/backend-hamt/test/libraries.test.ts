/**
 * The adapters, and the faults of the libraries that they keep away from. Each fault is pinned: when one
 * of these tests fails, the library was mended, and the note in library-table.ts can go.
 */
import { anyKey, playTable, tableHistory } from '@forkspace/conformance/ports';
import fc from 'fast-check';
import hamtPlus from 'hamt_plus';
import { Map as ImmutableMap } from 'immutable';
import { describe, expect, test } from 'vitest';
import { hamtPlusTable } from '../src/hamt-plus.ts';
import { immutableTable } from '../src/immutable.ts';

describe.each([
  { name: 'Immutable.js', table: immutableTable },
  { name: 'hamt_plus', table: hamtPlusTable },
])('table on $name', ({ table }) => {
  test('agrees with native maps, on every branch, and leaves old versions alone', () => {
    fc.assert(
      fc.property(tableHistory(anyKey), (history) => {
        playTable(table(), history);
      }),
    );
  });
});

describe('faults of hamt_plus 1.0.2', () => {
  test('strings collide at will', () => {
    expect(hamtPlus.hash('Aa')).toBe(hamtPlus.hash('BB'));
  });

  test('a transient delete in a collision bucket, then a persistent one, breaks the map', () => {
    const map = hamtPlus.make<string, number>().mutate((transient) => {
      transient.set('Aa', 1).set('BB', 2).delete('Aa');
    });
    expect(map.get('BB')).toBe(2);
    const empty = map.delete('BB');
    expect(() => empty.get('BB')).toThrow(TypeError);
    expect(() => empty.set('BB', 3)).toThrow(TypeError);
  });

  test('number keys that agree in 32 bits overflow the stack', () => {
    const map = hamtPlus.make<number, string>().set(0, 'zero');
    expect(() => map.set(2 ** 32, 'four billion')).toThrow(RangeError);
  });
});

describe('faults of Immutable.js 5', () => {
  test('strings collide at will', () => {
    expect(ImmutableMap([['Aa', 1]]).hashCode()).toBe(ImmutableMap([['BB', 1]]).hashCode());
  });

  test('withMutations with a delete and a set in one collision bucket changes the original', () => {
    // More than eight entries: up to there the library keeps a plain list.
    const names = ['Aa', 'BB', ...'abcdefgh'];
    const original = ImmutableMap(names.map((name, i) => [name, i] as const));
    original.withMutations((map) => map.delete('Aa').set('BB', 99));
    expect(original.get('Aa')).toBe(0);
    expect(original.get('BB')).toBe(99); // it was 1
  });
});
