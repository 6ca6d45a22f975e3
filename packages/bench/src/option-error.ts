/**
 * An option of a run that makes no sense. `message` says what is possible. Nothing has been measured or written.
 *
 * @example
 * import { OptionError, selectWorkloads } from '@forkspace/bench';
 * try {
 *   selectWorkloads({ extent: 'quick', families: ['macro' as never] });
 * } catch (error) {
 *   error instanceof OptionError && error.code // => "OPTION_INVALID"
 * }
 */
export class OptionError extends Error {
  override readonly name = 'OptionError';
  readonly code = 'OPTION_INVALID';
}
