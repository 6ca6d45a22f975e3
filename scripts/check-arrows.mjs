// Holds the arrows of the architecture: which package may import which. Reads
// the imports out of the parsed sources, type-only imports included, since a
// type borrowed from a backend ties the borrower to it just as well.

import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { parseSync } from 'rolldown/utils';
import { packages, report, shown } from './workspace.mjs';

const backends = ['backend-mutex', 'backend-cow', 'backend-hamt'];
const everything = ['spec', ...backends, 'evaluator', 'conformance', 'bench', 'cli'];

const allowed = {
  spec: [],
  ...Object.fromEntries(backends.map((name) => [name, ['spec']])),
  evaluator: ['spec'],
  conformance: ['spec', 'evaluator'],
  bench: everything,
  cli: everything,
};

/** Libraries that cost a user nothing unless asked for through a subpath. */
const keptOutOfMain = { 'backend-hamt': ['hamt_plus', 'immutable'] };

const builtins = new Set(builtinModules);

/** The specifiers that a source file imports in any way, each with its line. */
function importsOf(path) {
  const text = readFileSync(path, 'utf8');
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${shown(path)}: ${errors[0].message}`);
  const found = [];
  const visit = (node) => {
    if (node === null || typeof node !== 'object') return;
    if (/^(Import|Export|TSImport|TSExternal)/.test(node.type ?? '')) {
      const target = node.source ?? node.argument ?? node.expression;
      const specifier = target?.value ?? target?.literal?.value;
      if (typeof specifier === 'string') {
        found.push({ specifier, line: text.slice(0, node.start).split('\n').length });
      }
    }
    for (const child of Object.values(node)) visit(child);
  };
  visit(program);
  return found;
}

/** `@scope/name/sub` -> `@scope/name`, `name/sub` -> `name`. */
const packageNameOf = (specifier) =>
  specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

const isBuiltin = (specifier) => specifier.startsWith('node:') || builtins.has(specifier);

/** Every outside package reached from a source file through relative imports. */
function reachedFrom(file, importsByFile) {
  const seen = new Set();
  const outside = new Set();
  const open = [file];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    for (const { specifier } of importsByFile.get(next) ?? []) {
      if (specifier.startsWith('.')) open.push(join(dirname(next), specifier));
      else outside.add(packageNameOf(specifier));
    }
  }
  return outside;
}

const faults = [];
let count = 0;

for (const { short, folder, name, manifest, sources } of packages()) {
  if (!(short in allowed)) {
    faults.push(`${shown(folder)}: say in scripts/check-arrows.mjs what this package may import`);
    continue;
  }
  const mayImport = new Set(allowed[short].map((other) => `@forkspace/${other}`));
  const declared = { ...manifest.dependencies, ...manifest.peerDependencies };
  const src = join(folder, 'src');
  const importsByFile = new Map();

  for (const file of sources) {
    const path = join(src, file);
    const imports = importsOf(path);
    importsByFile.set(path, imports);
    for (const { specifier, line } of imports) {
      count++;
      const fault = (text) => faults.push(`${shown(path)}:${line}: ${text}: ${specifier}`);
      const target = packageNameOf(specifier);
      if (specifier.startsWith('.')) {
        if (relative(src, join(dirname(path), specifier)).startsWith('..')) {
          fault("reaches outside the package's sources");
        }
      } else if (target === name) fault('imports its own package by name');
      else if (target.startsWith('@forkspace/') && !mayImport.has(target)) {
        fault(`${short} may not import this package`);
      } else if (!isBuiltin(specifier) && !(target in declared)) {
        fault('is not among the dependencies');
      }
    }
  }

  const reached = reachedFrom(join(src, 'index.ts'), importsByFile);
  for (const library of keptOutOfMain[short] ?? []) {
    if (reached.has(library)) faults.push(`${shown(folder)}: the main entry imports ${library}`);
  }
}

report(faults, `${count} imports`);
