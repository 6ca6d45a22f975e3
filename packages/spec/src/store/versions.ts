/**
 * Versions and sets of them: the causal bookkeeping of merges.
 *
 * A *version* is one session of writing: it opens with the first write of an environment that shares
 * its content, and closes when the environment is cloned or merged. Others therefore see a version
 * whole or not at all, and "has that side seen this addition?" is "is its version in the set?". That
 * set is the causal context of an observed-remove set (Shapiro et al. 2011; Bieniusa et al. 2012),
 * with one bit instead of one counter per writer.
 *
 * Size: versions are numbered in time, an unbroken run costs nothing, and a version never seen (a branch
 * that wrote and was dropped) costs a few bits. A million dropped branches: about a megabyte.
 */

let lastVersion = 0;

/** Opens a version. Numbers tell versions apart; no order that can be observed follows from them. */
export function nextVersion(): number {
  return ++lastVersion;
}

/** `FULL`: all ids of the subtree. A number: 32 bits of a leaf. An array: 32 subtrees, `undefined` where empty. */
type Node = typeof FULL | number | readonly (Node | undefined)[];
const FULL = 'full';
const BITS = 32;

/**
 * An immutable set of version numbers: a radix tree of bits in which full subtrees collapse, and the
 * newest unbroken run beside it, so that the usual next version is added in O(1).
 */
export class VersionSet {
  static readonly EMPTY: VersionSet = new VersionSet(undefined, BITS, 0, 0);

  readonly #root: Node | undefined;
  /** How many ids the root spans: a power of 32. */
  readonly #span: number;
  /** The newest run, `from` up to and without `to`; everything in the tree is below it. */
  readonly #from: number;
  readonly #to: number;

  private constructor(root: Node | undefined, span: number, from: number, to: number) {
    this.#root = root;
    this.#span = span;
    this.#from = from;
    this.#to = to;
  }

