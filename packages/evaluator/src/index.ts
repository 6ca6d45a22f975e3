/** Reads and evaluates MeTTa programs on any environment. */
export { createInterpreter, Interpreter } from './interpreter.ts';
export type { Branches, FormResult, InterpreterOptions, Limits, RunOptions } from './options.ts';
export { describePosition, EVALUATION_CODES, EvaluationError, MettaSyntaxError } from './errors.ts';
export type { EvaluationCode, Position } from './errors.ts';
export type { Files, OpenFile } from './files.ts';
export { hostValue, toAtom, toHost } from './operations.ts';
export type { OperationDefinition } from './operations.ts';
export { OperationError } from './reduction/operation.ts';
export { parseProgram, Reader } from './syntax/reader.ts';
export type { Form, TokenLookup } from './syntax/reader.ts';
export { format, formatRaw, formatResults } from './syntax/format.ts';
export type { ReadState } from './syntax/format.ts';
