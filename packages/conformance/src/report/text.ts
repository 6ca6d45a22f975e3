/** A report as JSON, Markdown, JUnit XML, TAP and a badge. The same report always gives the same text. */
import type { Report, Result, Status } from './report.ts';
import { STATUSES } from './report.ts';

/** The report itself, keys in a fixed order. */
export function toJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

const WORDS: Readonly<Record<Report['verdict'], string>> = {
  conforming: 'conforming',
  partial: 'partial: some checks were skipped',
  failing: 'not conforming',
  miswired: 'wrongly wired: nothing was checked',
};

const MARKS: Readonly<Record<Status, string>> = {
  pass: '✓',
  fail: '✗',
  error: '!',
  unsupported: '–',
  skipped: '…',
};

/** How to run the same again; for a backend that is not ours, its module goes in place of the name. */
export function reproduce({ backend, seed, steps }: Report): string {
  return `npx forkspace conformance ${/^[\w-]+$/.test(backend) ? backend : 'MODULE'} --seed ${seed} --steps ${steps}`;
}

function countsOf({ counts }: Report): string {
  return STATUSES.filter((status) => counts[status] > 0)
    .map((status) => `${counts[status]} ${status}`)
    .join(', ');
}

const bad = ({ status }: Result): boolean => status === 'fail' || status === 'error';

/** One page: verdict, failures first, then every check by clause. */
export function toMarkdown(report: Report): string {
  const { backend, capabilities, results, seed, steps, suite } = report;
  const lines = [
    `# Conformance of ${backend}: ${WORDS[report.verdict]}`,
    '',
    `${countsOf(report)}. Suite ${suite}, profile ${report.profile}, seed ${seed}, ${steps} random steps.`,
    '',
    `Declared: ${
      Object.entries(capabilities ?? {})
        .map(([name, value]) => `${name} \`${JSON.stringify(value)}\``)
        .join(', ') || 'nothing'
    }.`,
    '',
    'Reproduce (a backend that is not ours by the path of its module):',
    '',
    '```',
    reproduce(report),
    '```',
  ];
  const failures = results.filter(bad);
  if (failures.length > 0) lines.push('', '## Broken');
  for (const { id, title, message = '', hint, script } of failures) {
    lines.push('', `### ${id}`, '', `${title}.`, '', '```', message, '```');
    if (hint !== undefined) lines.push('', `Look at: ${hint}.`);
    if (script !== undefined) lines.push('', 'Replay:', '', '```', script, '```');
  }
  lines.push('', '## Checks', '', '| | check | what it holds |', '| --- | --- | --- |');
  for (const { id, status, title } of results)
    lines.push(`| ${MARKS[status]} | ${id} | ${title.replaceAll('|', '\\|')} |`);
  lines.push('', `${STATUSES.map((status) => `${MARKS[status]} ${status}`).join(' · ')}`, '');
  return lines.join('\n');
}

export function escapeXml(text: string): string {
  const escaped = text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
  return [...escaped].map((letter) => (sayable(letter) ? letter : '\ufffd')).join('');
}

/** XML 1.0 has no way to say most control characters and lone surrogates, not even escaped. */
function sayable(letter: string): boolean {
  const code = letter.codePointAt(0) as number;
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return code < 0xd800 || (code > 0xdfff && code !== 0xfffe && code !== 0xffff);
}

/** JUnit XML, as continuous-integration servers read it. One test suite, one test case per check. */
export function toJUnit(report: Report): string {
  const { backend, counts, results } = report;
  const cases = results.map(({ id, clause, title, status, message = '', hint = '' }) => {
    const open = `    <testcase classname="${escapeXml(clause)}" name="${escapeXml(`${id} ${title}`)}"`;
    if (status === 'pass') return `${open}/>`;
    if (status === 'unsupported' || status === 'skipped')
      return `${open}>\n      <skipped message="${escapeXml(message || status)}"/>\n    </testcase>`;
    const tag = status === 'fail' ? 'failure' : 'error';
    const [first = ''] = message.split('\n');
    return `${open}>\n      <${tag} message="${escapeXml(first)}">${escapeXml(`${message}\nlook at: ${hint}`)}</${tag}>\n    </testcase>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `  <testsuite name="${escapeXml(`conformance of ${backend}`)}" tests="${results.length}" failures="${counts.fail}" errors="${counts.error}" skipped="${counts.unsupported + counts.skipped}">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

/** TAP version 14. */
export function toTap({ results }: Report): string {
  const lines = ['TAP version 14', `1..${results.length}`];
  results.forEach((result, i) => {
    const { id, title, status, message = '', hint } = result;
    const name = `${i + 1} - ${id} ${title.replaceAll('\\', '\\\\').replaceAll('#', '\\#')}`;
    if (bad(result)) {
      lines.push(
        `not ok ${name}`,
        '  ---',
        `  status: ${status}`,
        `  message: ${JSON.stringify(message)}`,
        `  hint: ${JSON.stringify(hint ?? '')}`,
        '  ...',
      );
    } else
      lines.push(
        `ok ${name}${status === 'pass' ? '' : ` # SKIP ${(message || status).replaceAll('\n', ' ')}`}`,
      );
  });
  return `${lines.join('\n')}\n`;
}

/** The answer of a badge endpoint (shields.io schema 1). */
export function toBadge({ counts, verdict }: Report): string {
  const applying = counts.pass + counts.fail + counts.error;
  const colour = {
    conforming: 'brightgreen',
    partial: 'yellow',
    failing: 'red',
    miswired: 'lightgrey',
  }[verdict];
  const message =
    verdict === 'conforming'
      ? `${counts.pass} checks`
      : verdict === 'miswired'
        ? 'not run'
        : `${counts.pass} of ${applying}${verdict === 'partial' ? ', partial' : ''}`;
  return `${JSON.stringify({ schemaVersion: 1, label: 'conformance', message, color: colour })}\n`;
}
