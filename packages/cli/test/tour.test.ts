import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderWith, forkspace } from './forkspace.ts';

const only = ['tour', '--skip-bench', '--skip-conformance', '--examples', '.', '--report', 'out'];

it('runs each example on every backend that suits it', async () => {
  const cwd = folderWith({
    'sum.metta': '!(+ 1 2)\n',
    'sum.expected': '[3]\n',
    'apart.metta':
      '; Isolated branches.\n; needs: isolation\n; run: --branches isolated\n!(superpose (1 2))\n',
    'apart.expected': '[2, 1]\n',
  });
  const { stdout, code } = await forkspace(only, { cwd });
  expect(code).toBe(0);
  expect(stdout).toContain('All backends agree');
  expect(stdout).toContain('1 runs were left out');
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  const { examples } = JSON.parse(readFileSync(join(cwd, 'out/tour.json'), 'utf8'));
  const verdicts = examples.map((run: Record<string, string>) =>
    [run['example'], run['backend'], run['verdict']].join(' '),
  );
  expect(verdicts.sort()).toEqual([
    'apart cow as expected',
    'apart hamt as expected',
    'apart mutex left out',
    'sum cow as expected',
    'sum hamt as expected',
    'sum mutex as expected',
  ]);
});

it('ends with 1 and says what differs', async () => {
  const cwd = folderWith({ 'sum.metta': '!(+ 1 2)\n', 'sum.expected': '[4]\n' });
  const { stdout, code } = await forkspace(only, { cwd });
  expect(stdout).toContain('differs sum on hamt: line 1: expected [4], printed [3]');
  expect(code).toBe(1);
});

it('ends with 2 where there are no examples', async () => {
  const { stderr, code } = await forkspace(only, { cwd: folderWith({}) });
  expect(stderr).toContain('EXAMPLES_NOT_FOUND');
  expect(code).toBe(2);
});
