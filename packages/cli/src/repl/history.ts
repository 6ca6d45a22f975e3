/** What was typed in earlier sessions. */
import { readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const LENGTH = 1000;

const place = (): string =>
  process.env['FORKSPACE_HISTORY'] ?? join(homedir(), '.forkspace_history');

/** Newest first, as readline wants it. */
export function readHistory(): string[] {
  try {
    return readFileSync(place(), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .slice(-LENGTH)
      .reverse();
  } catch {
    // A first session, or one that may not read the file: it begins with an empty history.
    return [];
  }
}

export function writeHistory(newestFirst: readonly string[]): void {
  try {
    const lines = newestFirst.slice(0, LENGTH).toReversed();
    writeFileSync(place(), lines.map((line) => `${line}\n`).join(''), { mode: 0o600 });
  } catch {
    // The session was none the worse for it.
  }
}
