import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, forkspace, MAIN, runText } from './forkspace.ts';

describe('run', () => {
  it('prints a line for each `!`, and what the program prints in between', async () => {
    const { stdout, stderr, code } = await runText(
      '(a b)\n!(+ 1 2)\n!(println! "hello")\n!(superpose (1 2))\n!(empty)\n',
    );
    expect(stdout).toBe('[3]\nhello\n[()]\n[1, 2]\n[]\n');
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it.each(['hamt', 'cow', 'mutex'])('gives the same on %s', async (backend) => {
    const { stdout } = await runText(
      '(= (twice $x) (* 2 $x))\n!(twice 21)\n',
      '--backend',
      backend,
    );
    expect(stdout).toBe('[42]\n');
  });

  it('evaluates several files in one environment', async () => {
    const cwd = folderWith({ 'a.metta': '(= (f) 1)', 'b.metta': '!(f)' });
    expect((await forkspace(['run', 'a.metta', 'b.metta'], { cwd })).stdout).toBe('[1]\n');
  });

  it('finds what is imported beside the program, wherever it is run', async () => {
    const folder = folderWith({
      'main.metta': '!(import! &self other)\n!(f)\n',
      'other.metta': '(= (f) found)\n',
    });
    expect((await forkspace(['run', join(folder, 'main.metta')])).stdout).toBe('[()]\n[found]\n');
  });

  it('goes on after a result that is an error, unless told otherwise', async () => {
    const text = '!(/ 1 0)\n!(+ 1 2)\n';
    const on = await runText(text);
    expect(on.stdout.split('\n')[1]).toBe('[3]');
    expect(on.code).toBe(0);
    const stopped = await runText(text, '--stop-on-error');
    expect(stopped.stdout).toBe('[(Error (/ 1 0) DivisionByZero)]\n');
    expect(stopped.stderr).toContain('<stdin>:1:1: a result is an error [RESULT_IS_ERROR]');
    expect(stopped.code).toBe(1);
  });

  it('keeps branches apart when asked to', async () => {
    const text = '(= (n) 1)\n(= (n) 2)\n!(let $x (n) (seq (= (seen) $x) (collapse (seen))))\n';
    expect((await runText(text, '--branches', 'isolated')).stdout).toMatch(
      /^\[\((1|2)\), \((1|2)\)\]\n$/,
    );
    expect((await runText(text, '--branches=shared')).stdout).toMatch(/ /);
  });

  it('tells what the environment holds, on standard error', async () => {
    const { stdout, stderr } = await runText('(a)\n(= (f) 1)\n', '--stats');
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^backend hamt, atoms 2, rules 1, .* ms, \d+ MB\n$/);
  });

  it('takes operations from a module', async () => {
    const ops = `
      export const shout = (words) => words.toUpperCase();
      export const more = [{ name: 'later', type: '(-> Number Number)', call: async (n) => n + 1 }];
      export const unrelated = 7;`;
    const cwd = folderWith({ 'ops.mjs': ops, 'p.metta': '!(shout "hello")\n!(later 1)\n' });
    const { stdout, stderr } = await forkspace(['run', 'p.metta', '--ops', './ops.mjs'], { cwd });
    expect(stderr).toBe('');
    expect(stdout).toBe('["HELLO"]\n[2]\n');
  });

  it('takes a backend from a module', async () => {
    const cwd = folderWith({ 'p.metta': '!(+ 1 2)' });
    writeFileSync(
      join(cwd, 'mine.mjs'),
      `import { cow } from ${JSON.stringify(new URL('../../backend-cow/dist/index.js', import.meta.url).href)};
       export const mine = { name: 'mine', capabilities: cow.capabilities, create: cow.create, import: cow.import };`,
    );
    const { stdout, stderr, code } = await forkspace(
      ['run', 'p.metta', '--backend', './mine.mjs'],
      { cwd },
    );
    expect(stderr).toBe('');
    expect(stdout).toBe('[3]\n');
    expect(code).toBe(0);
  });

  it('is not loud when nobody reads any more', async () => {
    const program = `${'!(+ 1 2)\n'.repeat(20_000)}`;
    const cwd = folderWith({ 'p.metta': program });
    const shell = spawn('sh', ['-c', `"${process.execPath}" "${MAIN}" run p.metta | head -1`], {
      cwd,
    });
    let all = '';
    shell.stdout.on('data', (bytes) => (all += bytes));
    shell.stderr.on('data', (bytes) => (all += bytes));
    await new Promise((resolve) => shell.on('close', resolve));
    expect(all).toBe('[3]\n');
  });

  it('prints within a memory limit as without', async () => {
    const { stdout, code } = await runText(
      '!(println! "a")\n!(+ 1 2)\n!(+ 1',
      '--max-memory',
      '200',
    );
    expect(stdout).toBe('a\n[()]\n[3]\n');
    expect(code).toBe(1);
  });
});

describe('help', () => {
  it.each([
    [['--help']],
    [['help']],
    [['run', '--help']],
    [['repl', '--help']],
    [['conformance', '--help']],
    [['bench', '--help']],
    [['corpus', '--help']],
    [['tour', '--help']],
  ])('%j', async (args) => {
    const { stdout, stderr, code } = await forkspace(args);
    expect(stdout).toMatch(/^Usage: forkspace/);
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it('--version', async () => {
    const { stdout, code } = await forkspace(['--version']);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(code).toBe(0);
  });
});
