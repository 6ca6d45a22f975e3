/** samples.jsonl: written line by line as samples arrive, so that nothing measured is ever lost. */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { SAMPLES_FORMAT, type RunRecord, type SamplesRecord } from './records.ts';

export const SAMPLES_FILE = 'samples.jsonl';
const EARLIER_FILE = 'samples.earlier.jsonl';

/** What the text of a samples file says. A last line that was cut while being written is left out. */
export function parseSamples(text: string): SamplesRecord[] {
  const lines = text.split('\n');
  const records: SamplesRecord[] = [];
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') continue;
    try {
      records.push(JSON.parse(line) as SamplesRecord);
    } catch {
      if (at === lines.length - 1) break;
      throw new Error(`${SAMPLES_FILE}, line ${at + 1}: not JSON; take the file of another run`);
    }
  }
  const [run] = records;
  if (run?.kind !== 'run' || run.format !== SAMPLES_FORMAT) {
    throw new Error(
      `${SAMPLES_FILE}: does not begin with a run in the format ${SAMPLES_FORMAT}; was it written by another version?`,
    );
  }
  return records;
}

const firstLine = (text: string): string => text.slice(0, text.indexOf('\n') + 1);

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
    if (existsSync(file.#path)) renameSync(file.#path, join(folder, EARLIER_FILE));
    writeFileSync(file.#path, `${JSON.stringify(run)}\n`);
    return file;
  }

  /** The file of a run that was broken off, or undefined when there is none to go on with. */
  static resume(folder: string): SamplesFile | undefined {
    const path = join(folder, SAMPLES_FILE);
    if (!existsSync(path)) return undefined;
    const text = readFileSync(path, 'utf8');
    // What another version wrote, or what is no samples at all, cannot be gone on with.
    if (!firstLine(text).includes(`"${SAMPLES_FORMAT}"`)) return undefined;
    const records = parseSamples(text);
    const last = records.at(-1);
    if (last?.kind === 'end' && !last.stopped) return undefined;
    const open = records.filter(({ kind }) => kind !== 'end');
    // Written anew, so that a line cut in the middle does not spoil the next one.
    writeFileSync(path, open.map((record) => `${JSON.stringify(record)}\n`).join(''));
    return new SamplesFile(path, open);
  }

  append(record: SamplesRecord): void {
    this.records.push(record);
    appendFileSync(this.#path, `${JSON.stringify(record)}\n`);
  }
}
