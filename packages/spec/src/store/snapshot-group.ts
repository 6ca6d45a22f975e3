/** The group of a bucket whose content at one moment is a value of its own. */
import type { Atom } from '../atoms/atom.ts';
import type { Group } from '../environment.ts';
import type { Entry, Occurrence } from './occurrence.ts';

/** Occurrences that never change. */
export interface Snapshot {
  readonly size: number;
  forEach(visit: (occurrence: Occurrence) => void): void;
  select(args: readonly Atom[]): readonly Occurrence[];
}

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
