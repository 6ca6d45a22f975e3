/** Reading: rules by head and arity, facts by pattern, everything in order. */
import {
  expression,
  symbol,
  variable,
  type Atom,
  type Environment,
  type SymbolAtom,
} from '@forkspace/spec';
import { based, digest, edges, filled, heads, rule, rules } from './content.ts';
import { keep, timed, type Setting, type Workload } from './workload.ts';

const LOOKUPS = 4096;

const COMMON = { family: 'micro', unit: 'ns' } as const;

/** Which heads are looked up: at random, as no program walks its rules in order of definition. */
function plan<T>(all: readonly T[], { random }: Setting): T[] {
  return Array.from({ length: LOOKUPS }, () => all[random.below(all.length)] as T);
}

/** Looks up each of `wanted` in a native map keyed by string, as a program without an environment would. */
function inNativeMap(
  stored: readonly SymbolAtom[],
  wanted: readonly SymbolAtom[],
  found: number,
): ReturnType<typeof timed> {
  const map = new Map(stored.map(({ name }, i) => [name, Object.freeze([rule(name, i)])]));
  const names = wanted.map(({ name }) => name);
  let sum = 0;
  return timed({
    operations: LOOKUPS,
    run() {
      sum = 0;
      for (let i = 0; i < LOOKUPS; i++) {
        const list = map.get(names[i] as string);
        if (list !== undefined) sum += list.length;
      }
      keep(0, sum);
    },
    answer: () => ({ actual: String(sum), expected: String(found) }),
  });
}

function inEnvironment(
  environment: Environment,
  wanted: readonly SymbolAtom[],
  found: number,
): ReturnType<typeof timed> {
  let sum = 0;
  return timed({
    operations: LOOKUPS,
    run() {
      sum = 0;
      for (let i = 0; i < LOOKUPS; i++)
        sum += environment.matchingRules(wanted[i] as SymbolAtom, 1).length;
      keep(0, sum);
    },
    answer: () => ({ actual: String(sum), expected: String(found) }),
  });
}

export const lookupHit: Workload = {
  ...COMMON,
  name: 'lookup_hit',
  title: 'look up, found',
  about: 'the rules for a (head, arity) that has one',
  sizeOf: 'rules',
  sizes: [100, 1000, 10_000],
  fullSizes: [10, 100_000, 1_000_000],
  quickSizes: [10_000],
  baseline: 'Map',
  prepare: (backend, setting) =>
    inEnvironment(
      filled(backend, rules(setting.size)),
      plan(heads(setting.size), setting),
      LOOKUPS,
    ),
  others: {
    Map: (setting) => inNativeMap(heads(setting.size), plan(heads(setting.size), setting), LOOKUPS),
  },
};

export const lookupMiss: Workload = {
  ...COMMON,
  name: 'lookup_miss',
  title: 'look up, not found',
  about: 'the rules for a (head, arity) that has none',
  sizeOf: 'rules',
  sizes: [10_000],
  fullSizes: [10, 100, 1000, 100_000, 1_000_000],
  quickSizes: [],
  baseline: 'Map',
  prepare: (backend, setting) =>
    inEnvironment(
      filled(backend, rules(setting.size)),
      plan(heads(setting.size, 'none'), setting),
      0,
    ),
  others: {
    Map: (setting) =>
      inNativeMap(heads(setting.size), plan(heads(setting.size, 'none'), setting), 0),
  },
};

export const lookupWildcards: Workload = {
  ...COMMON,
  name: 'lookup_wildcards',
  title: 'look up among wildcard rules',
  about: 'the rules for a (head, arity) when there are also 100 wildcard rules',
  sizeOf: 'rules',
  sizes: [10_000],
  fullSizes: [0, 100, 100_000, 1_000_000],
  quickSizes: [],
  prepare(backend, setting) {
    const wild = Array.from({ length: 100 }, (_, i) => {
      const f = variable('f');
      return expression(symbol('='), expression(f, symbol(`case${i}`)), f);
    });
    const environment = filled(backend, [...rules(setting.size), ...wild]);
    // Where there are no rules, a head is asked for that has none but the wildcard ones.
    const asked = plan(heads(Math.max(1, setting.size)), setting);
    return inEnvironment(environment, asked, LOOKUPS * (setting.size === 0 ? 100 : 101));
  },
};

export const queryIndexed: Workload = {
  ...COMMON,
  name: 'query_indexed',
  title: 'query by pattern',
  about: 'all ten answers to (edge NODE $x), for one NODE after another',
  sizeOf: 'facts',
  sizes: [10_000],
  fullSizes: [100, 1000, 100_000, 1_000_000],
  quickSizes: [],
  prepare(backend, setting) {
    const content = edges(setting.size);
    const environment = filled(backend, content);
    const nodes = content
      .slice(0, Math.ceil(setting.size / 10))
      .map((atom) => (atom as { items: readonly Atom[] }).items[1] as Atom);
    // More different patterns than any cache of answers holds, each asked only once in a run.
    const asked = setting.random.shuffle(nodes).slice(0, 4096);
    const patterns = asked.map((node) => expression(symbol('edge'), node, variable('x')));
    let answers = 0;
    let last: readonly Atom[] = [];
    let at = 0;
    const operations = 256;
    return timed({
      operations,
      run() {
        for (let i = 0; i < operations; i++) {
          const found = environment.query(patterns[at] as Atom);
          at = at + 1 === patterns.length ? 0 : at + 1;
          answers = found.length;
          keep(i, found);
        }
      },
      answer() {
        const pattern = patterns[(at + patterns.length - 1) % patterns.length] as Atom;
        last = environment.query(pattern).map(({ atom }) => atom);
        const node = asked[(at + patterns.length - 1) % patterns.length];
        const expected = content.filter(
          (atom) => (atom as { items: readonly Atom[] }).items[1] === node,
        );
        return {
          actual: `${answers} ${digest(last)}`,
          expected: `${expected.length} ${digest(expected)}`,
        };
      },
    });
  },
};

export const iterate: Workload = {
  ...COMMON,
  name: 'iterate',
  title: 'list everything',
  about: 'list every atom of a clone that has just been written; one operation is one atom',
  sizeOf: 'rules',
  sizes: [10_000],
  fullSizes: [10, 100, 1000, 100_000, 1_000_000],
  quickSizes: [],
  prepare(backend, { size }) {
    const { content, base } = based(backend, size);
    const extra = rule('extra', 0);
    let last: readonly Atom[] = [];
    return timed<Environment>({
      operations: size,
      fresh() {
        const clone = base.clone();
        clone.add(extra);
        if (!backend.capabilities.isolation) clone.remove(extra);
        return clone;
      },
      run(clone) {
        last = clone.atoms();
      },
      answer: () => ({
        actual: digest(last),
        expected: backend.capabilities.isolation ? digest(content, [extra]) : digest(content),
      }),
    });
  },
};
