/**
 * From source text into an environment, and the same by the plainest program that could do it. Loading grows
 * faster than its size on any machine: what is loaded outgrows the caches, has to be moved by the collector once
 * it survives, and lies on pages that the system gives out one by one. How much of that is the machine's, only
 * another program tells that keeps as much and does less.
 */
import { expression, symbol, type Atom, type Environment } from '@forkspace/spec';
import { digest, edges } from './content.ts';
import { usedHeap } from './memory.ts';
import { timed, type Prepared, type Setting, type Workload } from './workload.ts';

const SIZES = {
  sizeOf: 'facts',
  sizes: [1000, 10_000, 100_000],
  fullSizes: [100, 1_000_000],
} as const;

/** Source text of facts like {@link edges}, with names that nothing else in the process has. */
function edgesText(total: number, prefix: string): string {
  const nodes = Math.max(1, Math.ceil(total / 10));
  const lines = Array.from(
    { length: total },
    (_, i) => `(edge ${prefix}${i % nodes} ${prefix}${(i * 7919 + 13) % nodes})\n`,
  );
  return lines.join('');
}

/** A loader of text, and what it has loaded as atoms. */
interface Loader<T> {
  load(source: string): T;
  facts(loaded: T): readonly Atom[];
}

function timeOf<T>({ load, facts }: Loader<T>, { size }: Setting): Prepared {
  let turn = 0;
  let last: T | undefined;
  return timed<string>({
    operations: size,
    fresh: () => edgesText(size, `n${turn++}_`),
    run(source) {
      last = load(source);
    },
    answer: () => ({
      actual: digest(last === undefined ? [] : facts(last)),
      expected: digest(edges(size, `n${turn - 1}_`)),
    }),
  });
}

/** So few facts are loaded often enough for some bytes more or less not to matter. */
const FEWEST_FACTS = 20_000;

function bytesOf<T>({ load, facts }: Loader<T>, { size }: Setting): Prepared {
  const total = Math.max(1, Math.ceil(FEWEST_FACTS / size));
  const held: (T | undefined)[] = Array.from({ length: total });
  return {
    meter() {
      load(edgesText(size, 'first'));
      const before = usedHeap();
      for (let i = 0; i < total; i++) held[i] = load(edgesText(size, `n${i}_`));
      return [(usedHeap() - before) / total / size];
    },
    answer: () => ({
      actual: digest(facts(held.at(-1) as T)),
      expected: digest(edges(size, `n${total - 1}_`)),
    }),
  };
}

async function environmentLoader(create: () => Environment): Promise<Loader<Environment>> {
  const { Reader } = await import('@forkspace/evaluator');
  return {
    load(source) {
      const loaded = create();
      const reader = new Reader(source);
      for (let form = reader.next(); form !== undefined; form = reader.next()) {
        loaded.add(form.atom);
      }
      return loaded;
    },
    facts: (loaded) => loaded.facts(),
  };
}

interface Name {
  readonly name: string;
}
type Row = readonly Name[];

/**
 * No reader and no store: cuts lines of three words at their brackets and blanks, keeps one object for each name and an
 * array of three for each fact, under the first of them. It knows no other syntax, no index and no count.
 */
const plain: Loader<ReadonlyMap<Name, readonly Row[]>> = {
  load(source) {
    const names = new Map<string, Name>();
    const rows = new Map<Name, Row[]>();
    const nameAt = (begin: number, end: number): Name => {
      const name = source.slice(begin, end);
      let known = names.get(name);
      if (known === undefined) names.set(name, (known = { name }));
      return known;
    };
    for (let at = 0; at < source.length;) {
      const first = source.indexOf(' ', at);
      const second = source.indexOf(' ', first + 1);
      const end = source.indexOf(')', second + 1);
      const head = nameAt(at + 1, first);
      const row = [head, nameAt(first + 1, second), nameAt(second + 1, end)];
      const known = rows.get(head);
      if (known === undefined) rows.set(head, [row]);
      else known.push(row);
      at = end + 2;
    }
    return rows;
  },
  facts: (rows) =>
    [...rows.values()].flatMap((some) =>
      some.map((row) => expression(...row.map(({ name }) => symbol(name)))),
    ),
};

export const loadFacts: Workload = {
  ...SIZES,
  name: 'load_facts',
  title: 'load from text',
  about:
    'read facts with new names from source text into a new environment; one operation is one fact',
  family: 'micro',
  unit: 'ns',
  quickSizes: [100_000],
  budget: { milliseconds: 200, runs: 3 },
  baseline: 'Map',
  prepare: async (backend, setting) =>
    timeOf(await environmentLoader(() => backend.create()), setting),
  others: { Map: (setting) => timeOf(plain, setting) },
};

export const memoryOfFact: Workload = {
  ...SIZES,
  name: 'memory_of_fact',
  title: 'a fact',
  about: 'bytes per fact of an environment read from source text, names and atoms included',
  family: 'memory',
  unit: 'bytes',
  quickSizes: [],
  maxRounds: 3,
  baseline: 'Map',
  prepare: async (backend, setting) =>
    bytesOf(await environmentLoader(() => backend.create()), setting),
  others: { Map: (setting) => bytesOf(plain, setting) },
};
