/** JSON Schemas of what is written: a line of samples.jsonl, report.json, a comparison. */
import { COMPARISON_FORMAT, OUTCOMES } from '../compare/compare.ts';
import { SAMPLES_FORMAT, type SamplesRecord } from '../protocol/records.ts';
import { REPORT_FORMAT } from './report.ts';

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string' };
const number: Schema = { type: 'number' };
const count: Schema = { type: 'integer', minimum: 0 };
const truth: Schema = { type: 'boolean' };
const list = (items: Schema): Schema => ({ type: 'array', items });
const oneOf = (...values: readonly string[]): Schema => ({ enum: values });
const unit = oneOf('ns', 'bytes', 'ratio');
const family = oneOf('micro', 'memory', 'concurrency', 'evaluation', 'peers');
/** An object with exactly these members; those named by `optional` may be missing. */
const record = (
  properties: Readonly<Record<string, Schema>>,
  ...optional: readonly string[]
): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});

const surroundings = record({
  cpu: text,
  cores: count,
  memoryBytes: count,
  system: text,
  node: text,
  v8: text,
  versions: { type: 'object', additionalProperties: text },
  commit: text,
  load: list(number),
});
const job = { workload: text, size: count, subject: text, control: truth, round: count };
/** What a case is, in the samples and in the report. */
const aboutCase = {
  workload: text,
  size: count,
  title: text,
  about: text,
  family,
  unit,
  sizeOf: text,
  scale: oneOf('log', 'linear', 'none'),
  better: oneOf('less'),
  baseline: text,
  cannot: list(record({ subject: text, why: text })),
  isControl: truth,
};
const kind = (name: string): Schema => ({ const: name });

const run = record(
  {
    kind: kind('run'),
    format: { const: SAMPLES_FORMAT },
    startedAt: text,
    seed: { type: 'integer' },
    quick: truth,
    selection: oneOf('quick', 'default', 'full'),
    rounds: count,
    backends: list(text),
    about: list(record({ name: text, about: text })),
    peers: list(record({ name: text, about: text })),
    control: record({ subject: text, cases: list(text) }),
    cases: list(
      record({ ...aboutCase, subjects: list(text), rounds: count }, 'baseline', 'isControl'),
    ),
    command: text,
    surroundings,
  },
  'about',
);

/** A line of samples.jsonl, by its kind. */
export const RECORD_SCHEMAS: Readonly<Record<SamplesRecord['kind'], Schema>> = {
  run,
  sample: record({
    kind: kind('sample'),
    ...job,
    unit,
    value: number,
    values: list(number),
    outliers: count,
    right: truth,
    actual: text,
    expected: text,
    seconds: number,
    processor: number,
    attempt: { type: 'integer', minimum: 1 },
  }),
  failure: record({ kind: kind('failure'), ...job, reason: text, attempts: count }),
  end: record({ kind: kind('end'), seconds: count, load: list(number), stopped: truth }),
};

/** One line of samples.jsonl. */
export const SAMPLES_SCHEMA: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: SAMPLES_FORMAT,
  oneOf: Object.values(RECORD_SCHEMAS),
};

const interval = record({
  median: number,
  low: number,
  high: number,
  count,
  method: oneOf('bootstrap', 'student', 'exact', 'single'),
});
const quantity: Schema = {
  type: 'object',
  properties: {
    kind: oneOf('absolute', 'times', 'speedup', 'growth', 'overhead'),
    subject: text,
    from: count,
  },
  required: ['kind'],
};

/** report.json. */
export const REPORT_SCHEMA: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: REPORT_FORMAT,
  ...record(
    {
      format: { const: REPORT_FORMAT },
      run,
      finished: truth,
      seconds: number,
      loadAfter: list(number),
      measured: count,
      planned: count,
      rounds: count,
      control: record(
        {
          subject: text,
          overall: interval,
          cases: list(record({ workload: text, size: count, interval })),
          noisy: truth,
        },
        'overall',
      ),
      judgements: list(
        record(
          {
            criterion: record(
              {
                id: text,
                source: oneOf('guide', 'forkspace'),
                title: text,
                workload: text,
                size: count,
                quantity,
                unit,
                limit: number,
                bound: oneOf('at most', 'at least', 'below', 'none'),
                backends: list(text),
                timed: truth,
                floor: text,
              },
              'floor',
            ),
            floor: interval,
            results: list(
              record(
                {
                  backend: text,
                  interval,
                  verdict: oneOf('met', 'not met', 'undecided', 'not measured', 'not judged'),
                  together: truth,
                  aboveFloor: record({ above: interval, reached: truth }),
                },
                'interval',
                'aboveFloor',
              ),
            ),
          },
          'floor',
        ),
      ),
      cases: list(
        record(
          {
            ...aboutCase,
            estimates: list(
              record({
                subject: text,
                interval,
                values: list(number),
                mean: number,
                twoModes: truth,
                outliers: record({ processes: count, values: count, ofValues: count }),
              }),
            ),
            ratios: list(record({ left: text, right: text, interval })),
          },
          'baseline',
          'isControl',
        ),
      ),
      growths: list(
        record({
          workload: text,
          subject: text,
          unit,
          sizeOf: text,
          from: count,
          to: count,
          slope: interval,
        }),
      ),
      crossovers: list(
        record(
          {
            workload: text,
            sizeOf: text,
            left: text,
            right: text,
            from: count,
            to: count,
            kind: oneOf('none', 'crossing'),
            faster: text,
            undecided: truth,
            at: interval,
            below: text,
          },
          'faster',
          'undecided',
          'at',
          'below',
        ),
      ),
      refused: list(
        record({
          workload: text,
          size: count,
          subject: text,
          actual: text,
          expected: text,
          samples: count,
        }),
      ),
      failures: list(record({ ...job, reason: text, attempts: count })),
      retried: count,
      processor: record({ median: number, least: number }),
    },
    'seconds',
    'loadAfter',
    'processor',
  ),
};

const facts = record({
  startedAt: text,
  commit: text,
  rounds: count,
  cpu: text,
  cores: count,
  node: text,
});

/** What `--compare` writes with `--json`. */
export const COMPARISON_SCHEMA: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: COMPARISON_FORMAT,
  ...record(
    {
      format: { const: COMPARISON_FORMAT },
      before: facts,
      after: facts,
      margin: number,
      drift: interval,
      warnings: list(text),
      changes: list(
        record(
          {
            workload: text,
            size: count,
            sizeOf: text,
            unit,
            backend: text,
            before: number,
            after: number,
            ratio: interval,
            outcome: oneOf(...OUTCOMES),
          },
          'before',
          'after',
          'ratio',
        ),
      ),
      skipped: list(record({ workload: text, size: count, why: text })),
      worse: truth,
    },
    'drift',
  ),
};
