/** `forkspace corpus`: runs test vectors and reports per area. */
import { findBackend } from '../backends.ts';
import type { CorpusArguments } from '../command-line.ts';
import { corpusJson, corpusText } from '../corpus/report.ts';
import { runCorpus } from '../corpus/run-corpus.ts';
import { readVectors } from '../corpus/vectors.ts';
import { EXIT_FAILED, EXIT_OK } from '../exit-codes.ts';
import { CommandFailure } from '../failure.ts';
import { Progress } from '../progress.ts';
import { requireWritable, writeReport } from '../report-file.ts';

export async function corpus(file: string, options: CorpusArguments): Promise<number> {
  const { backend, branches, dialect, jobs, json } = options;
  if (json !== undefined) requireWritable(json, 'file');
  // Refused here once, rather than by every program.
  await findBackend(backend);
  const filter = regularExpression(options.filter);
  const vectors = readVectors(file).filter(({ tier, area, id }) =>
    filter.test(`${tier}/${area}/${id}`),
  );
  if (vectors.length === 0) {
    throw new CommandFailure(
      'CORPUS_INVALID',
      `${file}: no program matches ${filter}`,
      'the filter is matched against tier/area/id',
    );
  }
  const verdicts = await runCorpus(vectors, {
    runArguments: ['--backend', backend, '--branches', branches, '--dialect', dialect],
    jobs,
    timeout: options.timeout * 1000,
    progress: new Progress(),
  });
  process.stdout.write(`${corpusText(verdicts)}\n`);
  if (json !== undefined) {
    writeReport(json, corpusJson({ file, backend, branches, dialect }, verdicts));
    process.stderr.write(`report written to ${json}\n`);
  }
  return verdicts.some(({ differences }) => differences.length > 0) ? EXIT_FAILED : EXIT_OK;
}

function regularExpression(source: string): RegExp {
  try {
    return new RegExp(source, 'u');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(
      'OPTION_INVALID',
      `--filter: ${why}`,
      'give a regular expression, for example ^core/',
    );
  }
}
