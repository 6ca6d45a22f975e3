/**
 * What is named is no run that can be read. `message` says where it is wrong and why.
 *
 * @example
 * import { parseSamples, type ReportError } from '@forkspace/bench';
 * try {
 *   parseSamples('not JSON\n');
 * } catch (error) {
 *   (error as ReportError).code // => "REPORT_INVALID"
 * }
 */
export class ReportError extends Error {
  override readonly name = 'ReportError';
  readonly code: 'REPORT_NOT_FOUND' | 'REPORT_INVALID';

  constructor(code: ReportError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
