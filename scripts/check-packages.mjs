// Holds that what would be published works for somebody who has only that:
// packs every package, checks the tarballs, installs them into a package
// outside the workspace, and uses them there from plain Node and TypeScript.

import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { node, packages, pnpm, report, run, tool } from './workspace.mjs';

/**
 * A program for the outside package to run with Node: it may import the packages
 * by name, and throws if what they do is not what it expects.
 */
const program = `
import { createInterpreter } from '@forkspace/evaluator';
import { hamt } from '@forkspace/backend-hamt';
import { cow } from '@forkspace/backend-cow';
import { mutex } from '@forkspace/backend-mutex';

for (const backend of [hamt, cow, mutex]) {
  const interpreter = createInterpreter({ backend });
  const printed = [];
  for await (const { printed: line } of interpreter.run('(= (twice $x) (+ $x $x)) !(twice 21)')) printed.push(line);
  if (printed.join() !== '[42]') throw new Error(backend.name + ' answered ' + printed.join());
}
`;

/** The conformance suite as tests of a runner: all that the author of a backend has to write. */
const suite = (runner) => `import { conformance } from '@forkspace/conformance/${runner}';
import { mutex } from '@forkspace/backend-mutex';

conformance({ backend: mutex, module: import.meta.resolve('@forkspace/backend-mutex') }, { steps: 1000 });
`;

/** Runners with global `describe` and `it`, in versions that run on the oldest Node we promise. Nothing else here needs them. */
const globalRunners = { mocha: '11.8.0', jest: '30.5.2' };

/** What these runners run of the suite: the other two run it whole. */
const sample = 'ENV-(BAG-[2-9]|THREAD-1a)';

const faults = [];
const scratch = mkdtempSync(join(tmpdir(), 'forkspace-packages-'));
try {
  const packed = await pack();
  for (const one of packed) await checkTarball(one);
  await useFromOutside(packed);
  report(faults, `${packed.length} packages`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function step(about, running) {
  const { ok, output } = await running;
  if (!ok) faults.push(`${about}:\n${output.trim()}`);
  return ok;
}

/** A runner that finds no test is content too, so it must say that it has run some. */
async function ranSample(name, running) {
  const { ok, output } = await running;
  await step(`the suite with ${name}`, {
    ok: ok && /\b[1-9]\d+ pass(ed|ing)\b/.test(output),
    output,
  });
}

async function pack() {
  const folder = join(scratch, 'tarballs');
  mkdirSync(folder);
  const found = packages();
  const filters = found.map(({ name }) => `--filter=${name}`);
  const packing = pnpm([...filters, 'pack', '--pack-destination', folder], { quiet: true });
  await step('packing', packing);
  const tarballs = readdirSync(folder);
  return found.flatMap((one) => {
    const prefix = `forkspace-${one.short}-${one.manifest.version}.`;
    const tarball = tarballs.find((file) => file.startsWith(prefix));
    return tarball === undefined ? [] : [{ ...one, tarball: join(folder, tarball) }];
  });
}

async function checkTarball({ name, manifest, entries, tarball }) {
  const { buffer } = new Uint8Array(readFileSync(tarball));
  const { messages } = await publint({ pack: { tarball: buffer }, strict: true });
  for (const message of messages) {
    faults.push(`${name}: ${formatMessage(message, manifest, { color: false })}`);
  }
  // A package that is only a command has no types to check.
  if (entries.length > 0) {
    const args = [tool('@arethetypeswrong/cli', 'attw'), tarball, '--profile', 'esm-only'];
    await step(`types of ${name}`, node([...args, '--no-color'], { quiet: true }));
  }
}

function installedVersion(name) {
  const manifest = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(readFileSync(manifest, 'utf8')).version;
}

async function useFromOutside(packed) {
  const cwd = join(scratch, 'outside');
  mkdirSync(cwd);
  const write = (file, text) => writeFileSync(join(cwd, file), text);
  const tarballs = Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`]));
  // What a package works with only if it is there must be there to be tried.
  const peers = Object.fromEntries(
    packed
      .flatMap(({ manifest }) => Object.keys(manifest.peerDependencies ?? {}))
      .map((name) => [name, installedVersion(name)]),
  );
  const manifest = {
    private: true,
    type: 'module',
    dependencies: { ...tarballs, ...peers, ...globalRunners },
    // The packages depend on one another by version; none of these versions
    // need be published yet.
    overrides: tarballs,
  };
  write('package.json', JSON.stringify(manifest, null, 2));

  const options = { cwd, quiet: true };
  const npm = run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], options);
  if (!(await step('installing the tarballs', npm))) return;

  const entries = packed.flatMap((one) => one.entries);
  const imports = entries.map((entry, i) => `import * as m${i} from '${entry}';\n`).join('');
  const uses = entries.map((entry, i) => `if (!Object.keys(m${i}).length) throw '${entry}';\n`);
  write('outside.js', imports + uses.join(''));
  write('program.js', program);
  write('outside.ts', imports + entries.map((_, i) => `void m${i};\n`).join(''));
  const tsc = `--noEmit --strict --target es2022 --module nodenext --types`.split(' ');

  await step('importing every entry point', node(['outside.js'], options));
  await step('running a program', node(['program.js'], options));
  write('program.metta', '(= (twice $x) (+ $x $x))\n!(assertEqual (twice 21) 42)\n');
  const inside = (path) => join(cwd, 'node_modules', path);
  const forkspace = inside('.bin/forkspace');
  await step('running the command', run(forkspace, ['run', 'program.metta'], options));
  write('node-test.test.js', suite('node-test'));
  write('vitest.spec.js', suite('vitest'));
  await Promise.all([
    step('the suite with node:test', node(['--test', 'node-test.test.js'], options)),
    step('the suite with vitest', run('npx', ['vitest', 'run', 'vitest.spec.js'], options)),
  ]);
  write('globals.test.js', suite('globals'));
  const mocha = node([inside('mocha/bin/mocha.js'), 'globals.test.js', '--grep', sample], options);
  const jest = node(
    ['--experimental-vm-modules', inside('jest/bin/jest.js'), 'globals.test.js', '-t', sample],
    options,
  );
  await Promise.all([ranSample('mocha', mocha), ranSample('jest', jest)]);
  const compiled = node([tool('typescript', 'tsc'), ...tsc, '', 'outside.ts'], options);
  await step('compiling an import of every entry point', compiled);
}
