// One file that holds the suite and the backends, made from the sources: mutants are
// made in its text, so that making one is cutting a string.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const root = join(import.meta.dirname, '../../../..');
const packages = join(root, 'packages');
const ENTRY = '\0entry';

/** Where the bundles and results go: nothing of the tree is touched. */
export const workFolder = join(packages, 'conformance/node_modules/.mutation');

const MODULES = {
  ALL_CHECKS: 'conformance/src/checks/index.ts',
  contextFor: 'conformance/src/checks/check.ts',
  runCheck: 'conformance/src/run.ts',
  serve: 'conformance/src/threads/serve.ts',
  cow: 'backend-cow/src/index.ts',
  hamt: 'backend-hamt/src/index.ts',
  hamtOnImmutable: 'backend-hamt/src/immutable.ts',
  mutex: 'backend-mutex/src/index.ts',
};

/** Where the suite finds the program of its threads: there it is the bundle too, so that what they load is the mutant. */
const BUILT_FILE = join(packages, 'conformance/src/threads/built-file.ts');
const builtFile = `export const builtFile = () => new URL('thread.mjs', import.meta.url).href;`;
const thread = `import { getEnvironmentData, parentPort, workerData } from 'node:worker_threads';
globalThis.reachedFunctions = getEnvironmentData('reachedFunctions');
const { serve } = await import(workerData.module);
await serve(workerData, parentPort);
`;

/** Makes the bundle. Gives its text, and where each place in it comes from. */
export async function makeBundle() {
  mkdirSync(workFolder, { recursive: true });
  const build = await rolldown({
    input: ENTRY,
    cwd: root,
    platform: 'node',
    tsconfig: false,
    transform: { target: 'es2022' },
    external: /^node:/,
    plugins: [
      {
        name: 'mutation',
        async resolveId(id, importer) {
          if (id === ENTRY) return id;
          const [, name, sub] = /^@forkspace\/([^/]+)(?:\/(.+))?$/.exec(id) ?? [];
          if (name !== undefined) return join(packages, name, 'src', `${sub ?? 'index'}.ts`);
          if (/^[./\0]|^node:/.test(id)) return undefined;
          // Libraries stay outside, each where the package that asks for it has it.
          const found = await this.resolve(id, importer, { skipSelf: true });
          return { id: pathToFileURL(found.id).href, external: true };
        },
        load(id) {
          if (id === BUILT_FILE) return builtFile;
          if (id !== ENTRY) return undefined;
          return Object.entries(MODULES)
            .map(
              ([name, path]) => `export { ${name} } from ${JSON.stringify(join(packages, path))};`,
            )
            .join('\n');
        },
      },
    ],
    onLog() {},
  });
  const file = join(workFolder, 'bundle.mjs');
  writeFileSync(join(workFolder, 'thread.mjs'), thread);
  try {
    await build.write({ file, format: 'esm', codeSplitting: false, sourcemap: true });
  } finally {
    await build.close();
  }
  const text = readFileSync(file, 'utf8');
  return { text, ...origins(text, JSON.parse(readFileSync(`${file}.map`, 'utf8'))) };
}

/** The source file of a place, from the root, and its line there: by the source map. */
function origins(text, payload) {
  const map = new SourceMap(payload);
  const lines = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const entryAt = (at) => {
    const line = lines.findLastIndex((start) => start <= at);
    return map.findEntry(line, at - lines[line]);
  };
  return {
    pathAt(at) {
      const { originalSource } = entryAt(at);
      return (
        originalSource && relative(root, join(workFolder, originalSource)).split(sep).join('/')
      );
    },
    lineAt: (at) => (entryAt(at).originalLine ?? -1) + 1,
  };
}
