/** `forkspace bench`: measures backends and prints the acceptance table. */
import { resolve } from 'node:path';
import {
  renderTerminal,
  runBenchmark,
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
  const { backend, workload, quick, rounds, seconds, seed, out, resume } = options;
  for (const name of workload ?? []) requireWorkload(name);
  const backends = backend === undefined ? undefined : await Promise.all(backend.map(subjectOf));
  const progress = new Progress();
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  process.once('SIGINT', onInterrupt);
  try {
    const report = await runBenchmark({
      out,
      resume,
      signal: stop.signal,
      onProgress: (state) => progress.show(describe(state)),
      ...(quick === undefined ? {} : { quick }),
      ...(backends === undefined ? {} : { backends }),
      ...(workload === undefined ? {} : { workloads: workload }),
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
  const remaining = left === undefined ? '' : `, about ${Math.ceil(left)} s left`;
  return `${done} of ${total} samples${remaining}: ${job.workload} ${job.size} on ${job.subject}`;
}

async function subjectOf(name: string): Promise<string | Subject> {
  const { backend, module, exportName } = await findBackend(name);
  return BUILT_IN_NAMES.includes(name) ? name : { name: backend.name, module, export: exportName };
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
