/** The REPL as a person uses it: on a pseudo terminal, which `script` of util-linux gives. Skipped where there is none. */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { folderWith, MAIN } from './forkspace.ts';

const hasTerminal = /util-linux/.test(
  spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout ?? '',
);
const TAB = '\t';
const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const UP = '\u001b[A';

interface Terminal {
  /** Types, and waits until what is shown from there on matches; gives what was shown. */
  type(keys: string, shown: RegExp): Promise<string>;
  readonly ended: Promise<number | null>;
}

function open(history: string): Terminal {
  const command = `'${process.execPath}' '${MAIN}' repl`;
  const child = spawn('script', ['-qfec', command, '/dev/null'], {
    env: { ...process.env, TERM: 'xterm', FORKSPACE_HISTORY: history },
  });
  onTestFinished(() => void child.kill());
  let shown = '';
  let look = (): void => {};
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    look();
  });
  return {
    type: (keys, wanted) =>
      new Promise((resolve) => {
        shown = '';
        look = () => {
          if (wanted.test(shown)) resolve(shown);
        };
        child.stdin.write(keys);
      }),
    ended: new Promise((resolve) => child.on('close', resolve)),
  };
}

describe.skipIf(!hasTerminal)('repl, on a terminal', () => {
  it('completes names, and keeps what was typed', async () => {
    const history = join(folderWith({}), 'history');
    const terminal = open(history);
    await terminal.type('', /main> /);
    await terminal.type('(= (price-of apple) 3)\r', /main> /);
    await terminal.type(`!(price-${TAB}`, /price-of/);
    await terminal.type(' apple)\r', /\[.*3.*\][^]*main> /);
    await terminal.type('!(+ 40\r', /\.\.\. /);
    await terminal.type('2)\r', /\[.*42.*\][^]*main> /);
    await terminal.type(UP, /2\)/);
    await terminal.type(UP, /!\(\+ 40/);
    await terminal.type(CTRL_C, /main> [^]*main> /);
    await terminal.type(CTRL_D, /\n/);
    expect(await terminal.ended).toBe(0);
    expect(readFileSync(history, 'utf8')).toContain('(= (price-of apple) 3)');
  });

  it('stops an evaluation on Ctrl-C, and goes on', async () => {
    const terminal = open(join(folderWith({}), 'history'));
    await terminal.type('', /main> /);
    await terminal.type('(= (on $n) (seq (println! (at $n)) (on (+ $n 1))))\r', /main> /);
    await terminal.type('!(on 0)\r', /\(at 50\)/);
    await terminal.type(CTRL_C, /CANCELLED[^]*main> /);
    await terminal.type('!(+ 1 2)\r', /\[.*3.*\][^]*main> /);
    await terminal.type('!(half', /half/);
    await terminal.type(CTRL_C, /main> /);
    await terminal.type('!(+ 2 2)\r', /\[.*4.*\][^]*main> /);
    await terminal.type(CTRL_D, /\n/);
    expect(await terminal.ended).toBe(0);
  });
});
