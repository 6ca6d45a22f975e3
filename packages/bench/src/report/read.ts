/** A run that was written earlier, from its folder or from one of its files. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { COMPRESSED, readSamples, SAMPLES_FILE } from '../protocol/samples-file.ts';
import { ReportError } from '../report-error.ts';
import { faultIn } from '../valid.ts';
import { buildReport, REPORT_FORMAT, type Report } from './report.ts';
import { REPORT_SCHEMA } from './schemas.ts';

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
  if (/\.jsonl(\.gz)?$/.test(path)) return buildReport(readSamples(path));
  const report = jsonIn(path) as Partial<Report> | null;
  if (report?.format !== REPORT_FORMAT) {
    throw new ReportError(
      'REPORT_INVALID',
      `${path}: not a report in the format ${REPORT_FORMAT}; its samples.jsonl can be read whatever wrote it`,
    );
  }
  const fault = faultIn(REPORT_SCHEMA, report);
  if (fault !== undefined) throw new ReportError('REPORT_INVALID', `${path}: ${fault}`);
  return report as Report;
}

function jsonIn(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ReportError('REPORT_INVALID', `${path}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
