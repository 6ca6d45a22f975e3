/**
 * The nodes of the {@link Trie}: a radix tree, 5 bits of the key per level, most significant first, so
 * that walking it in slot order is walking the keys in ascending order.
 *
 * Three things keep one structure good for dense and for scattered keys alike:
 * - *path compression*: a level at which all keys agree has no node, and a key that is alone in its
 *   subtree is one *lone* node hung in directly. Depth is about log32(keys), whatever their size.
 * - *two widths*: up to 8 children are packed side by side, in an array of 2, 4 or 8, and found by
 *   counting bits; more get an array of 32 indexed directly, which is what every node of a dense table is.
 * - *one class*: leaves, inner nodes and lone keys have the same shape, so that the loop of a lookup
 *   meets one hidden class only; a lone key pays for that with two fields it has no use for.
 *
 * Invariants: an inner node has two children at least; a bottom node two values at least; no node is
 * empty. A node is written only by the owner it names; every other owner copies it first.
 *
 * Longer than most files, because everything that relies on these invariants or keeps them stands together.
 */
import type { Owner } from '@forkspace/spec';
import { BOTTOM, LONE, WIDE, baseAt, below, countBits, digit, meeting, HIGH } from './radix.ts';

/** The most children a packed node has. */
const PACKED_MOST = 8;
/** A wide node is packed again below this; the gap to PACKED_MOST keeps it from flapping. */
const PACKED_AGAIN = 4;

/** Frozen, although its type does not say so: nobody writes the slots of a lone node. */
const NONE = Object.freeze([]) as never[];
const BLANK: readonly undefined[] = Array.from({ length: WIDE }, () => undefined);

/** A fresh array of this length, with no room beyond. Cut from one without holes, it is never searched for any. */
export function room<V>(size: number): Slot<V>[] {
  return BLANK.slice(0, size);
}

/** A child or a value. Bottom nodes hold `V` only, inner nodes `TrieNode<V>` only. */
export type Slot<V> = TrieNode<V> | V | undefined;

export class TrieNode<V> {
  readonly owner: Owner;
  /** Which bits of the key choose the slot: 0, 5, … 25, 30 (two bits), 32, 37, … 52, or LONE. */
  readonly shift: number;
  /** The lowest key that the node can hold; for a lone node, its key. */
  readonly base: number;
  /** Which slots are taken. */
  bits: number;
  /** The taken slots side by side, then unused room; or 32 slots, each at its own place. */
  slots: Slot<V>[];
  /** The value of a lone node. */
  value: V | undefined;

  constructor(
    owner: Owner,
    shift: number,
    base: number,
    bits: number,
    slots: Slot<V>[],
    value: V | undefined,
  ) {
    this.owner = owner;
    this.shift = shift;
    this.base = base;
    this.bits = bits;
    this.slots = slots;
    this.value = value;
  }
}

/** A tree of one key. O(1). */
export function lone<V>(owner: Owner, key: number, value: V): TrieNode<V> {
  return new TrieNode(owner, LONE, key, 0, NONE, value);
}

/** Whether a key belongs in this node. O(1). */
export function covers<V>(node: TrieNode<V>, key: number): boolean {
  return node.base === baseAt(key, node.shift);
}

// ---- reading ----

/** The value at `key`. O(log32 n). */
export function find<V>(root: TrieNode<V>, key: number): V | undefined {
  let node = root;
  let shift = node.shift;
  while (shift >= HIGH) {
    const child = slotAt(node, Math.floor(key / 2 ** shift) & 31) as TrieNode<V> | undefined;
    if (child === undefined) return undefined;
    node = child;
    shift = node.shift;
  }
  while (shift > BOTTOM) {
    const slots = node.slots;
    let at = (key >>> shift) & 31;
    if (slots.length !== WIDE) {
      const bit = 1 << at;
      if ((node.bits & bit) === 0) return undefined;
      at = countBits(node.bits & (bit - 1));
    }
    const child = slots[at] as TrieNode<V> | undefined;
    if (child === undefined) return undefined;
    node = child;
    shift = node.shift;
  }
  // Skipped levels were not compared on the way down; the last node's base tells for all of them.
  if (shift === LONE) return node.base === key ? node.value : undefined;
  const at = key & 31;
  return node.base === key - at ? (slotAt(node, at) as V | undefined) : undefined;
}

