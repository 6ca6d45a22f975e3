// `npm test`: every check, one after another. A failure stops nothing, so that
// one run shows everything there is to mend.
//
//   node scripts/test.mjs               all checks
//   node scripts/test.mjs NAME…         only these

import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { build, install } from './prepare.mjs';
import { node, root, timed, tool } from './workspace.mjs';

const command = (path, ...args) => node([path, ...args], { quiet: true });
const script = (name) => () => command(join(root, 'scripts', name));

/** Name, what it holds, how to run it, and where its output says what it covered. */
const checks = [
  {
    name: 'types',
    holds: 'the tests type-check against the built packages',
    run: () => command(tool('typescript', 'tsc'), '-p', 'tsconfig.test.json'),
  },
  {
    name: 'lint',
    holds: 'no lint finding, warnings included',
    run: () => command(tool('oxlint'), '--deny-warnings'),
    summary: /Finished in .* (on \d+ files)/,
  },
  {
    name: 'format',
    holds: 'every file is formatted (npm run format)',
    run: () => command(tool('oxfmt'), '--check'),
    summary: /Finished in .* (on \d+ files)/,
  },
  {
    name: 'dead-code',
    holds: 'no unused file, export or dependency',
    run: () => command(tool('knip')),
  },
  {
    name: 'tests',
    holds: 'unit and property tests',
    run: () => command(tool('vitest'), 'run'),
    summary: /^ *Tests +(.*)$/m,
  },
  {
    name: 'arrows',
    holds: 'packages import only what the architecture allows',
    run: script('check-arrows.mjs'),
    summary: /(.*)/,
  },
  {
    name: 'strings',
    holds: 'no file names a place that exists on one machine only',
    run: script('check-strings.mjs'),
    summary: /(.*)/,
  },
  {
    name: 'packages',
    holds: 'the packed packages work outside the workspace',
    run: script('check-packages.mjs'),
    summary: /(.*)/,
  },
  {
    name: 'browser',
    holds: 'portable packages bundle and load without Node',
    run: script('check-browser.mjs'),
    summary: /(.*)/,
  },
];

const preparations = [
  { name: 'install', holds: 'the lockfile installs', run: () => install({ quiet: true }) },
  { name: 'build', holds: 'the sources type-check and compile', run: () => build({ quiet: true }) },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !checks.some((check) => check.name === name));
if (unknown.length > 0) {
  console.error(`no such check: ${unknown.join(', ')}`);
  for (const { name, holds } of checks) console.error(`  ${name.padEnd(10)} ${holds}`);
  process.exit(2);
}
const selected = checks.filter(({ name }) => wanted.length === 0 || wanted.includes(name));

const verdicts = [];

async function perform({ name, holds, run, summary }) {
  process.stdout.write(`${name.padEnd(10)} ${holds} … `);
  const result = await timed(() => run().catch((error) => ({ ok: false, output: error.stack })));
  const seconds = `${result.seconds.toFixed(1)} s`;
  // Colours in the output of a check would hide the words looked for.
  const plain = stripVTControlCharacters(result.output);
  const covered = result.summary ?? (summary && plain.match(summary)?.[1]);
  console.log(
    `${result.ok ? 'ok' : 'FAILED'} ${seconds}${result.ok && covered ? ` (${covered})` : ''}`,
  );
  if (!result.ok) console.log(`${result.output.trimEnd()}\n`);
  verdicts.push({ name, ok: result.ok, seconds });
  return result.ok;
}

// Without the tools nothing can be checked. A build that fails is different:
// most checks still have something to say.
const [installing, building] = preparations;
if (await perform(installing)) {
  for (const check of [building, ...selected]) await perform(check);
}

console.log();
for (const { name, ok, seconds } of verdicts) {
  console.log(`${ok ? 'passed' : 'FAILED'}  ${name.padEnd(10)} ${seconds.padStart(8)}`);
}
const failed = verdicts.filter(({ ok }) => !ok).length;
console.log(`${verdicts.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
