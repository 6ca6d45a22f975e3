/** `forkspace conformance`: holds a backend to the clauses of the contract. */
import {
  DEFAULT_SEED,
  DEFAULT_STEPS,
  exitCode,
  runConformance,
  type Report,
  type Result,
} from '@forkspace/conformance';
import Table from 'cli-table3';
import { colours } from '../colours.ts';
import { findBackend } from '../backends.ts';
import type { ConformanceArguments } from '../command-line.ts';
import { Progress } from '../progress.ts';
import { writeReport } from '../report-file.ts';

export async function conformance(module: string, options: ConformanceArguments): Promise<number> {
  const subject = await findBackend(module);
  const progress = new Progress();
  const report = await runConformance(subject, {
    seed: options.seed ?? DEFAULT_SEED,
    steps: options.steps ?? DEFAULT_STEPS,
    onProgress(event) {
      if (event.kind === 'check')
        progress.show(
          `${event.index + 1} of ${event.total}: ${event.check.id} ${event.check.title}`,
        );
    },
  });
  progress.clear();
  process.stdout.write(`${conformanceText(report)}\n`);
  if (options.json !== undefined) {
    writeReport(options.json, `${JSON.stringify(report, null, 2)}\n`);
    process.stderr.write(`report written to ${options.json}\n`);
  }
  return exitCode(report);
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
    `${verdictText(verdict)}: ${counts.pass} of ${counts.pass + broken.length} checks passed${left}`,
  ].join('\n');
}

/** A row for each group of clauses: the part of an id up to its number. */
function clausesTable(results: readonly Result[]): string {
  const table = new Table({
    head: ['clauses', 'passed', 'failed', 'do not apply'].map((text) => colours.bold(text)),
    colAligns: ['left', 'right', 'right', 'right'],
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
      count('unsupported', 'skipped'),
    ]);
  }
  return table.toString();
}

function brokenText({ id, title, status, message, hint, script }: Result): string {
  const lines = [`${colours.red(status === 'fail' ? 'broken' : 'error')} ${id}: ${title}`];
  for (const text of [message, hint, script === undefined ? undefined : `history: ${script}`]) {
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
