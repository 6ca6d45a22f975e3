/**
 * Runs the checks on every mutant and writes which kills which to docs/reports/kill-matrix.md. Some minutes.
 * Needs the built package: `npm run build && node packages/conformance/scripts/kill-matrix.mjs`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { contextFor } from '../dist/checks/check.js';
import { ALL_CHECKS } from '../dist/checks/index.js';
import { MUTANTS } from '../dist/mutants/index.js';
import { DEFAULT_SEED, runCheck } from '../dist/run.js';

const STEPS = 8_000;
/** Random checks and those of size and cost take longest and are run only where a mutant names them. */
const HEAVY =
  /ENV-(HISTORY|FAIL-[34]|FORK-1i|FORK-2b|FORK-3|UNION-5|UNION-2b|BAG-1[efg]|BAG-3g|BAG-8[cde]|PORTS|PROGRAM|THREAD)/;

const kills = new Map(ALL_CHECKS.map(({ id }) => [id, []]));
const rows = [];
let survivors = 0;
for (const [index, { backend, defect, killedBy, module }] of MUTANTS.entries()) {
  process.stderr.write(`${index + 1} of ${MUTANTS.length}: ${backend.name}\n`);
  const context = contextFor(backend, { seed: DEFAULT_SEED, steps: STEPS }, module);
  const caught = [];
  for (const check of ALL_CHECKS) {
    if (HEAVY.test(check.id) && !killedBy.includes(check.id)) continue;
    const { status } = await runCheck(check, context);
    if (status !== 'fail' && status !== 'error') continue;
    caught.push(check.id);
    kills.get(check.id).push(backend.name);
  }
  const missed = killedBy.filter((id) => !caught.includes(id));
  if (missed.length > 0) survivors++;
  const others = caught.filter((id) => !killedBy.includes(id));
  const named = killedBy.map((id) => (missed.includes(id) ? `**${id} missed it**` : id)).join(' ');
  rows.push(`| ${backend.name.replace('mutant ', '')} | ${defect} | ${named} | ${others.length} |`);
}

const idle = [...kills].filter(([, names]) => names.length === 0).map(([id]) => id);
const page = [
  '# Who kills whom',
  '',
  `${MUTANTS.length} backends with one defect each, and the ${ALL_CHECKS.length} checks of the conformance suite. ` +
    `${survivors === 0 ? 'No mutant survives a check that it names' : `${survivors} mutants survive a check that they name`}; ` +
    `${idle.length === 0 ? 'every check kills at least one' : `these kill none: ${idle.join(' ')}`}.`,
  '',
  `Made by \`node packages/conformance/scripts/kill-matrix.mjs\` (seed ${DEFAULT_SEED}, ${STEPS} steps). Random checks and those of size and cost are run only where a mutant names them.`,
  '',
  '## Mutants',
  '',
  '| mutant | defect | must be killed by | killed by others |',
  '| --- | --- | --- | ---: |',
  ...rows,
  '',
  '## Checks',
  '',
  '| check | mutants killed | for example |',
  '| --- | ---: | --- |',
  ...[...kills].map(
    ([id, names]) => `| ${id} | ${names.length} | ${(names[0] ?? '').replace('mutant ', '')} |`,
  ),
  '',
].join('\n');
const folder = new URL('../../../docs/reports/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('kill-matrix.md', folder), page);
process.exitCode = survivors + idle.length === 0 ? 0 : 1;