/** The child or value in slot `at`. O(1). */
export function slotAt<V>(node: TrieNode<V>, at: number): Slot<V> {
  const slots = node.slots;
  if (slots.length === WIDE) return slots[at];
  const bit = 1 << at;
  return (node.bits & bit) === 0 ? undefined : slots[countBits(node.bits & (bit - 1))];
}

/** Visits in ascending order of keys. O(n). */
export function walk<V>(node: TrieNode<V>, visit: (value: V, key: number) => void): void {
  if (node.shift === LONE) {
    visit(node.value as V, node.base);
    return;
  }
  const { slots, base, shift } = node;
  const wide = slots.length === WIDE;
  for (let i = 0, bits = node.bits; bits !== 0; i++, bits &= bits - 1) {
    const at = 31 - Math.clz32(bits & -bits);
    const slot = slots[wide ? at : i];
    if (shift > BOTTOM) walk(slot as TrieNode<V>, visit);
    else visit(slot as V, base + at);
  }
}

/** The value of the highest key that passes the test, looked for from the highest down. O(visited). */
export function findBack<V>(node: TrieNode<V>, test: (value: V) => boolean): V | undefined {
  const passing = (value: V): V | undefined => (test(value) ? value : undefined);
  if (node.shift === LONE) return passing(node.value as V);
  const { slots, shift } = node;
  const wide = slots.length === WIDE;
  let bits = node.bits;
  for (let i = countBits(bits) - 1; bits !== 0; i--) {
    const at = 31 - Math.clz32(bits);
    bits &= ~(1 << at);
    const slot = slots[wide ? at : i];
    const found = shift > BOTTOM ? findBack(slot as TrieNode<V>, test) : passing(slot as V);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Slots of bottom nodes by the upper bits of their keys. */
export type Leaves<V> = readonly (readonly (V | undefined)[] | undefined)[];

/**
 * The slots of every wide bottom node whose keys are dense for a map of this size; all others are left out.
 * Valid until the next write. O(n / 32).
 */
export function leavesOf<V>(root: TrieNode<V>, size: number): Leaves<V> {
  const leaves: (readonly (V | undefined)[] | undefined)[] = [];
  const limit = Math.min(2 * size + WIDE, 2 ** 31);
  const pending: TrieNode<V>[] = [root];
  while (pending.length > 0) {
    const node = pending.pop() as TrieNode<V>;
    if (node.shift === LONE || node.base >= limit) continue;
    if (node.shift === BOTTOM) {
      if (node.slots.length === WIDE) {
        const at = node.base >>> 5;
        while (leaves.length < at) leaves.push(undefined);
        leaves[at] = node.slots as readonly (V | undefined)[];
      }
    } else {
      for (let i = node.slots.length - 1; i >= 0; i--) {
        const child = node.slots[i];
        if (child !== undefined) pending.push(child as TrieNode<V>);
      }
    }
  }
  return leaves;
}

// ---- writing ----

/** The node itself if `owner` may write it, else a copy that it may write. */
function editable<V>(node: TrieNode<V>, owner: Owner): TrieNode<V> {
  if (node.owner === owner) return node;
  const slots = node.shift === LONE ? node.slots : node.slots.slice();
  return new TrieNode(owner, node.shift, node.base, node.bits, slots, node.value);
}

/** Puts something into slot `at` of a node that may be written. */
function putSlot<V>(node: TrieNode<V>, at: number, slot: Slot<V>): void {
  const bit = 1 << at;
  const { slots, bits } = node;
  node.bits = bits | bit;
  if (slots.length === WIDE) {
    slots[at] = slot;
    return;
  }
  const index = countBits(bits & (bit - 1));
  if ((bits & bit) !== 0) {
    slots[index] = slot;
    return;
  }
  const size = countBits(bits);
  if (size === PACKED_MOST) {
    node.slots = spread(slots, bits);
    node.slots[at] = slot;
    return;
  }
  let target = slots;
  if (size === slots.length) {
    // Not push() or splice(): they grow by half and sixteen, several times what a small node needs.
    target = room<V>(2 * size);
    for (let i = 0; i < index; i++) target[i] = slots[i];
    node.slots = target;
  }
  for (let i = size; i > index; i--) target[i] = slots[i - 1];
  target[index] = slot;
}

/** Packed slots, each at its own place. */
function spread<V>(slots: readonly Slot<V>[], bits: number): Slot<V>[] {
  const wide = room<V>(WIDE);
  for (let i = 0, rest = bits; rest !== 0; i++, rest &= rest - 1) {
    wide[31 - Math.clz32(rest & -rest)] = slots[i];
  }
  return wide;
}

/** Empties the taken slot `at` of a node that may be written and has others. */
function clearSlot<V>(node: TrieNode<V>, at: number): void {
  const { slots, bits } = node;
  const left = bits & ~(1 << at);
  node.bits = left;
  const size = countBits(left);
  if (slots.length === WIDE) {
    if (size < PACKED_AGAIN) node.slots = pack(slots, left, PACKED_AGAIN);
    else slots[at] = undefined;
    return;
  }
  for (let i = countBits(left & ((1 << at) - 1)); i < size; i++) slots[i] = slots[i + 1];
  slots[size] = undefined;
}

/** Of slots at their own places, the taken ones side by side. */
function pack<V>(slots: readonly Slot<V>[], bits: number, length: number): Slot<V>[] {
  const packed = room<V>(length);
  for (let i = 0, rest = bits; rest !== 0; i++, rest &= rest - 1) {
    packed[i] = slots[31 - Math.clz32(rest & -rest)];
  }
  return packed;
}

/**
 * The tree of these slots, each at its own place, in the form that suits their number; undefined when
 * none is taken. The array goes over to the node.
 */
export function nodeOf<V>(
  owner: Owner,
  shift: number,
  base: number,
  bits: number,
  slots: Slot<V>[],
): TrieNode<V> | undefined {
  if ((bits & (bits - 1)) === 0) {
    if (bits === 0) return undefined;
    const last = 31 - Math.clz32(bits);
    const slot = slots[last];
    return shift === BOTTOM ? lone(owner, base + last, slot as V) : (slot as TrieNode<V>);
  }
  const size = countBits(bits);
  const fitting = size > PACKED_MOST ? slots : pack(slots, bits, packedRoom(size));
  return new TrieNode(owner, shift, base, bits, fitting, undefined);
}

/**
 * The tree of ascending keys and their values, from number `from` up to `to`, which is more. O(to - from): each node is made
 * once, in the form in which it stays.
 */
export function treeOf<V>(
  owner: Owner,
  keys: ArrayLike<number>,
  values: ArrayLike<V>,
  from: number,
  to: number,
): TrieNode<V> {
  const low = keys[from] as number;
  if (to - from === 1) return lone(owner, low, values[from] as V);
  const shift = meeting(low, keys[to - 1] as number);
  const ends: number[] = [];
  let bits = 0;
  for (let i = from; i < to; i++) {
    const bit = 1 << digit(keys[i] as number, shift);
    if ((bits & bit) === 0 && bits !== 0) ends.push(i);
    bits |= bit;
  }
  ends.push(to);
  const wide = ends.length > PACKED_MOST;
  const slots = room<V>(wide ? WIDE : packedRoom(ends.length));
  for (let i = 0, start = from; i < ends.length; i++) {
    const end = ends[i] as number;
    const at = wide ? digit(keys[start] as number, shift) : i;
    slots[at] = shift === BOTTOM ? (values[start] as V) : treeOf(owner, keys, values, start, end);
    start = end;
  }
  return new TrieNode(owner, shift, baseAt(low, shift), bits, slots, undefined);
}

/** The room of a packed node of so many children. */
function packedRoom(size: number): number {
  return size > 4 ? PACKED_MOST : size > 2 ? 4 : 2;
}

/** A node above two nodes whose keys are apart. */
export function join<V>(a: TrieNode<V>, b: TrieNode<V>, owner: Owner): TrieNode<V> {
  const [low, high] = a.base < b.base ? [a, b] : [b, a];
  const shift = meeting(low.base, high.base);
  const bits = (1 << digit(low.base, shift)) | (1 << digit(high.base, shift));
  const slots = room<V>(2);
  // Two keys that meet in a bottom node are lone: nothing else is as small.
  slots[0] = shift === BOTTOM ? low.value : low;
  slots[1] = shift === BOTTOM ? high.value : high;
  return new TrieNode(owner, shift, baseAt(low.base, shift), bits, slots, undefined);
}

/**
 * What the last {@link put} did: whether the key was new. A field, because returning it beside the tree
 * would cost an object per write and looking first would cost a second way down.
 */
export const lastPut = { added: false };

/** Makes one value of what a key holds and what comes. */
export type Combine<V> = (held: V, coming: V, owner: Owner) => V;

/**
 * The tree with `value` at `key`, or what `combine` makes of it where the key holds a value already;
 * nodes of `owner` are changed in place. O(log32 n).
 */
export function put<V>(
  root: TrieNode<V>,
  key: number,
  value: V,
  owner: Owner,
  combine: Combine<V> | undefined,
): TrieNode<V> {
  lastPut.added = true;
  if (!covers(root, key)) return join(root, lone(owner, key, value), owner);
  const top = editable(root, owner);
  let node = top;
  for (;;) {
    const shift = node.shift;
    if (shift === LONE) {
      lastPut.added = false;
      node.value = combine === undefined ? value : combine(node.value as V, value, owner);
      return top;
    }
    const at = digit(key, shift);
    const present = slotAt(node, at);
    if (shift === BOTTOM) {
      if (present !== undefined) lastPut.added = false;
      const both = present !== undefined && combine !== undefined;
      putSlot(node, at, both ? combine(present as V, value, owner) : value);
      return top;
    }
    const child = present as TrieNode<V> | undefined;
    if (child === undefined) {
      putSlot(node, at, lone(owner, key, value));
      return top;
    }
    // A child one level down holds this key for certain; only where levels were skipped need we look.
    if (child.shift !== below(shift) && !covers(child, key)) {
      putSlot(node, at, join(child, lone(owner, key, value), owner));
      return top;
    }
    const own = editable(child, owner);
    if (own !== child) putSlot(node, at, own);
    node = own;
  }
}

/** The tree without `key`, which it holds; undefined when that was all. O(log32 n). */
export function take<V>(node: TrieNode<V>, key: number, owner: Owner): TrieNode<V> | undefined {
  if (node.shift === LONE) return undefined;
  const at = digit(key, node.shift);
  if (node.shift > BOTTOM) {
    const child = slotAt(node, at) as TrieNode<V>;
    const rest = take(child, key, owner);
    if (rest === child) return node; // changed in place
    if (rest !== undefined) {
      const own = editable(node, owner);
      putSlot(own, at, rest);
      return own;
    }
  }
  const others = node.bits & ~(1 << at);
  if ((others & (others - 1)) !== 0) {
    const own = editable(node, owner);
    clearSlot(own, at);
    return own;
  }
  // One is left: it takes the node's place.
  const last = 31 - Math.clz32(others);
  const slot = slotAt(node, last);
  return node.shift === BOTTOM ? lone(owner, node.base + last, slot as V) : (slot as TrieNode<V>);
}
