/** "Write a backend in an hour": its files, exactly as they are printed, in a folder of their own. */
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { runConformance } from '../src/run.ts';

const root = path.resolve(import.meta.dirname, '../../..');
// Below the package, so that the names of our packages are found as a user's would be.
const folder = path.join(root, 'packages/conformance/test/.guide');
const guide = readFileSync(path.join(root, 'docs/guides/write-a-backend.md'), 'utf8');
const files = [...guide.matchAll(/^```js\n\/\/ (\S+)\n([\s\S]*?)^```/gm)].map(
  ([, name = '', code = '']) => ({ name, code }),
);

mkdirSync(folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));
for (const { name, code } of files) writeFileSync(path.join(folder, name), code);

test('the guide prints the backend and its test', () => {
  expect(files.map(({ name }) => name)).toEqual(['my-backend.test.mjs', 'my-backend.mjs']);
  expect(files[1]?.code.split('\n').length).toBeLessThan(150);
});

test('its test passes with node --test, on the built packages', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--test', '--test-reporter=tap', 'my-backend.test.mjs'],
    { cwd: folder, maxBuffer: 1 << 24 },
  );
  expect(stdout).toMatch(/# fail 0/);
  expect(Number(/# pass (\d+)/.exec(stdout)?.[1])).toBeGreaterThan(100);
});

test('broken as the guide says, it fails as the guide says', async () => {
  const [, printed = ''] =
    /a short script that shows it:\n\n```\n([\s\S]*?)\n```/.exec(guide) ?? [];
  const code = (files[1]?.code ?? '').replace(
    'if (this.#owner === owner) return this;',
    'return this;',
  );
  writeFileSync(path.join(folder, 'broken.mjs'), code);
  const { layered } = (await import(path.join(folder, 'broken.mjs'))) as {
    layered: Parameters<typeof runConformance>[0];
  };
  const { results } = await runConformance(layered, {
    only: ['ENV-FORK-1b', 'ENV-HISTORY-1a'],
    steps: 1_000,
  });
  const broken = results.filter(({ status }) => status === 'fail');
  expect(broken.map(({ id, title }) => `${id} ${title}`)).toContain(
    'ENV-FORK-1b no write to a clone is seen by its original',
  );
  expect(broken.find(({ id }) => id === 'ENV-HISTORY-1a')?.script).toBe(printed);
});
