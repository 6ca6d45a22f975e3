/** A browser to try pages in, where there is one. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge',
];

/** What `CHROME_PATH` names, or the first browser of Chromium's kind on the search path. */
function executable(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const named = process.env['CHROME_PATH'];
  const candidates =
    named === undefined
      ? NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
      : [named];
  return candidates.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Why there is no browser, or undefined when there is one. */
export const noBrowser: string | undefined =
  executable() === undefined
    ? 'no Chromium on the search path (install one, or name it in CHROME_PATH)'
    : undefined;

export async function launch(): Promise<Browser> {
  // A container has no user namespaces to build a sandbox from; the page is our own.
  return chromium.launch({ executablePath: executable() as string, args: ['--no-sandbox'] });
}
