import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { commitIn } from '../src/report/surroundings.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'forkspace-commit-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
}

function committed(): string {
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x', ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
  git('init', '-q');
  write('code.js', '1');
  write('reports/report.md', 'old');
  git('add', '.');
  git('commit', '-qm', 'first');
  return git('rev-parse', '--short=12', 'HEAD').trim();
}

test('outside a repository there is no commit', () => {
  expect(commitIn(folder, false)).toBe('unknown');
});

test('what a run writes does not change the code it measures; anything else does', () => {
  const head = committed();
  const out = join(folder, 'reports');
  expect(commitIn(folder, out)).toBe(head);
  write('reports/report.md', 'new');
  write('reports/samples.jsonl', '{}');
  expect(commitIn(folder, out)).toBe(head);
  expect(commitIn(join(folder, 'reports'), out)).toBe(head);
  expect(commitIn(folder, false)).not.toBe(head);
  expect(commitIn(folder, tmpdir())).not.toBe(head);

  write('code.js', '2');
  const second = commitIn(folder, out);
  expect(second).toMatch(new RegExp(`^${head}\\+[0-9a-f]{6}$`));
  write('code.js', '3');
  expect(commitIn(folder, out)).not.toBe(second);
  write('code.js', '2');
  expect(commitIn(folder, out)).toBe(second);
});
