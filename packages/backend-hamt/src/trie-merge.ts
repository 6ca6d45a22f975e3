/**
 * The merge of two tries: what both share is taken as it is, subtrees of which one side is kept whole are
 * shared with that side, and each node between is made once, whatever number of keys below it changes.
 */
import type { Decide, Owner } from '@forkspace/spec';
import { BOTTOM, LONE, WIDE, digit } from './radix.ts';
import { covers, join, lone, nodeOf, room, slotAt, type Slot, type TrieNode } from './trie-node.ts';

type Tree<V> = TrieNode<V> | undefined;

/** The merged tree, and by how many keys it is larger than `mine`. */
export function mergeTries<V>(
  mine: Tree<V>,
  theirs: Tree<V>,
  owner: Owner,
  decide: Decide<V>,
): { readonly root: Tree<V>; readonly size: number } {
  const merge = new Merge(owner, decide);
  return { root: merge.trees(mine, theirs), size: merge.size };
}

class Merge<V> {
  readonly #owner: Owner;
  readonly #decide: Decide<V>;
  /** Keys gained less keys lost. */
  size = 0;

  constructor(owner: Owner, decide: Decide<V>) {
    this.#owner = owner;
    this.#decide = decide;
  }

  trees(a: Tree<V>, b: Tree<V>): Tree<V> {
    if (a === b) return a;
    const wide = a === undefined || (b !== undefined && b.shift > a.shift) ? b : a;
    const narrow = wide === a ? b : a;
    if (wide === undefined) return undefined;
    if (narrow !== undefined && !covers(wide, narrow.base)) {
      const x = this.trees(a, undefined);
      const y = this.trees(undefined, b);
      return x === undefined || y === undefined ? (x ?? y) : join(x, y, this.#owner);
    }
    if (wide.shift === LONE) return this.#lone(wide, a, b);
    return this.#slots(wide, a, b);
  }

  /** One key, on one side or on both. */
  #lone(node: TrieNode<V>, a: Tree<V>, b: Tree<V>): Tree<V> {
    const kept = this.#value(node.base, a?.value, b?.value);
    if (kept === undefined) return undefined;
    if (kept === a?.value) return a;
    return kept === b?.value ? b : lone(this.#owner, node.base, kept);
  }

  /** Of trees that belong in one node, the frame, which one of them is; slot by slot. */
  #slots(frame: TrieNode<V>, a: Tree<V>, b: Tree<V>): Tree<V> {
    const { shift, base } = frame;
    // A node is made only when the result is seen to be neither side's.
    let likeMine = true;
    let likeTheirs = true;
    let made: Slot<V>[] | undefined;
    let taken = 0;
    for (let rest = bitsIn(a, shift) | bitsIn(b, shift); rest !== 0; rest &= rest - 1) {
      const at = 31 - Math.clz32(rest & -rest);
      const x = slotIn(a, shift, at);
      const y = slotIn(b, shift, at);
      let kept = x;
      if (x !== y) {
        kept =
          shift === BOTTOM
            ? this.#value(base + at, x as V | undefined, y as V | undefined)
            : this.trees(x as Tree<V>, y as Tree<V>);
        if (made === undefined) {
          const like = likeMine ? a : b;
          if (kept !== x) likeMine = false;
          if (kept !== y) likeTheirs = false;
          if (!likeMine && !likeTheirs) {
            made = room(WIDE);
            for (let i = 0; i < at; i++) made[i] = slotIn(like, shift, i);
          }
        }
      }
      if (kept !== undefined) taken |= 1 << at;
      if (made !== undefined) made[at] = kept;
    }
    if (made !== undefined) return nodeOf(this.#owner, shift, base, taken, made);
    return likeMine ? a : b;
  }

  #value(key: number, x: V | undefined, y: V | undefined): V | undefined {
    if (x === y) return x;
    const kept = this.#decide(key, x, y);
    if (x === undefined) {
      if (kept !== undefined) this.size++;
    } else if (kept === undefined) this.size--;
    return kept;
  }
}

/** Which slots of a node of this shift the tree takes. */
function bitsIn<V>(tree: Tree<V>, shift: number): number {
  if (tree === undefined) return 0;
  return tree.shift === shift ? tree.bits : 1 << digit(tree.base, shift);
}

/** What the tree puts into a slot of a node of this shift. */
function slotIn<V>(tree: Tree<V>, shift: number, at: number): Slot<V> {
  if (tree === undefined) return undefined;
  if (tree.shift === shift) return slotAt(tree, at);
  if (digit(tree.base, shift) !== at) return undefined;
  // Only a lone key is narrower than a bottom node.
  return shift === BOTTOM ? tree.value : tree;
}
