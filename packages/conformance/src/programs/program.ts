/** A program of the corpus: MeTTa text that says itself what it must print. */

export interface Program {
  /** What it is about, in a few words. */
  readonly name: string;
  /**
   * MeTTa. A comment `; => [a, b]` behind a form that is evaluated is what that form prints, with
   * variables, spaces and cells numbered as they occur; `; => ! CODE` ends a program whose form is stopped with that code.
   */
  readonly source: string;
  /** How branches see one another; default: shared. */
  readonly branches?: 'isolated';
  readonly onConflict?: 'error';
  /** Modules that it can import, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Turns of the machine that one form may take. */
  readonly steps?: number;
}

/** What a program says that it prints, one line for each form that is evaluated. */
export function expectedLines({ source }: Program): string[] {
  return [...source.matchAll(/; => (.*)$/gm)].map(([, line]) => (line as string).trimEnd());
}
