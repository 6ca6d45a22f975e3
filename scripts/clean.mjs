// Removes what the build made; what was installed stays.

import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './workspace.mjs';

for (const name of readdirSync(join(root, 'packages'))) {
  rmSync(join(root, 'packages', name, 'dist'), { recursive: true, force: true });
}
