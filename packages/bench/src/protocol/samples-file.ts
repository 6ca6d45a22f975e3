/** samples.jsonl: written line by line as samples arrive, so that nothing measured is ever lost. */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { ReportError } from '../report-error.ts';
import { RECORD_SCHEMAS } from '../report/schemas.ts';
import { faultIn } from '../valid.ts';
import { SAMPLES_FORMAT, type RunRecord, type SamplesRecord } from './records.ts';

export const SAMPLES_FILE = 'samples.jsonl';
/** What the name of a compressed file ends with. */
export const COMPRESSED = '.gz';
const EARLIER_FILE = 'samples.earlier.jsonl';

/**
 * What the text of a samples file says. A last line that was cut while being written is left out. Throws a
 * ReportError that names the line. O(length).
 */
export function parseSamples(text: string): SamplesRecord[] {
  const lines = text.split('\n');
  const records: SamplesRecord[] = [];
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') continue;
    let read: unknown;
    try {
      read = JSON.parse(line);
    } catch {
      if (at === lines.length - 1) break;
      throw invalid(`line ${at + 1}: not JSON`);
    }
    const record = read as SamplesRecord | null;
    if (records.length === 0 && (record?.kind !== 'run' || record.format !== SAMPLES_FORMAT)) break;
    const schema = record?.kind === undefined ? undefined : RECORD_SCHEMAS[record.kind];
    const fault = schema === undefined ? 'no record of a known kind' : faultIn(schema, record);
    if (fault !== undefined) throw invalid(`line ${at + 1}: ${fault}`);
    records.push(record as SamplesRecord);
  }
  if (records.length > 0) return records;
  throw invalid(`does not begin with a run in the format ${SAMPLES_FORMAT}`);
}

const invalid = (why: string): ReportError => new ReportError('REPORT_INVALID', why);

const firstLine = (text: string): string => text.slice(0, text.indexOf('\n') + 1);

/** What a samples file holds, compressed or not. Throws a ReportError that names the file. */
export function readSamples(path: string): SamplesRecord[] {
  try {
    const bytes = readFileSync(path);
    return parseSamples((path.endsWith(COMPRESSED) ? gunzipSync(bytes) : bytes).toString('utf8'));
  } catch (error) {
    throw new ReportError('REPORT_INVALID', `${path}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/**
 * Puts `samples.jsonl.gz` in the place of the `samples.jsonl` in a folder: a quarter of its size, and the same to every
 * reader of runs. Says whether there was one.
 */
export function compressSamples(folder: string): boolean {
  const path = join(folder, SAMPLES_FILE);
  if (!existsSync(path)) return false;
  writeFileSync(path + COMPRESSED, gzipSync(readFileSync(path), { level: 9 }));
  rmSync(path);
  return true;
}

export class SamplesFile {
  readonly #path: string;
  readonly records: SamplesRecord[];

  private constructor(path: string, records: SamplesRecord[]) {
    this.#path = path;
    this.records = records;
  }

  /** A new file that begins with `run`. What an earlier run measured stays beside it, under another name. */
  static start(folder: string, run: RunRecord): SamplesFile {
    mkdirSync(folder, { recursive: true });
    const file = new SamplesFile(join(folder, SAMPLES_FILE), [run]);
    for (const end of ['', COMPRESSED]) {
      if (existsSync(file.#path + end))
        renameSync(file.#path + end, join(folder, EARLIER_FILE) + end);
    }
    writeFileSync(file.#path, `${JSON.stringify(run)}\n`);
    return file;
  }

  /**
   * What an earlier run has left in a folder, whether it came to its end or not; undefined where there is nothing that
   * could be gone on with. Changes nothing. Throws a ReportError where the file was damaged.
   */
  static left(folder: string): readonly SamplesRecord[] | undefined {
    const path = join(folder, SAMPLES_FILE);
    if (!existsSync(path)) return undefined;
    const text = readFileSync(path, 'utf8');
    // What another version wrote, or what is no samples at all, cannot be gone on with.
    return firstLine(text).includes(`"${SAMPLES_FORMAT}"`) ? readSamples(path) : undefined;
  }

  /** The file of a run that is gone on with. What had failed is tried again. */
  static resume(folder: string, left: readonly SamplesRecord[]): SamplesFile {
    const path = join(folder, SAMPLES_FILE);
    const records = left.filter(({ kind }) => kind === 'run' || kind === 'sample');
    // Written anew, so that a line cut in the middle does not spoil the next one.
    writeFileSync(path, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    return new SamplesFile(path, records);
  }

  append(record: SamplesRecord): void {
    this.records.push(record);
    appendFileSync(this.#path, `${JSON.stringify(record)}\n`);
  }
}
