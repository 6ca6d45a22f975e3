/** A check is data: which clause it holds, what it needs, and what to look at when it fails. */
import type { Capabilities, Environment, EnvironmentBackend } from '@forkspace/spec';
import { atoms as read } from '../notation.ts';

/** Capabilities that must have these values for the check to apply. */
export type Needs = Partial<Capabilities>;

/** A check as data. */
export interface Check {
  /** Stable name, such as `ENV-UNION-3a`. */
  readonly id: string;
  /** The clause of docs/spec/environment.md, such as `ENV-UNION-3`. */
  readonly clause: string;
  /** The clause's promise as this check tests it. */
  readonly title: string;
  /** "If this fails, look at …" */
  readonly hint: string;
  readonly needs: Needs;
  /** What the check is about and this backend does not have, where capabilities do not say it. */
  readonly missing?: (backend: EnvironmentBackend) => string | undefined;
  /** The version of the suite that brought the check. */
  readonly since: string;
  run(context: Context): void | Promise<void>;
}

/** How much the random and the large checks do. */
export interface Effort {
  /** Steps of random histories, all together. */
  readonly steps: number;
  /** Seed of everything random. */
  readonly seed: number;
}

/**
 * How deep the deepest atoms are: 100,000 with the default effort, and with any far beyond what recursion on the host's
 * stack can reach.
 */
export function deepest({ steps }: Effort): number {
  return Math.min(100_000, Math.max(25_000, steps * 5));
}

/** What a check is given. */
export interface Context extends Effort {
  readonly backend: EnvironmentBackend;
  readonly capabilities: Capabilities;
  /** The module that another thread loads to get the backend, if the suite was told. */
  readonly module: string | undefined;
  /** A new environment that holds the atoms of this text. */
  create(atoms?: string): Environment;
}

export function contextFor(
  backend: EnvironmentBackend,
  effort: Effort,
  module?: string | URL,
): Context {
  return {
    ...effort,
    backend,
    module: module === undefined ? undefined : String(module),
    capabilities: backend.capabilities,
    create(atoms = '') {
      const environment = backend.create();
      for (const atom of read(atoms)) environment.add(atom);
      return environment;
    },
  };
}

type Row = readonly [
  id: string,
  title: string,
  hint: string,
  run: (context: Context) => void | Promise<void>,
];

/** Checks of one group of clauses, given as rows. The clause is the id without its last letter. */
export function checks(needs: Needs, since: string, rows: readonly Row[]): Check[] {
  return rows.map(([id, title, hint, run]) => ({
    id,
    clause: id.replace(/[a-z]+$/, ''),
    title,
    hint,
    needs,
    since,
    run,
  }));
}

/** Applies to every backend. */
export const ALWAYS: Needs = {};
/** Applies to backends whose clones are isolated. */
export const ISOLATING: Needs = { isolation: true };
/** Applies to backends whose clones are one store. */
export const SHARING: Needs = { isolation: false };
/** Applies to backends whose environments can be in several threads at once. */
export const THREADS: Needs = { sharedMemory: true };
/** Applies to all others. */
export const NOT_IN_THREADS: Needs = { sharedMemory: false };
