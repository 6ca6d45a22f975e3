/** Everything random in this package comes from here, so that a seed repeats it. */
import { uniformFloat32 } from 'pure-rand/distribution/uniformFloat32';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export interface Random {
  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number;
  /** A number from 0 up to, not including, 1. */
  fraction(): number;
  /** A copy of `items` in random order. */
  shuffle<T>(items: readonly T[]): T[];
}

/** A generator for a seed and a purpose: two purposes of one seed are independent. */
export function randomFor(seed: number, purpose: string): Random {
  let mixed = seed | 0;
  for (let i = 0; i < purpose.length; i++) {
    mixed = (Math.imul(mixed, 31) + purpose.charCodeAt(i)) | 0;
  }
  const generator = xoroshiro128plus(mixed);
  const below = (limit: number): number => uniformInt(generator, 0, limit - 1);
  return {
    below,
    fraction: () => uniformFloat32(generator),
    shuffle<T>(items: readonly T[]): T[] {
      const copy = items.slice();
      for (let i = copy.length - 1; i > 0; i--) {
        const j = below(i + 1);
        const swapped = copy[i] as T;
        copy[i] = copy[j] as T;
        copy[j] = swapped;
      }
      return copy;
    },
  };
}
