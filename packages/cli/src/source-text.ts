/** Program text from files and from standard input: complete UTF-8 or a coded refusal, never a guess. */
import { readFileSync, readSync } from 'node:fs';
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
    return path === '-' ? readStandardInput() : readFileSync(path);
  } catch (error) {
    throw fileFailure(path, error);
  }
}

/**
 * Standard input to its end. Not by `readFileSync(0)`: that asks for the state of the pipe, and Node 20 then
 * takes the next symbolic link on the way to a module for that pipe and leaves it unresolved, so that a package
 * is loaded twice.
 */
function readStandardInput(): Uint8Array {
  const parts: Uint8Array[] = [];
  for (;;) {
    const buffer = new Uint8Array(1 << 16);
    try {
      const got = readSync(0, buffer);
      if (got === 0) return Buffer.concat(parts);
      parts.push(buffer.subarray(0, got));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return Buffer.concat(parts);
      if (code !== 'EAGAIN') throw error;
      // Whoever writes into the pipe is slow.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** Why the file system refused, in our words. */
export function fileFailure(path: string, error: unknown): CommandFailure {
  const reason = (error as NodeJS.ErrnoException).code;
  if (reason === 'ENOENT') {
    return new CommandFailure(
      'FILE_NOT_FOUND',
      `${path}: no such file`,
      'check the path; it is taken from the working directory',
    );
  }
  if (reason === 'EISDIR') {
    return new CommandFailure(
      'FILE_IS_DIRECTORY',
      `${path}: is a directory`,
      'name the files to read, for example DIR/*.metta',
    );
  }
  const why = error instanceof Error ? error.message : String(error);
  return new CommandFailure(
    'FILE_NOT_READABLE',
    `${path}: cannot be read (${why})`,
    'check that you may read it',
  );
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

/** Offset of the first character that is none. O(n log n). */
function firstInvalid(bytes: Uint8Array): number {
  const decodes = (end: number): boolean => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end));
      return true;
    } catch {
      return false;
    }
  };
  // A beginning that ends inside a character does not decode either, so four lengths are tried at each place.
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 4) {
    const middle = (good + bad) >>> 1;
    const whole = [0, 1, 2, 3]
      .map((back) => middle - back)
      .find((end) => end > good && decodes(end));
    if (whole === undefined) bad = middle;
    else good = whole;
  }
  for (;;) {
    const next = [1, 2, 3, 4]
      .map((length) => good + length)
      .find((end) => end <= bytes.length && decodes(end));
    if (next === undefined) return good;
    good = next;
  }
}
