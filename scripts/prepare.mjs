// Brings a checkout to the point where its packages can be run: installed and
// built. Both halves return at once when there is nothing to do.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle.mjs';
import { node, pnpm, root, tool } from './workspace.mjs';

const stamp = join(root, 'node_modules', '.forkspace-lock');

/** Installs what the lockfile says, unless that very lockfile is installed already. */
export async function install({ quiet = false } = {}) {
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) {
    return { ok: true, code: 0, output: '', summary: 'up to date' };
  }
  const result = await pnpm(['install', '--frozen-lockfile'], { quiet });
  // Stamped last, so that an installation cut short is taken up again.
  if (result.ok) writeFileSync(stamp, hash);
  return result;
}

/** Checks, declares and bundles what has changed. */
export async function build({ quiet = false } = {}) {
  const [compiled, bundled] = await Promise.all([
    node([tool('typescript', 'tsc'), '-b'], { quiet }),
    bundle(),
  ]);
  if (!quiet && !bundled.ok) console.error(bundled.output);
  return compiled.ok
    ? bundled
    : { ...compiled, output: [compiled.output, bundled.output].join('\n') };
}
