/** What workloads and their groups are called where people read them. */
import type { CaseResult } from './report.ts';

export function titleOf(one: Pick<CaseResult, 'workload'> & { readonly title?: string }): string {
  return one.title ?? one.workload.replaceAll('_', ' ');
}
