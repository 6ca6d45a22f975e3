/** Every form of a report, in one place: what writes it, and how its file usually ends. */
import { toHtml } from './html.ts';
import type { Report } from './report.ts';
import { toBadge, toJson, toJUnit, toMarkdown, toTap } from './text.ts';

/** What a report can be written as. */
export type ReportForm = 'json' | 'markdown' | 'html' | 'junit' | 'tap' | 'badge';

/**
 * By name: `write` gives the text, the same for the same report.
 *
 * @example
 * const report = await runConformance(hamt, { only: ['ENV-BAG-10'] });
 * REPORT_FORMS.tap.write(report).startsWith('TAP version 14') // => true
 * REPORT_FORMS.junit.ending // => "junit.xml"
 */
export const REPORT_FORMS: Readonly<
  Record<ReportForm, { readonly ending: string; readonly write: (report: Report) => string }>
> = {
  json: { ending: 'json', write: toJson },
  markdown: { ending: 'md', write: toMarkdown },
  html: { ending: 'html', write: (report) => toHtml([report]) },
  junit: { ending: 'junit.xml', write: toJUnit },
  tap: { ending: 'tap', write: toTap },
  badge: { ending: 'badge.json', write: toBadge },
};
