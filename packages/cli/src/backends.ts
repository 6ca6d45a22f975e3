/** From what the user wrote after `--backend` to a backend: a built-in name, a file or a package. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EnvironmentBackend } from '@forkspace/spec';
import { CommandFailure } from './failure.ts';
import { suggestion } from './nearest-name.ts';

/** Where a backend comes from: what a process of its own has to import to get the same one. */
export interface BackendSource {
  readonly backend: EnvironmentBackend;
  /** The address of the module. */
  readonly module: string;
  readonly exportName: string;
}

/** The backends that come with the command, each loaded only when it is asked for. */
const BUILT_IN: Readonly<Record<string, () => Promise<BackendSource>>> = {
  hamt: async () => source('hamt', (await import('@forkspace/backend-hamt')).hamt),
  cow: async () => source('cow', (await import('@forkspace/backend-cow')).cow),
  mutex: async () => source('mutex', (await import('@forkspace/backend-mutex')).mutex),
};

const source = (exportName: string, backend: EnvironmentBackend): BackendSource => ({
  backend,
  module: import.meta.resolve(`@forkspace/backend-${exportName}`),
  exportName,
});

export const BUILT_IN_NAMES: readonly string[] = Object.keys(BUILT_IN);

/** Whether a name says a file or a package rather than a built-in backend. */
const looksLikeModule = (name: string): boolean => /[/\\.]|^@/.test(name) || existsSync(name);

/** The backend of this name or module. Throws BACKEND_UNKNOWN, BACKEND_INVALID or MODULE_INVALID. */
export async function findBackend(name: string): Promise<BackendSource> {
  const load = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined;
  if (load !== undefined) return load();
  const module = locate(name);
  if (module === undefined && !looksLikeModule(name)) {
    throw new CommandFailure(
      'BACKEND_UNKNOWN',
      `no backend is called ${JSON.stringify(name)}`,
      `${suggestion(name, BUILT_IN_NAMES)}; or give the path of a module that exports one`,
    );
  }
  const exports = Object.entries(await importModule(name)).filter(([, value]) => isBackend(value));
  const [found, ...others] = exports.filter(
    ([, value], i) => exports.findIndex(([, other]) => other === value) === i,
  );
  if (found !== undefined && others.length === 0) {
    return {
      backend: found[1] as EnvironmentBackend,
      module: module as string,
      exportName: found[0],
    };
  }
  throw new CommandFailure(
    'BACKEND_INVALID',
    `${name} exports ${found === undefined ? 'no backend' : `${others.length + 1} backends`}`,
    'export exactly one object with name, capabilities, create() and import(); defineBackend() of @forkspace/spec makes one',
  );
}

export function isBackend(value: unknown): value is EnvironmentBackend {
  if (typeof value !== 'object' || value === null) return false;
  const it = value as Partial<Record<keyof EnvironmentBackend, unknown>>;
  return (
    typeof it.name === 'string' &&
    typeof it.capabilities === 'object' &&
    it.capabilities !== null &&
    typeof it.create === 'function' &&
    typeof it.import === 'function'
  );
}

/** Address of a file, or of a package as seen from the working directory or from here; undefined when there is neither. */
function locate(name: string): string | undefined {
  const path = resolve(name);
  if (existsSync(path)) return pathToFileURL(path).href;
  // A path is no name of a package.
  if (/^\.{0,2}[/\\]/.test(name)) return undefined;
  try {
    return pathToFileURL(createRequire(pathToFileURL(resolve('forkspace.js'))).resolve(name)).href;
  } catch {
    // Not there, or only for `import`, which `require.resolve` cannot find.
  }
  try {
    return import.meta.resolve(name);
  } catch {
    return undefined;
  }
}

/** What a user's module exports: a file by its path, a package by its name. Throws MODULE_INVALID. */
export async function importModule(name: string): Promise<Record<string, unknown>> {
  const advice = 'give the path of an ES module, or the name of an installed package';
  const address = locate(name);
  if (address === undefined)
    throw new CommandFailure('MODULE_INVALID', `no module is found at ${name}`, advice);
  try {
    return (await import(address)) as Record<string, unknown>;
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new CommandFailure('MODULE_INVALID', `${name} cannot be loaded: ${why}`, advice);
  }
}
