#!/usr/bin/env node
/**
 * The `forkspace` command. `run`, whose time to the first result is mostly loading, is part of this
 * file and does without the option library; everything else is loaded when it is asked for.
 */
import { run } from './commands/run.ts';
import { describe, exitCodeOf } from './diagnostics.ts';
import { readRunArguments } from './evaluation-options.ts';
import { quietOnClosedPipe } from './closed-pipe.ts';

quietOnClosedPipe();
// Not awaited: what is loaded on demand may share a file with this, and would wait for it in turn.
void start(process.argv.slice(2)).then((status) => (process.exitCode = status));

async function start(args: readonly string[]): Promise<number> {
  try {
    const plain = args[0] === 'run' ? readRunArguments(args.slice(1)) : undefined;
    if (plain !== undefined) return await run(plain.files, plain.settings);
    return await (await import('./command-line.ts')).runCommandLine(args);
  } catch (error) {
    process.stderr.write(`${describe(error)}\n`);
    return exitCodeOf(error);
  }
}
