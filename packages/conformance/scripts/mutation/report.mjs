// What survived, each with its reason: docs/reports/mutation-survivors.md is made
// from the figures of the last run and the list of explanations beside this file.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../../../docs/reports');
const figuresFile = join(folder, 'mutation.json');
const pageFile = join(folder, 'mutation-survivors.md');
const explanationsFile = join(import.meta.dirname, 'explanations.json');

/** The status of those that checks of later rounds may still see. */
export const survivedRound = (round) => `survived round ${round}`;

/** The status of those whose source has changed since, or is new. */
export const NOT_RUN = 'not run';

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** Writes the figures of the files that have been tried whole; what is known of other files stays. */
export function writeFigures(results, isSurvivor) {
  const before = existsSync(figuresFile) ? readJson(figuresFile) : { files: [], survivors: [] };
  const tried = new Set(results.map(({ path }) => path));
  const files = [...tried].map((path) => {
    const own = results.filter((result) => result.path === path);
    const killed = own.filter((result) => !isSurvivor(result)).length;
    return { path, mutants: own.length, killed };
  });
  const survivors = results
    .filter(isSurvivor)
    .map(({ id, line, status }) => ({ id, line, status }));
  const figures = {
    files: [...before.files.filter(({ path }) => !tried.has(path)), ...files].sort(by('path')),
    survivors: [...before.survivors.filter(({ id }) => !tried.has(pathOf(id))), ...survivors].sort(
      by('id'),
    ),
  };
  writeFileSync(figuresFile, `${JSON.stringify(figures, null, 2)}\n`);
}

const by = (key) => (a, b) => (a[key] < b[key] ? -1 : 1);
const pathOf = (id) => id.split(' ', 1)[0];

const explanations = () =>
  readJson(explanationsFile).map((one) => ({
    ...one,
    explains(id) {
      const path = pathOf(id);
      return path.startsWith(one.path) && new RegExp(one.match).test(id.slice(path.length + 1));
    },
    survivors: [],
  }));

/** Whether a mutant that lives has its reason already. */
export function explainer() {
  const reasons = explanations();
  return (id) => reasons.some((reason) => reason.explains(id));
}

/** The page, survivors that nobody has explained, and explanations that explain nothing. */
function explained() {
  const { files, survivors } = readJson(figuresFile);
  const reasons = explanations();
  const unexplained = [];
  for (const survivor of survivors) {
    const reason = reasons.find(({ explains }) => explains(survivor.id));
    if (reason === undefined) unexplained.push(survivor);
    else reason.survivors.push(survivor);
  }
  const sum = (key) => files.reduce((total, file) => total + file[key], 0);
  const waiting = survivors.filter(({ status }) => status.startsWith('survived round')).length;
  const notRun = survivors.filter(({ status }) => status === NOT_RUN).length;
  const open = reasons.reduce(
    (total, reason) => total + (reason.open ? reason.survivors.length : 0),
    0,
  );
  const cell = (text) => text.replaceAll('|', '\\|').replaceAll('`', "'");
  const short = (path) => path.replace(/^packages\//, '').replace('/src/', '/');
  const lines = [
    '# Mutants that the conformance suite lets live',
    '',
    `${sum('mutants')} small changes of the engine and the backends, one at a time, each tried with the conformance suite alone: ` +
      `${sum('killed')} make a check fail, ${survivors.length} do not. ${open === 0 ? 'Each of those has its reason below' : `${survivors.length - open} of those have their reason below`}: it changes nothing that can be observed, or only speed or memory, or something that no clause promises.`,
    '',
    ...(open === 0
      ? []
      : [
          `**${open} have none yet**: they have not been tried with all the checks that could see them, and are listed as such.`,
          '',
        ]),
    ...(waiting === 0
      ? []
      : [
          `${waiting} of them have been through the first rounds only, those of the quicker checks: one that takes long may see them.`,
          '',
        ]),
    ...(notRun === 0
      ? []
      : [`${notRun} of them have not been run since the sources were changed last.`, '']),
    'Made by `node packages/conformance/scripts/mutate.mjs --report`; [the package](../../packages/conformance/README.md#mutation-testing) says how.',
    '',
    '| source | mutants | killed | alive |',
    '| --- | ---: | ---: | ---: |',
    ...files.map(
      ({ path, mutants, killed }) =>
        `| ${short(path)} | ${mutants} | ${killed} | ${mutants - killed} |`,
    ),
    '',
    '## Why they live',
    '',
    ...[...new Set(reasons.map(({ why }) => why))].flatMap((why) => {
      const own = reasons.flatMap((reason) => (reason.why === why ? reason.survivors : []));
      if (own.length === 0) return [];
      const rows = own.sort(by('id')).map(({ id, line }) => {
        const path = pathOf(id);
        return `- ${short(path)}:${line} \`${cell(id.slice(path.length + 1))}\``;
      });
      return [`### ${why}`, '', ...rows, ''];
    }),
  ];
  return {
    page: `${lines.join('\n').trimEnd()}\n`,
    unexplained,
    idle: reasons.filter((one) => one.survivors.length === 0),
  };
}

/** Writes the page; says what is missing. Gives whether nothing is. */
export function writePage() {
  const { page, ...missing } = explained();
  writeFileSync(pageFile, page);
  return told(missing);
}

/** Whether the page is what follows from the figures and the explanations, and nothing is missing. */
export function checkPage() {
  const { page, ...missing } = explained();
  const current = readFileSync(pageFile, 'utf8') === page;
  if (!current) process.stderr.write('the page is not that of the figures: run with --page\n');
  return told(missing) && current;
}

function told({ unexplained, idle }) {
  for (const { id, line } of unexplained) process.stderr.write(`not explained: ${line} ${id}\n`);
  for (const { path, match } of idle) process.stderr.write(`explains nothing: ${path} ${match}\n`);
  return unexplained.length + idle.length === 0;
}
