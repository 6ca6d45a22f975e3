/** The forms in which `forkspace conformance` can write its report, by the option that asks for each. */
export const REPORT_FORMS = {
  json: 'the whole report, as JSON',
  markdown: 'a page, as Markdown',
  html: 'a page that needs nothing else, as HTML',
  junit: 'JUnit XML, for continuous integration',
  tap: 'TAP, for test harnesses',
  badge: 'the answer of a badge endpoint',
  script: 'the shortest history that shows a broken clause, for --replay; no file when none does',
} as const;

export type ReportForm = keyof typeof REPORT_FORMS;
