/** Coded errors of reading and evaluating. A code, once published, keeps its meaning. */

/** Every code, with what it stands for. */
export const EVALUATION_CODES = {
  UNEXPECTED_BRACKET: 'a closing bracket without an opening one',
  UNCLOSED_EXPRESSION: 'the text ends inside an expression',
  UNCLOSED_STRING: 'the text ends inside a string',
  INVALID_ESCAPE: 'a backslash in a string is followed by something it cannot escape',
  INVALID_VARIABLE: 'a variable name contains #, which is reserved for renamed variables',
  MISSING_ATOM: 'the text ends after `!`, where an atom to evaluate was expected',
  STEP_LIMIT: 'the evaluation took more steps than allowed',
  DEPTH_LIMIT: 'the evaluation nested deeper than allowed',
  TIME_LIMIT: 'the evaluation took longer than allowed',
  RESULT_LIMIT: 'the evaluation gave more results than allowed',
  CANCELLED: 'the evaluation was cancelled through its signal',
  ASYNC_OPERATION: 'an asynchronous operation was called from a synchronous run',
  INVALID_OPTION: 'an option of the interpreter has a value it cannot have',
} as const;

/** The code of a {@link MettaSyntaxError} or an {@link EvaluationError}. */
export type EvaluationCode = keyof typeof EVALUATION_CODES;

/** A place in source text. `line` and `column` count from 1, `offset` from 0, in UTF-16 code units. */
export interface Position {
  readonly source: string;
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/**
 * `file:line:column`, as terminals and editors understand it. O(1).
 *
 * @example
 * describePosition({ source: 'a.metta', line: 3, column: 5, offset: 40 }) // => "a.metta:3:5"
 */
export function describePosition(at: Position): string {
  return `${at.source}:${at.line}:${at.column}`;
}

/** Text that cannot be read. `code` is stable, `position` the place, `advice` what to do about it. */
export class MettaSyntaxError extends Error {
  override readonly name = 'MettaSyntaxError';
  readonly code: EvaluationCode;
  readonly position: Position;
  readonly advice: string;

  constructor(code: EvaluationCode, message: string, position: Position, advice: string) {
    super(`${describePosition(position)}: ${message}; ${advice}`);
    this.code = code;
    this.position = position;
    this.advice = advice;
  }
}

/**
 * An evaluation that was ended from outside: by a limit, a signal or a wrong option. What the program
 * itself gets wrong is an `(Error …)` atom among its results, never this.
 */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
  readonly code: EvaluationCode;
  readonly advice: string;
  /** The top-level form that was being evaluated, where there is one. */
  position: Position | undefined;

  constructor(code: EvaluationCode, message: string, advice: string) {
    super(`${message}; ${advice}`);
    this.code = code;
    this.advice = advice;
  }
}
