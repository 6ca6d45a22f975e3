/** Writes what a command was asked to write, such as with `--json`. */
import { accessSync, constants, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CommandFailure } from './failure.ts';

/** Writes a file, making its folder. Throws FILE_NOT_WRITABLE. */
export function writeReport(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    throw notWritable(path, error);
  }
}

/**
 * Refuses a place that cannot be written, for commands that would find out after an hour. Changes nothing, so
 * writing may fail all the same. Throws FILE_NOT_WRITABLE.
 */
export function requireWritable(path: string, is: 'file' | 'folder'): void {
  let found = resolve(path);
  const wanted = found;
  while (!existsSync(found)) found = dirname(found);
  const folder = statSync(found).isDirectory();
  if (folder !== (is === 'folder' || found !== wanted))
    throw notWritable(path, `${found} is a ${folder ? 'folder' : 'file'}`);
  try {
    accessSync(found, constants.W_OK);
  } catch (error) {
    throw notWritable(path, error);
  }
}

/** What a command says when the disk refuses. */
export function notWritable(path: string, why: unknown): CommandFailure {
  return new CommandFailure(
    'FILE_NOT_WRITABLE',
    `${path}: cannot be written (${why instanceof Error ? why.message : String(why)})`,
    'choose another place',
  );
}
