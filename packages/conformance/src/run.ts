/** Runs the checks against a subject and reports. Never throws because of a backend. */
import { EnvironmentError, type Capabilities, type EnvironmentBackend } from '@forkspace/spec';
import { contextFor, type Check, type Context } from './checks/check.ts';
import { ALL_CHECKS } from './checks/index.ts';
import { Broken, Undecided } from './expect.ts';
import { summarise, type Report, type Result } from './report/report.ts';
import { smoke, subjectOf, type Subject } from './subject.ts';
import { SUITE_VERSION } from './version.ts';

/** Draws the same random histories every time, so that a verdict does not change by itself. */
export const DEFAULT_SEED = 20251122;
/** Steps of random histories, all together. */
export const DEFAULT_STEPS = 20_000;

/** What happens while the suite runs. */
export type Progress =
  | { readonly kind: 'start'; readonly backend: string; readonly total: number }
  | {
      readonly kind: 'check';
      readonly check: Check;
      readonly index: number;
      readonly total: number;
    }
  | {
      readonly kind: 'result';
      readonly result: Result;
      readonly index: number;
      readonly total: number;
      readonly milliseconds: number;
    };

/** How the suite is run. */
export interface RunOptions {
  /** Seed of everything random; default {@link DEFAULT_SEED}. */
  readonly seed?: number;
  /** Steps of random histories, all together; default {@link DEFAULT_STEPS}. */
  readonly steps?: number;
  /** Ids or clauses (as prefixes) to run; all others are reported as skipped, which makes the report partial. */
  readonly only?: readonly string[];
  readonly onProgress?: (event: Progress) => void;
}

/** Why a check does not apply to a backend, or undefined when it does. */
export function unsupportedBecause(
  check: Check,
  { capabilities, backend }: Pick<Context, 'capabilities' | 'backend'>,
): string | undefined {
  for (const [name, wanted] of Object.entries(check.needs)) {
    const declared: unknown = capabilities[name as keyof Capabilities];
    if (declared !== wanted) return `the backend declares ${name}: ${JSON.stringify(declared)}`;
  }
  return check.missing?.(backend);
}

/** The result of one check. Never throws. */
export async function runCheck(check: Check, context: Context): Promise<Result> {
  const { id, clause, title, since, hint } = check;
  const about = { id, clause, title, since };
  const reason = unsupportedBecause(check, context);
  if (reason !== undefined) return { ...about, status: 'unsupported', message: reason };
  try {
    await check.run(context);
    return { ...about, status: 'pass' };
  } catch (error) {
    if (error instanceof Undecided) return { ...about, status: 'skipped', message: error.message };
    const script = error instanceof Broken ? error.script : undefined;
    const result = {
      ...about,
      status: error instanceof Broken ? 'fail' : 'error',
      message: describe(error),
      hint,
    } as const;
    return script === undefined ? result : { ...result, script };
  }
}

function requireOptions(seed: unknown, steps: unknown, only: unknown): void {
  const refuse = (what: string, value: unknown): EnvironmentError =>
    new EnvironmentError('INVALID_ARGUMENT', `runConformance: ${what}`, value);
  if (!Number.isSafeInteger(seed)) throw refuse('seed must be a whole number', seed);
  if (!Number.isSafeInteger(steps) || (steps as number) < 0)
    throw refuse('steps must be a whole number from 0 up', steps);
  const isList = Array.isArray(only) && only.every((one) => typeof one === 'string');
  if (only !== undefined && !isList)
    throw refuse("only must be an array of ids or their beginnings, such as ['ENV-BAG']", only);
}

function describe(error: unknown): string {
  if (error instanceof Broken) return error.message;
  if (error instanceof Error) return `${error.name}: ${error.message}`.slice(0, 2_000);
  return `thrown: ${String(error)}`.slice(0, 2_000);
}

/**
 * Holds a backend to every clause of the environment contract. About fifteen seconds with the default number of steps.
 * Throws EnvironmentError INVALID_ARGUMENT for options that are wrong, and nothing else: what a backend throws is in the report.
 *
 * @example
 * const report = await runConformance(hamt, { only: ['ENV-BAG-1'] });
 * report.verdict // => "partial"
 * report.counts.fail // => 0
 */
export async function runConformance(
  given: Subject | EnvironmentBackend,
  options: RunOptions = {},
): Promise<Report> {
  const subject = subjectOf(given);
  const seed = options.seed ?? DEFAULT_SEED;
  const steps = options.steps ?? DEFAULT_STEPS;
  requireOptions(seed, steps, options.only);
  const head = {
    format: 'forkspace-conformance',
    formatVersion: 1,
    suite: SUITE_VERSION,
    seed,
    steps,
  } as const;
  const wrong = smoke(subject);
  if (wrong !== undefined) {
    const result: Result = {
      id: 'SMOKE',
      clause: 'SMOKE',
      title: 'the subject is a backend and can be used at all',
      since: '0.1.0',
      status: 'error',
      message: wrong,
    };
    const { counts } = summarise([result]);
    return {
      ...head,
      backend: subject.name ?? 'unknown',
      capabilities: null,
      profile: 'unknown',
      verdict: 'miswired',
      counts,
      results: [result],
    };
  }
  const { backend } = subject;
  const name = subject.name ?? backend.name;
  // Read once, as declared: a backend that changes its declaration while it is tested is held to the first.
  const capabilities = Object.freeze({ ...backend.capabilities });
  const context: Context = {
    ...contextFor(backend, { seed, steps }, subject.module),
    capabilities,
  };
  const chosen = (check: Check): boolean =>
    options.only === undefined || options.only.some((prefix) => check.id.startsWith(prefix));
  const total = ALL_CHECKS.length;
  options.onProgress?.({ kind: 'start', backend: name, total });
  const results: Result[] = [];
  for (const [index, check] of ALL_CHECKS.entries()) {
    options.onProgress?.({ kind: 'check', check, index, total });
    const start = Date.now();
    const { id, clause, title, since } = check;
    const result: Result = chosen(check)
      ? await runCheck(check, context)
      : { id, clause, title, since, status: 'skipped' };
    results.push(result);
    options.onProgress?.({
      kind: 'result',
      result,
      index,
      total,
      milliseconds: Date.now() - start,
    });
    await undefined; // lets an async caller in between checks
  }
  return {
    ...head,
    backend: name,
    capabilities,
    profile: capabilities.isolation ? 'isolating' : 'sharing',
    ...summarise(results),
    results,
  };
}
