// Holds that the portable packages need nothing from Node: each entry point is
// bundled as an application would bundle it for a browser, and the bundle is
// loaded where only what browsers and Node have in common exists.

import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { runInNewContext } from 'node:vm';
import { rolldown } from 'rolldown';
import { packages, readJson, report, root } from './workspace.mjs';

// The type checker's view and this check's view of "portable" are one.
const isPortable = ({ folder }) =>
  readJson(join(folder, 'tsconfig.json')).extends.endsWith('tsconfig.portable.json');

const globals = {
  AbortController,
  AbortSignal,
  TextDecoder,
  TextEncoder,
  console,
  crypto,
  performance,
  queueMicrotask,
  clearTimeout,
  setTimeout,
  structuredClone,
};

async function bundle(entry, faults) {
  const start = '\0start';
  const built = await rolldown({
    input: start,
    platform: 'browser',
    cwd: root,
    onLog: (_, log) => faults.push(`${entry}: ${stripVTControlCharacters(log.message)}`),
    plugins: [
      {
        name: 'start',
        resolveId(id, importer) {
          if (id === start) return id;
          if (id.startsWith('node:') || builtinModules.includes(id)) {
            throw new Error(`${importer} imports ${id}`);
          }
          // The starting point is no file; its import is looked up from the root.
          if (importer === start) return this.resolve(id, join(root, 'package.json'));
        },
        load: (id) => (id === start ? `export * from '${entry}';` : undefined),
      },
    ],
  });
  const { output } = await built.generate({ format: 'iife', name: 'bundled', exports: 'named' });
  await built.close();
  return output[0].code;
}

const faults = [];
const sizes = [];
for (const { entries } of packages().filter(isPortable)) {
  for (const entry of entries) {
    const before = faults.length;
    try {
      const code = await bundle(entry, faults);
      if (faults.length > before) continue;
      runInNewContext(code, { ...globals });
      sizes.push(`${entry} ${Math.round(code.length / 1024)} KB`);
    } catch (error) {
      faults.push(`${entry}: ${stripVTControlCharacters(error.message)}`);
    }
  }
}

report(faults, sizes.join(', '));
