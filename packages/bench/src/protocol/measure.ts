/** One prepared workload in, values out: mitata does the sampling, told to decide and to drop nothing. */
import { measure as sample } from 'mitata';
import type { Prepared, Timed } from '../workloads/workload.ts';

export interface Budget {
  readonly milliseconds: number;
  /** At least so many, unless they take seconds. */
  readonly runs: number;
}

const MOST_RUNS = 1000;
const LONGEST_WARM_UP_MS = 600;
/** How many stretches that are no faster show that it gets no faster. */
const STALE_STRETCHES = 2;
/** Where others take the processor away, time passes without anything getting warmer. */
const ENOUGH_RUNS = 16;
/** Runs that take longer than this together are fewer than was asked for: one of seconds has averaged by itself. */
const LONGEST_MS = 4000;

/** The values of one process, per operation, ascending. */
export async function measure(prepared: Prepared, budget: Budget): Promise<readonly number[]> {
  if ('meter' in prepared) return [...(await prepared.meter())].sort((a, b) => a - b);
  const first = warmUp(prepared, budget);
  const runs = Math.min(budget.runs, Math.max(1, Math.ceil(LONGEST_MS / first)));
  const { samples } = await sample(benchmark(prepared), {
    min_cpu_time: budget.milliseconds * 1e6,
    min_samples: runs,
    max_samples: MOST_RUNS,
    // The workload says itself how many operations a run does.
    warmup_threshold: 0,
    // mitata would collect all garbage here, and with it what the compiler has just made: the next runs of a union of two
    // forks took five times as long.
    gc: false,
    // mitata would drop the two lowest and the two highest otherwise.
    samples_threshold: Infinity,
  });
  return samples.map((nanoseconds) => nanoseconds / prepared.operations);
}

function benchmark(prepared: Timed): Parameters<typeof sample>[0] {
  const { fresh } = prepared;
  if (fresh === undefined) return () => prepared.run(undefined);
  return function* (): Generator {
    yield { 0: fresh, bench: (value: unknown) => prepared.run(value) };
  };
}

/**
 * Runs until it gets no faster: the compiler works on another thread, and on a busy machine its work may
 * take longer than the measurement. Ends when some stretches of runs in succession were typically no faster than one
 * before. The fastest run of a stretch tells less: one gets through early what most still stumble over.
 * A run so long that the first fills the budget has warmed itself up. Returns what the first took.
 */
function warmUp({ run, fresh }: Timed, { milliseconds }: Budget): number {
  const end = performance.now() + LONGEST_WARM_UP_MS;
  const first = typical(0, end, 1, run, fresh);
  if (first > milliseconds) return first;
  let best = Infinity;
  for (let stale = 0; stale < STALE_STRETCHES && performance.now() < end;) {
    const now = typical(milliseconds / 4, end, ENOUGH_RUNS, run, fresh);
    stale = now > best * 0.97 ? stale + 1 : 0;
    best = Math.min(best, now);
  }
  return first;
}

/** The median time of some runs: they take so long together, and are not too few unless time is up. */
function typical(
  milliseconds: number,
  end: number,
  least: number,
  run: Timed['run'],
  fresh: Timed['fresh'],
): number {
  const times: number[] = [];
  let total = 0;
  while (times.length === 0 || total < milliseconds || times.length < least) {
    if (times.length > 0 && performance.now() > end) break;
    const value = fresh?.();
    const started = performance.now();
    run(value);
    const elapsed = performance.now() - started;
    total += elapsed;
    times.push(elapsed);
  }
  return times.sort((a, b) => a - b)[times.length >> 1]!;
}
