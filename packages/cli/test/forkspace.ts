/** Runs the built command as its users do: as a process. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Circumstances {
  readonly input?: string | Uint8Array;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Sent once something was written to standard output. */
  readonly interruptAfterOutput?: NodeJS.Signals;
}

export function forkspace(
  args: readonly string[],
  circumstances: Circumstances = {},
): Promise<Ended> {
  const { input = '', cwd, env, interruptAfterOutput } = circumstances;
  return new Promise((resolve, reject) => {
    // The test runner asks for colours, which is not what is tested here.
    const { FORCE_COLOR: _, ...inherited } = process.env;
    const child = spawn(process.execPath, [MAIN, ...args], { cwd, env: { ...inherited, ...env } });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      if (interruptAfterOutput !== undefined) child.kill(interruptAfterOutput);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ stdout, stderr, code, signal }));
    // The command may end without having read all of its input.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** A folder with these files, removed after the test. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'forkspace-test-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Evaluates a text on standard input. */
export const runText = (text: string | Uint8Array, ...args: readonly string[]): Promise<Ended> =>
  forkspace(['run', '-', ...args], { input: text });
