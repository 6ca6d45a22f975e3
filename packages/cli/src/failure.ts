/**
 * The one error that the command itself throws. It ends the command with `exitCode` after one message
 * on standard error: what was wrong, its stable code, and what to do.
 */
import { EXIT_FAILED, EXIT_LIMIT, EXIT_USAGE } from './exit-codes.ts';

/** Every code of the command, with the exit status it ends with. A code keeps its meaning. */
const EXIT_BY_CODE = {
  FILE_NOT_FOUND: EXIT_USAGE,
  FILE_IS_DIRECTORY: EXIT_USAGE,
  FILE_NOT_READABLE: EXIT_USAGE,
  FILE_NOT_UTF8: EXIT_USAGE,
  FILE_NOT_WRITABLE: EXIT_USAGE,
  OPTION_INVALID: EXIT_USAGE,
  BACKEND_UNKNOWN: EXIT_USAGE,
  BACKEND_INVALID: EXIT_USAGE,
  MODULE_INVALID: EXIT_USAGE,
  CORPUS_INVALID: EXIT_USAGE,
  SCRIPT_INVALID: EXIT_USAGE,
  EXAMPLES_NOT_FOUND: EXIT_USAGE,
  REPORT_NOT_FOUND: EXIT_USAGE,
  REPORT_INVALID: EXIT_USAGE,
  MEMORY_LIMIT: EXIT_LIMIT,
  RESULT_IS_ERROR: EXIT_FAILED,
} as const;

export type FailureCode = keyof typeof EXIT_BY_CODE;

export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
  readonly code: FailureCode;
  /** What to do about it: a clause that can follow the message. */
  readonly advice: string;

  constructor(code: FailureCode, message: string, advice: string) {
    super(message);
    this.code = code;
    this.advice = advice;
  }

  get exitCode(): number {
    return EXIT_BY_CODE[this.code];
  }
}
