/** Where the built files of this package are: threads cannot be started from TypeScript, so tests use them too. */

/** The address of `dist/NAME.js`, whether this runs from the sources or is built. */
export function builtFile(name: string): string {
  return new URL(`../../dist/${name}.js`, import.meta.url).href;
}
