/** How the evaluator reaches files, since it may run where there are none. */

/** An open file of the `fileio` module. Positions and sizes count bytes. */
export interface OpenFile {
  /** From the present position to the end. */
  readToString(): string;
  /** Exactly so many bytes, or fewer at the end. */
  readExact(bytes: number): string;
  write(text: string): void;
  seek(position: number): void;
  size(): number;
}

/** Access to files, passed in by whoever has it. */
export interface Files {
  /** The text of a file, undefined when there is none. Throws when it cannot be read or is no UTF-8. */
  read(path: string): string | undefined;
  /** Opens a file for `fileio`; `mode` holds letters of `r` read, `w` write, `c` create, `a` append, `t` truncate. */
  open?(path: string, mode: string): OpenFile;
}
