#!/usr/bin/env node
/**
 * The `forkspace` command. Only what a command needs is loaded: above all `run`, whose time to the
 * first result is mostly loading, does without the option library.
 */
import { readRunArguments } from './evaluation-options.ts';
import { quietOnClosedPipe } from './closed-pipe.ts';

quietOnClosedPipe();
process.exitCode = await start(process.argv.slice(2));

async function start(args: readonly string[]): Promise<number> {
  try {
    const run = args[0] === 'run' ? readRunArguments(args.slice(1)) : undefined;
    if (run !== undefined)
      return await (await import('./commands/run.ts')).run(run.files, run.settings);
    return await (await import('./command-line.ts')).runCommandLine(args);
  } catch (error) {
    const { describe, exitCodeOf } = await import('./diagnostics.ts');
    process.stderr.write(`${describe(error)}\n`);
    return exitCodeOf(error);
  }
}
