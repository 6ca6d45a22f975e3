/** The group of a bucket whose content at one moment is a value of its own. */
import type { Atom } from '../atoms/atom.ts';
import type { Group } from '../environment.ts';
import type { Entry, Occurrence } from './occurrence.ts';

/** Occurrences that never change. */
export interface Snapshot {
  /** How many. O(1). */
  readonly size: number;
  /** Visits all, in order. O(size). */
  forEach(visit: (occurrence: Occurrence) => void): void;
  /** Those that may unify with these arguments, in order: what {@link Group.select} asks for. */
  select(args: readonly Atom[]): readonly Occurrence[];
}

/** A group over a snapshot; its list is made when somebody asks for it, O(size) once. */
export class SnapshotGroup implements Group<Entry> {
  cache: unknown = undefined;
  readonly #snapshot: Snapshot;
  #all: readonly Entry[] | undefined;

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  get size(): number {
    return this.#snapshot.size;
  }

  get all(): readonly Entry[] {
    if (this.#all === undefined) {
      const entries: Entry[] = [];
      this.#snapshot.forEach((occurrence) => entries.push(occurrence.entry));
      this.#all = Object.freeze(entries);
    }
    return this.#all;
  }

  select(args: readonly Atom[]): readonly Entry[] {
    return this.#snapshot.select(args).map((occurrence) => occurrence.entry);
  }
}
