/** The cases of a report by family and workload, in the order in which the page shows them. */
import type { CaseResult, Estimate, Report } from '../report.ts';
import { titleOf } from '../titles.ts';

/** One workload at all its sizes. */
export interface Panel {
  readonly workload: string;
  readonly title: string;
  readonly about: string;
  readonly unit: CaseResult['unit'];
  readonly sizeOf: string;
  readonly scale: 'log' | 'linear' | 'none';
  /** Whose cost is 1 where others are compared with it. */
  readonly baseline: string;
  readonly subjects: readonly string[];
  /** By size. */
  readonly cases: readonly CaseResult[];
}

export type FamilyName = 'micro' | 'memory' | 'concurrency' | 'evaluation' | 'peers';

const ORDER: readonly FamilyName[] = ['micro', 'memory', 'concurrency', 'evaluation', 'peers'];

/** Every workload that was measured, by family; families without any are left out. */
export function panelsOf(report: Report): [FamilyName, Panel[]][] {
  const byWorkload = new Map<string, CaseResult[]>();
  for (const one of report.cases) {
    if (one.estimates.length === 0) continue;
    const list = byWorkload.get(one.workload);
    if (list === undefined) byWorkload.set(one.workload, [one]);
    else list.push(one);
  }
  const panels = [...byWorkload.values()].map((cases) => panelOf(cases, report));
  return ORDER.map((family): [FamilyName, Panel[]] => [
    family,
    panels.filter((one) => one.family === family),
  ]).filter(([, some]) => some.length > 0);
}

interface Described {
  readonly family?: FamilyName;
  readonly scale?: Panel['scale'];
  readonly baseline?: string;
  readonly title?: string;
}

function panelOf(unsorted: readonly CaseResult[], report: Report): Panel & { family: FamilyName } {
  const cases = unsorted.toSorted((a, b) => a.size - b.size);
  const first = cases[0] as CaseResult & Described;
  const { workload, unit, sizeOf } = first;
  const subjects = [
    ...new Set(cases.flatMap(({ estimates }) => estimates.map(({ subject }) => subject))),
  ];
  return {
    workload,
    title: titleOf(first),
    about: report.run.cases.find((one) => one.workload === workload)?.about ?? '',
    unit,
    sizeOf,
    scale: first.scale ?? (cases.length > 1 ? 'log' : 'none'),
    baseline: first.baseline ?? (subjects[0] as string),
    subjects,
    cases,
    family: first.family ?? familyByName(workload),
  };
}

function familyByName(workload: string): FamilyName {
  if (/^(memory|allocated)_/.test(workload)) return 'memory';
  if (/^(thread|concurrent)_/.test(workload)) return 'concurrency';
  if (workload.startsWith('evaluate_')) return 'evaluation';
  if (workload.startsWith('store_')) return 'peers';
  return 'micro';
}

export function estimateOf(one: CaseResult, subject: string): Estimate | undefined {
  return one.estimates.find((estimate) => estimate.subject === subject);
}

/** The case by which a workload is told when there is room for one only: 10 000 where measured, else the largest. */
export function typical(panel: Panel): CaseResult {
  const comparable = panel.cases.filter(({ estimates }) => estimates.length > 1);
  const among = comparable.length > 0 ? comparable : panel.cases;
  return among.find(({ size }) => size === 10_000) ?? (among.at(-1) as CaseResult);
}
