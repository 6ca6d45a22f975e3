import { cow } from '@forkspace/backend-cow';
import { hamt } from '@forkspace/backend-hamt';
import { mutex } from '@forkspace/backend-mutex';
import type { Environment, EnvironmentBackend } from '@forkspace/spec';
import { describe, expect, test } from 'vitest';
import { randomFor } from '../src/random.ts';
import { WORKLOADS } from '../src/workloads/index.ts';
import {
  allSizes,
  type Answer,
  type Prepared,
  type Setting,
  type Workload,
} from '../src/workloads/workload.ts';

/** Those that time something, in this process; the others need a process or threads of their own. */
const TIMED = WORKLOADS.filter(
  ({ name }) => !/^(memory_|allocated_|concurrent_|thread_|evaluate_same)/.test(name),
);

function settingFor(workload: Workload, size?: number): Setting {
  const { name, family } = workload;
  return {
    // A small one; what a size counts in an evaluation can be anything.
    size: size ?? (family === 'evaluation' ? Math.min(...allSizes(workload)) : 300),
    subject: { name: '', module: '', export: '' },
    random: randomFor(1, name),
    brief: true,
  };
}

async function answerOf(
  workload: Workload,
  backend: EnvironmentBackend,
  size?: number,
): Promise<Answer> {
  if (workload.prepare === undefined) throw new Error(`${workload.name} is not done by backends`);
  return answerTo(await workload.prepare(backend, settingFor(workload, size)));
}

async function answerTo(prepared: Prepared): Promise<Answer> {
  if ('meter' in prepared) await prepared.meter();
  else for (let turn = 0; turn < 2; turn++) prepared.run(prepared.fresh?.());
  return prepared.answer();
}

const doneBy = ({ prepare, suits }: Workload, { capabilities }: EnvironmentBackend): boolean =>
  prepare !== undefined && (suits?.(capabilities) ?? true);

describe.each([hamt, cow, mutex])('$name', (backend) => {
  test.each(TIMED.filter((workload) => doneBy(workload, backend)))(
    'answers $name rightly',
    async (workload) => {
      const { actual, expected } = await answerOf(workload, backend);
      expect(actual).toBe(expected);
      expect(expected).not.toBe('');
    },
  );

  test.each(
    TIMED.filter((workload) => doneBy(workload, backend) && allSizes(workload).includes(0)),
  )('answers $name rightly with nothing in it', async (workload) => {
    const { actual, expected } = await answerOf(workload, backend, 0);
    expect(actual).toBe(expected);
  });
});

const byOthers = TIMED.flatMap((workload) =>
  Object.entries(workload.others ?? {}).map(([other, prepare]) => ({
    name: workload.name,
    other,
    workload,
    prepare,
  })),
);

test.each(byOthers)('$other answers $name rightly', async ({ workload, prepare }) => {
  const { actual, expected } = await answerTo(await prepare(settingFor(workload)));
  expect(actual).toBe(expected);
});

test('whoever cannot do a job does not do it, and says why', () => {
  for (const { name, others = {}, cannot = [] } of WORKLOADS) {
    for (const { subject, why } of cannot) {
      expect(Object.keys(others), name).not.toContain(subject);
      expect(why.length).toBeGreaterThan(10);
    }
  }
  expect(WORKLOADS.flatMap(({ cannot = [] }) => cannot).length).toBeGreaterThan(0);
});

/** A backend with some methods of its environments replaced. */
function broken(change: (environment: Environment) => Partial<Environment>): EnvironmentBackend {
  const wrap = (environment: Environment): Environment => {
    const changed = change(environment);
    return new Proxy(environment, {
      get(target, name) {
        if (name in changed) return changed[name as keyof Environment];
        if (name === 'clone') return () => wrap(target.clone());
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
      },
    });
  };
  return {
    ...hamt,
    create: () => wrap(hamt.create()),
    import: (bytes) => wrap(hamt.import(bytes)),
  };
}

const workload = (name: string): Workload => WORKLOADS.find((one) => one.name === name)!;

test.each([
  {
    fault: 'a union that keeps one side',
    name: 'union_modified',
    change: (e: Environment) => ({ union: () => e.clone() }),
  },
  {
    fault: 'a union that forgets the forks',
    name: 'union_of_forks',
    change: (e: Environment) => ({ union: () => e.clone() }),
  },
  {
    fault: 'an add that does nothing',
    name: 'clone_then_write',
    change: () => ({ add: () => undefined }),
  },
  { fault: 'a removal that does nothing', name: 'remove', change: () => ({ remove: () => true }) },
  {
    fault: 'a lookup that finds nothing',
    name: 'lookup_hit',
    change: () => ({ matchingRules: () => [] }),
  },
  {
    fault: 'a query that finds nothing',
    name: 'query_indexed',
    change: () => ({ query: () => [] }),
  },
  { fault: 'a list that is empty', name: 'iterate', change: () => ({ atoms: () => [] }) },
  {
    fault: 'an export of nothing',
    name: 'export',
    change: () => ({ export: () => hamt.create().export() }),
  },
  {
    fault: 'a load that stores nothing',
    name: 'load_facts',
    change: () => ({ add: () => undefined }),
  },
])('$fault is fast and refused', async ({ name, change }) => {
  const { actual, expected } = await answerOf(workload(name), broken(change));
  expect(actual).not.toBe(expected);
});

test('names are unique, and a quick run measures sizes that a full run measures too', () => {
  expect(new Set(WORKLOADS.map(({ name }) => name)).size).toBe(WORKLOADS.length);
  for (const { sizes, quickSizes } of WORKLOADS)
    for (const size of quickSizes) expect(sizes).toContain(size);
});
