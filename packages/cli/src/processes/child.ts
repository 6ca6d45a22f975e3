/**
 * Runs programs in processes of their own: with a time limit, their output collected, and none left
 * behind when the command itself is interrupted.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { EXIT_INTERRUPTED } from '../exit-codes.ts';

export interface ChildResult {
  readonly stdout: string;
  readonly stderr: string;
  /** Exit status; null when it was ended by a signal. */
  readonly code: number | null;
  /** Why it was ended from outside or could not start; undefined when it ended by itself. */
  readonly trouble: string | undefined;
  readonly milliseconds: number;
}

export interface ChildOptions {
  readonly cwd?: string;
  readonly timeout?: number;
  /** Told what the program writes to standard error, as it comes. */
  readonly onStderr?: (text: string) => void;
}

const LARGEST_OUTPUT = 64_000_000;
const running = new Set<ChildProcess>();

/** Runs this very command with other arguments. */
export function runForkspace(
  args: readonly string[],
  options?: ChildOptions,
): Promise<ChildResult> {
  return runNode([fileURLToPath(new URL('../main.js', import.meta.url)), ...args], options);
}

export function runNode(args: readonly string[], options: ChildOptions = {}): Promise<ChildResult> {
  endAllOnInterrupt();
  return new Promise((resolve) => {
    const began = performance.now();
    // A process group of its own, so that what it starts can be ended with it.
    const child = spawn(process.execPath, args, {
      cwd: options.cwd,
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    let trouble: string | undefined;
    const stop = (why: string): void => {
      trouble ??= why;
      end(child);
    };
    const { timeout } = options;
    const timer =
      timeout === undefined
        ? undefined
        : setTimeout(() => stop(`no end after ${timeout / 1000} s`), timeout);
    let size = 0;
    const collect = (stream: NodeJS.ReadableStream, onText?: (text: string) => void): string[] => {
      const parts: string[] = [];
      stream.setEncoding('utf8').on('data', (text: string) => {
        size += text.length;
        if (size > LARGEST_OUTPUT) return stop(`wrote more than ${LARGEST_OUTPUT / 1e6} MB`);
        parts.push(text);
        onText?.(text);
      });
      return parts;
    };
    const stdout = collect(child.stdout);
    const stderr = collect(child.stderr, options.onStderr);
    const finish = (code: number | null): void => {
      clearTimeout(timer);
      running.delete(child);
      resolve({
        stdout: stdout.join(''),
        stderr: stderr.join(''),
        code,
        trouble,
        milliseconds: performance.now() - began,
      });
    };
    child.on('error', (error) => {
      trouble ??= error.message;
      finish(null);
    });
    child.on('close', (code, signal) => {
      if (signal !== null) trouble ??= `ended by ${signal}`;
      finish(code);
    });
  });
}

function end(child: ChildProcess): void {
  try {
    if (process.platform === 'win32' || child.pid === undefined) child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself meanwhile.
  }
}

let watching = false;

function endAllOnInterrupt(): void {
  if (watching) return;
  watching = true;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      for (const child of running) end(child);
      process.exit(EXIT_INTERRUPTED);
    });
  }
}
