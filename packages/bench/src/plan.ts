/** What a run measures: every workload, size and subject, from a choice that is checked here. */
import { OptionError } from './option-error.ts';
import { basename, isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchmarkOptions } from './run-benchmark.ts';
import { caseId, SAMPLES_FORMAT, type Case, type RunRecord } from './protocol/records.ts';
import { surroundings } from './report/surroundings.ts';
import { loadBackend, OTHERS, type Subject } from './subjects.ts';
import { selectWorkloads, type Extent, type Selected } from './workloads/select.ts';
import type { EnvironmentBackend } from '@forkspace/spec';

/** What is measured against itself: one workload for each order of magnitude. */
const CONTROLLED = [
  'clone_unmodified/10000',
  'clone_then_write/10000',
  'lookup_hit/10000',
  'union_modified/1000',
];
const CONTROLLED_WHEN_QUICK = 2;

export async function plan(
  options: BenchmarkOptions,
  subjects: readonly Subject[],
): Promise<RunRecord> {
  const { quick = false, rounds = quick ? 3 : 15, seed = Date.now() % 1_000_000 } = options;
  if (!Number.isSafeInteger(rounds) || rounds < 1) {
    throw new OptionError(`rounds must be a whole number from 1, not ${rounds}`);
  }
  if (!Number.isSafeInteger(seed))
    throw new OptionError(`the seed must be a whole number, not ${seed}`);
  if (quick && options.full === true)
    throw new OptionError('a run is either quick or full: leave one of them out');
  const extent: Extent = quick ? 'quick' : options.full === true ? 'full' : 'default';
  const { workloads, families, filter, sizes } = options;
  const selected = selectWorkloads({ extent, workloads, families, filter, sizes });
  const backends = await Promise.all(subjects.map(loadBackend));
  const isolating = subjects.find((_, i) => backends[i]!.capabilities.isolation) ?? subjects[0];
  const controlSubject = isolating?.name ?? '';
  const cases = selected.flatMap((one) =>
    casesOf(one, subjects, backends, rounds, controlSubject, options.peers ?? true),
  );
  const controlled = CONTROLLED.filter((id) => cases.some((one) => caseId(one) === id));
  // Every run has a control; by the clock, if anything in it is.
  const usual = cases.filter((one) => one.subjects.includes(controlSubject));
  const first = usual.find((one) => one.unit === 'ns') ?? usual[0];
  const fallback = first === undefined ? [] : [caseId(first)];
  const names = new Set(cases.flatMap((one) => one.subjects));
  return {
    kind: 'run',
    format: SAMPLES_FORMAT,
    startedAt: new Date().toISOString(),
    seed,
    quick,
    selection: extent,
    rounds,
    backends: subjects.map(({ name }) => name),
    about: subjects.flatMap(({ name, about }) => (about === undefined ? [] : [{ name, about }])),
    peers: OTHERS.filter(({ name }) => names.has(name)).map(({ name, about }) => ({ name, about })),
    control: {
      subject: controlSubject,
      cases:
        controlled.length > 0 ? controlled.slice(0, quick ? CONTROLLED_WHEN_QUICK : 4) : fallback,
    },
    cases,
    command: commandFor(options, rounds, seed),
    surroundings: surroundings(
      OTHERS.flatMap(({ library }) => library ?? []),
      options.out,
    ),
  };
}

function casesOf(
  { workload, sizes }: Selected,
  subjects: readonly Subject[],
  backends: readonly EnvironmentBackend[],
  rounds: number,
  controlSubject: string,
  withPeers: boolean,
): Case[] {
  const { name, title, about, family, unit, sizeOf, maxRounds = rounds } = workload;
  const { baseline, cannot = [], isControl = false, others = {}, suits, prepare } = workload;
  const suited = subjects
    .filter((_, i) => prepare !== undefined && (suits?.(backends[i]!.capabilities) ?? true))
    .map((subject) => subject.name);
  if (prepare !== undefined && suited.length === 0) return [];
  const measured = isControl ? suited.filter((one) => one === controlSubject) : suited;
  if (withPeers) measured.push(...Object.keys(others));
  if (measured.length === 0) return [];
  return sizes.map((size) => ({
    workload: name,
    size,
    title,
    about,
    family,
    unit,
    sizeOf,
    scale: sizes.length === 1 ? 'none' : (workload.scale ?? 'log'),
    better: 'less',
    subjects: measured,
    ...(baseline !== undefined && measured.includes(baseline) ? { baseline } : {}),
    cannot,
    ...(isControl ? { isControl } : {}),
    rounds: Math.min(rounds, maxRounds),
  }));
}

/**
 * Where a backend of somebody else was found: as a path from the working directory, if it lies below, else by its last part, for
 * a report should not tell how a machine is laid out.
 */
function placeOf({ module }: Subject): string {
  if (!module.startsWith('file:')) return module;
  const path = relative(process.cwd(), fileURLToPath(module));
  return path.startsWith('..') || isAbsolute(path)
    ? `./${basename(path)}`
    : `./${path.replaceAll('\\', '/')}`;
}

/** What to type to get the same run. */
function commandFor(options: BenchmarkOptions, rounds: number, seed: number): string {
  const words = ['npx forkspace bench'];
  if (options.quick === true) words.push('--quick');
  if (options.full === true) words.push('--full');
  for (const backend of options.backends ?? []) {
    words.push('--backend', typeof backend === 'string' ? backend : placeOf(backend));
  }
  for (const name of options.workloads ?? []) words.push('--workload', name);
  for (const family of options.families ?? []) words.push('--family', family);
  for (const part of options.filter ?? []) words.push('--filter', part);
  if (options.sizes !== undefined) words.push('--sizes', options.sizes.join(','));
  if (options.peers === false) words.push('--no-peers');
  words.push('--rounds', String(rounds), '--seed', String(seed));
  return words.join(' ');
}

/**
 * Why a run cannot be gone on with as it is now asked for; undefined where it can. More rounds are another plan: who
 * measures on until a verdict pleases has not measured it.
 */
export function differenceOf(old: RunRecord, now: RunRecord, anySeed: boolean): string | undefined {
  const aspects: readonly (readonly [what: string, of: (run: RunRecord) => unknown])[] = [
    ['extent', (run) => run.selection],
    ['number of rounds', (run) => run.rounds],
    ['choice of backends', (run) => run.backends],
    ['choice of workloads', (run) => [run.cases, run.control]],
    ['commit', (run) => run.surroundings.commit],
    ['version of Node', (run) => run.surroundings.node],
    ['processor', (run) => [run.surroundings.cpu, run.surroundings.cores]],
    ['version of a library', (run) => run.surroundings.versions],
    ['seed', (run) => (anySeed ? 0 : run.seed)],
  ];
  return aspects.find(([, of]) => JSON.stringify(of(old)) !== JSON.stringify(of(now)))?.[0];
}
