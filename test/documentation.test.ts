/**
 * Runs the code in Markdown files and in `@example`s as it is printed there. A line `expression // => value` is an
 * assertion; a block without any must at least run. Blocks marked `ts no-run` are only shown.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Bindings, isAtom, print } from '@forkspace/spec';

const root = path.resolve(import.meta.dirname, '..');
const scratch = path.join(root, 'node_modules', '.documentation');

interface Snippet {
  readonly file: string;
  readonly line: number;
  readonly code: string;
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}

function fences(file: string): Snippet[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map((match) => ({
    file,
    line: lineOf(text, match.index),
    code: match[1] ?? '',
  }));
}

function examples(file: string): Snippet[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  return [...text.matchAll(/@example\n((?: *\*(?! *@|\/).*\n)*)/g)].map((match) => ({
    file,
    line: lineOf(text, match.index),
    code: (match[1] ?? '').replace(/^ *\* ?/gm, ''),
  }));
}

/** A value as it is written behind `// =>`. */
function show(value: unknown): string {
  if (isAtom(value)) return print(value);
  if (value instanceof Bindings) {
    return `{ ${value
      .entries()
      .map(([v, atom]) => `${print(v)} <- ${print(atom)}`)
      .join(', ')} }`;
  }
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  return String(value);
}

const IMPORTS = [
  '@forkspace/spec',
  '@forkspace/backend-hamt',
  '@forkspace/backend-cow',
  '@forkspace/backend-mutex',
  '@forkspace/evaluator',
  '@forkspace/conformance',
] as const;

/** Examples in docstrings take names from our packages without importing them. */
async function implicitImports(code: string): Promise<string> {
  const lines: string[] = [];
  const taken = new Set(
    [...code.matchAll(/\b(?:const|let|class|function)\s+(\w+)/g)].map((m) => m[1]),
  );
  for (const name of IMPORTS) {
    const exported = Object.keys((await import(name)) as object);
    const used = exported.filter((key) => !taken.has(key) && new RegExp(`\\b${key}\\b`).test(code));
    used.forEach((key) => taken.add(key));
    if (used.length > 0) lines.push(`import { ${used.join(', ')} } from '${name}';`);
  }
  return lines.join('\n');
}

/** Turns `expression // => value` into a call that records both. */
function instrument(code: string): string {
  return code.replace(
    /^(?<indent> *)(?<expression>[^\s/].*?);? *\/\/ => (?<expected>.*)$/gm,
    (line, indent: string, source: string, expected: string) => {
      const assigned = /^(const|let) (\w+) = /.exec(source);
      const value = assigned ? assigned[2] : `(${source})`;
      const before = assigned ? `${source};` : '';
      return (
        line &&
        `${indent}${before}globalThis.documentedValue(${value}, ${JSON.stringify(expected)});`
      );
    },
  );
}

function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending) && !name.includes('node_modules'))
    .map((name) => `${folder}/${name}`)
    .sort();
}

const packages = readdirSync(path.join(root, 'packages')).sort();
const sources = packages.flatMap((name) => filesBelow(`packages/${name}/src`, '.ts'));
const documents = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  ...filesBelow('docs', '.md'),
  ...packages
    .map((name) => `packages/${name}/README.md`)
    .filter((file) => existsSync(path.join(root, file))),
];
const snippets = [
  ...documents.flatMap(fences).map((snippet) => ({ ...snippet, implicit: false })),
  ...sources.flatMap(examples).map((snippet) => ({ ...snippet, implicit: true })),
];

declare global {
  var documentedValue: (value: unknown, expected: string) => void;
}

describe('documentation', () => {
  mkdirSync(scratch, { recursive: true });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it('has code to run', () => expect(snippets.length).toBeGreaterThan(5));

  it.each(snippets.map((snippet, number) => ({ ...snippet, number })))(
    '$file:$line',
    async ({ code, implicit, number }) => {
      const module = path.join(scratch, `snippet-${number}.ts`);
      const head = implicit ? await implicitImports(code) : '';
      writeFileSync(module, `${head}\n${instrument(code)}\nexport {};\n`);
      const seen: { readonly value: string; readonly expected: string }[] = [];
      globalThis.documentedValue = (value, expected) =>
        void seen.push({ value: show(value), expected });
      await import(module);
      for (const { value, expected } of seen) expect(value).toBe(expected);
    },
  );
});
