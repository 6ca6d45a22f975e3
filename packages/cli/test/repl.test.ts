import { describe, expect, it } from 'vitest';
import { folderWith, forkspace, type Ended } from './forkspace.ts';

const typed = (...lines: string[]): Promise<Ended> =>
  forkspace(['repl'], { input: lines.map((line) => `${line}\n`).join('') });

describe('repl, from a pipe', () => {
  it('adds, evaluates, and goes on over several lines, without colours', async () => {
    const { stdout, stderr, code } = await forkspace(['repl'], {
      input: '(= (price apple) 3)\n!(price\n  apple)\n',
      env: { CI: 'true', TERM: 'xterm-256color' },
    });
    expect(stdout).toBe('[3]\n');
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it('offers what was probably meant', async () => {
    const { stdout, stderr } = await typed(
      '(= (price apple) 3)',
      '!(prise apple)',
      '!(couple apple pear)',
    );
    expect(stdout).toBe('[(prise apple)]\n[(couple apple pear)]\n');
    expect(stderr).toBe('nothing reduces (prise …); did you mean price?\n');
  });

  it('forks, compares, unites', async () => {
    const { stdout } = await typed(
      '(price apple 3)',
      ':fork offer',
      '!(remove-atom &self (price apple 3))',
      '(price apple 2)',
      ':diff',
      ':go main',
      '!(match &self (price $x $y) $y)',
      ':union offer',
      '!(match &self (price $x $y) $y)',
      ':diff offer',
      ':forks',
    );
    expect(stdout.split('\n')).toEqual([
      'in offer, a fork of main',
      '[()]',
      '+ (price apple 2)',
      '- (price apple 3)',
      'in main',
      '[3]',
      'united with offer: 1 atoms before, 1 now',
      '[2]',
      'no difference to offer',
      '* main: 1 atoms',
      '  offer, a fork of main: 1 atoms',
      '',
    ]);
  });

  it('moves to another backend with everything', async () => {
    const { stdout, stderr } = await typed(
      '(= (f $x) (+ $x 1))',
      ':backend',
      ':backend cow',
      '!(f 1)',
      ':stats',
    );
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^hamt\non cow\n\[2\]\nbackend +cow\natoms +1\n/);
  });

  it('says why something cannot be done, and goes on', async () => {
    const { stdout, stderr, code } = await typed(
      ':fork a',
      ':fork a',
      ':go b',
      ':backend hant',
      ':lod x',
      ':load no-such-file',
      ':union',
      ':fork a b',
      ')',
      '!(+ 1 2)',
      ':quit',
      '!(+ 3 4)',
    );
    expect(stdout).toBe('in a, a fork of main\n[3]\n');
    for (const reason of [
      'there is a fork a already',
      'there is no fork b',
      'BACKEND_UNKNOWN',
      'did you mean :load?',
      'FILE_NOT_FOUND',
      ':union what?',
      'too many words',
      'UNEXPECTED_BRACKET',
    ]) {
      expect(stderr).toContain(reason);
    }
    expect(code).toBe(1);
  });

  it('refuses to fork where clones are one store', async () => {
    const { stderr } = await typed(':backend mutex', ':fork');
    expect(stderr).toContain('clones on mutex are one store');
  });

  it('loads files, first or later', async () => {
    const cwd = folderWith({ 'a.metta': '(= (f) 1)\n', 'b.metta': '!(f)\n' });
    const { stdout, code } = await forkspace(['repl', 'a.metta'], {
      cwd,
      input: '!(f)\n:load b.metta\n',
    });
    expect(stdout).toBe('[1]\n[1]\n');
    expect(code).toBe(0);
  });

  it('refuses what is left open at the end', async () => {
    const { stderr, code } = await typed('!(+ 1');
    expect(stderr).toContain('UNCLOSED_EXPRESSION');
    expect(code).toBe(1);
  });

  it('holds each input to the limits', async () => {
    const input = '(= (forever) (forever))\n!(forever)\n!(+ 1 2)\n';
    const { stdout, stderr } = await forkspace(['repl', '--max-steps', '10000'], { input });
    expect(stderr).toContain('STEP_LIMIT');
    expect(stdout).toBe('[3]\n');
  });
});
