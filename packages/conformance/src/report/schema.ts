/** The JSON Schema of a report. */
const STATUS = { enum: ['pass', 'fail', 'error', 'unsupported', 'skipped'] } as const;
const TEXT = { type: 'string' } as const;
const COUNT = { type: 'integer', minimum: 0 } as const;

export const REPORT_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A report of the Forkspace conformance suite',
  type: 'object',
  required: [
    'format',
    'formatVersion',
    'suite',
    'backend',
    'capabilities',
    'profile',
    'verdict',
    'seed',
    'steps',
    'counts',
    'results',
  ],
  additionalProperties: false,
  properties: {
    format: { const: 'forkspace-conformance' },
    formatVersion: { const: 1 },
    suite: { type: 'string', description: 'Version of the suite.' },
    backend: TEXT,
    capabilities: { type: ['object', 'null'], description: 'As the backend declares them.' },
    profile: { enum: ['isolating', 'sharing', 'unknown'] },
    verdict: { enum: ['conforming', 'partial', 'failing', 'miswired'] },
    seed: { type: 'integer' },
    steps: COUNT,
    counts: {
      type: 'object',
      required: ['pass', 'fail', 'error', 'unsupported', 'skipped'],
      additionalProperties: false,
      properties: { pass: COUNT, fail: COUNT, error: COUNT, unsupported: COUNT, skipped: COUNT },
    },
    results: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'clause', 'title', 'since', 'status'],
        additionalProperties: false,
        properties: {
          id: TEXT,
          clause: TEXT,
          title: TEXT,
          since: TEXT,
          status: STATUS,
          message: {
            type: 'string',
            description: 'What was expected and what came, or why the check does not apply.',
          },
          hint: { type: 'string', description: 'If this fails, look at this.' },
          script: { type: 'string', description: 'A history that shows it; runs with replay().' },
        },
      },
    },
  },
} as const;
