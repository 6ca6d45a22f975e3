// Brings a checkout to the point where its packages can be run: installed and
// built. Both halves return at once when there is nothing to do.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, node, packages, pnpm, root, tool } from './workspace.mjs';

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

/** Compiles what has changed. */
export async function build({ quiet = false } = {}) {
  removeStaleOutput();
  return node([tool('typescript', 'tsc'), '-b'], { quiet });
}

// The compiler never deletes: without this, a source file that was renamed or
// removed would live on in `dist` and be published.
function removeStaleOutput() {
  for (const { folder, sources } of packages()) {
    const kept = new Set(sources.map((file) => file.replace(/\.ts$/, '')));
    for (const file of filesBelow(join(folder, 'dist'))) {
      const source = file.match(/^(.*?)(?:\.d\.ts|\.js)(?:\.map)?$/)?.[1];
      if (source !== undefined && !kept.has(source)) rmSync(join(folder, 'dist', file));
    }
  }
}
