import { anyKey, playTable, tableHistory, type Value } from '@forkspace/conformance/ports';
import { Owner } from '@forkspace/spec';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diff } from '../src/trie-diff.ts';
import { BOTTOM, LONE, digit } from '../src/radix.ts';
import { covers, lone, put, slotAt, take, type TrieNode } from '../src/trie-node.ts';
import { Trie } from '../src/trie.ts';

type Root = TrieNode<Value> | undefined;

/** An assertion that costs nothing when it holds: these run millions of times. */
function insist(holds: boolean, law: string): asserts holds {
  if (!holds) throw new Error(`broken: ${law}`);
}

function plant(keys: Iterable<number>, owner: Owner): Root {
  let root: Root;
  for (const key of keys) {
    const value = { tag: key };
    root = root === undefined ? lone(owner, key, value) : put(root, key, value, owner, undefined);
  }
  return root;
}

function nodes(root: Root): TrieNode<Value>[] {
  const found: TrieNode<Value>[] = [];
  const pending = root === undefined ? [] : [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    found.push(node);
    if (node.shift <= BOTTOM) continue;
    for (let at = 0; at < 32; at++) {
      const child = slotAt(node, at);
      if (child !== undefined) pending.push(child as TrieNode<Value>);
    }
  }
  return found;
}

const range = (n: number, stride = 1): number[] => Array.from({ length: n }, (_, i) => i * stride);

function checkShape(root: Root): void {
  for (const node of nodes(root)) {
    insist(covers(node, node.base), 'a base is where its node begins');
    if (node.shift === LONE) continue;
    const taken = range(32).filter((at) => (node.bits & (1 << at)) !== 0);
    insist(taken.length >= 2, 'no node is empty or has a single child');
    insist([2, 4, 8, 32].includes(node.slots.length), 'slots come in four sizes');
    const full = node.slots.filter((slot) => slot !== undefined);
    insist(full.length === taken.length, 'nothing stays reachable in slots that are not taken');
    for (const at of taken) {
      const slot = slotAt(node, at);
      insist(slot !== undefined, 'a taken slot holds something');
      if (node.shift === BOTTOM) continue;
      const child = slot as TrieNode<Value>;
      insist(child.shift < node.shift, 'children lie below');
      insist(covers(node, child.base), 'children lie within');
      insist(digit(child.base, node.shift) === at, 'children lie in their slot');
    }
  }
}

