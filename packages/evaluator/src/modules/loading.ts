/**
 * Modules: a space each, found by name, loaded once. Which modules there are, what each imports and
 * which tokens it has, is kept in the environment's bindings, so that it forks with it.
 */
import {
  ExpressionAtom,
  EXPRESSION,
  GROUNDED,
  spaceRef,
  text,
  type Atom,
  type Environment,
  type SpaceId,
} from '@forkspace/spec';
import { formatResults } from '../syntax/format.ts';
import type { ModuleHost } from '../reduction/host.ts';
import type { Machine } from '../reduction/machine.ts';
import { isError } from '../reduction/meta.ts';
import { OperationError } from '../reduction/operation.ts';
import { bindToken, boundTokens, patternOf } from './bound-tokens.ts';
import { bindNumbered, numbered } from './numbered.ts';
import { filesOf, folderOf, fullName, joinPath } from './names.ts';

const NO_LAYERS: readonly SpaceId[] = [];

/** A module that is part of the evaluator. */
export interface NativeModule {
  readonly name: string;
  readonly operations: () => readonly (readonly [word: string, value: Atom])[];
  /** Further tokens, that belong to an environment. */
  readonly tokens?: (environment: Environment) => readonly (readonly [word: string, value: Atom])[];
  /** Definitions in the language itself. */
  readonly source?: string;
}

/** What loading needs of the interpreter. */
export interface Loader {
  read(path: string): string | undefined;
  readonly paths: readonly string[];
  readonly natives: ReadonlyMap<string, NativeModule>;
  /** Runs a text in a module's space: the environment afterwards, and the results of its last form. */
  runIn(
    environment: Environment,
    space: SpaceId,
    source: string,
    name: string,
  ): { environment: Environment; last: readonly Atom[] };
  /** The corelib as atoms, for whoever wants its space. */
  libraryAtoms(): readonly Atom[];
}

const moduleKey = (name: string): string => `module:${name}`;

function textOf(atom: Atom | undefined): string | undefined {
  return atom?.kind === GROUNDED && atom.tag === 'string' ? atom.value : undefined;
}

function spacesOf(atom: Atom | undefined): SpaceId[] {
  if (atom?.kind !== EXPRESSION) return [];
  return atom.items.flatMap((item) =>
    item.kind === GROUNDED && item.tag === 'space' ? [item.value] : [],
  );
}

/** The spaces a module imports, directly and through others, nearest first and each once. */
export class Imports {
  readonly #known = new Map<
    SpaceId,
    { readonly root: Atom; readonly version: number; readonly ids: readonly SpaceId[] }
  >();
  #version = 0;

  /** The same array until some import changes. O(1) after the first time. */
  layers(environment: Environment, id: SpaceId): readonly SpaceId[] {
    const root = numbered(environment, 'imports', id);
    if (root === undefined) return NO_LAYERS;
    const known = this.#known.get(id);
    if (known !== undefined && known.root === root && known.version === this.#version)
      return known.ids;
    const ids: SpaceId[] = [];
    const pending = spacesOf(root).reverse();
    while (pending.length > 0) {
      const next = pending.pop() as SpaceId;
      if (next === id || ids.includes(next)) continue;
      ids.push(next);
      pending.push(...spacesOf(numbered(environment, 'imports', next)).reverse());
    }
    this.#known.set(id, { root, version: this.#version, ids });
    return ids;
  }

  changed(): void {
    this.#version++;
  }
}

export function isModule(environment: Environment, id: SpaceId): boolean {
  return id === 0 || numbered(environment, 'name', id) !== undefined;
}

export class Modules implements ModuleHost {
  readonly #loader: Loader;
  readonly imports = new Imports();
  /** Where the program itself was read from; modules loaded later keep their folder in the environment. */
  programFolder = '';
  /** Called when one token was bound, with the environment and the module it is bound in. */
  onToken: (environment: Environment, space: SpaceId, word: string, value: Atom) => void = () => {};
  /** Called when many tokens may have been bound. */
  onTokens: () => void = () => {};

  constructor(loader: Loader) {
    this.#loader = loader;
  }

  bindToken(m: Machine, name: string, value: Atom): void {
    if (patternOf(name) === undefined) {
      throw new OperationError(
        `Could convert token ${name} into regex: it is no regular expression`,
      );
    }
    this.#bindToken(m, name, value);
  }

  setPragma(m: Machine, key: string, value: Atom): void {
    m.environment.bind(`pragma:${key}`, value);
    m.limitDepth(m.host.maxStackDepth(m.environment));
  }

  #nameOf(m: Machine, space: SpaceId): string {
    return space === 0 ? 'top' : (textOf(numbered(m.view, 'name', space)) ?? 'top');
  }

