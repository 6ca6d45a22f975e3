/** Coded errors. A code, once published, keeps its meaning. */

/** Every code, with what it stands for. */
export const ERROR_CODES = {
  INVALID_ARGUMENT: 'an argument has the wrong type, range or shape',
  FOREIGN_ENVIRONMENT:
    'an environment of another backend was passed where only one of the same can be used',
  ISOLATION_UNSUPPORTED:
    'the operation needs isolated clones and the backend declares that it has none',
  CAPABILITY_UNSUPPORTED: 'the operation needs a capability that the backend does not declare',
  MERGE_CONFLICT: 'two branches gave one state cell or one binding different values',
  UNKNOWN_SPACE: 'no space of this number in the environment',
  UNKNOWN_STATE: 'no state cell of this number in the environment',
  BYTES_CORRUPT: 'the bytes are no export, were cut, or were altered',
  BYTES_VERSION: 'the bytes were written by a version of the format that this one cannot read',
  BASE_MISMATCH: 'the changes were made to other content than that of this environment',
  NOT_A_DESCENDANT: 'changes were asked since an environment that is no ancestor of this one',
  NOT_EXPORTABLE: 'the environment holds a host value that has no portable form',
  UNKNOWN_HOST_VALUE: 'the bytes name a host value that the importer does not know',
  LOCK_FAILED: 'a lock could not be taken in time, or its shared memory is full',
} as const;

/** The code of an {@link EnvironmentError}. */
export type ErrorCode = keyof typeof ERROR_CODES;

/**
 * The one error that environments throw. An operation that threw has changed nothing.
 *
 * `code` is stable and meant for programs, `message` for people: what was wrong and what to do.
 * `value` is the offending argument where there is one.
 */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
  readonly code: ErrorCode;
  /** The offending argument, where there is one. */
  readonly value: unknown;

  constructor(code: ErrorCode, message: string, value?: unknown) {
    super(message);
    this.code = code;
    this.value = value;
  }
}

/** An argument of another type than it must have. O(1). */
export function invalidArgument(
  operation: string,
  expected: string,
  value: unknown,
): EnvironmentError {
  const given = value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value;
  return new EnvironmentError(
    'INVALID_ARGUMENT',
    `${operation}: expected ${expected}, got ${given}`,
    value,
  );
}

/**
 * What an operation of two environments throws when the other one is not of its backend. O(1).
 *
 * @example
 * foreignEnvironment('union', cow.create()).code // => "FOREIGN_ENVIRONMENT"
 */
export function foreignEnvironment(operation: string, other: unknown): EnvironmentError {
  return new EnvironmentError(
    'FOREIGN_ENVIRONMENT',
    `${operation}: the other environment belongs to another backend; export() it and import() it here first`,
    other,
  );
}
