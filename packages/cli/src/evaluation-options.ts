/**
 * The options of every command that evaluates programs, as one table: the quick reader below and the
 * help are both made from it. `run` reads its arguments without the option library, which would cost
 * a tenth of the time to the first result; whatever is unusual, this reader leaves to the library.
 */
import { CommandFailure } from './failure.ts';
import { suggestion } from './nearest-name.ts';

/** How to evaluate: the values of the options below. */
export interface EvaluationSettings {
  backend: string;
  branches: 'shared' | 'isolated';
  dialect: 'hyperon' | 'mettatron';
  maxSteps?: number;
  maxDepth?: number;
  timeout?: number;
  maxMemory?: number;
  ops?: string;
}

export interface RunSettings extends EvaluationSettings {
  stopOnError: boolean;
  stats: boolean;
}

export const DEFAULT_SETTINGS: RunSettings = {
  backend: 'hamt',
  branches: 'shared',
  dialect: 'hyperon',
  stopOnError: false,
  stats: false,
};

export interface OptionRow {
  readonly flag: string;
  /** What stands after the flag; none for a switch. */
  readonly argument?: string;
  readonly about: string;
  /** The value that the text spells. Throws OPTION_INVALID. */
  readonly read?: (text: string, flag: string) => unknown;
}

export const EVALUATION_OPTIONS: readonly OptionRow[] = [
  {
    flag: 'backend',
    argument: 'NAME',
    about: 'hamt, cow, mutex, or a module that exports a backend',
  },
  {
    flag: 'branches',
    argument: 'MODE',
    about:
      'shared: alternatives see one environment; isolated: each has its own clone, united afterwards',
    read: oneOf('shared', 'isolated'),
  },
  {
    flag: 'dialect',
    argument: 'NAME',
    about: 'hyperon or mettatron',
    read: oneOf('hyperon', 'mettatron'),
  },
  {
    flag: 'max-steps',
    argument: 'N',
    about: 'stop after N evaluation steps in one `!`',
    read: count,
  },
  { flag: 'max-depth', argument: 'N', about: 'stop when calls nest deeper than N', read: count },
  { flag: 'timeout', argument: 'MS', about: 'stop after this many milliseconds', read: count },
  {
    flag: 'max-memory',
    argument: 'MB',
    about: 'stop when the program needs more memory than this',
    read: count,
  },
  { flag: 'ops', argument: 'MODULE', about: 'a module that exports grounded operations' },
];

export const RUN_OPTIONS: readonly OptionRow[] = [
  ...EVALUATION_OPTIONS,
  {
    flag: 'stop-on-error',
    about: 'end the program at the first result that is an (Error …), with exit code 1',
  },
  {
    flag: 'stats',
    about: 'afterwards, print on standard error what the environment holds and how long it took',
  },
];

function oneOf(...allowed: readonly string[]) {
  return (text: string, flag: string): string => {
    if (allowed.includes(text)) return text;
    throw invalid(flag, text, suggestion(text, allowed));
  };
}

/** A whole number from 1 on; `1e6` and `1_000_000` are ways to write a million. */
export function count(text: string, flag: string): number {
  const value = /^\d[\d_]*(e\d+)?$/.test(text) ? Number(text.replaceAll('_', '')) : Number.NaN;
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw invalid(flag, text, 'give a whole number greater than 0');
}

function invalid(flag: string, text: string, advice: string): CommandFailure {
  return new CommandFailure(
    'OPTION_INVALID',
    `--${flag}: ${JSON.stringify(text)} is not possible here`,
    advice,
  );
}

/** `max-steps` → `maxSteps` */
const keyOf = (flag: string): string =>
  flag.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

export interface RunArguments {
  readonly files: readonly string[];
  readonly settings: RunSettings;
}

/**
 * The arguments of `run` when they are all plain. Undefined when the option library should have a
 * look: no file, an unknown option, a missing value, `--help`.
 */
export function readRunArguments(args: readonly string[]): RunArguments | undefined {
  const files: string[] = [];
  const settings: RunSettings & Record<string, unknown> = { ...DEFAULT_SETTINGS };
  for (let i = 0; i < args.length; i++) {
    const word = args[i] as string;
    if (word === '-' || !word.startsWith('-')) {
      files.push(word);
      continue;
    }
    const [name, inline] = splitOnce(word.slice(2), '=');
    const row = word.startsWith('--') ? RUN_OPTIONS.find(({ flag }) => flag === name) : undefined;
    if (row === undefined || (row.argument === undefined && inline !== undefined)) return undefined;
    const text = row.argument === undefined ? undefined : (inline ?? args[++i]);
    if (
      row.argument !== undefined &&
      (text === undefined || (inline === undefined && text.startsWith('-')))
    )
      return undefined;
    settings[keyOf(row.flag)] = text === undefined ? true : (row.read?.(text, row.flag) ?? text);
  }
  return files.length === 0 ? undefined : { files, settings };
}

function splitOnce(text: string, mark: string): [string, string | undefined] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
