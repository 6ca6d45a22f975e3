/**
 * A whole run that never was: every family, seven sizes, peers, a crossover, outliers, two modes, a miss, a
 * criterion in doubt. What a page has to be able to show, without waiting for a machine.
 */
import type { Case, SampleRecord, SamplesRecord } from '../src/protocol/records.ts';
import { randomFor } from '../src/random.ts';
import { WORKLOADS } from '../src/workloads/index.ts';
import { someCase, someRun, someSample } from './made.ts';

type Cost = (size: number) => number;
type Costs = Readonly<Record<string, Cost>>;

const SIZES = [0, 10, 100, 1000, 10_000, 100_000, 1_000_000];
const flat =
  (value: number): Cost =>
  () =>
    value;
const power =
  (at1: number, exponent: number, least = 0): Cost =>
  (size) =>
    least + at1 * Math.max(size, 1) ** exponent;
const logarithmic =
  (base: number, step: number): Cost =>
  (size) =>
    base + step * Math.log2(size + 2);

interface Family {
  readonly workload: string;
  readonly sizes: readonly number[];
  readonly costs: Costs;
  readonly rest?: Partial<Case>;
}

const FAMILIES: readonly Family[] = [
  {
    workload: 'clone_unmodified',
    sizes: SIZES,
    costs: { hamt: flat(16), cow: flat(12), mutex: flat(44) },
  },
  {
    workload: 'clone_then_write',
    sizes: SIZES,
    costs: { hamt: logarithmic(500, 40), cow: power(4, 0.55, 450) },
  },
  {
    workload: 'union_unmodified',
    sizes: [10_000],
    costs: { hamt: flat(19), cow: flat(18), mutex: flat(42) },
  },
  {
    workload: 'union_modified',
    sizes: [10, 100, 1000, 10_000],
    costs: { hamt: power(400, 1), cow: power(300, 1.03) },
    rest: { sizeOf: 'rules each side' },
  },
  {
    workload: 'union_of_forks',
    sizes: [1000, 10_000, 100_000, 1_000_000],
    costs: { hamt: logarithmic(9000, 600), cow: power(900, 0.4) },
    rest: { sizeOf: 'rules in the base' },
  },
  {
    workload: 'lookup_hit',
    sizes: SIZES.slice(1),
    costs: {
      hamt: logarithmic(14, 1),
      cow: logarithmic(12, 1.1),
      mutex: flat(86),
      Map: logarithmic(8, 0.9),
    },
  },
  {
    workload: 'load_facts',
    sizes: [10_000, 100_000],
    costs: { hamt: flat(2000), cow: flat(1900), mutex: flat(2100) },
    rest: { sizeOf: 'facts' },
  },
  {
    workload: 'memory_of_rule',
    sizes: SIZES.slice(3),
    costs: { hamt: flat(310), cow: flat(280), mutex: flat(260) },
    rest: { unit: 'bytes', rounds: 5 },
  },
  {
    workload: 'memory_of_written_clone',
    sizes: SIZES.slice(3),
    costs: { hamt: logarithmic(1200, 70), cow: power(30, 0.45, 900) },
    rest: { unit: 'bytes', rounds: 5 },
  },
  {
    workload: 'memory_ratio',
    sizes: [10_000],
    costs: { hamt: flat(1.003), cow: flat(1.004) },
    rest: { unit: 'ratio', rounds: 5 },
  },
  {
    workload: 'memory_of_clone',
    sizes: [10_000],
    costs: { hamt: flat(168), cow: flat(160), mutex: flat(40) },
    rest: { unit: 'bytes', rounds: 5 },
  },
  {
    workload: 'concurrent_reads',
    sizes: [1, 2, 4, 8],
    costs: {
      hamt: (n) => 36 / Math.min(n, 2.1),
      cow: (n) => 34 / Math.min(n, 2),
      mutex: (n) => 120 * n ** 0.9,
    },
    rest: { sizeOf: 'readers' },
  },
  {
    workload: 'thread_branches',
    sizes: [20, 100, 1000, 10_000],
    costs: { hamt: (n) => 0.55 + 90 / (n + 12), cow: (n) => 0.56 + 85 / (n + 15) },
    rest: { unit: 'ratio', sizeOf: 'µs a branch' },
  },
  {
    workload: 'thread_start',
    sizes: [1],
    costs: { hamt: flat(6e7), cow: flat(5.8e7) },
    rest: { sizeOf: 'threads' },
  },
  {
    workload: 'evaluate_read_only',
    sizes: [100],
    costs: { hamt: flat(1.003), cow: flat(1.012) },
    rest: { unit: 'ratio', sizeOf: 'branches' },
  },
  {
    workload: 'evaluate_writes',
    sizes: [1, 10, 50],
    costs: { hamt: logarithmic(1, 0.05), cow: logarithmic(1, 0.16) },
    rest: { unit: 'ratio', sizeOf: '% of branches write' },
  },
  {
    workload: 'evaluate_deep',
    sizes: [10, 100, 1000],
    costs: { hamt: power(900, 1), cow: power(1100, 1.05) },
    rest: { sizeOf: 'forks deep' },
  },
  {
    workload: 'store_clone_write',
    sizes: [10, 100, 1000, 10_000, 100_000],
    costs: {
      hamt: logarithmic(500, 40),
      cow: power(4, 0.55, 450),
      Map: power(30, 1),
      structuredClone: power(900, 1),
      'Immutable.js': logarithmic(700, 60),
      hamt_plus: logarithmic(650, 55),
      immer: power(60, 1, 2000),
    },
  },
  {
    workload: 'store_lookup',
    sizes: [100, 10_000],
    costs: {
      hamt: flat(28),
      cow: flat(26),
      Map: flat(19),
      'Immutable.js': flat(95),
      hamt_plus: flat(70),
      immer: flat(21),
    },
    rest: {
      baseline: 'Map',
      cannot: [{ subject: 'structuredClone', why: 'a look-up is that of a Map' }],
    },
  },
  {
    workload: 'evaluate_same',
    sizes: [100],
    costs: { hamt: flat(1) },
    rest: { unit: 'ratio', sizeOf: 'branches', isControl: true, family: 'evaluation' },
  },
];

