/** From settings to an interpreter: the one place that knows how the evaluator is put together. */
import type { Interpreter, OperationDefinition } from '@forkspace/evaluator';
import type { Environment, EnvironmentBackend } from '@forkspace/spec';
import { findBackend, importModule } from './backends.ts';
import type { EvaluationSettings } from './evaluation-options.ts';
import { CommandFailure } from './failure.ts';
import { nodeFiles } from './node-files.ts';

/** Where lines of output go. */
export interface Output {
  readonly print: (line: string) => void;
  readonly trace: (line: string) => void;
}

export const STANDARD_OUTPUT: Output = {
  print: (line) => void process.stdout.write(`${line}\n`),
  trace: (line) => void process.stderr.write(`${line}\n`),
};

export interface Session {
  /** An interpreter as the settings want it, on an environment; by default a new one. */
  interpreter(environment?: Environment): Interpreter;
  /** Whether operations may be asynchronous: only those of the user's module are. */
  readonly mayWait: boolean;
  /** Whether the time limit has passed. */
  readonly outOfTime: () => boolean;
  /** Starts the time that is allowed anew. */
  readonly restartClock: () => void;
}

/** Loads what the settings name; `stop` says when to end an evaluation. Throws a {@link CommandFailure} for what cannot be had. */
export async function openSession(
  settings: EvaluationSettings,
  output: Output = STANDARD_OUTPUT,
  stop: () => boolean = () => false,
): Promise<Session> {
  const { backend: name, branches, dialect, maxSteps, maxDepth, timeout, ops } = settings;
  const [{ Interpreter }, { backend }] = await Promise.all([
    import('@forkspace/evaluator'),
    findBackend(name),
  ]);
  const operations = ops === undefined ? [] : await operationsOf(ops);
  let deadline = Infinity;
  const restartClock = (): void => {
    if (timeout !== undefined) deadline = Date.now() + timeout;
  };
  restartClock();
  const outOfTime = (): boolean => Date.now() > deadline;
  // Limits of the evaluator hold for one form; the time is for the program as a whole.
  const signal = {
    get aborted(): boolean {
      return outOfTime() || stop();
    },
  };
  return {
    mayWait: ops !== undefined,
    outOfTime,
    restartClock,
    interpreter: (environment = firstOf(backend, name)) =>
      new Interpreter({
        environment,
        branches,
        dialect,
        operations,
        signal,
        files: nodeFiles,
        output: { ...output, warn: (line) => output.trace(`warning: ${line}`) },
        limits: {
          ...(maxSteps === undefined ? {} : { steps: maxSteps }),
          ...(maxDepth === undefined ? {} : { depth: maxDepth }),
        },
      }),
  };
}

/** A new environment. Throws BACKEND_INVALID, for a backend of somebody else may fail here already. */
function firstOf(backend: EnvironmentBackend, name: string): Environment {
  try {
    return backend.create();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(
      'BACKEND_INVALID',
      `${name}: create() failed: ${why}`,
      `forkspace conformance ${name} tells more`,
    );
  }
}

/** The operations that a module exports: definitions, lists of them, and plain functions under their own names. */
async function operationsOf(module: string): Promise<OperationDefinition[]> {
  const exported = Object.entries(await importModule(module));
  const found = exported.flatMap(([name, value]): OperationDefinition[] => {
    if (typeof value === 'function') return [{ name, call: value as OperationDefinition['call'] }];
    return (Array.isArray(value) ? value : [value]).filter(isDefinition);
  });
  if (found.length > 0) return found;
  throw new CommandFailure(
    'MODULE_INVALID',
    `${module} exports no operation`,
    "export functions, or objects such as { name: 'shout', type: '(-> String String)', call: (s) => `${s}!` }",
  );
}

function isDefinition(value: unknown): value is OperationDefinition {
  if (typeof value !== 'object' || value === null) return false;
  const { name, call } = value as Partial<Record<keyof OperationDefinition, unknown>>;
  return typeof name === 'string' && typeof call === 'function';
}
