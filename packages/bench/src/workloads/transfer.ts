/** Into and out of an environment: rules that were made before, and bytes. */
import type { Environment } from '@forkspace/spec';
import { based, digestOf, digestOfRules, filled, rules } from './content.ts';
import { timed, type Workload } from './workload.ts';

const COMMON = { family: 'micro', unit: 'ns' } as const;

export const bulkLoad: Workload = {
  ...COMMON,
  name: 'bulk_load',
  title: 'load rules at once',
  about: 'put n rules, made before, into a new environment with addAll; one operation is one rule',
  sizeOf: 'rules',
  sizes: [1000, 10_000],
  fullSizes: [10, 100, 100_000, 1_000_000],
  quickSizes: [],
  budget: { milliseconds: 100, runs: 3 },
  prepare(backend, { size }) {
    const content = rules(size);
    let last: Environment = backend.create();
    return timed({
      operations: size,
      run() {
        last = backend.create();
        last.addAll(content);
      },
      answer: () => ({ actual: digestOf(last), expected: digestOfRules(content) }),
    });
  },
};

const BYTES = {
  ...COMMON,
  sizeOf: 'rules',
  sizes: [10_000],
  fullSizes: [10, 100, 1000, 100_000, 1_000_000],
  quickSizes: [],
  budget: { milliseconds: 60, runs: 4 },
} as const;

export const exportBytes: Workload = {
  ...BYTES,
  name: 'export',
  title: 'write as bytes',
  about: 'write an environment as bytes; one operation is one rule',
  prepare(backend, { size }) {
    const { content, base } = based(backend, size);
    let bytes = new Uint8Array();
    return timed({
      operations: size,
      run() {
        bytes = base.export() as Uint8Array<ArrayBuffer>;
      },
      answer: () => ({
        actual: digestOf(backend.import(bytes)),
        expected: digestOfRules(content),
      }),
    });
  },
};

export const importBytes: Workload = {
  ...BYTES,
  name: 'import',
  title: 'read from bytes',
  about: 'read an environment from bytes; one operation is one rule',
  prepare(backend, { size }) {
    const content = rules(size);
    const bytes = filled(backend, content).export();
    let last: Environment = backend.create();
    return timed({
      operations: size,
      run() {
        last = backend.import(bytes);
      },
      answer: () => ({ actual: digestOf(last), expected: digestOfRules(content) }),
    });
  },
};
