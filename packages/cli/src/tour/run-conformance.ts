/** Runs the conformance suite on several backends, each in a process of its own. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@forkspace/conformance';
import { runForkspace } from '../processes/child.ts';
import { inParallel } from '../processes/in-parallel.ts';
import type { Progress } from '../progress.ts';

export interface ConformanceRun {
  readonly backend: string;
  readonly conforming: boolean;
  /** In a few words. */
  readonly summary: string;
  /** Checks that do not apply, by what the backend declares. */
  readonly notApplicable: number;
  readonly milliseconds: number;
  /** Missing when the suite could not be run. */
  readonly report?: Report;
}

const TIMEOUT = 180_000;

export async function runConformanceSuites(
  backends: readonly string[],
  jobs: number,
  progress: Progress,
): Promise<ConformanceRun[]> {
  const folder = mkdtempSync(join(tmpdir(), 'forkspace-conformance-'));
  let done = 0;
  progress.show(`conformance: ${backends.join(', ')}`);
  try {
    return await inParallel(backends, jobs, async (backend, index) => {
      const json = join(folder, `${index}.json`);
      const { milliseconds, trouble, code, stderr } = await runForkspace(
        ['conformance', backend, '--json', json],
        { timeout: TIMEOUT },
      );
      progress.show(`conformance: ${++done} of ${backends.length}, last ${backend}`);
      const about = { backend, milliseconds: Math.round(milliseconds) };
      if (trouble !== undefined || (code !== 0 && code !== 1)) {
        return {
          ...about,
          conforming: false,
          notApplicable: 0,
          summary: trouble ?? `exit code ${code}: ${stderr.trim().split('\n')[0]}`,
        };
      }
      const report = JSON.parse(readFileSync(json, 'utf8')) as Report;
      const { pass, fail, error, unsupported } = report.counts;
      const summary = `${pass} of ${pass + fail + error}`;
      return {
        ...about,
        conforming: report.verdict === 'conforming',
        summary,
        notApplicable: unsupported,
        report,
      };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
