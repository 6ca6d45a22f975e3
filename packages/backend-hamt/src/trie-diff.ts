/**
 * What differs between two tries, in ascending order of keys. Subtrees that both share are skipped by
 * reference, so two forks of one trie cost what they changed: O(changes * log32 n), whatever the size.
 * Content that is equal but not shared is compared value by value.
 */
import { BOTTOM, LONE, digit } from './radix.ts';
import { covers, slotAt, walk, type TrieNode } from './trie-node.ts';

/** Receives a key and what either side holds there, `undefined` for nothing. */
export type Difference<V> = (key: number, mine: V | undefined, theirs: V | undefined) => void;

type Tree<V> = TrieNode<V> | undefined;

/** Visits every key at which the two trees do not hold the same object. */
export function diff<V>(mine: Tree<V>, theirs: Tree<V>, visit: Difference<V>): void {
  compare(mine, theirs, false, visit);
}

/**
 * `a` is "mine", or "theirs" when `flipped`: each pair of nodes is brought into the order in which the
 * wider one comes first, and what is found is told the right way round.
 */
function compare<V>(a: Tree<V>, b: Tree<V>, flipped: boolean, visit: Difference<V>): void {
  if (a === b) return;
  if (b === undefined) all(a as TrieNode<V>, flipped, visit);
  else if (a === undefined) all(b, !flipped, visit);
  else if (a.shift < b.shift) compare(b, a, !flipped, visit);
  else if (!covers(a, b.base)) {
    if (a.base < b.base) all(a, flipped, visit);
    all(b, !flipped, visit);
    if (a.base > b.base) all(a, flipped, visit);
  } else if (a.shift > b.shift) within(a, b, flipped, visit);
  else if (a.shift === LONE) value(a.base, a.value, b.value, flipped, visit);
  else {
    for (let taken = a.bits | b.bits; taken !== 0; taken &= taken - 1) {
      const at = 31 - Math.clz32(taken & -taken);
      const x = slotAt(a, at);
      const y = slotAt(b, at);
      if (x === y) continue;
      if (a.shift === BOTTOM)
        value(a.base + at, x as V | undefined, y as V | undefined, flipped, visit);
      else compare(x as Tree<V>, y as Tree<V>, flipped, visit);
    }
  }
}

/** `b` belongs in one slot of `a`, whose other slots therefore only `a` has. */
function within<V>(a: TrieNode<V>, b: TrieNode<V>, flipped: boolean, visit: Difference<V>): void {
  const place = digit(b.base, a.shift);
  for (let taken = a.bits | (1 << place); taken !== 0; taken &= taken - 1) {
    const at = 31 - Math.clz32(taken & -taken);
    const slot = slotAt(a, at);
    if (a.shift === BOTTOM) {
      // Only a lone key is narrower than a bottom node.
      value(a.base + at, slot as V | undefined, at === place ? b.value : undefined, flipped, visit);
    } else compare(slot as Tree<V>, at === place ? b : undefined, flipped, visit);
  }
}

function all<V>(a: TrieNode<V>, flipped: boolean, visit: Difference<V>): void {
  walk(a, (held, key) => {
    value(key, held, undefined, flipped, visit);
  });
}

function value<V>(
  key: number,
  a: V | undefined,
  b: V | undefined,
  flipped: boolean,
  visit: Difference<V>,
): void {
  if (a === b) return;
  if (flipped) visit(key, b, a);
  else visit(key, a, b);
}
