/** What an interpreter is told, and what it tells. */
import type { Atom, Environment, EnvironmentBackend, UnionOptions } from '@forkspace/spec';
import type { Position } from './errors.ts';
import type { Files } from './files.ts';
import type { OperationDefinition } from './operations.ts';

/** Bounds of the evaluation of one top-level form. Default: none. */
export interface Limits {
  /** Turns of the machine; a call of a function takes a few. */
  readonly steps?: number;
  /** Calls that wait for one another. */
  readonly depth?: number;
  /** By the clock, looked at now and then. */
  readonly milliseconds?: number;
  readonly results?: number;
}

/** How alternatives and sibling arguments see one another's changes. */
export type Branches = 'shared' | 'isolated';

/** What an interpreter runs on, and how. */
export interface InterpreterOptions {
  /** Makes a new environment on this backend. Give this or `environment`. */
  readonly backend?: EnvironmentBackend;
  /** Goes on in this one, which is written as it is. */
  readonly environment?: Environment;
  /**
   * `shared` (default): one environment, changes are seen at once by what is evaluated later. `isolated`:
   * each alternative and each argument starts from what there was before them, and their environments are
   * united afterwards, from left to right.
   */
  readonly branches?: Branches;
  /** For unions of branches: what to do when two gave one cell or binding different values. Default `right`. */
  readonly onConflict?: UnionOptions['onConflict'];
  /**
   * `hyperon` (default): the reference's language. `mettatron`: only the most specific rules apply, truth values
   * are `true` and `false`, `_` is a wildcard, definitions may stand anywhere, and much else: see docs/guides/dialects.md.
   */
  readonly dialect?: 'hyperon' | 'mettatron';
  readonly limits?: Limits;
  /** Ends evaluation when `aborted` becomes true; an `AbortSignal` will do. */
  readonly signal?: { readonly aborted: boolean };
  /** Access to files, for modules; default: none. */
  readonly files?: Files;
  /** Folders in which modules are looked for, after that of the program. */
  readonly paths?: readonly string[];
  readonly output?: {
    /** What the program prints. */
    print?(line: string): void;
    /** What it traces, for whoever debugs it. */
    trace?(line: string): void;
    /** What other implementations would refuse in a text that is read: numbers beyond 64 bits. Once per text. */
    warn?(line: string): void;
  };
  /** Functions of the host that programs can call. */
  readonly operations?: Iterable<OperationDefinition>;
  /**
   * Off: no fast paths, no indexes, no sharing of choice points; the same results, slower. For tests that compare.
   * Default true.
   */
  readonly shortcuts?: boolean;
  /** Stop a text after the first form whose results have an error among them, as the reference does. Default false. */
  readonly stopOnError?: boolean;
}

/** What one form of a program came to. */
export interface FormResult {
  readonly position: Position;
  /** `query`: it was evaluated. `refused`: it was to be added, and type checking refused it. */
  readonly kind: 'query' | 'refused';
  readonly results: readonly Atom[];
  /** The results as the reference prints them: `[a, b]`. */
  readonly printed: string;
  /** Turns of the machine that it took. */
  readonly steps: number;
}

/** What is known of a text besides its characters. */
export interface RunOptions {
  /** Name of the text, for positions; if it is a path, modules are looked for in its folder. */
  readonly name?: string;
}
