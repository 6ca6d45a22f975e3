/** Reading and writing files, through whatever access to files the interpreter was given. */
import {
  GROUNDED,
  host,
  integer,
  symbol,
  text,
  UNIT,
  type Atom,
  type HostValue,
} from '@forkspace/spec';
import type { Files, OpenFile } from '../files.ts';
import { asFloat } from '../library/arithmetic.ts';
import { operation } from '../library/define.ts';
import { OperationError } from '../reduction/operation.ts';
import type { NativeModule } from './loading.ts';

const HANDLE_TYPE = symbol('FileHandle');
let opened = 0;

class Handle implements HostValue {
  readonly type: Atom = HANDLE_TYPE;
  readonly name = `FileHandle-${++opened}`;
  readonly file: OpenFile;

  constructor(file: OpenFile) {
    this.file = file;
  }
}

function words(atom: Atom | undefined, complaint: string): string {
  if (atom?.kind === GROUNDED && atom.tag === 'string') return atom.value;
  throw new OperationError(complaint);
}

function fileOf(atom: Atom | undefined, name: string): OpenFile {
  if (atom?.kind === GROUNDED && atom.tag === 'host' && atom.value instanceof Handle)
    return atom.value.file;
  throw new OperationError(`${name} expects filehandle as an argument`);
}

function count(atom: Atom | undefined, name: string): number {
  const value = atom === undefined ? undefined : asFloat(atom);
  if (value === undefined || value < 0)
    throw new OperationError(`${name} expects a number of bytes`);
  return Math.trunc(value);
}

/** What a file operation of the host throws, as the reason of an error. */
function attempt<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw new OperationError(
      `${what}: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    );
  }
}

export function fileModule(files: Files | undefined): NativeModule {
  return {
    name: 'fileio',
    operations: () =>
      [
        operation('file-open!', '(-> String String FileHandle)', ([path, mode]) => {
          const complaint =
            'file-open! expects filepath and options in form of string atoms as an argument';
          const at = words(path, complaint);
          const how = words(mode, complaint);
          if (files?.open === undefined)
            throw new OperationError('file-open!: this interpreter has no access to files');
          const open = files.open.bind(files);
          return host(
            new Handle(
              attempt(`Failed to open file with provided path=${at} and options=${how}`, () =>
                open(at, how),
              ),
            ),
          );
        }),
        operation('file-read-to-string!', '(-> FileHandle String)', ([handle]) => {
          const file = fileOf(handle, 'file-read-to-string!');
          return text(attempt('Failed to read file contents', () => file.readToString()));
        }),
        operation('file-read-exact!', '(-> FileHandle Number String)', ([handle, bytes]) => {
          const file = fileOf(handle, 'file-read-exact!');
          return text(
            attempt('Failed to read file contents', () =>
              file.readExact(count(bytes, 'file-read-exact!')),
            ),
          );
        }),
        operation('file-write!', '(-> FileHandle String (->))', ([handle, content]) => {
          const file = fileOf(handle, 'file-write!');
          const what = words(
            content,
            'file-write! expects filehandle and content (string atom) as an arguments',
          );
          attempt('Failed to write content to file', () => file.write(what));
          return UNIT;
        }),
        operation('file-seek!', '(-> FileHandle Number (->))', ([handle, position]) => {
          const file = fileOf(handle, 'file-seek!');
          attempt('Failed to seek', () => file.seek(count(position, 'file-seek!')));
          return UNIT;
        }),
        operation('file-get-size!', '(-> FileHandle Number)', ([handle]) => {
          const file = fileOf(handle, 'file-get-size!');
          return integer(attempt('Failed to tell the size', () => file.size()));
        }),
      ].map((atom) => [atom.value.name, atom] as const),
  };
}
