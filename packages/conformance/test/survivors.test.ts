/** What mutation testing left alive has its reason, and the published list is made of both. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const script = path.join(import.meta.dirname, '../scripts/mutate.mjs');

test('every survivor of mutation testing is explained', async () => {
  const run = promisify(execFile)(process.execPath, [script, '--check']);
  await expect(run).resolves.toMatchObject({ stderr: '' });
});
