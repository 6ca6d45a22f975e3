/** What `forkspace conformance` can write, and the option that asks for it. The suite itself is not loaded for this. */
import type { ReportForm } from '@forkspace/conformance';

export type Output = ReportForm | 'script';

export const OUTPUTS: Readonly<Record<Output, string>> = {
  json: 'the whole report, as JSON',
  markdown: 'a page, as Markdown',
  html: 'a page that needs nothing else, as HTML',
  junit: 'JUnit XML, for continuous integration',
  tap: 'TAP, for test harnesses',
  badge: 'the answer of a badge endpoint',
  script: 'the shortest history that shows a broken clause, for --replay; no file when none does',
};
