/** What a workload is called where people read it. */
import type { RunRecord } from '../protocol/records.ts';

export function titleIn(run: RunRecord, workload: string): string {
  return run.cases.find((one) => one.workload === workload)?.title ?? workload;
}
