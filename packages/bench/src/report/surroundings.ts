/** Where a run is made: what a reader needs to judge its figures and to repeat it. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
import type { Surroundings } from '../protocol/records.ts';

const LIBRARIES = ['mitata', 'simple-statistics', 'pure-rand'];

/** `compared`: further libraries whose versions are wanted. */
export function surroundings(compared: readonly string[] = []): Surroundings {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${type()} ${release()}`,
    node: process.version,
    v8: process.versions.v8,
    versions: Object.fromEntries(
      [...LIBRARIES, ...compared].map((name) => [name, versionOf(name)]),
    ),
    commit: commit(),
    load: loadavg(),
  };
}

export { loadavg as loadAverages };

/** The version of a library as this package finds it. */
function versionOf(name: string): string {
  const require = createRequire(import.meta.url);
  for (const folder of require.resolve.paths(name) ?? []) {
    try {
      const manifest = JSON.parse(readFileSync(`${folder}/${name}/package.json`, 'utf8')) as {
        version: string;
      };
      return manifest.version;
    } catch {
      // Not in this folder.
    }
  }
  return 'unknown';
}

function commit(): string {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    const head = git('rev-parse', '--short=12', 'HEAD');
    return git('status', '--porcelain') === '' ? head : `${head}+`;
  } catch {
    return 'unknown';
  }
}
