/** The conformance suite: the clauses of the environment contract as checks that any backend can be run against. */
export { ALL_CHECKS } from './checks/index.ts';
export type { Check, Context, Needs } from './checks/check.ts';
export { Broken } from './expect.ts';
export { exitCode } from './report/report.ts';
export type { Report, Result, Status, Verdict } from './report/report.ts';
export {
  DEFAULT_SEED,
  DEFAULT_STEPS,
  runCheck,
  runConformance,
  unsupportedBecause,
} from './run.ts';
export type { Progress, RunOptions } from './run.ts';
export { backendsIn, isBackend, smoke } from './subject.ts';
export type { Subject } from './subject.ts';
export { SUITE_VERSION } from './version.ts';
export { replay, runHistory } from './histories/run.ts';
export { readScript, writeScript } from './histories/script.ts';
export type { Op, Step } from './histories/script.ts';
export { REPORT_FORMS } from './report/forms.ts';
export type { ReportForm } from './report/forms.ts';
export { toHtml } from './report/html.ts';
export { REPORT_SCHEMA } from './report/schema.ts';
export { reproduce, toBadge, toJson, toJUnit, toMarkdown, toTap } from './report/text.ts';
