/**
 * What is measured: a backend, or a reference that a user could take instead. A subject is named by a
 * module and an export, never passed as an object, because every sample is taken in a process of its own.
 */
import type { EnvironmentBackend } from '@forkspace/spec';

export interface Subject {
  readonly name: string;
  /** What `import()` in a fresh process is given; a file is named by its `file:` address. */
  readonly module: string;
  /** The name under which the module exports the backend. */
  readonly export: string;
}

/** The backends of this repository, in the order in which they are shown. */
export const BACKENDS: readonly Subject[] = [
  { name: 'hamt', module: '@forkspace/backend-hamt', export: 'hamt' },
  { name: 'cow', module: '@forkspace/backend-cow', export: 'cow' },
  { name: 'mutex', module: '@forkspace/backend-mutex', export: 'mutex' },
];

/** The name under which a workload's own reference (a plain `Map`) is shown. */
export const REFERENCE = 'Map';

/** The backend that a subject names. Throws an Error that says what is missing. */
export async function loadBackend(subject: Subject): Promise<EnvironmentBackend> {
  const module = (await import(subject.module)) as Record<string, unknown>;
  const found = module[subject.export] as EnvironmentBackend | undefined;
  if (typeof found?.create !== 'function') {
    throw new Error(`${subject.module} exports no backend named ${subject.export}`);
  }
  return found;
}

/** The subjects of these names, or all. Throws an Error that lists the known names. */
export function subjectsNamed(names?: readonly (string | Subject)[]): readonly Subject[] {
  if (names === undefined) return BACKENDS;
  const found = names.map((name) => {
    if (typeof name !== 'string') return name;
    const known = BACKENDS.find((subject) => subject.name === name);
    if (known !== undefined) return known;
    throw new Error(
      `unknown backend ${JSON.stringify(name)}; known: ${BACKENDS.map((b) => b.name).join(', ')}`,
    );
  });
  const twice = found.find((a, i) => found.findIndex((b) => b.name === a.name) !== i);
  if (twice !== undefined) throw new Error(`backend ${twice.name} is named twice`);
  return found;
}
