import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonical, sameBag, splitResults } from '../src/corpus/printed-results.ts';
import { judge } from '../src/corpus/judge.ts';
import type { Vector } from '../src/corpus/vectors.ts';
import { folderWith, forkspace } from './forkspace.ts';

describe('result lines', () => {
  const rows: readonly [line: string, results: readonly string[]][] = [
    ['[]', []],
    ['[a]', ['a']],
    ['[a, (b c), "d, e"]', ['a', '(b c)', '"d, e"']],
    ['[(, a b), x,y]', ['(, a b)', 'x,y']],
    ['["a\\", b", c"d, e]', ['"a\\", b"', 'c"d', 'e']],
    ['[()]', ['()']],
    ['[(f (g 1, 2)), b]', ['(f (g 1, 2))', 'b']],
  ];
  it.each(rows)('%s', (line, results) => expect(splitResults(line)).toEqual(results));
});

describe('equality of results', () => {
  const rows: readonly [left: string, right: string, equal: boolean][] = [
    ['(f $x $y)', '(f $a#12 $b)', true],
    ['(f $x $y)', '(f $a $a)', false],
    ['(f $x $x)', '(f $a $b)', false],
    ['1.50', '1.5', true],
    ['15e-1', '1.5', false],
    ['3', '3.0', false],
    ['"$x"', '"$y"', false],
    ['GroundingSpace-0x1', 'GroundingSpace-0x7ffe', true],
    ['(s GroundingSpace-0x1 a)', '(s ModuleSpace(GroundingSpace-top) a)', true],
    ['(a  b)', '( a b )', true],
    ['(a b)', '(a (b))', false],
    [
      `${'(s '.repeat(50_000)}z${')'.repeat(50_000)}`,
      `${'(s '.repeat(50_000)}y${')'.repeat(50_000)}`,
      false,
    ],
  ];
  it.each(rows)('%s and %s', (left, right, equal) =>
    expect(canonical(left) === canonical(right)).toBe(equal),
  );

  it('counts', () => {
    expect(sameBag(['1', '2'], ['2', '1'])).toBe(true);
    expect(sameBag(['1', '1'], ['1'])).toBe(false);
    expect(sameBag(['1', '1', '2'], ['1', '2', '2'])).toBe(false);
  });

  it('leaves out what an error says, if asked to', () => {
    expect(sameBag(['(Error (f $x) one way)'], ['(Error (f $y) "another")'], true)).toBe(true);
    expect(sameBag(['(Error (f $x) one)'], ['(Error (g $x) one)'], true)).toBe(false);
    expect(sameBag(['(Error (f $x))'], ['(Error (f $x) one)'], true)).toBe(false);
  });
});

const vector = (part: Partial<Vector>): Vector => ({
  id: 'v',
  area: 'a',
  tier: 't',
  program: '',
  helpers: {},
  mode: 'continue',
  queries: [],
  ...part,
});
const query = (i: number, results: readonly string[], more = {}) =>
  ({ i, kind: 'query', results, compare: 'multiset-alpha', ...more }) as const;
const printed = (stdout: string, code = 0, stderr = '') => ({
  stdout,
  stderr,
  code,
  trouble: undefined,
  milliseconds: 1,
});

describe('judging', () => {
  const queries = [query(1, ['1']), query(2, ['2'])];
  const rows: readonly [
    what: string,
    vector: Vector,
    output: ReturnType<typeof printed>,
    equal: number,
    compared: number,
  ][] = [
    ['all there', vector({ queries }), printed('[1]\nnoise\n[2]\n'), 2, 2],
    ['one missing', vector({ queries }), printed('[1]\n'), 1, 2],
    [
      'one missing after a stop',
      vector({ queries, mode: 'stop', stoppedAtQuery: 1 }),
      printed('[1]\n'),
      1,
      1,
    ],
    ['one too many', vector({ queries }), printed('[1]\n[2]\n[3]\n'), 2, 3],
    [
      'skipped',
      vector({ queries: [query(1, ['1'], { compare: 'skip' })] }),
      printed('[7]\n'),
      0,
      0,
    ],
    [
      'a refusal that is printed',
      vector({ queries: [query(1, ['(Error a b)'], { kind: 'add-error' }), query(2, ['2'])] }),
      printed('[(Error a b)]\n[2]\n'),
      2,
      2,
    ],
    [
      'a refusal that is not printed',
      vector({ queries: [query(1, ['(Error a b)'], { kind: 'add-error' }), query(2, ['2'])] }),
      printed('[2]\n'),
      1,
      1,
    ],
    ['a text that is refused', vector({ parseError: 'why' }), printed('', 1), 1, 1],
    ['a text that should be refused', vector({ parseError: 'why' }), printed(''), 0, 1],
  ];
  it.each(rows)('%s', (_, given, output, equal, compared) => {
    expect(judge(given, output)).toMatchObject({ equal, compared });
  });
});

