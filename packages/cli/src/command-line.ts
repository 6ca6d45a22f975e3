/** Every command with its options and its help. What a command does is loaded when it is called. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import {
  count,
  DEFAULT_SETTINGS,
  EVALUATION_OPTIONS,
  RUN_OPTIONS,
  type OptionRow,
  type RunSettings,
} from './evaluation-options.ts';
import { EXIT_OK, EXIT_USAGE } from './exit-codes.ts';
import { OUTPUTS, type Output } from './conformance-outputs.ts';

const EXIT_CODES = `
Exit codes:
  0    all well
  1    what was run is at fault: a syntax error, a wrong result, a clause not kept
  2    wrong usage: an unknown option or backend, a file that cannot be read
  3    a limit on steps, depth, time or memory was exceeded
  130  interrupted with Ctrl-C`;

/** Reads the arguments, runs the command they name, and tells its exit status. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  let status = EXIT_OK;
  const finish = (code: number): void => {
    status = code;
  };
  const program = describeProgram(finish);
  try {
    if (args.length === 0) program.help({ error: true });
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT_OK : EXIT_USAGE;
  }
}

function describeProgram(finish: (code: number) => void): Command {
  const program = new Command('forkspace')
    .description(
      'Runs MeTTa programs on environments that can be cloned, changed apart and united.',
    )
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', EXIT_CODES)
    .showHelpAfterError('(forkspace --help shows what can be given)')
    .exitOverride();
  addRun(program, finish);
  addRepl(program, finish);
  addTour(program, finish);
  addConformance(program, finish);
  addBench(program, finish);
  addCorpus(program, finish);
  for (const command of program.commands) {
    command
      .helpOption('-h, --help', 'print this help')
      .showHelpAfterError(`(forkspace ${command.name()} --help shows what can be given)`);
  }
  return program;
}

function version(): string {
  const manifest = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  ) as { version: string };
  return manifest.version;
}

function addOptions(command: Command, rows: readonly OptionRow[]): Command {
  for (const { flag, argument, about, read } of rows) {
    const option = new Option(
      argument === undefined ? `--${flag}` : `--${flag} <${argument}>`,
      about,
    );
    if (read !== undefined) option.argParser((text) => read(text, flag));
    const preset = DEFAULT_SETTINGS[flag as keyof RunSettings];
    if (preset !== undefined && preset !== false) option.default(preset);
    command.addOption(option);
  }
  return command;
}

/** A seed may be any whole number. */
const seed = (text: string): number => (/^-?\d+$/.test(text) ? Number(text) : count(text, 'seed'));

/** A whole number as the value of an option. */
const whole =
  (flag: string) =>
  (text: string): number =>
    count(text, flag);

function addRun(program: Command, finish: (code: number) => void): void {
  const command = program
    .command('run')
    .summary('evaluate programs')
    .description(
      'Evaluates programs, one after another in one environment. Prints for every `!` a line of its results,\n' +
        '`[a, b]`, as soon as they are known. Messages go to standard error.',
    )
    .argument('<file...>', 'programs, or - for standard input');
  addOptions(command, RUN_OPTIONS)
    .addHelpText(
      'after',
      `
Examples:
  forkspace run examples/dynamic_rules.metta
  forkspace run --backend cow --branches isolated program.metta
  echo '!(+ 1 2)' | forkspace run -
  forkspace run --timeout 5000 --max-memory 512 unknown.metta
${EXIT_CODES}`,
    )
    .action(async (files: string[], options: RunSettings) => {
      finish(
        await (await import('./commands/run.ts')).run(files, { ...DEFAULT_SETTINGS, ...options }),
      );
    });
}

function addRepl(program: Command, finish: (code: number) => void): void {
  const command = program
    .command('repl')
    .summary('evaluate what you type')
    .description(
      'Evaluates what you type, form by form. `:help` shows what else can be done at the prompt.',
    )
    .argument('[file...]', 'programs to load first');
  addOptions(command, EVALUATION_OPTIONS).action(async (files: string[], options: RunSettings) => {
    finish(
      await (await import('./commands/repl.ts')).repl(files, { ...DEFAULT_SETTINGS, ...options }),
    );
  });
}

