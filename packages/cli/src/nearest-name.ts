/** "did you mean" for what is typed on the command line. */

/** Edits that turn one word into the other. O(product of the lengths). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}

/** The known name nearest to a misspelt one, if any is near. */
export function nearestName(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.ceil(word.length / 3)) + 1;
  for (const name of known) {
    const edits = distance(word.toLowerCase(), name.toLowerCase());
    if (edits < least) [best, least] = [name, edits];
  }
  return best;
}

/** The sentence to put into a refusal: a suggestion where one is near, and all that is allowed. */
export function suggestion(word: string, known: readonly string[]): string {
  const near = nearestName(word, known);
  const all = `known are ${known.join(', ')}`;
  return near === undefined ? all : `did you mean ${near}? ${all}`;
}
