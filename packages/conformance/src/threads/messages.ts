/** What the suite and the threads that it starts tell each other. */

/** How a thread gets at the subject and what it is to do. */
export interface Orders {
  /** Address of the module that exports the backend under test, and the backend's own name. */
  readonly module: string;
  readonly backend: string;
  /** What `share` gave. */
  readonly handle: unknown;
  readonly job: string;
  /** Which of the threads that run together this is, how many they are, and how often each does its job. */
  readonly index: number;
  readonly threads: number;
  readonly count: number;
  /** The number that `threadEnded` will be told. */
  readonly thread: number;
  /** One counter for each thread. */
  readonly progress: SharedArrayBuffer;
}

export type Request = 'run' | 'export';

export type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly value: unknown }
  /** `broken`: a clause is; else something was thrown that no clause foresees. */
  | { readonly kind: 'failed'; readonly message: string; readonly broken: boolean };
