/** Test vectors: programs with the results they must give, one JSON object a line. docs/guides/corpus.md describes the format. */
import { CommandFailure } from '../failure.ts';
import { readSource } from '../source-text.ts';

export interface Query {
  /** Position among the result lines of the program, from 1. */
  readonly i: number;
  /** `query`: a `!` form. `add-error`: a definition that is refused; its line may be missing. */
  readonly kind: 'query' | 'add-error';
  readonly results: readonly string[];
  readonly compare: 'multiset-alpha' | 'skip';
  /** `free`: of an error only the atom it is about counts. */
  readonly errorText?: 'free';
  readonly note?: string;
}

export interface Vector {
  readonly id: string;
  readonly area: string;
  readonly tier: string;
  readonly program: string;
  /** Files that stand beside the program, by name. */
  readonly helpers: Readonly<Record<string, string>>;
  readonly mode: 'continue' | 'stop';
  readonly stoppedAtQuery?: number;
  readonly queries: readonly Query[];
  /** The text must be refused after the listed results. */
  readonly parseError?: string;
}

/** Every vector of a file. Throws CORPUS_INVALID, naming the line. */
export function readVectors(path: string): Vector[] {
  const vectors = readSource(path)
    .split('\n')
    .flatMap((line, index) =>
      line.trim() === '' ? [] : [readVector(line, `${path}:${index + 1}`)],
    );
  const seen = new Set<string>();
  for (const { id } of vectors) {
    if (seen.has(id)) throw invalid(path, `two programs are called ${id}`);
    seen.add(id);
  }
  return vectors;
}

function readVector(line: string, place: string): Vector {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw invalid(place, error instanceof Error ? error.message : String(error));
  }
  const fault = faultOf(value);
  if (fault !== undefined) throw invalid(place, fault);
  const vector = value as Partial<Vector> & Pick<Vector, 'id' | 'program' | 'queries'>;
  return { area: 'other', tier: 'own', helpers: {}, mode: 'continue', ...vector };
}

const isText = (value: unknown): value is string => typeof value === 'string';
/** Names become files in a folder of their own: nothing may lead out of it. */
const isFileName = (value: unknown): boolean =>
  isText(value) && /^[\w.+-]+$/.test(value) && !/^\.+$/.test(value);

function faultOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return 'is no object';
  const {
    id,
    program,
    queries,
    helpers = {},
    area = '',
    tier = '',
    mode = 'stop',
  } = value as Record<string, unknown>;
  if (!isFileName(id)) return '`id` must be a name of letters, digits, and . _ + -';
  if (!isText(program)) return '`program` must be a text';
  if (!isText(area) || !isText(tier)) return '`area` and `tier` must be texts';
  if (mode !== 'stop' && mode !== 'continue') return '`mode` must be "continue" or "stop"';
  if (typeof helpers !== 'object' || helpers === null) return '`helpers` must be an object';
  for (const [name, content] of Object.entries(helpers)) {
    if (!isFileName(name) || !isText(content)) return '`helpers` must give each file name a text';
  }
  if (!Array.isArray(queries)) return '`queries` must be a list';
  return queries.some((query) => !isQuery(query))
    ? 'each of `queries` needs a number `i`, a `kind` and a list of texts `results`'
    : undefined;
}

function isQuery(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { i, kind, results } = value as Partial<Record<keyof Query, unknown>>;
  return (
    Number.isInteger(i) &&
    (kind === 'query' || kind === 'add-error') &&
    Array.isArray(results) &&
    results.every(isText)
  );
}

function invalid(place: string, message: string): CommandFailure {
  return new CommandFailure(
    'CORPUS_INVALID',
    `${place}: ${message}`,
    'docs/guides/corpus.md describes the format',
  );
}