function addTour(program: Command, finish: (code: number) => void): void {
  program
    .command('tour')
    .summary('see it all: examples, conformance and benchmark on every backend')
    .description(
      'Evaluates the example programs on every backend, checks that the answers agree, runs the conformance\n' +
        'suite and a quick benchmark per backend, and prints the comparison. Takes two to three minutes.',
    )
    .option('--examples <DIR>', 'where the examples are (default: those of this checkout)')
    .option('--report <DIR>', 'where to write the report', 'reports')
    .option('--jobs <N>', 'programs at the same time', whole('jobs'), availableParallelism())
    .option('--skip-bench', 'leave out the benchmark')
    .option('--skip-conformance', 'leave out the conformance suite')
    .action(async (options: TourOptions) =>
      finish(await (await import('./commands/tour.ts')).tour(options)),
    );
}

export interface TourOptions {
  readonly examples?: string;
  readonly report: string;
  readonly jobs: number;
  readonly skipBench?: boolean;
  readonly skipConformance?: boolean;
}

function addConformance(program: Command, finish: (code: number) => void): void {
  const command = program
    .command('conformance')
    .summary('hold a backend to the contract')
    .description(
      'Runs the clauses of the environment contract against a backend and prints which are kept.',
    )
    .argument('<module>', 'a built-in backend (hamt, cow, mutex), or a module that exports one')
    .option('--steps <N>', 'length of the random histories, all together', whole('steps'))
    .option('--seed <N>', 'draw the random histories of an earlier run', seed)
    .option(
      '--only <CLAUSE>',
      'only checks whose id begins so, such as ENV-UNION (may be repeated); the report is then partial',
      collect,
    )
    .option('--replay <FILE>', 'run no checks but one history that was written with --script');
  for (const [form, about] of Object.entries(OUTPUTS))
    command.option(`--${form} <FILE>`, `write ${about}`);
  command
    .addHelpText(
      'after',
      `
Examples:
  forkspace conformance ./my-backend.js --junit report.xml --script broken.txt
  forkspace conformance ./my-backend.js --replay broken.txt

Exit codes: 0 every clause that was looked at is kept, 1 one is not, 2 not a backend, wrongly wired, or a wrong option.`,
    )
    .action(async (module: string, options: ConformanceArguments) =>
      finish(await (await import('./commands/conformance.ts')).conformance(module, options)),
    );
}

export interface ConformanceArguments extends Partial<Readonly<Record<Output, string>>> {
  readonly steps?: number;
  readonly seed?: number;
  readonly only?: readonly string[];
  readonly replay?: string;
}