describe('the command', () => {
  const lines = [
    {
      id: 'good',
      area: 'one',
      program: '!(+ 1 2)\n!(superpose (a b))',
      queries: [query(1, ['3']), query(2, ['b', 'a'])],
    },
    {
      id: 'bad',
      area: 'two',
      program: '!(+ 1 2)',
      queries: [query(1, ['4'], { note: 'on purpose' })],
    },
    {
      id: 'imports',
      area: 'one',
      program: '!(import! &self h)\n!(f)',
      helpers: { 'h.metta': '(= (f) 1)' },
      queries: [query(1, ['()']), query(2, ['1'])],
    },
    { id: 'endless', area: 'two', program: '(= (f) (f))\n!(f)', queries: [query(1, ['1'])] },
    {
      id: 'broken',
      area: 'one',
      program: '!(+ 1 2)\n(',
      queries: [query(1, ['3'])],
      parseError: 'unclosed',
    },
  ];
  const cwd = (): string =>
    folderWith({ 'v.jsonl': `${lines.map((line) => JSON.stringify(line)).join('\n')}\n` });

  it('reports per area, as text and as JSON', async () => {
    const folder = cwd();
    const { stdout, code } = await forkspace(
      ['corpus', 'v.jsonl', '--timeout', '3', '--json', 'deep/out.json'],
      { cwd: folder },
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/^one +3\/3 +6\/6 +100\.0 %$/m);
    expect(stdout).toMatch(/^two +0\/2 +0\/2 +0\.0 %$/m);
    expect(stdout).toContain('bad #1\n  expected  [4]\n  printed   [3]\n  note      on purpose');
    expect(stdout).toContain(
      'endless #1\n  expected  [1]\n  printed   no line\n  because   no end after 3 s',
    );
    const report = JSON.parse(readFileSync(join(folder, 'deep/out.json'), 'utf8'));
    expect(report).toMatchObject({
      backend: 'hamt',
      all: { programs: 5, programsEqual: 3, queries: 8, queriesEqual: 6 },
    });
  });

  it('passes when all are equal, and passes options on', async () => {
    const { stdout, code } = await forkspace(
      ['corpus', 'v.jsonl', '--filter', 'own/one/', '--backend', 'cow', '--jobs', '1'],
      { cwd: cwd() },
    );
    expect(stdout).toMatch(/^all +3\/3/m);
    expect(code).toBe(0);
  });

  const faults: readonly [what: string, text: string, message: string][] = [
    ['no JSON', '{"id": ', 'v.jsonl:1:'],
    ['no program', '{"id": "a", "queries": []}', '`program` must be a text'],
    [
      'a name that leads elsewhere',
      '{"id": "../a", "program": "", "queries": []}',
      '`id` must be a name',
    ],
    [
      'a helper that leads elsewhere',
      '{"id": "a", "program": "", "helpers": {"../b": ""}, "queries": []}',
      '`helpers`',
    ],
    [
      'twice the same name',
      '{"id": "a", "program": "", "queries": []}\n{"id": "a", "program": "", "queries": []}',
      'two programs are called a',
    ],
    ['nothing', '', 'no program matches'],
  ];
  it.each(faults)('refuses %s', async (_, text, message) => {
    const { stderr, code } = await forkspace(['corpus', 'v.jsonl'], {
      cwd: folderWith({ 'v.jsonl': text }),
    });
    expect(stderr).toContain(message);
    expect(stderr).toContain('CORPUS_INVALID');
    expect(code).toBe(2);
  });
});
