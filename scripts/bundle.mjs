// Puts each package into few files: a command that loads a hundred small modules
// spends more time on that than on most programs.
//
// Layout: the compiler emits declarations only, and this script makes every
// `.js` file of `dist`, straight from the TypeScript sources. So each file has
// one maker and neither overwrites the other's, source maps lead to the sources
// in one step, and all paths are those of a plain compilation: `src/NAME.ts`
// that somebody imports or starts is `dist/NAME.js`. What several of these
// share, or load on demand, is in `dist/chunks`.
//
// Other packages stay outside, ours above all: symbols are interned and classes
// compared by identity, which holds only while each package is loaded once.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { filesBelow, packages, readJson, root } from './workspace.mjs';

/** Sources that are started, or imported by a script, by their place in `dist`. */
const programs = {
  bench: [
    'protocol/worker',
    'report/figures',
    'workloads/branch-thread',
    'workloads/reader-thread',
    'workloads/writer-thread',
  ],
  cli: ['limited-memory'],
  conformance: [
    'checks/check',
    'checks/index',
    'mutants/index',
    'mutants/threads',
    'oddballs/index',
    'oddballs/reference',
    'oddballs/shared-log',
    'run',
    'threads/worker',
  ],
};

/** What each bundle was made from and what was made, by the package's name. */
const recordFile = join(root, 'node_modules', '.forkspace-bundles.json');

/** Bundles the packages that have changed, and removes what nothing makes any more. */
export async function bundle() {
  const found = packages();
  const record = existsSync(recordFile) ? readJson(recordFile) : {};
  const faults = [];
  const stale = found.filter((one) => !isCurrent(one, record[one.name]));
  if (stale.length > 0) {
    const { rolldown } = await import('rolldown');
    const making = stale.map(async (one) => {
      delete record[one.name];
      try {
        record[one.name] = await bundlePackage(rolldown, one);
      } catch (error) {
        faults.push(`${one.name}: ${stripVTControlCharacters(error.message)}`);
      }
    });
    await Promise.all(making);
    writeFileSync(recordFile, JSON.stringify(record, null, 2));
  }
  for (const one of found) if (one.name in record) removeStaleOutput(one, record[one.name]);
  return { ok: faults.length === 0, code: Math.min(faults.length, 1), output: faults.join('\n') };
}

function isCurrent(one, made) {
  if (made === undefined || made.inputs !== inputsOf(one)) return false;
  // A build of another revision may have been here meanwhile.
  return made.files.every((file) => existsSync(file)) && made.outputs === hashOf(made.files);
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

const inputsOf = ({ folder, sources }) =>
  hashOf([
    import.meta.filename,
    join(root, 'node_modules', 'rolldown', 'package.json'),
    join(folder, 'package.json'),
    ...sources.map((file) => join(folder, 'src', file)),
  ]);

/** The names, without extension, of the files of `dist` that the manifest and the list above ask for. */
function entriesOf({ short, manifest }) {
  const exported = Object.values(manifest.exports).map((target) => target.default);
  const files = [...exported, ...Object.values(manifest.bin ?? {})];
  const names = files.flatMap((file) => file?.match(/^(?:\.\/)?dist\/(.*)\.js$/)?.[1] ?? []);
  return [...names, ...(programs[short] ?? [])];
}

async function bundlePackage(rolldown, one) {
  const { folder } = one;
  const inputs = inputsOf(one);
  const src = join(folder, 'src');
  const dist = join(folder, 'dist');
  const complaints = [];
  const build = await rolldown({
    input: Object.fromEntries(entriesOf(one).map((name) => [name, join(src, `${name}.ts`)])),
    cwd: folder,
    platform: 'node',
    tsconfig: false,
    transform: { target: 'es2022' },
    // What is imported by name, and not by where it is.
    external: (id) => !/^[.\0]/.test(id) && !isAbsolute(id),
    plugins: [keepAddresses(src)],
    onLog: (_, log) => complaints.push(log.message),
  });
  try {
    const { output } = await build.write({
      dir: dist,
      format: 'esm',
      entryFileNames: '[name].js',
      chunkFileNames: 'chunks/[name].js',
      sourcemap: true,
      minifyInternalExports: false,
    });
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
    const files = output.map(({ fileName }) => join(dist, fileName));
    return { inputs, outputs: hashOf(files), files };
  } finally {
    await build.close();
  }
}

/**
 * Keeps `import.meta.url` the address that a module would have as a file of its own, whichever file it
 * is put into: `src/a/b.ts` believes it is `dist/a/b.js`, and finds workers and `package.json` from there.
 */
function keepAddresses(src) {
  const slashed = (path) => path.split(sep).join('/');
  // Lines stay where they are, so that the source map stays right.
  const map = null;
  return {
    name: 'keep-addresses',
    transform: {
      filter: { code: 'import.meta.url' },
      handler(code, id) {
        const file = slashed(relative(src, id)).replace(/\.ts$/, '.js');
        const address = `new URL('address-of:${file}', import.meta.url).href`;
        return { code: code.replaceAll('import.meta.url', address), map };
      },
    },
    renderChunk(code, { fileName }) {
      const here = dirname(fileName);
      const fromHere = (_, file) => slashed(relative(here, file));
      return { code: code.replaceAll(/address-of:([^'"`]+)/g, fromHere), map };
    },
  };
}

// Neither the compiler nor the bundler deletes: without this, what was made from a
// source file that was renamed or removed would live on in `dist` and be published.
function removeStaleOutput({ folder, sources }, { files }) {
  const dist = join(folder, 'dist');
  const declarations = sources.map((file) => join(dist, file.replace(/\.ts$/, '.d.ts')));
  const kept = new Set([...files, ...declarations, ...declarations.map((file) => `${file}.map`)]);
  for (const file of filesBelow(dist).map((name) => join(dist, name))) {
    if (/\.(?:js|d\.ts)(?:\.map)?$/.test(file) && !kept.has(file)) rmSync(file);
  }
}
