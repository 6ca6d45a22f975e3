/** The cases of a report by family and workload, in the order in which the page shows them. */
import type { CaseResult, Estimate, Report } from '../report.ts';
import type { Family } from '../../workloads/workload.ts';

/** One workload at all its sizes. */
export interface Panel {
  readonly workload: string;
  readonly title: string;
  readonly about: string;
  readonly unit: CaseResult['unit'];
  readonly sizeOf: string;
  readonly scale: CaseResult['scale'];
  /** Whose cost is 1 where others are compared with it. */
  readonly baseline: string;
  readonly subjects: readonly string[];
  /** Who cannot do the job, and why. */
  readonly cannot: CaseResult['cannot'];
  /** By size. */
  readonly cases: readonly CaseResult[];
}

const ORDER: readonly Family[] = ['micro', 'memory', 'concurrency', 'evaluation', 'peers'];

/** Every workload that was measured, by family; families without any are left out. */
export function panelsOf(report: Report): [Family, Panel[]][] {
  const byWorkload = new Map<string, CaseResult[]>();
  for (const one of report.cases) {
    // What only controls the measuring is told with the run.
    if (one.estimates.length === 0 || one.isControl === true) continue;
    const list = byWorkload.get(one.workload);
    if (list === undefined) byWorkload.set(one.workload, [one]);
    else list.push(one);
  }
  const panels = [...byWorkload.values()].map(panelOf);
  return ORDER.map((family): [Family, Panel[]] => [
    family,
    panels.filter((one) => one.family === family),
  ]).filter(([, some]) => some.length > 0);
}

function panelOf(unsorted: readonly CaseResult[]): Panel & { readonly family: Family } {
  const cases = unsorted.toSorted((a, b) => a.size - b.size);
  const { workload, title, about, unit, sizeOf, scale, family, baseline, cannot } =
    cases[0] as CaseResult;
  const subjects = [
    ...new Set(cases.flatMap(({ estimates }) => estimates.map(({ subject }) => subject))),
  ];
  return {
    workload,
    title,
    about,
    unit,
    sizeOf,
    scale,
    family,
    cannot,
    // A baseline that gave no figure compares with nobody.
    baseline: subjects.find((subject) => subject === baseline) ?? (subjects[0] as string),
    subjects,
    cases,
  };
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
