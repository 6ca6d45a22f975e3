/**
 * Mutation testing of the engine and the backends with the conformance suite alone: makes one small change after
 * another and looks whether any check fails.
 *
 *     nice -n 15 node packages/conformance/scripts/mutate.mjs [PATH…] [options]
 *
 * PATH leaves out all sources that do not begin so. What was run before is not run again; `--survivors` runs those again
 * that survived and have no reason yet, after a check was added; `--fresh` runs all. `--rounds 1` leaves the later rounds, with the checks that take
 * longer, for another time; `--only CHECKS` runs the checks with these ids (a regular expression) on all that survived so far,
 * in place of the rounds. `--report` writes the figures and the page of docs/reports from what has been run; `--page` makes
 * the page anew after explanations were added, and `--check` says whether it is complete. One process at a time; some hours
 * for everything.
 */
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { makeBundle, workFolder } from './mutation/bundle.mjs';
import {
  checkPage,
  explainer,
  NOT_RUN,
  survivedRound,
  writeFigures,
  writePage,
} from './mutation/report.mjs';
import { analyse, applied, instrumented } from './mutation/operators.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    survivors: { type: 'boolean' },
    fresh: { type: 'boolean' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
    report: { type: 'boolean' },
    page: { type: 'boolean' },
    check: { type: 'boolean' },
    steps: { type: 'string', default: '1500' },
  },
});
if (options.check || options.page)
  process.exit((options.check ? checkPage() : writePage()) ? 0 : 1);
const steps = Number(options.steps);
const only = options.only === undefined ? undefined : new RegExp(options.only);

