/** Access to files for the evaluator: modules that are imported, and the `fileio` operations. */
import { closeSync, fstatSync, openSync, readSync, writeSync, constants } from 'node:fs';
import type { Files, OpenFile } from '@forkspace/evaluator';
import { CommandFailure } from './failure.ts';
import { readSource } from './source-text.ts';

export const nodeFiles: Files = {
  read(path) {
    try {
      return readSource(path);
    } catch (error) {
      const code = error instanceof CommandFailure ? error.code : undefined;
      // Several places are tried for one module; that nothing is there is an answer.
      if (code === 'FILE_NOT_FOUND' || code === 'FILE_IS_DIRECTORY') return undefined;
      throw error;
    }
  },
  open: (path, mode) => new NodeFile(openSync(path, flagsFor(mode))),
};

function flagsFor(mode: string): number {
  const has = (letter: string): boolean => mode.includes(letter);
  const writes = has('w') || has('a') || has('t');
  let flags = has('r') ? (writes ? constants.O_RDWR : constants.O_RDONLY) : constants.O_WRONLY;
  if (has('c')) flags |= constants.O_CREAT;
  if (has('a')) flags |= constants.O_APPEND;
  if (has('t')) flags |= constants.O_TRUNC;
  return flags;
}

/** Closes what programs left open when nothing refers to it any more. */
const forgotten = new FinalizationRegistry<number>((descriptor) => closeSync(descriptor));

class NodeFile implements OpenFile {
  readonly #descriptor: number;
  #position = 0;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
    forgotten.register(this, descriptor);
  }

  readToString(): string {
    return this.readExact(Math.max(0, this.size() - this.#position));
  }

  readExact(bytes: number): string {
    const buffer = new Uint8Array(Math.min(bytes, Math.max(0, this.size() - this.#position)));
    const got = readSync(this.#descriptor, buffer, 0, buffer.length, this.#position);
    this.#position += got;
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, got));
  }

  write(text: string): void {
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at < bytes.length;)
      at += writeSync(this.#descriptor, bytes, at, bytes.length - at, this.#position + at);
    this.#position += bytes.length;
  }

  seek(position: number): void {
    this.#position = position;
  }

  size(): number {
    return fstatSync(this.#descriptor).size;
  }
}
