import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSamples } from '@forkspace/bench';
import { describe, expect, it } from 'vitest';
import { folderWith, forkspace } from './forkspace.ts';

const published = fileURLToPath(new URL('../../../docs/reports/benchmark', import.meta.url));

const PAGES = ['report.html', 'report.json', 'report.md'];
const samples = readdirSync(published).find((name) => name.startsWith('samples.jsonl'))!;

/** A folder with the samples of the published run, every time of hamt multiplied. */
function slowed(factor: number): string {
  const records = readSamples(join(published, samples)).map((record) =>
    record.kind === 'sample' && record.subject === 'hamt' && record.unit === 'ns'
      ? { ...record, value: record.value * factor }
      : record,
  );
  return folderWith({
    'samples.jsonl': records.map((record) => `${JSON.stringify(record)}\n`).join(''),
  });
}

describe('a run that is there already', () => {
  it('is shown without measuring, from its folder or from either file', async () => {
    const shown = await Promise.all(
      [published, join(published, 'report.json'), join(published, samples)].map((run) =>
        forkspace(['bench', '--report', run]),
      ),
    );
    for (const { stdout, code } of shown) {
      expect(code).toBe(0);
      expect(stdout).toBe(shown[0]!.stdout);
      expect(stdout).toContain('Acceptance criteria');
      for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    }
  });

  it('has its pages written again, to the byte, where --out says, its samples compressed or not', async () => {
    const folder = slowed(1);
    for (const given of [[], ['--compress'], []]) {
      for (const file of PAGES) rmSync(join(folder, file), { force: true });
      const again = ['bench', '--report', folder, '--out', folder];
      const { code, stderr } = await forkspace(again.concat(given));
      expect(code).toBe(0);
      expect(stderr).toContain('report.html');
      for (const file of PAGES) {
        expect(readFileSync(join(folder, file), 'utf8')).toBe(
          readFileSync(join(published, file), 'utf8'),
        );
      }
    }
    expect(readdirSync(folder).toSorted()).toEqual([...PAGES, 'samples.jsonl.gz'].toSorted());
  });
});

describe('--compare', () => {
  it('fails when something got slower by more than the margin, and writes all of it as JSON', async () => {
    const folder = folderWith({});
    const json = join(folder, 'changes.json');
    const after = slowed(5);
    const { stdout, code } = await forkspace([
      'bench',
      '--report',
      after,
      '--compare',
      published,
      '--json',
      json,
    ]);
    expect(code).toBe(1);
    expect(stdout).toContain('SLOWER or larger beyond the margin');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    const { worse, changes } = JSON.parse(readFileSync(json, 'utf8')) as {
      worse: boolean;
      changes: { backend: string; outcome: string }[];
    };
    expect(worse).toBe(true);
    expect(
      changes
        .filter(({ outcome }) => outcome === 'regressed')
        .every(({ backend }) => backend === 'hamt'),
    ).toBe(true);
    const lenient = await forkspace([
      'bench',
      '--report',
      after,
      '--compare',
      published,
      '--margin',
      '900',
    ]);
    expect(lenient.code).toBe(0);
  });

  it('is content with the same run twice', async () => {
    const { stdout, code } = await forkspace([
      'bench',
      '--report',
      published,
      '--compare',
      published,
    ]);
    expect(code).toBe(0);
    expect(stdout).not.toContain('SLOWER');
  });
});

describe('is refused before anything is measured', () => {
  const rows: readonly [what: string, args: () => readonly string[], message: string][] = [
    [
      'a run that is not there',
      () => ['--compare', 'no-such-run'],
      'no such file or folder [REPORT_NOT_FOUND]',
    ],
    [
      'a folder without a run',
      () => ['--compare', folderWith({})],
      'holds no samples.jsonl and no report.json [REPORT_NOT_FOUND]',
    ],
    [
      'what is no report',
      () => ['--report', join(folderWith({ 'report.json': '{"a":1}' }), 'report.json')],
      'not a report in the format',
    ],
    [
      'what is no JSON',
      () => ['--report', join(folderWith({ 'report.json': '{' }), 'report.json')],
      '[REPORT_INVALID]',
    ],
    [
      'a report without its parts',
      () => [
        '--compare',
        folderWith({ 'report.json': '{"format": "forkspace-bench-report/2", "run": {}}' }),
      ],
      "must have required property 'finished' [REPORT_INVALID]",
    ],
    [
      'samples that are none',
      () => ['--compare', folderWith({ 'samples.jsonl': 'nothing\nmore\n' })],
      'line 1: not JSON [REPORT_INVALID]',
    ],
    [
      'a folder of results that is a file',
      () => ['--quick', '--out', join(folderWith({ taken: '' }), 'taken')],
      'is a file) [FILE_NOT_WRITABLE]',
    ],
    [
      'a folder of results in a file',
      () => ['--quick', '--out', join(folderWith({ taken: '' }), 'taken', 'deep', 'er')],
      'is a file) [FILE_NOT_WRITABLE]',
    ],
    [
      'a comparison to be written over a folder',
      () => ['--quick', '--compare', published, '--json', folderWith({})],
      'is a folder) [FILE_NOT_WRITABLE]',
    ],
    [
      'a damaged run to go on with',
      () => {
        const run = JSON.stringify(readSamples(join(published, samples))[0]);
        const out = folderWith({ 'samples.jsonl': `${run}\n{"kind": "sample"}\n` });
        return ['--quick', '--out', out];
      },
      'say --no-resume',
    ],
    [
      'a margin of nothing',
      () => ['--report', published, '--compare', published, '--margin', '0'],
      'a number above 0',
    ],
    ['a margin in words', () => ['--margin', 'some'], 'a number above 0'],
    [
      '--json without --compare',
      () => ['--report', published, '--json', 'x.json'],
      '[OPTION_INVALID]',
    ],
  ];
  it.each(rows)('%s', async (_, args, message) => {
    const cwd = folderWith({});
    const { stdout, stderr, code } = await forkspace(['bench', ...args()], { cwd });
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(code).toBe(2);
    expect(existsSync(join(cwd, 'reports'))).toBe(false);
  });
});