function named(workload: string): Partial<Case> {
  const found = WORKLOADS.find(({ name }) => name === workload);
  return found === undefined ? {} : { title: found.title, sizeOf: found.sizeOf };
}

export function wholeRun(seed = 9): SamplesRecord[] {
  const cases = FAMILIES.flatMap(({ workload, sizes, costs, rest }) =>
    sizes.map((size) =>
      someCase(workload, size, {
        about: `does ${workload}; <b>&</b> no more`,
        subjects: Object.keys(costs),
        // Titles and units are as long as they really are.
        ...named(workload),
        ...rest,
      }),
    ),
  );
  const controlled = ['clone_then_write/10000', 'lookup_hit/10000'];
  const run = someRun(cases, {
    backends: ['hamt', 'cow', 'mutex'],
    peers: [
      { name: 'Map', about: 'a native Map, copied; <no> more' },
      { name: 'immer', about: 'a Map that is changed in a draft' },
    ],
    control: { subject: 'hamt', cases: controlled },
  });
  const random = randomFor(seed, 'whole run');
  const samples: SampleRecord[] = [];
  for (const { workload, size, unit, subjects, rounds } of cases) {
    const { costs } = FAMILIES.find((one) => one.workload === workload) as Family;
    for (let round = 0; round < rounds; round++) {
      const weather = unit === 'ns' ? 1 + random.fraction() / 4 : 1;
      const spread = unit === 'ratio' ? 0.004 : unit === 'bytes' ? 0.02 : 0.12;
      const note = (subject: string, control: boolean): void => {
        const rare = unit === 'ns' && random.below(25) === 0 ? 1.9 : 1;
        const own = (1 + (random.fraction() - 0.5) * spread) * rare;
        const value = costs[subject]!(size) * weather * own;
        samples.push(someSample({ workload, size, unit, subject, control, round, value }));
      };
      for (const subject of subjects) note(subject, false);
      if (controlled.includes(`${workload}/${size}`)) note('hamt', true);
    }
  }
  return [run, ...samples, { kind: 'end', seconds: 2520, load: [0.9, 0.8, 0.6], stopped: false }];
}