  #folders(m: Machine, space: SpaceId): string[] {
    const own =
      space === 0
        ? this.programFolder
        : (textOf(numbered(m.view, 'folder', space)) ?? this.programFolder);
    return [...new Set([own, this.programFolder, ...this.#loader.paths])];
  }

  #known(m: Machine, name: string): SpaceId | undefined {
    const bound = m.environment.binding(moduleKey(name));
    return bound?.kind === GROUNDED && bound.tag === 'space' ? bound.value : undefined;
  }

  /** The space of a module, loading it on first use. */
  #load(m: Machine, given: string): SpaceId {
    const name = fullName(given, this.#nameOf(m, m.scope.id));
    if (name === 'top') return 0;
    const known =
      this.#known(m, name) ?? this.#known(m, `top:${name.slice(name.lastIndexOf(':') + 1)}`);
    if (known !== undefined) return known;
    const short = name.slice('top:'.length);
    if (short === 'corelib' || short === 'stdlib') return this.#loadLibrary(m, name);
    for (const folder of this.#folders(m, m.scope.id)) {
      for (const file of filesOf(short)) {
        const path = joinPath(folder, file);
        const source = this.#loader.read(path);
        if (source !== undefined) return this.#run(m, name, path, source);
      }
    }
    const native = this.#loader.natives.get(short.slice(short.lastIndexOf(':') + 1));
    if (native !== undefined) return this.#loadNative(m, name, native);
    throw new OperationError(`Failed to resolve module ${name}`);
  }

  #create(m: Machine, name: string, folder: string): SpaceId {
    const space = m.environment.createSpace();
    m.environment.bind(moduleKey(name), spaceRef(space));
    bindNumbered(m.environment, 'name', spaceRef(space), text(name));
    bindNumbered(m.environment, 'folder', spaceRef(space), text(folder));
    return space;
  }

  #run(m: Machine, name: string, path: string, source: string): SpaceId {
    const space = this.#create(m, name, folderOf(path));
    const { environment, last } = this.#loader.runIn(m.environment, space, source, path);
    m.environment = environment;
    const failed = last.filter(isError);
    if (failed.length > 0)
      throw new OperationError(`Module ${name} ended with ${formatResults(failed)}`);
    return space;
  }

  #loadNative(m: Machine, name: string, native: NativeModule): SpaceId {
    const space = this.#create(m, name, '');
    for (const [word, value] of [...native.operations(), ...(native.tokens?.(m.environment) ?? [])])
      bindToken(m.environment, space, word, value);
    if (native.source !== undefined)
      m.environment = this.#loader.runIn(
        m.environment,
        space,
        native.source,
        `<${native.name}>`,
      ).environment;
    return space;
  }

  #loadLibrary(m: Machine, name: string): SpaceId {
    const space = m.environment.createSpace();
    m.environment.bind(moduleKey(name), spaceRef(space));
    m.environment.space(space).addAll(this.#loader.libraryAtoms());
    return space;
  }

  importAll(m: Machine, name: string): void {
    const into = m.scope.id;
    const space = this.#load(m, name);
    const before = numbered(m.view, 'imports', into);
    const ids = spacesOf(before);
    if (space === into || ids.includes(space) || !isModule(m.environment, space)) return;
    bindNumbered(
      m.environment,
      'imports',
      spaceRef(into),
      new ExpressionAtom([...ids, space].map((id) => spaceRef(id))),
    );
    // The tokens of the module are known here too, from the next form on.
    for (const { word, value } of boundTokens(m.environment, space))
      bindToken(m.environment, into, word, value);
    this.imports.changed();
    this.onTokens();
    m.refreshScope();
  }

  importAs(m: Machine, name: string, token: string): void {
    const space = this.#load(m, name);
    this.#bindToken(m, token, spaceRef(space));
  }

  #bindToken(m: Machine, word: string, value: Atom): void {
    bindToken(m.environment, m.scope.id, word, value);
    this.onToken(m.view, m.scope.id, word, value);
  }

  include(m: Machine, name: string): readonly Atom[] {
    for (const folder of this.#folders(m, m.scope.id)) {
      for (const file of [...filesOf(name), name]) {
        const path = joinPath(folder, file);
        const source = this.#loader.read(path);
        if (source === undefined) continue;
        const { environment, last } = this.#loader.runIn(m.environment, m.scope.id, source, path);
        m.environment = environment;
        m.refreshScope();
        return last;
      }
    }
    throw new OperationError(
      `Failed to resolve module ${fullName(name, this.#nameOf(m, m.scope.id))}`,
    );
  }

  register(m: Machine, path: string): void {
    const base = path.replace(/\/+$/, '');
    const file = base.slice(Math.max(base.lastIndexOf('/'), base.lastIndexOf('\\')) + 1);
    const name = `top:${file.replace(/\.metta$/, '')}`;
    if (this.#known(m, name) !== undefined) return;
    for (const folder of this.#folders(m, m.scope.id)) {
      for (const candidate of [base, `${base}.metta`, `${base}/module.metta`]) {
        const full = joinPath(folder, candidate);
        const source = full.endsWith('.metta') ? this.#loader.read(full) : undefined;
        if (source !== undefined) return void this.#run(m, name, full, source);
      }
    }
    throw new OperationError(`Failed to load module at path: ${path}`);
  }

  spaceOf(m: Machine, name: string): SpaceId {
    return this.#load(m, name);
  }

  loaded(m: Machine): readonly (readonly [name: string, space: SpaceId])[] {
    const found: [string, SpaceId][] = [['top', 0]];
    for (const [key, value] of m.environment.bindings()) {
      if (key.startsWith('module:') && value.kind === GROUNDED && value.tag === 'space')
        found.push([key.slice(7), value.value]);
    }
    return found;
  }
}
