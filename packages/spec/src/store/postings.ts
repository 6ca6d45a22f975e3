/** Argument indexes over an append-only list of slots, kept in native maps: made for buckets that copy. */
import type { Atom } from '../atoms/atom.ts';
import { argumentAt, OPEN, storedKeys } from './argument-keys.ts';
import type { Shape } from './bucket.ts';
import type { Occurrence } from './occurrence.ts';

/** Slots under one key, ascending; a lone slot needs no array. */
export type Posting = number | number[];

/** One argument position: the slots of each key. */
export class PositionIndex {
  readonly #postings = new Map<number, Posting>();
  readonly #shape: Shape;
  readonly #position: number;

  /** Indexes `slots[from..]`. O(slots). */
  constructor(shape: Shape, position: number, slots: readonly Occurrence[], from: number) {
    this.#shape = shape;
    this.#position = position;
    for (let i = from; i < slots.length; i++) this.add((slots[i] as Occurrence).atom, i);
  }

  /** Files a slot above all that are here. O(1). */
  add(atom: Atom, slot: number): void {
    const [first, second] = storedKeys(argumentAt(this.#shape, atom, this.#position));
    this.#file(first, slot);
    if (second !== undefined && second !== first) this.#file(second, slot);
  }

  #file(key: number, slot: number): void {
    const known = this.#postings.get(key);
    if (known === undefined) this.#postings.set(key, slot);
    else if (typeof known === 'number') this.#postings.set(key, [known, slot]);
    else known.push(slot);
  }

  /** Appends the lists that can hold answers to `into`. */
  collect(keys: readonly number[], into: Posting[]): void {
    const open = this.#postings.get(OPEN);
    if (open !== undefined) into.push(open);
    for (let i = 0; i < keys.length; i++) {
      if (i > 0 && keys[i] === keys[0]) break;
      const found = this.#postings.get(keys[i] as number);
      if (found !== undefined) into.push(found);
    }
  }
}

/** How many slots some lists name. */
export function postingTotal(lists: readonly Posting[]): number {
  let total = 0;
  for (const list of lists) total += typeof list === 'number' ? 1 : list.length;
  return total;
}

/** The slots of some ascending lists, ascending, each once. O(total log total), O(total) for one list. */
export function mergePostings(lists: readonly Posting[]): readonly number[] {
  if (lists.length === 0) return [];
  const only = lists[0] as Posting;
  if (lists.length === 1) return typeof only === 'number' ? [only] : only;
  const all = lists.flat().sort((a, b) => a - b);
  return all.filter((slot, i) => i === 0 || slot !== all[i - 1]);
}