  /** O(log32 newest). */
  has(version: number): boolean {
    if (version >= this.#from) return version < this.#to;
    if (version >= this.#span) return false;
    let node = this.#root;
    let span = this.#span;
    let offset = version;
    while (node !== undefined) {
      if (node === FULL) return true;
      if (typeof node === 'number') return ((node >>> offset) & 1) === 1;
      span /= 32;
      const at = Math.floor(offset / span);
      offset -= at * span;
      node = node[at];
    }
    return false;
  }

  /** This set and a version newer than all in it. O(1) in an unbroken run, else O(log32 newest). */
  withNewest(version: number): VersionSet {
    if (version === this.#to)
      return new VersionSet(this.#root, this.#span, this.#from, version + 1);
    const [root, span] = this.#settled();
    return new VersionSet(root, span, version, version + 1);
  }

  /** Everything in either. Subtrees that both share cost nothing. */
  union(other: VersionSet): VersionSet {
    if (other.#to > this.#to) return other.union(this);
    if (other.#to === 0) return this;
    let [mine, mySpan] = this.#settled();
    let [theirs, theirSpan] = other.#settled();
    while (theirSpan < mySpan) {
      theirs = lift(theirs);
      theirSpan *= 32;
    }
    while (mySpan < theirSpan) {
      mine = lift(mine);
      mySpan *= 32;
    }
    // Nothing is newer than the newest run of a settled set; an empty run at its end keeps that true.
    return new VersionSet(merge(mine, theirs, mySpan), mySpan, this.#to, this.#to);
  }

  /** Whether a version is in both. Subtrees that both share answer at once, and so do forks with the run they share. */
  intersects(other: VersionSet): boolean {
    if (other.#from < other.#to && this.has(other.#from)) return true;
    if (this.#from < this.#to && other.has(this.#from)) return true;
    let [mine, mySpan] = this.#settled();
    let [theirs, theirSpan] = other.#settled();
    // What lies beyond the smaller span is on one side only.
    for (; mySpan > theirSpan; mySpan /= 32) mine = firstOf(mine);
    for (; theirSpan > mySpan; theirSpan /= 32) theirs = firstOf(theirs);
    return meet(mine, theirs, mySpan);
  }

  /** The tree with the newest run filed in it. */
  #settled(): [Node | undefined, number] {
    let root = this.#root;
    let span = this.#span;
    if (this.#from === this.#to) return [root, span];
    while (this.#to > span) {
      root = lift(root);
      span *= 32;
    }
    return [fill(root, span, this.#from, this.#to), span];
  }
}

/**
 * The versions along the left side of every merge that led to a state. Merging branches leaves gaps here, so
 * this is kept within bounds by forgetting what lies more than {@link GENERATION} gaps back. Forgetting is
 * safe: whether a line contains a version decides only whether a merge can be answered at once or has to
 * compare.
 */
export class Line {
  readonly #old: VersionSet;
  readonly #young: VersionSet;
  readonly #newest: number;
  /** Gaps in the younger part. */
  readonly #gaps: number;

  private constructor(old: VersionSet, young: VersionSet, newest: number, gaps: number) {
    this.#old = old;
    this.#young = young;
    this.#newest = newest;
    this.#gaps = gaps;
  }

  static from(version: number): Line {
    return new Line(VersionSet.EMPTY, VersionSet.EMPTY.withNewest(version), version, 0);
  }

  /** O(log32 newest). */
  has(version: number): boolean {
    return this.#young.has(version) || this.#old.has(version);
  }

  /** This line, continued. O(1), in a gap O(log32 newest). */
  withNewest(version: number): Line {
    if (version === this.#newest + 1) {
      return new Line(this.#old, this.#young.withNewest(version), version, this.#gaps);
    }
    if (this.#gaps < GENERATION) {
      return new Line(this.#old, this.#young.withNewest(version), version, this.#gaps + 1);
    }
    return new Line(this.#young, VersionSet.EMPTY.withNewest(version), version, 0);
  }
}

const GENERATION = 0x4000;

function lift(node: Node | undefined): Node | undefined {
  if (node === undefined) return undefined;
  const parent = new Array<Node | undefined>(BITS).fill(undefined);
  parent[0] = node;
  return parent;
}

function mask(from: number, to: number): number {
  const high = to >= BITS ? -1 : (1 << to) - 1;
  return high & ~((1 << from) - 1);
}

/** `node` with the ids `from` up to `to` (within its span) added. */
function fill(node: Node | undefined, span: number, from: number, to: number): Node {
  if (node === FULL || (from <= 0 && to >= span)) return FULL;
  if (span === BITS) {
    const bits = ((node as number | undefined) ?? 0) | mask(Math.max(from, 0), to);
    return bits === -1 ? FULL : bits;
  }
  const children =
    node === undefined
      ? new Array<Node | undefined>(BITS).fill(undefined)
      : (node as readonly (Node | undefined)[]).slice();
  const step = span / 32;
  const last = Math.min(BITS - 1, Math.ceil(to / step) - 1);
  for (let at = Math.max(0, Math.floor(from / step)); at <= last; at++) {
    children[at] = fill(children[at], step, from - at * step, to - at * step);
  }
  return children.every((child) => child === FULL) ? FULL : children;
}

/** The first 32nd of a tree. */
function firstOf(node: Node | undefined): Node | undefined {
  return typeof node === 'object' ? node[0] : node;
}

function meet(a: Node | undefined, b: Node | undefined, span: number): boolean {
  if (a === undefined || b === undefined) return false;
  if (a === b || a === FULL || b === FULL) return true;
  if (span === BITS) return ((a as number) & (b as number)) !== 0;
  const right = b as readonly (Node | undefined)[];
  return (a as readonly (Node | undefined)[]).some((child, at) =>
    meet(child, right[at], span / 32),
  );
}

function merge(a: Node | undefined, b: Node | undefined, span: number): Node | undefined {
  if (a === b || b === undefined) return a;
  if (a === undefined) return b;
  if (a === FULL || b === FULL) return FULL;
  if (span === BITS) {
    const bits = (a as number) | (b as number);
    return bits === -1 ? FULL : bits;
  }
  const left = a as readonly (Node | undefined)[];
  const right = b as readonly (Node | undefined)[];
  const children = left.map((child, at) => merge(child, right[at], span / 32));
  // Keep what is shared shared: a later union then skips it by reference.
  if (children.every((child, at) => child === left[at])) return left;
  if (children.every((child, at) => child === right[at])) return right;
  return children.every((child) => child === FULL) ? FULL : children;
}
