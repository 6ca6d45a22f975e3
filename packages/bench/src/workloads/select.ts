/** Which workloads and sizes a run measures. */
import { OptionError } from '../option-error.ts';
import { WORKLOADS, workloadNamed } from './index.ts';
import { allSizes, type Family, type Workload } from './workload.ts';

/** How much is measured: what tells most, what tells enough, everything. */
export type Extent = 'quick' | 'default' | 'full';

/** What somebody wants measured; what is left out does not narrow the choice. */
export interface Choice {
  readonly extent: Extent;
  /** Names of workloads. */
  readonly workloads?: readonly string[] | undefined;
  readonly families?: readonly string[] | undefined;
  /** Parts of names: a workload is measured whose name contains one of them. */
  readonly filter?: readonly string[] | undefined;
  /** Exactly these sizes, wherever a workload has them, whatever the extent. */
  readonly sizes?: readonly number[] | undefined;
}

export interface Selected {
  readonly workload: Workload;
  readonly sizes: readonly number[];
}

/** Every family, in the order of a report. */
export const FAMILIES: readonly Family[] = [
  'micro',
  'memory',
  'concurrency',
  'evaluation',
  'peers',
];

/** The workloads of a choice, each with its sizes. Throws an OptionError that says what is known, and when nothing is left to be measured. */
export function selectWorkloads(choice: Choice): Selected[] {
  const { workloads, families, filter } = choice;
  for (const name of ['workloads', 'families', 'filter', 'sizes'] as const) {
    const list: unknown = choice[name];
    if (list !== undefined && !Array.isArray(list))
      throw new OptionError(`${name} must be an array, not ${JSON.stringify(list)}`);
  }
  const unknown = families?.find((family) => !(FAMILIES as readonly string[]).includes(family));
  if (unknown !== undefined) {
    throw new OptionError(
      `unknown family ${JSON.stringify(unknown)}; known: ${FAMILIES.join(', ')}`,
    );
  }
  const named = workloads?.map(workloadNamed) ?? WORKLOADS;
  const selected = named
    .filter(({ family }) => families === undefined || families.includes(family))
    .filter(({ name }) => filter === undefined || filter.some((part) => name.includes(part)))
    .map((workload) => ({ workload, sizes: sizesOf(workload, choice) }))
    .filter(({ sizes }) => sizes.length > 0);
  if (selected.length > 0) return selected;
  throw new OptionError(
    'nothing to measure: no workload has these names, families and sizes; WORKLOADS lists them',
  );
}

function sizesOf(workload: Workload, { extent, workloads, sizes }: Choice): readonly number[] {
  if (sizes !== undefined) return allSizes(workload).filter((size) => sizes.includes(size));
  if (extent === 'full') return allSizes(workload);
  // Naming a workload in a quick run asks for it even where it is not among the telling ones.
  const asked = workloads !== undefined && workload.quickSizes.length === 0;
  return extent === 'quick' && !asked ? workload.quickSizes : workload.sizes;
}
