/**
 * When an index is built. Looking through everything is cheaper than building an index, until it has been done some
 * times. So a look-up that has no index scans, notes here how much it looked at for want of which index, and the index is built
 * when that has come to what building it costs: at most twice the cost of having known before (ski rental, Karlin
 * et al. 1988). One object serves all relatives of a base, as the index will.
 */

/** Filing an occurrence in an index takes as long as looking at two to four. */
const FILING = 2;

/** What look-ups have looked at for want of an index, by position. */
export class Scans {
  readonly #seen = new Map<number, number>();

  /** A look-up has looked at so many occurrences because this position has no index. O(1). */
  note(position: number, seen: number): void {
    this.#seen.set(position, (this.#seen.get(position) ?? 0) + seen);
  }

  /** Whether it is time to index so many occurrences by this position. O(1). */
  isDue(position: number, size: number): boolean {
    return (this.#seen.get(position) ?? 0) >= FILING * size;
  }
}
