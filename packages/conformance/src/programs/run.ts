/** Runs a program of the corpus on a backend and writes down all that could be seen of it. */
import { createInterpreter } from '@forkspace/evaluator';
import { print, type Atom, type Environment, type EnvironmentBackend } from '@forkspace/spec';
import type { Program } from './program.ts';

export interface Outcome {
  /** What each evaluated form came to: its results, or `! CODE` where it was stopped, which is the last. */
  readonly lines: readonly string[];
  /** What the program left behind: atoms of every space, cells, bindings. */
  readonly left: readonly string[];
}

/**
 * A text in a form that any backend must give: fresh variables are numbered in the order in which they
 * occur, spaces and cells by their rank.
 */
function portable(printed: string, environment: Environment): string {
  const names = new Map<string, number>();
  const spaces = environment.spaceIds();
  const cells = environment.stateIds();
  return printed
    .replaceAll(/\$([^\s()[\]#,]+)#\d+/g, (variable, name: string) => {
      if (!names.has(variable)) names.set(variable, names.size + 1);
      return `$${name}#${names.get(variable)}`;
    })
    .replaceAll(
      /GroundingSpace-0x([0-9a-f]+)/g,
      (_, id: string) => `GroundingSpace-${spaces.indexOf(Number.parseInt(id, 16)) + 1}`,
    )
    .replaceAll(
      /(State #|state-type@)(\d+)/g,
      (_, before: string, id: string) => `${before}${cells.indexOf(Number(id)) + 1}`,
    )
    .replaceAll(
      /\b(folder|imports|name|token|token-order)@(\d+)/g,
      (_, before: string, id: string) => `${before}@${spaces.indexOf(Number(id)) + 1}`,
    );
}

function whatIsLeft(environment: Environment): string[] {
  const line = (what: string, atom: Atom): string =>
    portable(`${what}: ${print(atom)}`, environment);
  return [
    ...environment.atoms().map((atom) => line('&self', atom)),
    ...environment.spaceIds().flatMap((id, i) =>
      environment
        .space(id)
        .atoms()
        .map((atom) => line(`space ${i + 1}`, atom)),
    ),
    ...environment.stateIds().map((id, i) => line(`cell ${i + 1}`, environment.readState(id))),
    // Some names hold numbers of spaces and cells, so their order says nothing.
    ...environment
      .bindings()
      .map(([name, value]) => line(`binding ${name}`, value))
      .sort(),
  ];
}

/** Throws only what no program can cause: errors with a code end the program as its last line. */
export function runProgram(
  program: Program,
  backend: EnvironmentBackend,
  shortcuts: boolean,
): Outcome {
  const { source, branches = 'shared', onConflict, files, steps } = program;
  const interpreter = createInterpreter({
    backend,
    branches,
    shortcuts,
    ...(onConflict === undefined ? {} : { onConflict }),
    ...(steps === undefined ? {} : { limits: { steps } }),
    ...(files === undefined ? {} : { files: { read: (path) => files[path] } }),
  });
  const lines: string[] = [];
  try {
    for (const { printed } of interpreter.run(source, { name: 'program.metta' }))
      lines.push(portable(printed, interpreter.environment));
  } catch (error) {
    const code: unknown = (error as { code?: unknown } | null)?.code;
    if (typeof code !== 'string') throw error;
    lines.push(`! ${code}`);
  }
  return { lines, left: whatIsLeft(interpreter.environment) };
}
