/** What an interpreter refuses before it does anything: callers without types get a sentence, not a stack. */
import { EvaluationError } from './errors.ts';
import type { InterpreterOptions } from './options.ts';

const CHOICES = {
  branches: ['shared', 'isolated'],
  dialect: ['hyperon', 'mettatron'],
  onConflict: ['right', 'error'],
} as const;

const LIMITS = ['steps', 'depth', 'milliseconds', 'results'] as const;

function refused(message: string, advice: string): EvaluationError {
  return new EvaluationError('INVALID_OPTION', message, advice);
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function has(value: unknown, ...methods: readonly PropertyKey[]): boolean {
  return isObject(value) && methods.every((name) => typeof Reflect.get(value, name) === 'function');
}

/** Throws EvaluationError INVALID_OPTION. O(options). */
export function requireOptions(options: InterpreterOptions): void {
  if (!isObject(options)) throw refused('there are no options', 'pass an object with `backend`');
  const { backend, environment, limits, operations, files, paths, output } = options;
  if (environment === undefined && backend === undefined) {
    throw refused(
      'neither a backend nor an environment was given',
      'pass `backend` or `environment`',
    );
  }
  if (backend !== undefined && !has(backend, 'create', 'import'))
    throw refused('`backend` is no backend', 'pass what a backend package exports, such as `hamt`');
  if (environment !== undefined) requireEnvironment(environment);
  for (const [name, known] of Object.entries(CHOICES)) {
    const value: unknown = Reflect.get(options, name);
    if (value !== undefined && !(known as readonly unknown[]).includes(value))
      throw refused(`\`${name}\` is ${shown(value)}`, `known are ${known.join(', ')}`);
  }
  if (limits !== undefined && !isObject(limits))
    throw refused('`limits` is no object', `give some of ${LIMITS.join(', ')}`);
  for (const name of LIMITS) {
    const value: unknown = limits?.[name];
    if (value !== undefined && !(typeof value === 'number' && value > 0))
      throw refused(`\`limits.${name}\` is ${shown(value)}`, 'give a number above 0');
  }
  if (files !== undefined && !has(files, 'read'))
    throw refused('`files` cannot read', 'give an object with a function `read(path)`');
  if (
    paths !== undefined &&
    !(Array.isArray(paths) && paths.every((one) => typeof one === 'string'))
  )
    throw refused('`paths` is no list of folders', 'give an array of strings');
  if (output !== undefined && !isObject(output))
    throw refused('`output` is no object', 'give some of print, trace, warn');
  if (operations !== undefined && !has(operations, Symbol.iterator))
    throw refused('`operations` is no list', 'give an array of { name, call }');
}

/** Throws EvaluationError INVALID_OPTION. O(1). */
export function requireEnvironment(environment: unknown): void {
  if (has(environment, 'clone', 'add', 'matchingRules')) return;
  throw refused('`environment` is no environment', 'pass what create(), clone() or union() gave');
}

/** Throws EvaluationError INVALID_OPTION. O(1). */
export function requireOperation(definition: unknown): void {
  if (has(definition, 'call') && typeof Reflect.get(definition as object, 'name') === 'string')
    return;
  throw refused('an operation has no name or no function', 'give { name: string, call: function }');
}

const shown = (value: unknown): string => JSON.stringify(value) ?? typeof value;
