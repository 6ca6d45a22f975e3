/** Program text from files and from standard input: complete UTF-8 or a coded refusal, never a guess. */
import { readFileSync } from 'node:fs';
import { CommandFailure } from './failure.ts';

/** The name under which standard input appears in messages. */
export const STDIN_NAME = '<stdin>';

/** The text of a file, or of standard input for `-`. Throws a {@link CommandFailure}. */
export function readSource(path: string): string {
  const name = path === '-' ? STDIN_NAME : path;
  return decode(readBytes(path), name);
}

export function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path === '-' ? 0 : path);
  } catch (error) {
    throw fileFailure(path, error);
  }
}

/** Why the file system refused, in our words. */
export function fileFailure(path: string, error: unknown): CommandFailure {
  const reason = (error as NodeJS.ErrnoException).code;
  if (reason === 'ENOENT') {
    return new CommandFailure('FILE_NOT_FOUND', `${path}: no such file`, 'check the path; it is taken from the working directory');
  }
  if (reason === 'EISDIR') {
    return new CommandFailure('FILE_IS_DIRECTORY', `${path}: is a directory`, 'name the files to read, for example DIR/*.metta');
  }
  const why = error instanceof Error ? error.message : String(error);
  return new CommandFailure('FILE_NOT_READABLE', `${path}: cannot be read (${why})`, 'check that you may read it');
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const at = firstInvalid(bytes);
    const line = bytes.subarray(0, at).reduce((count, byte) => count + (byte === 10 ? 1 : 0), 1);
    throw new CommandFailure(
      'FILE_NOT_UTF8',
      `${name}:${line}: not UTF-8: byte 0x${bytes[at]?.toString(16).padStart(2, '0')} at offset ${at}`,
      'save the file as UTF-8, for example with: iconv -f LATIN1 -t UTF-8',
    );
  }
}

/** Offset of the first byte that belongs to no character. O(n). */
function firstInvalid(bytes: Uint8Array): number {
  // A replacement character in the text may have been written on purpose, so prefixes are tried, halving.
  const decodes = (end: number): boolean => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    if (decodes(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
