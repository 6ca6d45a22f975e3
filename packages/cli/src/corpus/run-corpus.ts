/** Runs every program of a corpus in a process of its own, and collects the verdicts. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inParallel } from '../processes/in-parallel.ts';
import { runForkspace } from '../processes/child.ts';
import type { Progress } from '../progress.ts';
import { judge, type Verdict } from './judge.ts';
import type { Vector } from './vectors.ts';

export interface CorpusOptions {
  /** Options passed on to `run`. */
  readonly runArguments: readonly string[];
  readonly jobs: number;
  /** For one program, in milliseconds. */
  readonly timeout: number;
  readonly progress: Progress;
}

export async function runCorpus(
  vectors: readonly Vector[],
  options: CorpusOptions,
): Promise<Verdict[]> {
  const { runArguments, jobs, timeout, progress } = options;
  const scratch = mkdtempSync(join(tmpdir(), 'forkspace-corpus-'));
  // The list of open processes ends with this one, the folder should too.
  const clean = (): void => rmSync(scratch, { recursive: true, force: true });
  process.on('exit', clean);
  let done = 0;
  try {
    return await inParallel(vectors, jobs, async (vector, index) => {
      const folder = join(scratch, String(index));
      const file = join(folder, `${vector.id}.metta`);
      mkdirSync(folder);
      for (const [name, text] of Object.entries(vector.helpers))
        writeFileSync(join(folder, name), text);
      writeFileSync(file, vector.program);
      const verdict = judge(
        vector,
        await runForkspace(['run', file, ...runArguments], { timeout }),
      );
      progress.show(`${++done} of ${vectors.length} programs, last ${vector.id}`);
      return verdict;
    });
  } finally {
    progress.clear();
    clean();
    process.off('exit', clean);
  }
}
