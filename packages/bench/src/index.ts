/** Benchmarks of backends: each sample in a fresh process, reported with intervals. */
export { runBenchmark } from './run-benchmark.ts';
export type { BenchmarkOptions } from './run-benchmark.ts';
export { BACKENDS, type Subject } from './subjects.ts';
export { WORKLOADS } from './workloads/index.ts';
export { FAMILIES, selectWorkloads, type Choice, type Extent } from './workloads/select.ts';
export { CRITERIA, type Criterion, type Quantity } from './criteria/criteria.ts';
export type { Verdict } from './criteria/judge.ts';
export type { Progress } from './protocol/runner.ts';
export type { Surroundings } from './protocol/records.ts';
export { parseSamples } from './protocol/samples-file.ts';
export { buildReport, type Report } from './report/report.ts';
export { renderTerminal } from './report/terminal.ts';
export { renderMarkdown } from './report/markdown.ts';
export { renderPage } from './report/page/page.ts';
export { formatSeconds } from './report/format.ts';
export { fillFigures } from './report/figures.ts';
export { REPORT_SCHEMA, SAMPLES_SCHEMA } from './report/schemas.ts';
export type { Interval } from './statistics/interval.ts';