/** Which backends hold a source file to the clauses. */
const SUBJECTS = [
  [/^packages\/backend-cow\//, ['cow']],
  [/^packages\/backend-hamt\/src\/(library-table|immutable)/, ['hamtOnImmutable']],
  [/^packages\/backend-hamt\//, ['hamt']],
  [/^packages\/backend-mutex\//, ['mutex']],
  [/^packages\/spec\/src\/store\/(array-bucket|postings)/, ['cow']],
  [
    /^packages\/spec\/src\/(store|wire|matching|define-backend|rules|capabilities|shared-memory|errors)\b/,
    ['cow', 'hamt'],
  ],
];
const subjectsOf = (path) => SUBJECTS.find(([pattern]) => pattern.test(path))?.[1];

/** A process that runs checks, replaced when it was ended. */
class Runner {
  #child;
  #runs = 0;

  async #start() {
    this.#child = fork(join(import.meta.dirname, 'mutation/worker.mjs'), {
      execArgv: ['--max-old-space-size=1024', '--stack-size=984'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#runs = 0;
    await new Promise((resolve) => this.#child.once('message', resolve));
  }

  /** `limit` says how long a check may take. Gives what the worker said, in order, and how it ended. */
  async run(task, limit) {
    if (this.#child === undefined || this.#runs++ >= 40) {
      this.stop();
      await this.#start();
    }
    const child = this.#child;
    const said = [];
    return new Promise((resolve) => {
      let timer;
      const finish = (how) => {
        clearTimeout(timer);
        child.removeAllListeners();
        if (how !== 'end') {
          child.kill('SIGKILL');
          this.#child = undefined;
        }
        resolve({ said, how });
      };
      const watch = (milliseconds) => {
        clearTimeout(timer);
        timer = setTimeout(finish, milliseconds, 'timeout');
      };
      watch(20_000);
      child.on('message', (message) => {
        said.push(message);
        if (message.end !== undefined) finish('end');
        else if (message.start !== undefined) watch(limit(message.start));
      });
      child.once('exit', () => finish('crash'));
      child.once('error', () => finish('crash'));
      child.send(task);
    });
  }

  stop() {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }
}

const resultsFile = join(workFolder, 'results.jsonl');
const { text, pathAt, lineAt } = await makeBundle();
const { functions, mutants: all } = analyse(text, (at) => {
  const path = pathAt(at);
  return path === undefined || subjectsOf(path) === undefined ? undefined : path;
});
const mutants = all.filter(
  ({ path }) => positionals.length === 0 || positionals.some((prefix) => path.startsWith(prefix)),
);
if (options.fresh) rmSync(resultsFile, { force: true });
const known = new Map();
if (existsSync(resultsFile))
  for (const line of readFileSync(resultsFile, 'utf8').trim().split('\n')) {
    const result = JSON.parse(line);
    known.set(result.id, result);
  }

const runner = new Runner();
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    runner.stop(); // it may be busy with a mutant that never ends
    process.exit(1);
  });
const file = (name) => join(workFolder, name);
const urlOf = (name) => `${pathToFileURL(file(name)).href}?${Date.now()}`;

/**
 * What a check may take in each round, in milliseconds; a mutant gets into the next one if all of these let it live. Those
 * of the ports come first and those of threads second, however long they take, and a second backend one round later. Nearly
 * all mutants die in the first.
 */
const ROUNDS = [30, 250, Infinity];

const ofPort = ({ id }) => id.startsWith('ENV-PORTS');
const ofThreads = (id) => id.startsWith('ENV-THREAD');
const firstRound = (check) => {
  if (ofPort(check)) return 1;
  if (ofThreads(check.id)) return 2;
  return 1 + ROUNDS.findIndex((most) => check.milliseconds < most);
};
const roundOf = (check, rank) => Math.min(ROUNDS.length, rank + firstRound(check));

/** How many times the random steps of the first round those of the ports are given in the second. */
const THOROUGH = 4;
const effort = { seed: 20251122, steps, thorough: steps * THOROUGH };

/** For each backend the checks by duration, and which functions each of them reaches. */
const baselines = new Map();
async function baselineOf(backend) {
  if (!baselines.has(backend)) {
    const { checks, loaded } = await measuredOrKept(backend);
    const sets = checks.map((check) => ({ ...check, reached: new Set(check.reached) }));
    baselines.set(backend, { checks: sets, loaded: new Set(loaded) });
  }
  return baselines.get(backend);
}

/** Takes minutes, so it is kept for as long as the program is the same. */
async function measuredOrKept(backend) {
  const kept = file(`baseline-${backend}.json`);
  const program = createHash('sha256').update(text).digest('hex');
  if (existsSync(kept)) {
    const baseline = JSON.parse(readFileSync(kept, 'utf8'));
    if (baseline.program === program) return baseline;
  }
  writeFileSync(file('reached.mjs'), instrumented(text, functions));
  const task = {
    url: urlOf('reached.mjs'),
    backend,
    effort,
    all: true,
    functions: functions.length,
  };
  const { said, how } = await runner.run(task, () => 120_000);
  const wrong = said.filter(({ status }) => status === 'fail' || status === 'error');
  if (how !== 'end' || wrong.length > 0)
    throw new Error(`without mutants ${backend} fails: ${how} ${JSON.stringify(wrong)}`);
  const { loaded } = said.find((message) => message.loaded !== undefined);
  const checks = said
    .filter(({ done, status }) => done !== undefined && status === 'pass')
    .sort((a, b) => a.milliseconds - b.milliseconds)
    .map(({ done, milliseconds, reached }) => ({ id: done, milliseconds, reached }));
  writeFileSync(kept, JSON.stringify({ program, checks, loaded }));
  return { checks, loaded };
}

/** What the checks of one round say. */
async function judge(mutant, round) {
  const tried = [];
  for (const [rank, backend] of subjectsOf(mutant.path).entries()) {
    const { checks, loaded } = await baselineOf(backend);
    const everywhere = mutant.function === undefined || loaded.has(mutant.function);
    const reaching = checks.filter(({ reached }) => everywhere || reached.has(mutant.function));
    if (reaching.length === 0) continue;
    tried.push(backend);
    const chosen = reaching.filter((check) =>
      only === undefined ? roundOf(check, rank) === round : only.test(check.id),
    );
    // What a few histories of a port did not see, many may.
    if (round === 2 && rank === 0) chosen.unshift(...reaching.filter(ofPort));
    if (chosen.length === 0) continue;
    writeFileSync(file('mutant.mjs'), applied(text, mutant));
    const times = new Map(chosen.map(({ id, milliseconds }) => [id, milliseconds]));
    const thorough = round === 2 ? chosen.filter(ofPort).map(({ id }) => id) : [];
    const { said, how } = await runner.run(
      { url: urlOf('mutant.mjs'), backend, effort, checks: [...times.keys()], thorough },
      (id) =>
        (ofThreads(id) ? 15_000 : 2_500) +
        12 * (times.get(id) ?? 0) * (thorough.includes(id) ? THOROUGH : 1),
    );
    const killer = said.find(({ status }) => status === 'fail' || status === 'error')?.done;
    if (killer !== undefined) return { status: 'killed', by: killer, backend };
    const last = said.findLast(({ start }) => start !== undefined)?.start ?? 'load';
    if (how !== 'end') return { status: how, by: last, backend };
  }
  if (tried.length === 0) return { status: 'never run' };
  if (only !== undefined) {
    const { status } = known.get(mutant.id);
    return { status: status === 'never run' ? survivedRound(1) : status };
  }
  return { status: round === ROUNDS.length ? 'survived' : survivedRound(round) };
}

async function run(chosen, round) {
  process.stderr.write(`round ${round}: ${chosen.length} mutants\n`);
  for (const [index, mutant] of chosen.entries()) {
    const { id, path } = mutant;
    const start = Date.now();
    const verdict = await judge(mutant, round);
    const result = { id, path, line: lineAt(mutant.start), ...verdict, ms: Date.now() - start };
    known.set(id, result);
    appendFileSync(resultsFile, `${JSON.stringify(result)}\n`);
    if (SURVIVORS.includes(verdict.status))
      process.stdout.write(`${verdict.status}  ${result.line}  ${id}\n`);
    if (index % 100 === 99) process.stderr.write(`${index + 1} of ${chosen.length}\n`);
  }
}

const SURVIVORS = ['survived', 'never run', survivedRound(1), survivedRound(2)];
const ofStatus = (...statuses) =>
  mutants.filter(({ id }) => statuses.includes(known.get(id)?.status));

// What has its reason already is left to the reader.
const isExplained = explainer();
const unexplained = ofStatus(...SURVIVORS).filter(({ id }) => !isExplained(id));
await run(options.survivors || only ? unexplained : ofStatus(undefined), 1);
const rounds = only === undefined ? Number(options.rounds) : 1;
for (let round = 2; round <= rounds; round++) {
  const left = ofStatus(survivedRound(round - 1)).filter(({ id }) => !isExplained(id));
  await run(left, round);
}
runner.stop();
const of = mutants.map(({ id }) => known.get(id)).filter((result) => result !== undefined);
const alive = of.filter(({ status }) => SURVIVORS.includes(status));
process.stderr.write(
  `${of.length} run, ${of.length - alive.length} killed, ${alive.length} survive\n`,
);
if (options.report) {
  // Of a file of which no mutant has been run there is nothing to say yet; of others, that some have not.
  const tried = new Set(of.map(({ path }) => path));
  const waiting = mutants
    .filter(({ id, path }) => !known.has(id) && tried.has(path))
    .map(({ id, path, start }) => ({ id, path, line: lineAt(start), status: NOT_RUN }));
  const isAlive = ({ status }) => status === NOT_RUN || SURVIVORS.includes(status);
  writeFigures([...of, ...waiting], isAlive);
  process.exitCode = writePage() ? 0 : 1;
}
