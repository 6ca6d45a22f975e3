/** A mutant is a backend with one named defect, and the checks that must catch it. */
import type { EnvironmentBackend } from '@forkspace/spec';
import { delegating, type DelegateClass } from '../oddballs/delegate.ts';
import { reference } from '../oddballs/reference.ts';

export interface Mutant {
  /** What is wrong with it. */
  readonly defect: string;
  /** Checks that must not pass. Others may fail too. */
  readonly killedBy: readonly string[];
  readonly backend: EnvironmentBackend;
  /** Where other threads find it, for defects that show in threads only. */
  readonly module?: string;
}

/** A mutant made by overriding something of a sound environment. */
export function mutant(
  name: string,
  defect: string,
  killedBy: readonly string[],
  Broken: DelegateClass,
): Mutant {
  return { defect, killedBy, backend: delegating(`mutant ${name}`, reference, Broken) };
}
