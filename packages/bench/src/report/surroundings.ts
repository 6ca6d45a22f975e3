/** Where a run is made: what a reader needs to judge its figures and to repeat it. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
import { isAbsolute, relative, resolve } from 'node:path';
import type { Surroundings } from '../protocol/records.ts';

const LIBRARIES = ['mitata', 'simple-statistics', 'pure-rand'];

/**
 * `compared`: further libraries whose versions are wanted. `out`: the folder into which the run writes; that it changes
 * there makes no other code.
 */
export function surroundings(
  compared: readonly string[] = [],
  out: string | false = false,
): Surroundings {
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
    commit: commitIn('.', out),
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

/**
 * The commit of the checkout that a folder is in. Changed files are told apart by a digest of the changes, so that two
 * states of them are not taken for one; what lies in `out` does not count.
 */
export function commitIn(folder: string, out: string | false): string {
  const git = (...args: string[]): string =>
    execFileSync('git', args, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 2 ** 28,
    }).trim();
  try {
    const head = git('rev-parse', '--short=12', 'HEAD');
    const top = git('rev-parse', '--show-toplevel');
    const own = out === false ? '..' : relative(top, realPath(resolve(out)));
    const inside = own !== '' && !own.startsWith('..') && !isAbsolute(own);
    const places = ['--', ':/', ...(inside ? [`:(exclude,top)${own}`] : [])];
    const changed = git('status', '--porcelain', ...places);
    if (changed === '') return head;
    const digest = createHash('sha256')
      .update(changed)
      .update(git('diff', 'HEAD', ...places));
    return `${head}+${digest.digest('hex').slice(0, 6)}`;
  } catch {
    return 'unknown';
  }
}

/** Where links lead, as git gives the top; a folder that is not there yet is where its name says. */
function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}
