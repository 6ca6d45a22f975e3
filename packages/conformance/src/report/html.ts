/** Reports of several backends as one page that needs nothing else: backends × checks, failures unfolded. */
import { STATUSES, type Report, type Result, type Status } from './report.ts';
import { escapeXml as escape, reproduce } from './text.ts';

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --pass: #1a7f37; --fail: #cf222e; --dim: #8889; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; } th, td { border-bottom: 1px solid var(--line); padding: .25rem .5rem; text-align: left; vertical-align: top; }
thead th { position: sticky; top: 0; background: Canvas; } td.mark, th.mark { text-align: center; white-space: nowrap; }
.pass { color: var(--pass); } .fail, .error { color: var(--fail); font-weight: 600; } .unsupported, .skipped { color: var(--dim); }
pre { overflow: auto; background: #8881; padding: .75rem; } code { font-size: .9em; } details { margin: .5rem 0; }
`.trim();

const MARKS: Readonly<Record<Status, string>> = {
  pass: '✓',
  fail: '✗ fail',
  error: '✗ error',
  unsupported: 'n/a',
  skipped: 'skipped',
};

function failure(backend: string, { id, title, message = '', hint = '', script }: Result): string {
  const history = script === undefined ? '' : `<p>Replay:</p><pre>${escape(script)}</pre>`;
  return `<details open><summary><b>${escape(backend)}</b>: <code>${escape(id)}</code> ${escape(title)}</summary><pre>${escape(message)}</pre><p>Look at: ${escape(hint)}</p>${history}</details>`;
}

/** The matrix. The same reports in the same order give the same bytes. */
export function toHtml(reports: readonly Report[]): string {
  const rows = new Map<string, { readonly title: string; readonly cells: Map<string, Result> }>();
  for (const report of reports) {
    for (const result of report.results) {
      const row = rows.get(result.id) ?? { title: result.title, cells: new Map() };
      row.cells.set(report.backend, result);
      rows.set(result.id, row);
    }
  }
  const head = reports
    .map(
      ({ backend, verdict }) =>
        `<th class="mark">${escape(backend)}<br><small class="${verdict === 'conforming' ? 'pass' : 'fail'}">${verdict}</small></th>`,
    )
    .join('');
  const body = [...rows].map(([id, { title, cells }]) => {
    const marks = reports.map(({ backend }) => {
      const status = cells.get(backend)?.status ?? 'skipped';
      return `<td class="mark ${status}" title="${escape(cells.get(backend)?.message ?? status)}">${MARKS[status]}</td>`;
    });
    return `<tr><th><code>${escape(id)}</code></th><td>${escape(title)}</td>${marks.join('')}</tr>`;
  });
  const failures = reports.flatMap(({ backend, results }) =>
    results
      .filter(({ status }) => status === 'fail' || status === 'error')
      .map((result) => failure(backend, result)),
  );
  const summary = reports.map((report) => {
    const counts = STATUSES.filter((status) => report.counts[status] > 0)
      .map((status) => `${report.counts[status]} ${status}`)
      .join(', ');
    return `<li><b>${escape(report.backend)}</b> (${report.profile}): ${counts}. <code>${escape(reproduce(report))}</code></li>`;
  });
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Conformance</title>',
    `<style>${STYLE}</style></head><body>`,
    '<h1>Conformance</h1>',
    `<ul>${summary.join('')}</ul>`,
    failures.length === 0 ? '' : `<h2>Broken</h2>${failures.join('\n')}`,
    `<table><thead><tr><th>check</th><th>what it holds</th>${head}</tr></thead><tbody>`,
    ...body,
    '</tbody></table></body></html>',
    '',
  ].join('\n');
}
