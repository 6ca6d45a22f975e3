/** Writes what a command was asked to write with `--json` or `--report`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CommandFailure } from './failure.ts';

/** Writes a file, making its folder. Throws FILE_NOT_WRITABLE. */
export function writeReport(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(
      'FILE_NOT_WRITABLE',
      `${path}: cannot be written (${why})`,
      'choose another place',
    );
  }
}
