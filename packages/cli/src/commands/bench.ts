/** `forkspace bench`: measures backends and prints the acceptance table. */
import { resolve } from 'node:path';
import {
  formatSeconds,
  renderTerminal,
  runBenchmark,
  selectWorkloads,
  WORKLOADS,
  type Progress as BenchmarkProgress,
  type Subject,
} from '@forkspace/bench';
import { BUILT_IN_NAMES, findBackend } from '../backends.ts';
import type { BenchArguments } from '../command-line.ts';
import { EXIT_FAILED, EXIT_INTERRUPTED, EXIT_OK } from '../exit-codes.ts';
import { CommandFailure } from '../failure.ts';
import { suggestion } from '../nearest-name.ts';
import { Progress } from '../progress.ts';

export async function bench(options: BenchArguments): Promise<number> {
  const { backend, workload, family, filter, sizes, peers } = options;
  const { quick, full, rounds, seconds, seed, out, resume } = options;
  for (const name of workload ?? []) requireWorkload(name);
  requireChoice(options);
  const backends = backend === undefined ? undefined : await Promise.all(backend.map(subjectOf));
  const progress = new Progress();
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  process.once('SIGINT', onInterrupt);
  try {
    const report = await runBenchmark({
      out,
      resume,
      peers,
      signal: stop.signal,
      onProgress: (state) => progress.show(describe(state)),
      ...(quick === undefined ? {} : { quick }),
      ...(full === undefined ? {} : { full }),
      ...(backends === undefined ? {} : { backends }),
      ...(workload === undefined ? {} : { workloads: workload }),
      ...(family === undefined ? {} : { families: family }),
      ...(filter === undefined ? {} : { filter }),
      ...(sizes === undefined ? {} : { sizes }),
      ...(rounds === undefined ? {} : { rounds }),
      ...(seconds === undefined ? {} : { seconds }),
      ...(seed === undefined ? {} : { seed }),
    });
    progress.clear();
    process.stdout.write(`${renderTerminal(report)}\n`);
    process.stderr.write(`report written to ${resolve(out)}\n`);
    if (stop.signal.aborted) return EXIT_INTERRUPTED;
    return report.failures.length > 0 || report.refused.length > 0 ? EXIT_FAILED : EXIT_OK;
  } finally {
    process.off('SIGINT', onInterrupt);
    progress.clear();
  }
}

function describe({ done, total, left, job }: BenchmarkProgress): string {
  return `${done} of ${total} samples, about ${formatSeconds(left)} left: ${job.workload} ${job.size} on ${job.subject}`;
}

async function subjectOf(name: string): Promise<string | Subject> {
  const { backend, module, exportName } = await findBackend(name);
  return BUILT_IN_NAMES.includes(name) ? name : { name: backend.name, module, export: exportName };
}

/** What does not go together, or leaves nothing to be measured, is said before anything is. */
function requireChoice(options: BenchArguments): void {
  const { quick = false, full = false, workload, family, filter, sizes } = options;
  const extent = quick ? 'quick' : full ? 'full' : 'default';
  try {
    if (quick && full) throw new Error('a run is either quick or full');
    selectWorkloads({ extent, workloads: workload, families: family, filter, sizes });
  } catch (error) {
    throw new CommandFailure(
      'OPTION_INVALID',
      (error as Error).message,
      'see forkspace bench --help',
    );
  }
}

function requireWorkload(name: string): void {
  const known = WORKLOADS.map((workload) => workload.name);
  if (known.includes(name)) return;
  throw new CommandFailure(
    'OPTION_INVALID',
    `no workload is called ${JSON.stringify(name)}`,
    suggestion(name, known),
  );
}
