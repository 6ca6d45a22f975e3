import { describe, expect, it } from 'vitest';
import { folderWith, forkspace, runText } from './forkspace.ts';

describe('text that cannot be read', () => {
  const rows: readonly [what: string, text: string, place: string, code: string][] = [
    [
      'an expression that is never closed',
      '(a b)\n(f (g 1)\n',
      '<stdin>:2:1',
      'UNCLOSED_EXPRESSION',
    ],
    ['a bracket too many', '(a b))\n', '<stdin>:1:6', 'UNEXPECTED_BRACKET'],
    ['a string that is never closed', '(a "b)\n', '<stdin>:1:4', 'UNCLOSED_STRING'],
    ['an unknown escape', '(a "b\\qc")', '<stdin>:1:6', 'INVALID_ESCAPE'],
    ['a variable with #', '(a $x#1)', '<stdin>:1:6', 'INVALID_VARIABLE'],
    ['nothing after !', '(a)\n! ; nothing', '<stdin>:2', 'MISSING_ATOM'],
  ];
  it.each(rows)('%s', async (_, text, place, code) => {
    const { stdout, stderr, code: status } = await runText(text);
    expect(stdout).toBe('');
    expect(stderr).toContain(place);
    expect(stderr).toContain(`[${code}]`);
    expect(stderr.trimEnd().split('\n').length).toBeGreaterThan(1);
    expect(status).toBe(1);
  });

  it('what stands before it has been evaluated', async () => {
    const { stdout, code } = await runText('!(+ 1 2)\n!(+ 1');
    expect(stdout).toBe('[3]\n');
    expect(code).toBe(1);
  });

  it('a number that others refuse is read, with a warning that tells its place', async () => {
    const { stdout, stderr, code } = await runText(`!(+ 1 1)\n!(+ 1 ${'9'.repeat(40)})`);
    expect(stdout).toBe(`[2]\n[1${'0'.repeat(40)}]\n`);
    expect(stderr).toMatch(/^warning: .*:2:7: whole number beyond 64 bits/);
    expect(code).toBe(0);
  });
});

describe('files', () => {
  it('missing', async () => {
    const { stderr, code } = await forkspace(['run', 'no-such-file.metta']);
    expect(stderr).toContain('no-such-file.metta: no such file [FILE_NOT_FOUND]');
    expect(code).toBe(2);
  });

  it('a directory', async () => {
    const { stderr, code } = await forkspace(['run', folderWith({})]);
    expect(stderr).toContain('[FILE_IS_DIRECTORY]');
    expect(code).toBe(2);
  });

  it('not UTF-8', async () => {
    const folder = folderWith({
      'latin.metta': new Uint8Array([...Buffer.from('(a)\n(caf'), 0xe9, 0x29, 0x0a]),
    });
    const { stderr, code } = await forkspace(['run', 'latin.metta'], { cwd: folder });
    expect(stderr).toContain('latin.metta:2: not UTF-8: byte 0xe9 at offset 8 [FILE_NOT_UTF8]');
    expect(code).toBe(2);
  });

  it('cut in the middle of a character', async () => {
    const { stderr, code } = await runText(Buffer.from('(é)').subarray(0, 2));
    expect(stderr).toContain('[FILE_NOT_UTF8]');
    expect(code).toBe(2);
  });

  it('every file is read before the first is evaluated', async () => {
    const folder = folderWith({ 'good.metta': '!(+ 1 2)' });
    const { stdout, code } = await forkspace(['run', 'good.metta', 'bad.metta'], { cwd: folder });
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});

describe('options', () => {
  const rows: readonly [args: readonly string[], message: string][] = [
    [['run', '-', '--backend', 'hant'], 'did you mean hamt?'],
    [['run', '-', '--backend', './no-such.js'], 'MODULE_INVALID'],
    [['run', '-', '--branches', 'isolate'], 'did you mean isolated?'],
    [['run', '-', '--dialect', 'lisp'], 'known are hyperon, mettatron'],
    [['run', '-', '--max-steps', 'many'], 'whole number'],
    [['run', '-', '--max-steps', '0'], 'whole number'],
    [['run', '-', '--timeout'], 'argument missing'],
    [['run', '-', '--bakend', 'cow'], '--backend'],
    [['run'], 'missing required argument'],
    [['rum', '-'], 'run'],
    [[], 'Usage'],
    [['run', '-', '--backend', 'mutex', '--branches', 'isolated'], 'ISOLATION_UNSUPPORTED'],
  ];
  it.each(rows)('%j', async (args, message) => {
    const { stdout, stderr, code } = await forkspace(args, { input: '!(+ 1 2)' });
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});

it('a backend that fails at once is not taken for a fault of the command', async () => {
  const cwd = folderWith({
    'mine.mjs': `const create = () => { throw new Error('no memory left'); };
      export const mine = { name: 'mine', capabilities: {}, create, import: create };`,
  });
  const { stderr, code } = await forkspace(['run', '-', '--backend', './mine.mjs'], {
    cwd,
    input: '1',
  });
  expect(stderr).toContain('create() failed: no memory left [BACKEND_INVALID]');
  expect(stderr).toContain('forkspace conformance ./mine.mjs');
  expect(code).toBe(2);
});

describe('limits', () => {
  const ENDLESS = '!(+ 1 2)\n(= (forever $n) (forever (+ $n 1)))\n!(forever 0)\n!(+ 3 4)\n';
  const DEEP = '!(+ 1 2)\n(= (deep $n) (S (deep (+ $n 1))))\n!(deep 0)\n';
  const rows: readonly [what: string, text: string, args: readonly string[], code: string][] = [
    ['steps', ENDLESS, ['--max-steps', '10000'], 'STEP_LIMIT'],
    ['time', ENDLESS, ['--timeout', '300'], 'TIME_LIMIT'],
    ['depth', DEEP, ['--max-depth', '1000'], 'DEPTH_LIMIT'],
    ['memory', DEEP, ['--max-memory', '64'], 'MEMORY_LIMIT'],
  ];
  it.each(rows)('%s', async (_, text, args, code) => {
    const { stdout, stderr, code: status } = await runText(text, ...args);
    expect(stdout).toBe('[3]\n');
    expect(stderr).toContain(code);
    expect(status).toBe(3);
  });

  it('Ctrl-C ends a program that does not end', async () => {
    const { stdout, signal } = await forkspace(['run', '-'], {
      input: ENDLESS,
      interruptAfterOutput: 'SIGINT',
    });
    expect(stdout).toBe('[3]\n');
    // Shells show a process that SIGINT has ended as 130.
    expect(signal).toBe('SIGINT');
  });
});

describe('atoms of any shape', () => {
  const N = 100_000;
  it('nested deep', async () => {
    const deep = `${'(s '.repeat(N)}z${')'.repeat(N)}`;
    const { stdout, stderr, code } = await runText(
      `(kept ${deep})\n!(match &self (kept $x) found)\n!(quote ${deep})\n`,
    );
    expect(stderr).toBe('');
    expect(stdout).toBe(`[found]\n[(quote ${deep})]\n`);
    expect(code).toBe(0);
  });

  it('wide', async () => {
    const wide = `(${Array.from({ length: N }, (_, i) => `a${i}`).join(' ')})`;
    const { stdout, stderr, code } = await runText(
      `(kept ${wide})\n!(match &self (kept $x) $x)\n!(size-atom ${wide})\n`,
    );
    expect(stderr).toBe('');
    expect(stdout).toBe(`[${wide}]\n[${N}]\n`);
    expect(code).toBe(0);
  });
});
