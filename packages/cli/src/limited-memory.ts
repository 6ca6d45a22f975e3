/**
 * Runs programs in a thread whose heap may not grow beyond a limit. When it does, that thread ends and
 * the command lives to say so. It costs the start of a thread, so it is done only when a limit is set.
 */
import { writeSync } from 'node:fs';
import { parentPort, Worker, workerData, type MessagePort } from 'node:worker_threads';
import type { Program } from './commands/run.ts';
import type { RunSettings } from './evaluation-options.ts';
import { EXIT_OK } from './exit-codes.ts';
import { CommandFailure } from './failure.ts';
import type { Output } from './session.ts';

interface Order {
  readonly programs: readonly Program[];
  readonly settings: RunSettings;
}

export function runWithLimitedMemory(
  programs: readonly Program[],
  settings: RunSettings,
  megabytes: number,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const order: Order = { programs, settings };
    const worker = new Worker(new URL(import.meta.url), {
      workerData: order,
      resourceLimits: { maxOldGenerationSizeMb: megabytes },
    });
    let status = EXIT_OK;
    worker.on('message', (code: number) => (status = code));
    worker.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return reject(error);
      reject(
        new CommandFailure(
          'MEMORY_LIMIT',
          `more than ${megabytes} MB of memory`,
          'raise --max-memory, or look for a recursion that never ends',
        ),
      );
    });
    worker.on('exit', () => resolve(status));
  });
}

/** Writes at once: what a thread leaves to its streams is lost when it runs out of memory. */
function writeNow(descriptor: 1 | 2, line: string): void {
  const bytes = new TextEncoder().encode(`${line}\n`);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') process.exit(EXIT_OK);
      if (code !== 'EAGAIN') throw error;
      // The reader of the pipe is slow.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

const OUTPUT_OF_THREAD: Output = {
  print: (line) => writeNow(1, line),
  trace: (line) => writeNow(2, line),
};

if (parentPort !== null && workerData !== null) void obey(parentPort, workerData as Order);

async function obey(port: MessagePort, { programs, settings }: Order): Promise<void> {
  const { evaluatePrograms } = await import('./commands/run.ts');
  port.postMessage(await evaluatePrograms(programs, settings, OUTPUT_OF_THREAD));
}
