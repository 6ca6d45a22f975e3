/** A run that was written earlier, from its folder or from one of its files. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { COMPRESSED, readSamples, SAMPLES_FILE } from '../protocol/samples-file.ts';
import { buildReport, REPORT_FORMAT, type Report } from './report.ts';

/** What is named is no run that can be read. */
export class ReportError extends Error {
  override readonly name = 'ReportError';
  readonly code: 'REPORT_NOT_FOUND' | 'REPORT_INVALID';

  constructor(code: ReportError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * The report in `path`: a folder (its samples, else its report.json), a samples file, compressed or not, or a report.json.
 * Throws a ReportError.
 */
export function readReport(path: string): Report {
  if (!existsSync(path))
    throw new ReportError('REPORT_NOT_FOUND', `${path}: no such file or folder`);
  if (statSync(path).isDirectory()) {
    const inside = [SAMPLES_FILE, SAMPLES_FILE + COMPRESSED, 'report.json'].map((name) =>
      join(path, name),
    );
    const found = inside.find((file) => existsSync(file));
    if (found !== undefined) return readReport(found);
    throw new ReportError(
      'REPORT_NOT_FOUND',
      `${path}: holds no ${SAMPLES_FILE} and no report.json`,
    );
  }
  try {
    if (/\.jsonl(\.gz)?$/.test(path)) return buildReport(readSamples(path));
    const report = JSON.parse(readFileSync(path, 'utf8')) as Partial<Report> | null;
    if (report?.format === REPORT_FORMAT) return report as Report;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ReportError('REPORT_INVALID', `${path}: ${why}`, { cause: error });
  }
  throw new ReportError(
    'REPORT_INVALID',
    `${path}: not a report in the format ${REPORT_FORMAT}; its samples.jsonl can be read whatever wrote it`,
  );
}
