/** `forkspace repl`: a prompt on a terminal, or the same without prompts when the input comes from a pipe. */
import { createInterface } from 'node:readline';
import type { EvaluationSettings } from '../evaluation-options.ts';
import { EXIT_FAILED, EXIT_OK } from '../exit-codes.ts';
import { readHistory, writeHistory } from '../repl/history.ts';
import { InterruptKey } from '../repl/interrupt.ts';
import { Prompt } from '../repl/prompt.ts';
import { openSession, STANDARD_OUTPUT } from '../session.ts';
import { readSource } from '../source-text.ts';

export async function repl(
  files: readonly string[],
  settings: EvaluationSettings,
): Promise<number> {
  const texts = files.map(readSource);
  const person = process.stdin.isTTY && process.stdout.isTTY;
  const interrupt = person ? new InterruptKey() : undefined;
  const prompt = new Prompt(await openSession(settings, STANDARD_OUTPUT, interrupt?.pressed));
  for (const [i, text] of texts.entries()) await prompt.evaluate(text, files[i] as string);
  try {
    if (interrupt !== undefined) await talk(prompt, interrupt);
    else await readThrough(prompt);
  } finally {
    interrupt?.close();
  }
  return prompt.failed && !person ? EXIT_FAILED : EXIT_OK;
}

/** Lines from a pipe or a file. */
async function readThrough(prompt: Prompt): Promise<void> {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    await prompt.take(line);
    if (prompt.ended) return;
  }
  await prompt.finish();
}

/** Lines from a person. */
async function talk(prompt: Prompt, interrupt: InterruptKey): Promise<void> {
  let history: readonly string[] = readHistory();
  const lines = createInterface({
    input: process.stdin,
    output: process.stdout,
    terminal: true,
    history: [...history],
    removeHistoryDuplicates: true,
    completer: (line: string) => prompt.complete(line),
  });
  const ask = (): void => {
    lines.setPrompt(prompt.incomplete ? '... ' : `${prompt.forks.current.name}> `);
    lines.prompt();
  };
  lines.on('history', (now: string[]) => (history = [...now]));
  lines.on('SIGINT', () => {
    // Twice on an empty line is how one leaves everywhere else; here it says how.
    prompt.say(prompt.incomplete || lines.line !== '' ? '' : '\n:quit or Ctrl-D ends');
    prompt.abandon();
    lines.write(null, { ctrl: true, name: 'u' });
    ask();
  });
  prompt.say(`Forkspace on ${prompt.forks.environment.backend.name}; :help shows what can be done`);
  ask();
  for await (const line of lines) {
    interrupt.reset();
    await prompt.take(line);
    if (prompt.ended) break;
    const typed = interrupt.reset();
    ask();
    if (typed !== '') lines.write(typed);
  }
  lines.close();
  writeHistory(history);
  if (!prompt.ended) prompt.say('');
}
