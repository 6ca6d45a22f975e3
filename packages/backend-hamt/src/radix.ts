/** The arithmetic of the {@link Trie}'s keys: which bits of a key choose the slot at which level. */

/** `shift` of a lone node: one key, one value. */
export const LONE = -1;
/** `shift` of a bottom node: its slots hold values. Above it they hold nodes. */
export const BOTTOM = 0;
/** Slots of a node. */
export const WIDE = 32;

/** Bits are cut at 32, where the operators of the language cut: below that one shift finds a slot. */
export const HIGH = 32;

/** Which slot of a node of this shift a key belongs in. O(1). */
export function digit(key: number, shift: number): number {
  return shift < HIGH ? (key >>> shift) & 31 : Math.floor(key / 2 ** shift) & 31;
}

/** The shift of a node that may hang right under one of this shift. */
export function below(shift: number): number {
  return shift === HIGH ? 30 : shift - 5;
}

function above(shift: number): number {
  return shift === 30 ? HIGH : shift + 5;
}

/** The base of the node of this shift that holds `key`. */
export function baseAt(key: number, shift: number): number {
  if (shift < 0) return key;
  if (shift < 30) return key - (key & ((WIDE << shift) - 1));
  if (shift === 30) return key - (key >>> 0);
  const span = 2 ** above(shift);
  return Math.floor(key / span) * span;
}

/** The lowest shift at which two different keys fall into one node. */
export function meeting(a: number, b: number): number {
  let shift = BOTTOM;
  while (baseAt(a, shift) !== baseAt(b, shift)) shift = above(shift);
  return shift;
}

/** How many bits are set. O(1). */
export function countBits(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
