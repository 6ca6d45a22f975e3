import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderWith, forkspace } from './forkspace.ts';

const COW = JSON.stringify(new URL('../../backend-cow/dist/index.js', import.meta.url).href);

it('reports on a backend, with a table and as JSON', { timeout: 120_000 }, async () => {
  const cwd = folderWith({});
  const { stdout, code } = await forkspace(
    ['conformance', 'hamt', '--steps', '500', '--seed', '7', '--json', 'out.json'],
    { cwd },
  );
  const report = JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8'));
  expect(report).toMatchObject({ backend: 'hamt', seed: 7, steps: 500 });
  expect(stdout).toContain('ENV-UNION');
  expect(stdout).toContain('seed 7');
  expect(code).toBe(report.verdict === 'conforming' ? 0 : 1);
});

it('ends with 1 for a backend that does not keep the contract', { timeout: 120_000 }, async () => {
  const forgetful = `import { cow } from ${COW};
    export default { ...cow, name: 'forgetful', create() { const e = cow.create(); e.remove = () => false; return e; } };`;
  const cwd = folderWith({ 'forgetful.mjs': forgetful });
  const { stdout, code } = await forkspace(['conformance', './forgetful.mjs', '--steps', '100'], {
    cwd,
  });
  expect(stdout).toContain('NOT conforming');
  expect(stdout).toMatch(/broken ENV-BAG-/);
  expect(code).toBe(1);
});

const miswired: readonly [what: string, module: string][] = [
  ['a module without a backend', 'export const a = 1;'],
  [
    'a module with two',
    `import { cow } from ${COW}; export { cow }; export const other = { ...cow };`,
  ],
  ['a module that cannot be loaded', 'export const = ;'],
  [
    'a backend without capabilities',
    `import { cow } from ${COW}; export const b = { ...cow, capabilities: {} };`,
  ],
  [
    'a backend that cannot create',
    `import { cow } from ${COW}; export const b = { ...cow, create() { throw new Error('no'); } };`,
  ],
];
it.each(miswired)('ends with 2 for %s', async (_, module) => {
  const { code, stderr, stdout } = await forkspace(['conformance', './b.mjs'], {
    cwd: folderWith({ 'b.mjs': module }),
  });
  expect(stderr + stdout).toMatch(/BACKEND_INVALID|MODULE_INVALID|wrongly wired/);
  expect(code).toBe(2);
});
