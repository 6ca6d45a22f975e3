/**
 * The example programs and what each says about itself: in `NAME.expected` what it prints, and in its
 * header what it needs (`; needs: isolation`) and how it is run (`; run: --branches isolated`).
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Capabilities } from '@forkspace/spec';
import { sameBag, splitResults } from '../corpus/printed-results.ts';
import { CommandFailure } from '../failure.ts';
import { readSource } from '../source-text.ts';

export interface Example {
  readonly name: string;
  readonly file: string;
  /** A MeTTa program runs on every backend; a program in TypeScript chooses its own. */
  readonly language: 'metta' | 'typescript';
  readonly expected: string;
  readonly runArguments: readonly string[];
  readonly needsIsolation: boolean;
}

/** Every example of a folder, MeTTa first. Throws EXAMPLES_NOT_FOUND. */
export function readExamples(folder: string = examplesOfCheckout()): Example[] {
  if (!existsSync(folder)) throw notFound(folder, 'there is no such folder');
  const expected = readdirSync(folder).filter((file) => file.endsWith('.expected'));
  if (expected.length === 0) throw notFound(folder, 'no NAME.expected is in it');
  const examples = expected.map((file) => readExample(folder, file.slice(0, -'.expected'.length)));
  return examples.toSorted((a, b) =>
    a.language === b.language ? 0 : a.language === 'metta' ? -1 : 1,
  );
}

function examplesOfCheckout(): string {
  return fileURLToPath(new URL('../../../../examples', import.meta.url));
}

function readExample(folder: string, name: string): Example {
  const expected = readSource(join(folder, `${name}.expected`));
  const program = join(folder, `${name}.metta`);
  if (!existsSync(program)) {
    const file = join(folder, 'dist', `${name}.js`);
    if (!existsSync(file))
      throw notFound(
        folder,
        `${name} is neither ${name}.metta nor dist/${name}.js; build the checkout first`,
      );
    return {
      name,
      file,
      language: 'typescript',
      expected,
      runArguments: [],
      needsIsolation: false,
    };
  }
  // Only the header speaks about the program: the comment lines it begins with.
  const header = /^(?:;.*\n)*/.exec(readSource(program))?.[0] ?? '';
  const words = /^; run: (.*)$/m.exec(header)?.[1]?.trim().split(/\s+/);
  return {
    name,
    file: program,
    language: 'metta',
    expected,
    runArguments: words ?? [],
    needsIsolation: /^; needs: isolation$/m.test(header),
  };
}

function notFound(folder: string, why: string): CommandFailure {
  return new CommandFailure(
    'EXAMPLES_NOT_FOUND',
    `no examples in ${folder}: ${why}`,
    'run the tour in a checkout of Forkspace, or give --examples DIR',
  );
}

/** Whether an example can run on a backend that declares these capabilities. */
export const suits = ({ needsIsolation }: Example, { isolation }: Capabilities): boolean =>
  isolation || !needsIsolation;

/** What of an output differs from what was expected; undefined when it is the same. */
export function differenceIn(actual: string, expected: string): string | undefined {
  const got = linesOf(actual);
  const want = linesOf(expected);
  const at = Array.from({ length: Math.max(got.length, want.length) }).findIndex(
    (_, i) => !sameLine(got[i], want[i]),
  );
  if (at < 0) return undefined;
  return `line ${at + 1}: expected ${want[at] ?? 'no more'}, printed ${got[at] ?? 'no more'}`;
}

const linesOf = (output: string): string[] => output.trimEnd().split(/\r?\n/);

/** Results are a bag, so their order in a line counts for nothing. */
function sameLine(a: string | undefined, b: string | undefined): boolean {
  if (a === b) return true;
  return (
    a !== undefined &&
    b !== undefined &&
    a.startsWith('[') &&
    b.startsWith('[') &&
    sameBag(splitResults(a), splitResults(b))
  );
}
