import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { STYLE } from '../src/report/page/style.ts';
import { TONES } from '../src/report/page/palette.ts';
import { logAxis } from '../src/report/page/ticks.ts';
import { renderPage } from '../src/report/page/page.ts';
import { buildReport, type Report } from '../src/report/report.ts';
import { adviceOf } from '../src/report/advice.ts';
import { headlineOf, talliesOf } from '../src/report/verdict.ts';
import { marginOf } from '../src/report/margin.ts';
import { madeRun, someCase, someRun, someSample } from './made.ts';
import { wholeRun } from './whole-run.ts';

const report = buildReport(wholeRun());
const page = await renderPage(report);
const count = (pattern: RegExp, text = page): number => [...text.matchAll(pattern)].length;

describe('the page', () => {
  test('is the same to the byte for the same samples', async () => {
    const records = wholeRun();
    const again = buildReport(JSON.parse(JSON.stringify(records)) as typeof records);
    expect(await renderPage(again)).toBe(page);
  });

  test('is of a size that any line carries', () => {
    expect(page.length).toBeLessThan(500_000);
  });

  test('needs nothing else: no script, nothing fetched', () => {
    expect(page).not.toMatch(/<script|<link|<iframe|@import|\bon[a-z]+="|url\(/);
    const addresses = [...page.matchAll(/\b(?:href|src)="([^"]*)"/g)].map(([, to]) => to);
    expect(addresses.filter((to) => !/^#|^(samples\.jsonl|report\.(json|md))$/.test(to!))).toEqual(
      [],
    );
  });

  test('tells the verdict before anything else, then the criteria, then advice', () => {
    const places = [
      'class="lede"',
      'class="tallies"',
      'id="criteria"',
      'id="choose"',
      'id="micro"',
      'id="crossover"',
      'id="not-shown"',
      'id="again"',
    ].map((text) => page.indexOf(text));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
  });

  test('has every criterion that was measured, and a section for every family', () => {
    for (const { criterion, results } of report.judgements) {
      if (results.some(({ interval }) => interval !== undefined)) {
        expect(page).toContain(`<span class="id">${criterion.id}</span> ${criterion.title}`);
      }
    }
    for (const id of ['micro', 'memory', 'concurrency', 'evaluation', 'peers'])
      expect(page).toContain(`<h2 id="${id}">`);
  });

  test('has every figure in a table, too', () => {
    const shown = report.cases.filter(({ isControl }) => isControl !== true);
    const estimates = shown.reduce((sum, { estimates: some }) => sum + some.length, 0);
    const tables = page.match(/<caption>[^<]*: all figures<\/caption>[\s\S]*?<\/table>/g) ?? [];
    expect(count(/<tr><th scope="row">/g, tables.join(''))).toBe(estimates);
  });

  test('says what peers are, who cannot do a job, how costs grow and where curves cross', () => {
    expect(page).toContain('<li><b>Map</b>: a native Map, copied; &lt;no&gt; more.</li>');
    expect(page).toContain('<b>structuredClone</b> cannot: a look-up is that of a Map.');
    const growths =
      page.match(/<caption>[^<]*0 is constant, 1 linear<\/caption>[\s\S]*?<\/table>/g) ?? [];
    expect(count(/<tr><th scope="row">/g, growths.join(''))).toBe(report.growths.length);
    expect(page).toMatch(
      /<li><strong>Clone, first write<\/strong>: cow below [\d.]+K rules \[.*\], hamt above<\/li>/,
    );
  });

  test('names and describes each chart', () => {
    const charts = count(/<svg viewBox="[^"]*" role="img"/g);
    expect(charts).toBeGreaterThan(15);
    expect(count(/<title id=/g)).toBe(charts);
    expect(count(/<desc id="[^"]*">[^<]{40,}/g)).toBe(charts);
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, labels] of page.matchAll(/aria-labelledby="([^"]*)"/g)) {
      for (const id of labels!.split(' ')) expect(ids).toContain(id);
    }
  });

  test('takes every colour from its style, so that charts follow light and dark', () => {
    const charts = page.slice(page.indexOf('<body>'));
    const colours = new Set(
      [...charts.matchAll(/ (?:fill|stroke)="([^"]*)"/g)].map(([, value]) => value!),
    );
    expect(
      [...colours].filter(
        (colour) => !/^(none|transparent|currentColor|var\(--[a-z0-9]+\))$/.test(colour),
      ),
    ).toEqual([]);
  });

  test('shows text as text', () => {
    expect(page).toContain('&lt;b&gt;&amp;&lt;/b&gt; no more');
    expect(page).not.toContain('<b>&</b> no more');
  });
});

test('what draws is loaded when something is drawn, and not before', () => {
  const folder = fileURLToPath(new URL('../src', import.meta.url));
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const eager = sources.filter((name) =>
    /^import (?!type)[^;]*'vega(-lite)?'/m.test(readFileSync(join(folder, name), 'utf8')),
  );
  expect(eager).toEqual([]);
  expect(readFileSync(join(folder, 'report/page/draw.ts'), 'utf8')).toContain("import('vega')");
});

