/** What is put under test, and the smoke check that tells a broken backend from a wrongly wired one. */
import { isAtom, symbol, type Capabilities, type EnvironmentBackend } from '@forkspace/spec';

/** A backend, or a record with one. */
export interface Subject {
  readonly backend: EnvironmentBackend;
  /** The name in reports; default: the backend's own. */
  readonly name?: string;
  /**
   * Address of a module that exports the backend, for checks that run in other threads: a URL, as `import.meta.resolve`
   * gives it. Only backends that declare `sharedMemory` need it; without it those checks are skipped.
   */
  readonly module?: string | URL;
}

/** Accepts a backend in place of a subject. */
export function subjectOf(given: Subject | EnvironmentBackend): Subject {
  return typeof given === 'object' && given !== null && 'backend' in given
    ? given
    : { backend: given };
}

/** Whether a value has the form of a backend. */
export function isBackend(value: unknown): value is EnvironmentBackend {
  const it = value as Partial<EnvironmentBackend> | null | undefined;
  return (
    typeof it === 'object' &&
    it !== null &&
    typeof it.name === 'string' &&
    typeof it.create === 'function' &&
    typeof it.import === 'function' &&
    typeof it.capabilities === 'object' &&
    it.capabilities !== null
  );
}

/** The backends that a module exports, default export first: for a shell that is given a file name. */
export function backendsIn(module: Readonly<Record<string, unknown>>): EnvironmentBackend[] {
  const named = Object.entries(module)
    .filter(([name]) => name !== 'default')
    .map(([, value]) => value);
  return [...new Set([module['default'], ...named])].filter(isBackend);
}

/** Every capability there is, and the type of its value. */
const CAPABILITIES: Readonly<Record<keyof Capabilities, string>> = {
  isolation: 'boolean',
  firstWrite: 'string',
  sharedMemory: 'boolean',
};

/** What is wrong with what a backend declares; undefined when nothing is. */
function misdeclared(capabilities: Capabilities): string | undefined {
  const declared = new Map<string, unknown>(Object.entries(capabilities));
  for (const [name, type] of Object.entries(CAPABILITIES)) {
    const value = declared.get(name);
    if (typeof value !== type)
      return `capabilities.${name} must be a ${type}, got ${JSON.stringify(value) ?? 'undefined'}`;
  }
  const unknown = [...declared.keys()].find((name) => !Object.hasOwn(CAPABILITIES, name));
  if (unknown !== undefined) {
    return `capabilities.${unknown} is none that this suite can check; it knows ${Object.keys(CAPABILITIES).join(', ')}`;
  }
  const { firstWrite, isolation } = capabilities;
  const allowed = isolation ? ['copy', 'path'] : ['none'];
  if (!allowed.includes(firstWrite)) {
    return `capabilities.firstWrite must be ${allowed.map((word) => `"${word}"`).join(' or ')} where isolation is ${isolation}, got ${JSON.stringify(firstWrite)}`;
  }
  return undefined;
}

/**
 * Says what is wrong with the wiring, or undefined when the suite can run: the subject is a backend, its
 * capabilities are declared, and an environment can be made, written and read at all.
 */
export function smoke({ backend }: Subject): string | undefined {
  if (!isBackend(backend)) {
    return 'the subject is no backend: expected an object with name, capabilities, create() and import(); is it the module instead of its export?';
  }
  const declared = misdeclared(backend.capabilities);
  if (declared !== undefined) return declared;
  try {
    const environment = backend.create();
    const probe = symbol('forkspace-conformance-smoke');
    environment.add(probe);
    const [first] = environment.atoms();
    if (first === probe) return undefined;
    if (first !== undefined && !isAtom(first))
      return 'atoms() gives values that are no atoms of this @forkspace/spec: is a second copy of the package installed?';
    return 'an atom that was added to a new environment is not the first of its atoms()';
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const twice = /expected an atom/.test(message)
      ? '; is a second copy of @forkspace/spec installed?'
      : '';
    return `create(), add() and atoms() on a new environment failed: ${message}${twice}`;
  }
}
