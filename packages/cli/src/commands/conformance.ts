/** `forkspace conformance`: holds a backend to the clauses of the contract. */
import {
  ALL_CHECKS,
  Broken,
  DEFAULT_SEED,
  DEFAULT_STEPS,
  exitCode,
  readScript,
  REPORT_FORMS,
  runConformance,
  runHistory,
  smoke,
  type Report,
  type Result,
  type Step,
  type Subject,
} from '@forkspace/conformance';
import Table from 'cli-table3';
import { findBackend } from '../backends.ts';
import { colours } from '../colours.ts';
import type { ConformanceArguments } from '../command-line.ts';
import { OUTPUTS, type Output } from '../conformance-outputs.ts';
import { EXIT_FAILED, EXIT_OK } from '../exit-codes.ts';
import { CommandFailure } from '../failure.ts';
import { suggestion } from '../nearest-name.ts';
import { Progress } from '../progress.ts';
import { requireWritable, writeReport } from '../report-file.ts';
import { readSource } from '../source-text.ts';

export async function conformance(module: string, options: ConformanceArguments): Promise<number> {
  const { only, replay } = options;
  if (only !== undefined) requireKnown(only);
  const history = replay === undefined ? undefined : readHistory(replay);
  const forms = (Object.keys(OUTPUTS) as Output[]).filter((form) => options[form] !== undefined);
  for (const form of forms) requireWritable(options[form] as string, 'file');
  const subject = await findBackend(module);
  if (history !== undefined) return replayed(subject, history, replay as string);
  const progress = new Progress();
  const report = await runConformance(subject, {
    seed: options.seed ?? DEFAULT_SEED,
    steps: options.steps ?? DEFAULT_STEPS,
    ...(only === undefined ? {} : { only }),
    onProgress(event) {
      if (event.kind === 'check')
        progress.show(
          `${event.index + 1} of ${event.total}: ${event.check.id} ${event.check.title}`,
        );
    },
  });
  progress.clear();
  process.stdout.write(`${conformanceText(report)}\n`);
  for (const form of forms) {
    const file = options[form] as string;
    const text = form === 'script' ? shortestHistory(report) : REPORT_FORMS[form].write(report);
    if (text === undefined) continue;
    writeReport(file, text);
    process.stderr.write(`${form} written to ${file}\n`);
  }
  return exitCode(report);
}

/** Throws OPTION_INVALID for what begins no id of a check. */
function requireKnown(only: readonly string[]): void {
  const groups = [...new Set(ALL_CHECKS.map(({ id }) => id.replace(/-\d+[a-z]*$/, '')))];
  for (const prefix of only) {
    if (prefix !== '' && ALL_CHECKS.some(({ id }) => id.startsWith(prefix))) continue;
    throw new CommandFailure(
      'OPTION_INVALID',
      `--only: no check has an id that begins with ${JSON.stringify(prefix)}`,
      suggestion(prefix, groups),
    );
  }
}

/** The failing history with the fewest steps, after a line that says where it comes from. */
function shortestHistory({ backend, results, seed }: Report): string | undefined {
  const lines = (script: string): number => script.split('\n').length;
  const [shortest] = results
    .flatMap(({ id, script }) => (script === undefined ? [] : [{ id, script }]))
    .sort((a, b) => lines(a.script) - lines(b.script));
  if (shortest === undefined) return undefined;
  return `# ${backend}: broke ${shortest.id}, seed ${seed}\n${shortest.script}\n`;
}

/** Throws SCRIPT_INVALID, and what a file that cannot be read throws. */
function readHistory(file: string): readonly Step[] {
  const advice = 'give a file that was written with --script, or by hand in the same way';
  try {
    const steps = readScript(readSource(file));
    if (steps.length > 0) return steps;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new CommandFailure('SCRIPT_INVALID', `${file}: ${error.message}`, advice);
  }
  throw new CommandFailure('SCRIPT_INVALID', `${file}: there is no step in it`, advice);
}

/** Runs one history and says what it shows. Throws BACKEND_INVALID. */
function replayed(subject: Subject, history: readonly Step[], file: string): number {
  const wrong = smoke(subject);
  if (wrong !== undefined)
    throw new CommandFailure('BACKEND_INVALID', wrong, 'mend the wiring first, then replay');
  const { name } = subject.backend;
  try {
    runHistory(subject.backend, history);
    process.stdout.write(`${name} keeps to the model in all ${history.length} steps of ${file}\n`);
    return EXIT_OK;
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    process.stdout.write(`${colours.red('broken')} ${name}, ${file}: ${error.message}\n`);
    return EXIT_FAILED;
  }
}

function conformanceText(report: Report): string {
  const { backend, profile, suite, seed, steps, results, verdict, counts } = report;
  const broken = results.filter(({ status }) => status === 'fail' || status === 'error');
  const left =
    counts.unsupported === 0
      ? ''
      : `, ${counts.unsupported} do not apply to a backend of this profile`;
  return [
    `${backend} (${profile}), suite ${suite}, seed ${seed}, ${steps} steps`,
    clausesTable(results),
    ...broken.map(brokenText),
    ...skippedText(results),
    `${verdictText(verdict)}: ${counts.pass} of ${counts.pass + broken.length} checks passed${left}`,
  ].join('\n');
}

/** A row for each group of clauses: the part of an id up to its number. */
function clausesTable(results: readonly Result[]): string {
  const table = new Table({
    head: ['clauses', 'passed', 'failed', 'skipped', 'do not apply'].map((text) =>
      colours.bold(text),
    ),
    colAligns: ['left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  const groupOf = ({ clause }: Result): string => clause.replace(/-\d+$/, '');
  for (const group of new Set(results.map(groupOf))) {
    const mine = results.filter((result) => groupOf(result) === group);
    const count = (...statuses: readonly Result['status'][]): number =>
      mine.filter(({ status }) => statuses.includes(status)).length;
    const failed = count('fail', 'error');
    table.push([
      group,
      count('pass'),
      failed === 0 ? 0 : colours.red(String(failed)),
      count('skipped'),
      count('unsupported'),
    ]);
  }
  return table.toString();
}

/** Why checks that apply were not run, each reason once. Those left out with `--only` need no reason. */
function skippedText(results: readonly Result[]): string[] {
  const skipped = results.filter(({ status }) => status === 'skipped');
  const reasons = new Set(skipped.flatMap(({ message }) => message ?? []));
  return [...reasons].map((reason) => {
    const ids = skipped.filter(({ message }) => message === reason).map(({ id }) => id);
    return `skipped ${ids.join(', ')}\n  ${reason}`;
  });
}

function brokenText({ id, title, status, message, hint, script }: Result): string {
  const lines = [`${colours.red(status === 'fail' ? 'broken' : 'error')} ${id}: ${title}`];
  for (const text of [
    message,
    hint === undefined ? undefined : `look at: ${hint}`,
    script === undefined ? undefined : `history:\n${script}`,
  ]) {
    if (text !== undefined) lines.push(`  ${text.replaceAll('\n', '\n  ')}`);
  }
  return lines.join('\n');
}

function verdictText(verdict: Report['verdict']): string {
  const words = {
    conforming: 'conforming',
    partial: 'partial',
    failing: 'NOT conforming',
    miswired: 'wrongly wired',
  };
  return verdict === 'conforming' ? colours.green(words[verdict]) : colours.red(words[verdict]);
}