describe('a page is made', () => {
  const one = [someCase('clone_unmodified', 10_000)];
  const check = (name: string, made: Report, expected: string | RegExp): void => {
    test(`of ${name}`, async () => {
      const text = await renderPage(made);
      expect(text).toMatch(expected);
      expect(text).toContain('What this does not show');
      expect(text).not.toMatch(/NaN|undefined|Infinity/);
    });
  };
  check('nothing', buildReport([someRun([])]), /Broken off: 0 of 0/);
  check(
    'one backend',
    buildReport(
      madeRun([someCase('clone_then_write', 10_000, { subjects: ['hamt'] })], { hamt: 5 }, 3),
    ),
    /G3/,
  );
  check(
    'a noisy run',
    buildReport(madeRun(one, { hamt: 40, cow: 48 }, 1, 1.2)),
    /class="warning">Noisy/,
  );
  check(
    'a backend of somebody else',
    buildReport(
      madeRun(
        [someCase('lookup_hit', 100, { subjects: ['hamt', 'cow', '<mine>'] })],
        { hamt: 4, cow: 5, '<mine>': 6 },
        3,
      ),
    ),
    /&lt;mine&gt;/,
  );
  check(
    'wrong answers',
    buildReport([someRun(one), someSample({ right: false, actual: 'x', expected: 'y' })]),
    /Refused: hamt gave a wrong answer/,
  );
});

test('every tone can be read on its paper, and every word', () => {
  const [light, dark] = [...STYLE.matchAll(/--paper: (#\w+)/g)].map(([, paper]) => paper);
  for (const [onLight, onDark] of TONES) {
    expect(contrast(onLight, light!)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(onDark, dark!)).toBeGreaterThanOrEqual(4.5);
  }
});

/** As the accessibility guidelines define it. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string): number => {
    const [r, g, blue] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [bright, dim] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (bright + 0.05) / (dim + 0.05);
}

test('ends of intervals that know no bound are cut, and marked', async () => {
  const few = madeRun([someCase('clone_then_write', 10)], { hamt: 9, cow: 11 }, 4).map((record) =>
    record.kind === 'sample' && record.subject === 'cow' && record.round === 0
      ? { ...record, value: record.value * 1e6 }
      : record,
  );
  const two = few.filter((record) => record.kind !== 'sample' || record.round < 2);
  const text = await renderPage(buildReport(two));
  expect(text).not.toMatch(/NaN|Infinity|null/);
  expect(text).toContain('∞');
  expect(JSON.parse(JSON.stringify(buildReport(two)))).toEqual(buildReport(two));
});

describe('a logarithmic axis', () => {
  const check = (values: number[], labels: string[]): void => {
    test(`of ${values.join(', ')}`, () => {
      const { domain, ticks } = logAxis(values, String);
      expect(ticks.map(({ label }) => label)).toEqual(labels);
      for (const value of values) {
        expect(value).toBeGreaterThan(domain[0]);
        expect(value).toBeLessThan(domain[1]);
      }
    });
  };
  check([3, 4000], ['1', '10', '100', '1000', '10000']);
  check([1.05, 1.25], ['1', '1.1', '1.2', '1.3']);
  check([20, 90], ['10', '20', '50', '100']);
  check([1], ['0.9', '1', '1.1']);
});

describe('what is said in words', () => {
  test('counts the guide’s criteria and names what is missed and by how much', () => {
    expect(headlineOf(report)).toMatch(
      /^\*\*hamt\*\* meets all 7 of the founding guide’s criteria; \*\*cow\*\* meets 6 of the founding guide’s 7 criteria\. Missed: read-only evaluation, extra \(cow by 0\.\d+ points\)\.$/,
    );
    const [hamt, cow] = talliesOf(report);
    expect(hamt!.guide).toEqual({ met: 7, missed: 0, undecided: 0, unmeasured: 0, total: 7 });
    expect(cow!.misses[0]).toMatch(/^G6 .* \*\*not met\*\* \(missed by 0\.\d+ points\)$/);
  });

  test('advises in one sentence for each backend, from intervals alone', () => {
    const [hamt, cow, mutex] = adviceOf(report);
    expect(hamt).toMatch(
      /^\*\*Take `hamt`\*\* where these weigh most: unite two forks, 10 writes each at 1M rules in the base \(\d+\.\dx \[.*\]\); clone, first write above [\d.]+K rules \(.* at 1M\); /,
    );
    expect(cow).toMatch(/^\*\*Take `cow`\*\* where .* neither is shown to be cheaper\.$/);
    expect(mutex).toMatch(/8 threads reading it together need 4\d\.\dx \[.*\] as long/);
    expect(
      adviceOf(
        buildReport(madeRun([someCase('clone_then_write', 10)], { hamt: 9, cow: 9 }, 4)),
      ).join(' '),
    ).toMatch(/hamt`\*\* for nothing .*cow`\*\* for nothing/);
  });

  test('tells how far a figure is from its limit, whichever way the limit is', () => {
    const of = (id: string): (typeof report)['judgements'][0]['criterion'] =>
      report.judgements.find(({ criterion }) => criterion.id === id)!.criterion;
    const exactly = (value: number) => ({
      median: value,
      low: value,
      high: value,
      count: 9,
      method: 'bootstrap' as const,
    });
    expect(marginOf(of('G1'), exactly(50), 'met')).toBe('2.00x to spare');
    expect(marginOf(of('G1'), exactly(150), 'not met')).toBe('missed by 1.50x');
    expect(marginOf(of('G5'), exactly(4), 'met')).toBe('2.00x to spare');
    expect(marginOf(of('G5'), exactly(1), 'not met')).toBe('missed by 2.00x');
    expect(marginOf(of('G6'), exactly(0.09), 'not met')).toBe('missed by 8.00 points');
    expect(marginOf(of('G6'), exactly(-0.002), 'undecided')).toBe('1.20 points within');
    expect(marginOf(of('F11'), exactly(0.002), 'met')).toBe('within 0.200 points');
    expect(marginOf(of('F9a'), exactly(1.25), 'not met')).toBe('missed by 0.100');
    expect(marginOf(of('G1'), undefined, 'not measured')).toBe('');
  });
});
