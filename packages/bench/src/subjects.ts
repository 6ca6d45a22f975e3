/**
 * What is measured: a backend, or a reference that a user could take instead. A subject is named by a
 * module and an export, never passed as an object, because every sample is taken in a process of its own.
 */
import type { EnvironmentBackend } from '@forkspace/spec';
import { OptionError } from './option-error.ts';
import { PEERS } from './peers/index.ts';

/** Where a backend is found by a fresh process. */
export interface Subject {
  /** As it stands in reports. */
  readonly name: string;
  /** What `import()` in a fresh process is given; a file is named by its `file:` address. */
  readonly module: string;
  /** The name under which the module exports the backend. */
  readonly export: string;
  /** What it is, for readers of a report. */
  readonly about?: string;
}

/** The backends of this repository, in the order in which they are shown. */
export const BACKENDS: readonly Subject[] = [
  {
    name: 'hamt',
    module: '@forkspace/backend-hamt',
    export: 'hamt',
    about: 'a persistent tree, of which a written clone copies one path',
  },
  {
    name: 'cow',
    module: '@forkspace/backend-cow',
    export: 'cow',
    about: 'flat pages, of which a written clone copies those that it touches, and their directory',
  },
  {
    name: 'mutex',
    module: '@forkspace/backend-mutex',
    export: 'mutex',
    about:
      'one store behind one lock; its clones are not isolated, so most criteria do not bind it',
  },
];

/** What is measured beside backends: peers, and the machine itself. */
export interface Other {
  readonly name: string;
  /** What it is, and what it lacks. */
  readonly about: string;
  /** The package whose version a report gives. */
  readonly library?: string;
}

export const OTHERS: readonly Other[] = [
  ...PEERS.map(({ name, about, library }) => ({
    name,
    about,
    ...(library === undefined ? {} : { library }),
  })),
  { name: 'machine', about: 'no store at all: tells how fast the machine was' },
];

/** The backend that a subject names. Throws an OptionError that says what is missing. */
export async function loadBackend(subject: Subject): Promise<EnvironmentBackend> {
  const module = (await import(subject.module)) as Record<string, unknown>;
  const found = module[subject.export] as EnvironmentBackend | undefined;
  if (typeof found?.create !== 'function') {
    throw new OptionError(`${subject.module} exports no backend named ${subject.export}`);
  }
  return found;
}

/** The subjects of these names, or all. Throws an OptionError that lists the known names. */
export function subjectsNamed(names?: readonly (string | Subject)[]): readonly Subject[] {
  if (names === undefined) return BACKENDS;
  if (!Array.isArray(names))
    throw new OptionError(`backends must be an array, not ${JSON.stringify(names)}`);
  const found = names.map((name) => {
    if (typeof name !== 'string') return name;
    const known = BACKENDS.find((subject) => subject.name === name);
    if (known !== undefined) return known;
    throw new OptionError(
      `unknown backend ${JSON.stringify(name)}; known: ${BACKENDS.map((b) => b.name).join(', ')}`,
    );
  });
  const twice = found.find((a, i) => found.findIndex((b) => b.name === a.name) !== i);
  if (twice !== undefined)
    throw new OptionError(`backend ${twice.name} is named twice; name it once`);
  const taken = found.find(({ name }) => OTHERS.some((other) => other.name === name));
  if (taken !== undefined) {
    throw new OptionError(
      `a backend cannot be called ${taken.name}: that is one it is compared with; give it another name`,
    );
  }
  return found;
}