describe('Trie', () => {
  test('finds nothing where there can be no key', () => {
    const trie = Trie.empty<Value>().set(0, { tag: 0 }, new Owner());
    for (const none of [-1, -0.5, 0.5, 1e300, NaN, Infinity, -Infinity])
      expect(trie.get(none)).toBeUndefined();
  });

  test('agrees with native maps, on every branch, and leaves old versions alone', () => {
    fc.assert(
      fc.property(tableHistory(anyKey), (history) => {
        playTable(Trie.empty(), history);
      }),
      { numRuns: 200 },
    );
  });

  test('keeps its shape whatever is put in and taken out', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anyKey, { minLength: 1, maxLength: 80, size: 'max' }),
        fc.nat(),
        (keys, seed) => {
          const owner = new Owner();
          let root = plant(keys, owner);
          checkShape(root);
          const order = keys.toSorted((a, b) => ((a * 31 + seed) % 101) - ((b * 31 + seed) % 101));
          for (const key of order) {
            root = take(root as TrieNode<Value>, key, owner);
            checkShape(root);
          }
          expect(root).toBeUndefined();
        },
      ),
    );
  });

  test('has one shape for one content, but for the width of its nodes', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyKey, { minLength: 1, maxLength: 60, size: 'max' }), (keys) => {
        const outline = (root: Root): unknown[] =>
          nodes(root).map((n) => [n.shift, n.base, n.bits]);
        const extra = keys.map((k) => (k + 77) % 2 ** 53).filter((k) => !keys.includes(k));
        const owner = new Owner();
        let detour = plant([...extra, ...keys], owner);
        for (const key of new Set(extra)) detour = take(detour as TrieNode<Value>, key, owner);
        expect(outline(detour)).toEqual(outline(plant(keys.toReversed(), new Owner())));
      }),
    );
  });

  test.each([
    { n: 32, stride: 1, copied: 1 },
    { n: 33, stride: 1, copied: 2 },
    { n: 1024, stride: 1, copied: 2 },
    { n: 1025, stride: 1, copied: 3 },
    { n: 32_768, stride: 1, copied: 3 },
    { n: 100_000, stride: 1, copied: 4 },
    { n: 10_000, stride: 1000, copied: 5 },
    { n: 1000, stride: 2 ** 40, copied: 4 },
  ])(
    'a first write among $n keys $stride apart copies $copied nodes at most, later ones none',
    (given) => {
      const root = plant(range(given.n, given.stride), new Owner()) as TrieNode<Value>;
      for (const at of [0, 1, given.n >> 1, given.n - 1]) {
        const owner = new Owner();
        const key = at * given.stride;
        const owned = (r: Root): number => nodes(r).filter((n) => n.owner === owner).length;
        const written = put(root, key, { tag: -1 }, owner, undefined);
        expect(owned(written)).toBeLessThanOrEqual(given.copied);
        expect(owned(written)).toBeGreaterThan(0);
        const before = new Set(nodes(written));
        const again = put(written, key, { tag: -2 }, owner, undefined);
        expect(again).toBe(written);
        expect(nodes(again).every((n) => before.has(n))).toBe(true);
        expect(owned(take(root, key, owner))).toBeLessThanOrEqual(given.copied);
      }
    },
  );

  test('depth is bounded by the number of keys, not by their size', () => {
    const depth = (node: TrieNode<Value>): number =>
      node.shift <= BOTTOM
        ? 1
        : 1 + Math.max(...range(32).map((at) => depthOf(slotAt(node, at) as Root)));
    const depthOf = (node: Root): number => (node === undefined ? 0 : depth(node));
    expect(depthOf(plant([5, 100_005, 20_000_017, 2 ** 53 - 1], new Owner()))).toBeLessThanOrEqual(
      4,
    );
    // Every key doubles the last: the worst there is.
    expect(
      depthOf(
        plant(
          range(53).map((bit) => 2 ** bit),
          new Owner(),
        ),
      ),
    ).toBeLessThanOrEqual(12);
  });

  test('diff opens no subtree that both share', () => {
    const base = plant(range(100_000), new Owner()) as TrieNode<Value>;
    const left = put(base, 5, { tag: -1 }, new Owner(), undefined);
    const right = put(
      put(base, 70_000, { tag: -2 }, new Owner(), undefined),
      99_999,
      { tag: -3 },
      new Owner(),
      undefined,
    );
    const closed = nodes(base).filter(
      (node) => ![5, 70_000, 99_999].some((key) => covers(node, key)),
    );
    expect(closed.length).toBeGreaterThan(3000);
    const opened = (): never => {
      throw new Error('a shared subtree was opened');
    };
    for (const node of closed) Object.defineProperty(node, 'slots', { get: opened });
    const found: unknown[] = [];
    diff(left, right, (key, mine, theirs) => found.push([key, mine?.tag, theirs?.tag]));
    expect(found).toEqual([
      [5, -1, 5],
      [70_000, 70_000, -2],
      [99_999, 99_999, -3],
    ]);
  });

  test('a write that changes nothing copies nothing', () => {
    const value = { tag: 1 };
    const trie = Trie.empty<Value>().set(7, value, new Owner());
    expect(trie.set(7, value, new Owner())).toBe(trie);
    expect(trie.delete(8, new Owner())).toBe(trie);
  });

  test('combine joins with what is there, in place under one owner', () => {
    const add = (a: Value, b: Value): Value => ({ tag: a.tag + b.tag });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyKey, fc.nat(9)), { maxLength: 80, size: 'max' }),
        (entries) => {
          const model = new Map<number, number>();
          const owner = new Owner();
          let trie = Trie.empty<Value>();
          for (const [key, tag] of entries) {
            model.set(key, (model.get(key) ?? 0) + tag);
            trie = trie.combine(key, { tag }, owner, add);
          }
          expect(trie.size).toBe(model.size);
          trie.forEach((value, key) => expect(value.tag).toBe(model.get(key)));
        },
      ),
    );
  });

  test('findLast looks from the highest key down and stops', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyKey, { maxLength: 80, size: 'max' }), anyKey, (keys, limit) => {
        let trie = Trie.empty<Value>();
        for (const key of keys) trie = trie.set(key, { tag: key }, new Owner());
        const visited: number[] = [];
        const found = trie.findLast((value) => visited.push(value.tag) > 0 && value.tag <= limit);
        const sorted = keys.toSorted((a, b) => b - a);
        const expected = sorted.find((key) => key <= limit);
        expect(found?.tag).toBe(expected);
        expect(visited).toEqual(sorted.filter((key) => expected === undefined || key >= expected));
      }),
    );
  });
});
