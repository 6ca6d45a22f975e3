// What the other scripts know about the workspace: where it is, which packages
// it has, and how to run a command in it. Imports Node's own modules only,
// because it is loaded before anything is installed.

import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../', import.meta.url));

export const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** Every file below a folder, as paths relative to it with `/` on any system. */
export function filesBelow(folder, skipFolder = () => false, prefix = '') {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = prefix + entry.name;
      if (!entry.isDirectory()) return [path];
      if (skipFolder(entry.name, path)) return [];
      return filesBelow(join(folder, entry.name), skipFolder, `${path}/`);
    });
}

/** The packages that have sources. */
export function packages() {
  return readdirSync(join(root, 'packages'))
    .map((short) => {
      const folder = join(root, 'packages', short);
      const sources = filesBelow(join(folder, 'src')).filter((file) => file.endsWith('.ts'));
      return { short, folder, sources };
    })
    .filter(({ sources }) => sources.length > 0)
    .map((found) => {
      const manifest = readJson(join(found.folder, 'package.json'));
      const subpaths = Object.keys(manifest.exports).filter((path) => path !== './package.json');
      // What a user writes after `import`: the package's name, and each subpath.
      const entries = subpaths.map((path) => manifest.name + path.slice(1));
      return { ...found, name: manifest.name, manifest, entries };
    });
}

/** The script behind an installed command, to be run with this very Node. */
export function tool(packageName, command = packageName) {
  const folder = join(root, 'node_modules', packageName);
  const { bin } = readJson(join(folder, 'package.json'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}

/** Runs a command. Its output goes to the terminal, or is collected if `quiet`. */
export function run(command, args, { cwd = root, quiet = false, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      // Only a shell finds the `.cmd` files that npm installs on Windows.
      shell: process.platform === 'win32' && command !== process.execPath,
    });
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => (output += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (signal) output += `\nended by ${signal}\n`;
      resolve({ ok: code === 0, code: code ?? 1, output });
    });
  });
}

export const node = (args, options) => run(process.execPath, args, options);

/** pnpm by way of npx, so that nobody has to install it first. */
export const pnpm = (args, options) =>
  // Without a terminal to ask on, pnpm wants to be told that nobody will answer.
  run('npx', ['--yes', 'pnpm@12', ...args], { ...options, env: { CI: 'true', ...options?.env } });

/** A path for people: relative to the workspace, with `/`. */
export const shown = (path) => relative(root, path).split(sep).join('/');

export async function timed(work) {
  const start = performance.now();
  const result = await work();
  return { ...result, seconds: (performance.now() - start) / 1000 };
}

/** Ends a check script: one line on success, all faults and exit code 1 otherwise. */
export function report(faults, success) {
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
  else console.log(success);
}
