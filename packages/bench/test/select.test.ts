import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { CRITERIA } from '../src/criteria/criteria.ts';
import { plan } from '../src/plan.ts';
import { subjectsNamed } from '../src/subjects.ts';
import { selectWorkloads, type Choice } from '../src/workloads/select.ts';

const chosen = (choice: Choice): string[] =>
  selectWorkloads(choice).flatMap(({ workload, sizes }) =>
    sizes.map((size) => `${workload.name}/${size}`),
  );

test.each<{ choice: Choice; has: string[]; lacks: string[] }>([
  {
    choice: { extent: 'default' },
    has: ['clone_then_write/100000', 'store_union/1000'],
    lacks: ['clone_then_write/1000000'],
  },
  {
    choice: { extent: 'full' },
    has: ['clone_then_write/1000000', 'thread_branches/100000'],
    lacks: [],
  },
  {
    choice: { extent: 'quick' },
    has: ['clone_unmodified/10000'],
    lacks: ['clone_unmodified/100', 'export/10000'],
  },
  {
    choice: { extent: 'quick', workloads: ['export'] },
    has: ['export/10000'],
    lacks: ['export/1000'],
  },
  {
    choice: { extent: 'default', families: ['peers'] },
    has: ['store_fill/10000'],
    lacks: ['clone_unmodified/10000'],
  },
  {
    choice: { extent: 'default', filter: ['lookup'], sizes: [1000] },
    has: ['lookup_hit/1000', 'store_lookup/1000', 'allocated_by_lookup/1000'],
    lacks: ['lookup_hit/10000', 'clone_unmodified/1000'],
  },
])('$choice', ({ choice, has, lacks }) => {
  const cases = chosen(choice);
  expect(cases).toEqual(expect.arrayContaining(has));
  for (const one of lacks) expect(cases).not.toContain(one);
});

test('a default run measures every criterion', () => {
  const cases = chosen({ extent: 'default' });
  for (const { id, workload, size } of CRITERIA) expect(cases, id).toContain(`${workload}/${size}`);
});

test('the command names a backend of somebody else by its place, not by its name', async () => {
  const module = new URL('../../backend-cow/src/index.ts', import.meta.url).href;
  const mine = { name: 'mine', module, export: 'cow' };
  const backends = ['hamt', mine];
  const { command } = await plan({ backends, rounds: 2, seed: 7 }, subjectsNamed(backends));
  const place = relative(process.cwd(), fileURLToPath(module)).replaceAll('\\', '/');
  expect(command).toBe(
    `npx forkspace bench --backend hamt --backend ./${place} --rounds 2 --seed 7`,
  );
});
