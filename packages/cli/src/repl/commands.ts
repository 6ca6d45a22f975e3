/** The commands of the prompt: what begins with a colon. */
import { print } from '@forkspace/spec';
import { findBackend } from '../backends.ts';
import { suggestion } from '../nearest-name.ts';
import { readSource } from '../source-text.ts';
import { differenceOf } from './difference.ts';
import { Refusal } from './forks.ts';
import type { Prompt } from './prompt.ts';

interface PromptCommand {
  readonly argument?: string;
  readonly about: string;
  readonly act: (prompt: Prompt, argument: string | undefined) => void | Promise<void>;
}

const COMMANDS: Readonly<Record<string, PromptCommand>> = {
  ':help': { about: 'this list', act: (prompt) => prompt.say(helpText()) },
  ':backend': {
    argument: '[NAME]',
    about: 'show the backend, or move the environment to another one',
    act: changeBackend,
  },
  ':fork': { argument: '[NAME]', about: 'clone the environment and go on in the clone', act: fork },
  ':go': {
    argument: 'NAME',
    about: 'go to another fork',
    act: (prompt, name) => prompt.say(`in ${prompt.forks.go(required(name, ':go')).name}`),
  },
  ':forks': { about: 'list the forks', act: listForks },
  ':union': { argument: 'NAME', about: 'unite another fork into this one', act: union },
  ':diff': {
    argument: '[NAME]',
    about: 'what this fork has that another has not, and the reverse',
    act: showDifference,
  },
  ':stats': { about: 'what the environment holds', act: showStatistics },
  ':load': {
    argument: 'FILE',
    about: 'evaluate a file here',
    act: (prompt, file) => prompt.evaluate(readSource(required(file, ':load')), file as string),
  },
  ':quit': { about: 'end (or Ctrl-D)', act: (prompt) => prompt.end() },
};

export const COMMAND_NAMES: readonly string[] = Object.keys(COMMANDS);

/** Does what a line that begins with a colon says. Throws a {@link Refusal} with a reason. */
export async function obey(line: string, prompt: Prompt): Promise<void> {
  const [name = '', argument, ...rest] = line.trim().split(/\s+/);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined)
    throw new Refusal(`there is no ${name}: ${suggestion(name, COMMAND_NAMES)}`);
  if (rest.length > 0 || (argument !== undefined && command.argument === undefined)) {
    throw new Refusal(`too many words; it is ${name} ${command.argument ?? ''}`.trimEnd());
  }
  await command.act(prompt, argument);
}

function helpText(): string {
  const rows = Object.entries(COMMANDS).map(
    ([name, { argument, about }]) => `  ${`${name} ${argument ?? ''}`.padEnd(17)}${about}`,
  );
  return [
    '!ATOM evaluates, any other atom is added. Open brackets go on on the next line.',
    ...rows,
  ].join('\n');
}

function required(argument: string | undefined, command: string): string {
  if (argument !== undefined) return argument;
  throw new Refusal(`${command} what? It needs a name after it`);
}

async function changeBackend(prompt: Prompt, name: string | undefined): Promise<void> {
  const { forks } = prompt;
  if (name === undefined) return prompt.say(forks.environment.backend.name);
  const { backend } = await findBackend(name);
  const { environment, interpreter } = forks.current.holder;
  forks.replace(backend.import(environment.export(), { host: interpreter.hostValue }));
  const dropped = forks.dropOthers();
  prompt.say(
    `on ${backend.name}${dropped.length === 0 ? '' : `; left behind: ${dropped.join(', ')}`}`,
  );
}

function fork(prompt: Prompt, name: string | undefined): void {
  const made = prompt.forks.fork(name);
  prompt.say(`in ${made.name}, a fork of ${made.from}`);
}

function listForks({ forks, say }: Prompt): void {
  const rows = forks.all().map(({ name, from, holder }) => {
    const here = name === forks.current.name ? '*' : ' ';
    return `${here} ${name}${from === undefined ? '' : `, a fork of ${from}`}: ${holder.environment.size} atoms`;
  });
  say(rows.join('\n'));
}

function union(prompt: Prompt, given: string | undefined): void {
  const name = required(given, ':union');
  const before = prompt.forks.environment.size;
  prompt.forks.union(name);
  const { size } = prompt.forks.environment;
  prompt.say(`united with ${name}: ${before} atoms before, ${size} now`);
}

function showDifference(prompt: Prompt, given: string | undefined): void {
  const { forks } = prompt;
  const name = given ?? forks.current.from;
  if (name === undefined)
    throw new Refusal('main was made from no other fork; say which one to compare with');
  const { added, removed } = differenceOf(forks.named(name).holder.environment, forks.environment);
  const lines = [
    ...added.map((atom) => prompt.colours.green(`+ ${print(atom)}`)),
    ...removed.map((atom) => prompt.colours.red(`- ${print(atom)}`)),
  ];
  prompt.say(lines.length === 0 ? `no difference to ${name}` : lines.join('\n'));
}

function showStatistics(prompt: Prompt): void {
  const { environment } = prompt.forks;
  const rows = Object.entries(environment.statistics()).map(
    ([name, value]) => `${name.padEnd(15)}${value}`,
  );
  prompt.say(
    [
      `${'backend'.padEnd(15)}${environment.backend.name}`,
      ...rows,
      `${'modified'.padEnd(15)}${environment.modified}`,
    ].join('\n'),
  );
}
