// `npm start`: from a bare checkout to the tour in one command.

import { join } from 'node:path';
import { build, install } from './prepare.mjs';
import { node, root, timed } from './workspace.mjs';

async function stage(title, work) {
  console.log(`${title} …`);
  const { ok, code, seconds, summary } = await timed(work);
  if (!ok) {
    console.error(`${title} failed`);
    process.exit(code);
  }
  console.log(`${title}: ${summary ?? 'done'} (${seconds.toFixed(1)} s)`);
}

await stage('Installing', install);
await stage('Building', build);
const tour = await node([
  join(root, 'packages/cli/dist/main.js'),
  'tour',
  ...process.argv.slice(2),
]);
process.exit(tour.code);
