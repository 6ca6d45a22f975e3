/** What a run of the suite says, as data. Everything else (Markdown, JUnit, …) is made from it. */
import type { Capabilities } from '@forkspace/spec';

/** Only `pass` counts for a backend. */
export type Status = 'pass' | 'fail' | 'error' | 'unsupported' | 'skipped';

/** What one check has come to. */
export interface Result {
  readonly id: string;
  readonly clause: string;
  readonly title: string;
  readonly since: string;
  /**
   * `fail`: the clause is broken. `error`: the backend threw something that no clause foresees.
   * `unsupported`: does not apply by the backend's own declaration. `skipped`: the caller left it out, or the
   * host cannot measure what it asks for.
   */
  readonly status: Status;
  /** What was expected and what came; for a check that was not decided, why. */
  readonly message?: string;
  /** "If this fails, look at …"; for fail and error. */
  readonly hint?: string;
  /** A history that shows the failure, for `replay`; for random checks. */
  readonly script?: string;
}

/**
 * `conforming`: every check that applies has passed. `partial`: none has failed, but some were skipped.
 * `failing`: a clause is broken. `miswired`: the subject is no backend, nothing was checked.
 */
export type Verdict = 'conforming' | 'partial' | 'failing' | 'miswired';

/** What a run of the suite says. The same results and seed give the same report. */
export interface Report {
  readonly format: 'forkspace-conformance';
  readonly formatVersion: 1;
  /** Version of the suite. */
  readonly suite: string;
  readonly backend: string;
  readonly capabilities: Capabilities | null;
  /** What clones are to one another, by the backend's declaration. */
  readonly profile: 'isolating' | 'sharing' | 'unknown';
  readonly verdict: Verdict;
  readonly seed: number;
  readonly steps: number;
  readonly counts: Readonly<Record<Status, number>>;
  readonly results: readonly Result[];
}

export const STATUSES: readonly Status[] = ['pass', 'fail', 'error', 'unsupported', 'skipped'];

/** The verdict and counts that follow from some results. */
export function summarise(results: readonly Result[]): Pick<Report, 'counts' | 'verdict'> {
  const counts = Object.fromEntries(
    STATUSES.map((status) => [status, results.filter((result) => result.status === status).length]),
  ) as Record<Status, number>;
  const failed = counts.fail + counts.error > 0;
  return { counts, verdict: failed ? 'failing' : counts.skipped > 0 ? 'partial' : 'conforming' };
}

/**
 * Exit code for a shell: 0 conforming or partial, 1 failing, 2 wrongly wired.
 *
 * @example
 * exitCode(await runConformance(hamt, { only: ['ENV-BAG-10'] })) // => 0
 */
export function exitCode(report: Report): 0 | 1 | 2 {
  if (report.verdict === 'miswired') return 2;
  return report.verdict === 'failing' ? 1 : 0;
}
