import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderWith, forkspace } from './forkspace.ts';

const COW = JSON.stringify(new URL('../../backend-cow/dist/index.js', import.meta.url).href);

it('reports on a backend, with a table and as JSON', async () => {
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

const forgetful = `import { cow } from ${COW};
  export default { ...cow, name: 'forgetful', create() { const e = cow.create(); e.remove = () => false; return e; } };`;

const FORMS = ['json', 'markdown', 'html', 'junit', 'tap', 'badge', 'script'] as const;

it('ends with 1 for a backend that does not keep the contract, writes every form, and replays', async () => {
  const cwd = folderWith({ 'forgetful.mjs': forgetful });
  const forms = FORMS.flatMap((form) => [`--${form}`, `reports/${form}`]);
  const only = ['--only', 'ENV-BAG-1', '--only', 'ENV-HISTORY-1a'];
  const { stdout, stderr, code } = await forkspace(
    ['conformance', './forgetful.mjs', '--steps', '4000', ...only, ...forms],
    { cwd },
  );
  expect(stdout).toContain('NOT conforming');
  expect(stdout).toMatch(/broken ENV-BAG-1/);
  expect(stdout).toMatch(/history:\n +add/);
  expect(code).toBe(1);
  const [json, markdown, html, junit, tap, badge, script] = FORMS.map((form) => {
    expect(stderr).toContain(`${form} written to reports/${form}`);
    return readFileSync(join(cwd, 'reports', form), 'utf8');
  });
  expect(JSON.parse(json ?? '').results.length).toBeGreaterThan(100);
  expect(markdown).toContain('# Conformance of forgetful: not conforming');
  expect(html).toContain('<!doctype html>');
  expect(junit).toContain('<testsuites>');
  expect(tap).toContain('TAP version 14');
  expect(JSON.parse(badge ?? '')).toMatchObject({ color: 'red' });
  expect(script).toMatch(/^# forgetful: broke ENV-HISTORY-1a, seed 20251122\nadd/);

  const replay = ['--replay', 'reports/script'];
  const again = await forkspace(['conformance', './forgetful.mjs', ...replay], { cwd });
  const said = /ENV-HISTORY-1a: .*\n +(.*) \(history of/.exec(stdout)?.[1] ?? 'nothing';
  expect(again.stdout).toContain(said);
  expect(again.code).toBe(1);
  const sound = await forkspace(['conformance', 'cow', ...replay], { cwd });
  expect(sound.stdout).toContain('cow keeps to the model in all 2 steps of reports/script');
  expect(sound.code).toBe(0);
});

it('says what was left out, and writes no history where none failed', async () => {
  const cwd = folderWith({});
  const { stdout, code } = await forkspace(
    ['conformance', 'hamt', '--only', 'ENV-CACHE', '--script', 'none.txt'],
    { cwd },
  );
  expect(stdout).toMatch(/partial: (\d+) of \1 checks passed/);
  expect(code).toBe(0);
  expect(existsSync(join(cwd, 'none.txt'))).toBe(false);
});

it('checks threads of a module that it was given', async () => {
  const MUTEX = COW.replace('cow', 'mutex');
  const cwd = folderWith({
    'mine.mjs': `import { mutex } from ${MUTEX}; export const mine = { ...mutex, name: 'mine' };`,
  });
  const { stdout, code } = await forkspace(
    ['conformance', './mine.mjs', '--only', 'ENV-THREAD-1a', '--json', 'out.json'],
    { cwd },
  );
  const { results } = JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8'));
  expect(results.find(({ id }: { id: string }) => id === 'ENV-THREAD-1a')).toMatchObject({
    status: 'pass',
  });
  expect(stdout).toContain('partial');
  expect(code).toBe(0);
});

const wrong: readonly [what: string, args: readonly string[], message: RegExp][] = [
  ['a clause that is not there', ['--only', 'ENV-UNOIN'], /did you mean ENV-UNION\?/],
  ['an empty clause', ['--only', ''], /OPTION_INVALID/],
  ['steps that are no number', ['--steps', 'many'], /steps/],
  ['a seed that is no number', ['--seed', 'x'], /seed/],
  ['no history', ['--replay', 'nowhere.txt'], /nowhere.txt: no such file.*\[FILE_NOT_FOUND\]/],
  ['a history with an unknown operation', ['--replay', 'a.txt'], /fly.*\[SCRIPT_INVALID\]/],
  ['a history with too few numbers', ['--replay', 'b.txt'], /takes 2 numbers.*\[SCRIPT_INVALID\]/],
  ['a history with a broken atom', ['--replay', 'c.txt'], /unbalanced.*\[SCRIPT_INVALID\]/],
  ['an empty history', ['--replay', 'd.txt'], /no step.*\[SCRIPT_INVALID\]/],
  [
    'a place that cannot be written',
    ['--only', 'ENV-BAG-10a', '--tap', 'a.txt/tap'],
    /^forkspace: .*\[FILE_NOT_WRITABLE\]/,
  ],
];
it.each(wrong)('refuses %s with a code and without a stack', async (_, args, message) => {
  const cwd = folderWith({
    'a.txt': 'add 0 0 a\nfly 0',
    'b.txt': 'add 0',
    'c.txt': 'add 0 0 (f',
    'd.txt': '# nothing\n',
  });
  const { stderr, code } = await forkspace(['conformance', 'hamt', ...args], { cwd });
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/^ +at /m);
  expect(code).toBe(2);
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
