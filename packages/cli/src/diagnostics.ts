/**
 * How failures are told on standard error: place, message, code, the source line, what to do. Errors
 * of other packages are known by their shape, so that reporting one loads no package.
 */
import { EXIT_FAILED, EXIT_LIMIT, EXIT_USAGE } from './exit-codes.ts';
import { CommandFailure } from './failure.ts';

interface Place {
  readonly source: string;
  readonly line: number;
  readonly column: number;
}

/** What coded errors of every package have in common. */
interface Coded extends Error {
  readonly code: string;
  readonly advice?: string;
  readonly position?: Place | undefined;
}

function isCoded(error: unknown): error is Coded {
  return (
    error instanceof Error &&
    /^(Metta|Evaluation|Environment|Command)/.test(error.name) &&
    'code' in error
  );
}

/** The exit status that an error ends the command with. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommandFailure) return error.exitCode;
  if (!isCoded(error)) return EXIT_FAILED;
  if (error.code.endsWith('_LIMIT')) return EXIT_LIMIT;
  // Options that do not go together are found by whoever they are meant for.
  return error.code === 'ISOLATION_UNSUPPORTED' || error.code === 'INVALID_OPTION'
    ? EXIT_USAGE
    : EXIT_FAILED;
}

/** What the evaluator calls its limits, and what they are called on the command line. */
const OPTION_NAMES: readonly (readonly [string, string])[] = [
  ['limits.steps', '--max-steps'],
  ['limits.depth', '--max-depth'],
  ["branches: 'isolated'", '--branches isolated'],
  ["branches: 'shared'", '--branches shared'],
];

function inOptions(text: string): string {
  return OPTION_NAMES.reduce((result, [name, option]) => result.replaceAll(name, option), text);
}

/**
 * An error as text for people. `sourceOf` finds the text of a source by its name, to show the line.
 * An error without a code is a fault of ours: it is shown with its stack.
 */
export function describe(
  error: unknown,
  sourceOf: (name: string) => string | undefined = () => undefined,
): string {
  if (!isCoded(error)) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return `forkspace: internal error: ${detail}\n  please report it together with the command line`;
  }
  const { position, advice } = error;
  const place =
    position === undefined ? 'forkspace' : `${position.source}:${position.line}:${position.column}`;
  const lines = [`${place}: ${inOptions(bareMessage(error, place))} [${error.code}]`];
  if (position !== undefined) lines.push(...excerpt(position, sourceOf(position.source)));
  if (advice !== undefined) lines.push(`  ${inOptions(advice)}`);
  return lines.join('\n');
}

/** The message without the place in front and the advice behind, which are shown on their own. */
function bareMessage(error: Coded, place: string): string {
  let message = error.message;
  if (message.startsWith(`${place}: `)) message = message.slice(place.length + 2);
  const tail = `; ${error.advice}`;
  return message.endsWith(tail) ? message.slice(0, -tail.length) : message;
}

const EXCERPT_WIDTH = 96;

function excerpt(at: Place, source: string | undefined): string[] {
  const line = source?.split('\n')[at.line - 1]?.trimEnd();
  if (line === undefined || line === '') return [];
  // A window around the column: a line may be as long as the file.
  const from = Math.max(
    0,
    Math.min(at.column - 1 - EXCERPT_WIDTH / 2, line.length - EXCERPT_WIDTH),
  );
  const shown = line.slice(from, from + EXCERPT_WIDTH).replaceAll('\t', ' ');
  return [`  | ${shown}`, `  | ${' '.repeat(at.column - 1 - from)}^`];
}
