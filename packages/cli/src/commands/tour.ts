/** `forkspace tour`: the examples, the conformance suite and a quick benchmark on every backend, compared. */
import { join, resolve } from 'node:path';
import { colours } from '../colours.ts';
import { BUILT_IN_NAMES, findBackend } from '../backends.ts';
import type { TourOptions } from '../command-line.ts';
import { EXIT_FAILED, EXIT_OK } from '../exit-codes.ts';
import { Progress } from '../progress.ts';
import { requireWritable, writeReport } from '../report-file.ts';
import { readExamples } from '../tour/examples.ts';
import { runConformanceSuites, type ConformanceRun } from '../tour/run-conformance.ts';
import { runExamples, type ExampleRun, type NamedBackend } from '../tour/run-examples.ts';
import { comparisonTable, examplesTable } from '../tour/tables.ts';

export async function tour(options: TourOptions): Promise<number> {
  const { examples: folder, report, jobs } = options;
  requireWritable(report, 'folder');
  const began = performance.now();
  const progress = new Progress();
  const print = (text: string): void => {
    progress.clear();
    process.stdout.write(`${text}\n`);
  };
  const names = BUILT_IN_NAMES;
  const backends = await Promise.all(
    names.map(async (name): Promise<NamedBackend> => ({
      name,
      backend: (await findBackend(name)).backend,
    })),
  );

  const examples = readExamples(folder);
  print(colours.bold(`Examples, each in a fresh process, ${jobs} at a time`));
  const runs = await runExamples(examples, backends, jobs, progress);
  print(examplesTable(runs, names));
  const differing = runs.filter(({ verdict }) => verdict === 'differs');
  for (const { example, backend, why } of differing)
    print(
      `${colours.red('differs')} ${example}${backend === undefined ? '' : ` on ${backend}`}: ${why}`,
    );

  const suites: ConformanceRun[] = [];
  if (options.skipConformance !== true) {
    print(colours.bold('\nConformance, every clause of the contract on each backend'));
    suites.push(...(await runConformanceSuites(names, jobs, progress)));
  }
  print(comparisonTable(runs, suites, names));
  for (const { backend, conforming, summary } of suites) {
    if (!conforming)
      print(
        `${colours.red('not conforming')} ${backend}: ${summary}; forkspace conformance ${backend} says why`,
      );
  }

  const figures =
    options.skipBench === true ? undefined : await measure(join(report, 'bench'), progress, print);

  const file = join(report, 'tour.json');
  const seconds = Math.round((performance.now() - began) / 1000);
  writeReport(
    file,
    `${JSON.stringify({ format: 'forkspace-tour/1', seconds, backends: names, examples: runs, conformance: suites }, null, 2)}\n`,
  );
  const allWell =
    differing.length === 0 && suites.every(({ conforming }) => conforming) && figures !== false;
  print(`\n${verdict(runs, allWell)} in ${seconds} s`);
  print(
    `report written to ${resolve(file)}${figures === undefined ? '' : ` and ${resolve(report, 'bench', 'report.html')}`}`,
  );
  return allWell ? EXIT_OK : EXIT_FAILED;
}

/** The quick benchmark, by itself, so that nothing else disturbs it. False when a sample failed or was wrong. */
async function measure(
  out: string,
  progress: Progress,
  print: (text: string) => void,
): Promise<boolean> {
  const { renderTerminal, runBenchmark } = await import('@forkspace/bench');
  print(colours.bold('\nQuick benchmark, each sample in a fresh process'));
  const report = await runBenchmark({
    quick: true,
    out,
    resume: false,
    onProgress: ({ done, total, left, job }) =>
      progress.show(
        `benchmark: ${done} of ${total}, about ${Math.ceil(left)} s left: ${job.workload} on ${job.subject}`,
      ),
  });
  print(renderTerminal(report));
  return report.failures.length === 0 && report.refused.length === 0;
}

function verdict(runs: readonly ExampleRun[], allWell: boolean): string {
  const out = runs.filter(({ verdict: one }) => one === 'left out').length;
  const about =
    out === 0
      ? ''
      : `${out} runs were left out: they need isolated clones, which a backend declares not to have.\n`;
  return allWell
    ? `${about}${colours.green('All backends agree')} with one another and with what is expected`
    : `${about}${colours.red('Not all is well')}, see above`;
}
