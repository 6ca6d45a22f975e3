/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderPage } from '../src/report/page/page.ts';
import { buildReport } from '../src/report/report.ts';
import { launch, noBrowser } from './browser.ts';
import { wholeRun } from './whole-run.ts';

const PHONE = { width: 360, height: 740 };
/** A sheet of A4 without the page's margins, in CSS pixels. */
const A4 = { width: 703, height: 1017 };
const DESK = { width: 1280, height: 900 };

// The name of what is skipped is not printed by every reporter.
if (noBrowser !== undefined) console.warn(`the page was not tried in a browser: ${noBrowser}`);

describe.skipIf(noBrowser !== undefined)(
  `the page in a browser${noBrowser === undefined ? '' : `: skipped, ${noBrowser}`}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'forkspace-page-'));
    const file = join(folder, 'report.html');
    let browser: Browser;

    beforeAll(async () => {
      writeFileSync(file, await renderPage(buildReport(wholeRun())));
      browser = await launch();
    });
    afterAll(async () => {
      await browser?.close();
      rmSync(folder, { recursive: true, force: true });
    });

    /** Opens the page, does something with it, and holds that nothing was complained about. */
    async function open(
      viewport: { width: number; height: number },
      colorScheme: 'light' | 'dark',
      look: (page: Page) => Promise<void>,
      javaScriptEnabled = true,
    ): Promise<void> {
      const context = await browser.newContext({ viewport, colorScheme, javaScriptEnabled });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('requestfailed', (request) => complaints.push(request.url()));
      await page.goto(pathToFileURL(file).href);
      await look(page);
      expect(complaints).toEqual([]);
      await context.close();
    }

    describe.each([
      ['a phone', PHONE],
      ['a desk', DESK],
    ] as const)('on %s', (_, viewport) => {
      test('nothing is wider than the screen, folded or unfolded', () =>
        open(viewport, 'light', async (page) => {
          for (const unfolded of [false, true]) {
            await page.evaluate((open) => {
              for (const one of document.querySelectorAll('details')) one.open = open;
            }, unfolded);
            const { wide, outside } = await page.evaluate(() => ({
              wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
              outside: [...document.querySelectorAll('body *')]
                .filter((one) => one.closest('.scroll, svg, .skip, thead') === null)
                .filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5)
                .map((one) => one.outerHTML.slice(0, 80)),
            }));
            expect(outside).toEqual([]);
            expect(wide).toBe(0);
          }
        }));

      test('no text of a chart is cut off or too small to read', () =>
        open(viewport, 'light', async (page) => {
          const faults = await page.evaluate(() =>
            [...document.querySelectorAll('figure > svg')].flatMap((svg) => {
              const frame = svg.getBoundingClientRect();
              return [...svg.querySelectorAll('text')].flatMap((text) => {
                const box = text.getBoundingClientRect();
                const cut =
                  box.left < frame.left - 1 ||
                  box.right > frame.right + 1 ||
                  box.bottom > frame.bottom + 2;
                return cut || box.height < 9 ? [`${text.textContent}: ${JSON.stringify(box)}`] : [];
              });
            }),
          );
          expect(faults).toEqual([]);
        }));

      test.each(['light', 'dark'] as const)('axe finds nothing, %s', (scheme) =>
        open(viewport, scheme, async (page) => {
          await page.evaluate(() => {
            for (const one of document.querySelectorAll('details')) one.open = true;
          });
          await page.addScriptTag({ content: axe.source });
          const violations = await page.evaluate(async () => {
            const tool = Reflect.get(globalThis, 'axe') as typeof axe;
            const results = await tool.run(document, { resultTypes: ['violations'] });
            return results.violations.map(
              ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`,
            );
          });
          expect(violations).toEqual([]);
        }),
      );
    });

    test('everything that can be used is reached by keyboard, and shows that it is', () =>
      open(DESK, 'light', async (page) => {
        const expected = await page.locator('a, summary, pre[tabindex]').count();
        const seen = new Set<string>();
        for (let i = 0; i < expected; i++) {
          await page.keyboard.press('Tab');
          const { what, ring } = await page.evaluate(() => {
            const one = document.activeElement as HTMLElement;
            return { what: one.outerHTML, ring: getComputedStyle(one).outlineStyle };
          });
          expect(ring, what).not.toBe('none');
          seen.add(`${seen.size} ${what}`);
        }
        expect(seen.size).toBe(expected);
        const summary = page.locator('summary').first();
        await summary.focus();
        await page.keyboard.press('Enter');
        await expect.poll(() => page.locator('details').first().getAttribute('open')).toBe('');
      }));

    test('on paper it is light, unfolded, and as wide as the sheet, whatever the screen was', () =>
      open(A4, 'dark', async (page) => {
        await page.emulateMedia({ media: 'print' });
        const { ink, paper, links, folded, outside, cut } = await page.evaluate(() => {
          const { color, backgroundColor } = getComputedStyle(document.body);
          const level = (colour: string): number =>
            Math.max(...(colour.match(/\d+/g) ?? []).slice(0, 3).map(Number));
          const hidden = (one: Element): boolean =>
            !one.checkVisibility({ contentVisibilityAuto: true });
          return {
            ink: level(color),
            paper: level(backgroundColor),
            links: [...document.querySelectorAll('nav, .skip, summary')].filter(
              (one) => !hidden(one),
            ).length,
            folded: [...document.querySelectorAll('details > :not(summary)')].filter(
              (one) => hidden(one) || one.getBoundingClientRect().height === 0,
            ).length,
            outside: [...document.querySelectorAll('table, figure, svg, p')]
              .filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5)
              .map((one) => one.outerHTML.slice(0, 80)),
            cut: [...document.querySelectorAll('figure')].filter(
              (one) => getComputedStyle(one).breakInside !== 'avoid',
            ).length,
          };
        });
        expect(ink).toBeLessThan(64);
        expect(paper).toBe(255);
        expect({ links, folded, outside, cut }).toEqual({
          links: 0,
          folded: 0,
          outside: [],
          cut: 0,
        });
        const pdf = await page.pdf({ format: 'A4' });
        expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      }));

    test('it is all there without scripts, and dark is dark', () =>
      open(
        PHONE,
        'dark',
        async (page) => {
          expect(await page.locator('h2').count()).toBeGreaterThan(8);
          expect(await page.locator('figure > svg').first().isVisible()).toBe(true);
          const shot = await page.screenshot();
          expect(shot.length).toBeGreaterThan(1000);
        },
        false,
      ));
  },
);