function addBench(program: Command, finish: (code: number) => void): void {
  program
    .command('bench')
    .summary('measure the backends')
    .description(
      'Runs the benchmark suite, each sample in a fresh process, and prints the acceptance table.',
    )
    .option('--quick', 'few rounds of the most telling workloads, under a minute')
    .option(
      '--full',
      'every workload at every size, up to a million rules: a quarter of an hour a round',
    )
    .option(
      '--backend <NAME>',
      'measure only this one (may be repeated): a built-in name or a module',
      collect,
    )
    .option('--workload <NAME>', 'only this workload (may be repeated)', collect)
    .option(
      '--family <NAME>',
      'only micro, memory, concurrency, evaluation or peers (may be repeated)',
      collect,
    )
    .option('--filter <TEXT>', 'only workloads whose names contain this (may be repeated)', collect)
    .option('--sizes <LIST>', 'exactly these sizes, such as 10,1000,100000', sizes)
    .option('--no-peers', 'leave out native maps and libraries, which are there to compare with')
    .option('--rounds <N>', 'samples of each workload', whole('rounds'))
    .option(
      '--seconds <N>',
      'begin no further round after this time (50 when quick)',
      whole('seconds'),
    )
    .option('--seed <N>', 'order and random choices of an earlier run', seed)
    .option(
      '--out <DIR>',
      'where to write samples.jsonl, report.json, .md and .html (default: reports)',
    )
    .option('--report <RUN>', 'take this run instead of measuring; --out writes its pages again')
    .option('--compare <RUN>', 'say what got faster or slower since this earlier run')
    .option('--margin <PERCENT>', 'what may get slower before --compare fails', percent, 10)
    .option('--json <FILE>', 'write the comparison, as JSON')
    .option('--no-resume', 'start anew even when an earlier run could be gone on with')
    .option('--compress', 'keep the samples of a complete run as samples.jsonl.gz')
    .addHelpText(
      'after',
      `
A RUN is a folder that was written earlier, or the samples.jsonl (or .gz) or report.json in it.
Ctrl-C stops it, --seconds ends it early; what was measured is kept, and the same command goes on with it.

Examples:
  forkspace bench --quick
  forkspace bench --compare docs/reports/benchmark
  forkspace bench --report new/report.json --compare old/report.json --margin 5

Exit codes: 0 all well; 1 a sample failed, a wrong answer, or something got slower by more than the margin;
2 wrong usage; 130 interrupted.`,
    )
    .action(async (options: BenchArguments) =>
      finish(await (await import('./commands/bench.ts')).bench(options)),
    );
}

/** A share that is given in percent. */
const percent = (text: string): number => {
  const value = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && value > 0) return value;
  throw new InvalidArgumentError('It must be a number above 0, such as 10 or 2.5.');
};

const collect = (value: string, earlier: readonly string[] = []): readonly string[] => [
  ...earlier,
  value,
];

/** `10,1000` as numbers. */
const sizes = (text: string): readonly number[] =>
  text.split(',').map((part) => count(part.trim(), 'sizes'));

export interface BenchArguments {
  readonly quick?: boolean;
  readonly full?: boolean;
  readonly backend?: readonly string[];
  readonly workload?: readonly string[];
  readonly family?: readonly string[];
  readonly filter?: readonly string[];
  readonly sizes?: readonly number[];
  readonly peers: boolean;
  readonly rounds?: number;
  readonly seconds?: number;
  readonly seed?: number;
  readonly out?: string;
  readonly resume: boolean;
  readonly compress?: boolean;
  /** A run to show instead of measuring, and one to compare with. */
  readonly report?: string;
  readonly compare?: string;
  readonly margin: number;
  readonly json?: string;
}

function addCorpus(program: Command, finish: (code: number) => void): void {
  program
    .command('corpus')
    .summary('run test vectors and compare')
    .description(
      'Runs every program of a file of test vectors in a process of its own and compares what it prints with\n' +
        'what it must print. docs/guides/corpus.md describes the format.',
    )
    .argument('<file>', 'test vectors, one JSON object a line')
    .option('--filter <RE>', 'only programs whose tier/area/id matches this regular expression', '')
    .option('--backend <NAME>', EVALUATION_OPTIONS[0]?.about as string, DEFAULT_SETTINGS.backend)
    .option('--branches <MODE>', 'shared or isolated', DEFAULT_SETTINGS.branches)
    .option('--dialect <NAME>', 'hyperon or mettatron', DEFAULT_SETTINGS.dialect)
    .option('--jobs <N>', 'programs at the same time', whole('jobs'), availableParallelism())
    .option('--timeout <S>', 'seconds for one program', whole('timeout'), 60)
    .option('--json <OUT>', 'write everything, as JSON')
    .addHelpText('after', `\nExit codes: 0 all equal, 1 some differ, 2 it could not run.`)
    .action(async (file: string, options: CorpusArguments) =>
      finish(await (await import('./commands/corpus.ts')).corpus(file, options)),
    );
}

export interface CorpusArguments {
  readonly filter: string;
  readonly backend: string;
  readonly branches: string;
  readonly dialect: string;
  readonly jobs: number;
  readonly timeout: number;
  readonly json?: string;
}
