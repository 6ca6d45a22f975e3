/**
 * 32-bit content hashes. Equal content gives an equal hash in every process, so digests of two
 * environments on two threads can be compared; nothing observable ever depends on hash order.
 */

/** Scrambles a 32-bit integer (the finaliser of MurmurHash3, public domain). O(1). */
export function mix(hash: number): number {
  let h = hash | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}

/** Folds `value` into a running hash; order matters. O(1). */
export function combine(hash: number, value: number): number {
  return (Math.imul(hash ^ value, 0x9e3779b1) + ((hash << 7) | (hash >>> 25))) | 0;
}

/** Hashes text by UTF-16 code unit. O(length). */
export function hashText(text: string, seed: number): number {
  let h = seed | 0;
  for (let i = 0; i < text.length; i++) h = combine(h, text.charCodeAt(i));
  return mix(h ^ text.length);
}

const doubleBits = new DataView(new ArrayBuffer(8));

/** Hashes a number by its IEEE 754 bits; `-0` and `0` hash alike. O(1). */
export function hashNumber(value: number): number {
  if ((value | 0) === value) return mix(value ^ 0x3c6ef372);
  doubleBits.setFloat64(0, value === 0 ? 0 : value);
  return mix(combine(doubleBits.getInt32(0), doubleBits.getInt32(4)));
}
