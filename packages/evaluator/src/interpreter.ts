/**
 * The interpreter: reads a program form by form, adds or evaluates each, on whatever environment it was
 * given. Everything a program can observe lives in that environment.
 *
 * Longer than most files: everything that is wired together once is wired here, in one place.
 */
import {
  EnvironmentError,
  GROUNDED,
  host,
  requireAtom,
  spaceRef,
  symbol,
  type Atom,
  type Environment,
  type EnvironmentBackend,
  type HostValue,
  type SpaceId,
} from '@forkspace/spec';
import { EvaluationError, MettaSyntaxError, type Position } from './errors.ts';
import { StandardLibrary } from './library/standard.ts';
import {
  isDefinition,
  isFact,
  joinSelf,
  mettatronForms,
  mettatronTokens,
} from './library/mettatron.ts';
import { withCells, exported } from './matching/substitute.ts';
import { nativeModules } from './modules/native.ts';
import { isModule, Modules, type Imports, type Loader } from './modules/loading.ts';
import { folderOf } from './modules/names.ts';
import { renumber } from './modules/numbered.ts';
import { userOperation, type OperationDefinition } from './operations.ts';
import type { FormResult, InterpreterOptions, Limits, RunOptions } from './options.ts';
import { requireEnvironment, requireOperation, requireOptions } from './requirements.ts';
import type { Host } from './reduction/host.ts';
import { Machine, NO_LIMITS, type MachineLimits } from './reduction/machine.ts';
import { isError } from './reduction/meta.ts';
import { OperationError } from './reduction/operation.ts';
import type { Scope, Views } from './reduction/scope.ts';
import { typeErrors } from './reduction/types.ts';
import { format, formatResults } from './syntax/format.ts';
import { Reader, type Form } from './syntax/reader.ts';
import { Tokens } from './syntax/tokens.ts';

const nothing = (): void => {};

const SELF = symbol('&self');

/** Clock without the host's help: `Date` is part of the language. */
const now = (): number => Date.now();

/**
 * Runs programs on an environment.
 *
 * @example
 * const interpreter = createInterpreter({ backend: hamt });
 * for (const { printed } of interpreter.run('(= (twice $x) (* 2 $x)) !(twice 21)')) console.log(printed); // [42]
 */
export class Interpreter {
  readonly #options: InterpreterOptions;
  readonly #limits: Limits;
  readonly #host: Host;
  readonly #library: StandardLibrary;
  readonly #tokens: Tokens;
  readonly #modules: Modules;
  /** The dialect, whose truth values also print in lower case. */
  readonly #mettatron: boolean;
  #environment: Environment;

  constructor(options: InterpreterOptions) {
    requireOptions(options);
    this.#options = options;
    this.#limits = options.limits ?? {};
    const environment = options.environment ?? (options.backend as EnvironmentBackend).create();
    const isolated = options.branches === 'isolated';
    if (isolated && !environment.backend.capabilities.isolation) {
      throw new EnvironmentError(
        'ISOLATION_UNSUPPORTED',
        `branches: 'isolated' needs isolated clones, and the backend ${environment.backend.name} has none; use branches: 'shared' or another backend`,
        options.branches,
      );
    }
    if (options.environment !== undefined) renumber(environment);
    this.#environment = environment;
    this.#mettatron = options.dialect === 'mettatron';
    this.#library = standardLibrary(this.#mettatron);
    this.#tokens = new Tokens(this.#library.tokens, this.#mettatron ? mettatronTokens : undefined);
    const loader: Loader = {
      read: (path) => options.files?.read(path),
      paths: options.paths ?? [],
      natives: nativeModules(options.files),
      runIn: (env, space, source, name) => this.#runIn(env, space, source, name),
      libraryAtoms: () => this.#library.atoms(),
    };
    this.#modules = new Modules(loader);
    this.#modules.onTokens = () => this.#tokens.stale();
    this.#modules.onToken = (at, space, word, value) => {
      // What a branch binds may be dropped together with the branch.
      if (at === this.#environment) this.#tokens.bound(space, word, value);
      else this.#tokens.stale();
    };
    this.#host = this.#makeHost(isolated, this.#modules.imports);
    for (const definition of options.operations ?? []) this.register(definition);
  }

  #makeHost(isolated: boolean, imports: Imports): Host {
    const options = this.#options;
    const scopes = new Map<SpaceId, Scope>();
    const views = new Map<SpaceId, Views>();
    return {
      isolated,
      shortcuts: options.shortcuts ?? true,
      mostSpecific: this.#mettatron,
      leavesOutEmpty: this.#mettatron,
      unionOptions: options.onConflict === undefined ? {} : { onConflict: options.onConflict },
      library: this.#library,
      scopes,
      views,
      services: new Map(),
      modules: this.#modules,
      layerIds: (environment, id) => imports.layers(environment, id),
      isModule,
      maxStackDepth: (environment) => {
        const value = environment.binding('pragma:max-stack-depth');
        const depth = value?.kind === GROUNDED && value.tag === 'int' ? Number(value.value) : 0;
        return depth > 0 ? depth : Infinity;
      },
      poll: (deadline) => {
        if (options.signal?.aborted === true)
          throw new EvaluationError('CANCELLED', 'the evaluation was cancelled', 'run it again');
        if (deadline !== Infinity && now() > deadline) {
          throw new EvaluationError(
            'TIME_LIMIT',
            `took longer than ${this.#limits.milliseconds} ms`,
            'raise limits.milliseconds, or look for a recursion that never ends',
          );
        }
      },
      print: options.output?.print ?? nothing,
      trace: options.output?.trace ?? nothing,
      evaluateApart: (m, atom) => {
        const inner = this.#machine(m.environment, m.scope.id);
        inner.start(atom, false);
        if (inner.proceed() !== undefined) throw asynchronous();
        m.environment = inner.environment;
        return inner.outcome().map(withCells);
      },
      failureOf,
    };
  }

  /** The environment as the program has left it. A rollback or a transaction makes it another object. */
  get environment(): Environment {
    return this.#environment;
  }

  /** Goes on in another environment of any backend. */
  set environment(next: Environment) {
    requireEnvironment(next);
    if (this.#options.branches === 'isolated' && !next.backend.capabilities.isolation) {
      throw new EnvironmentError(
        'ISOLATION_UNSUPPORTED',
        `the backend ${next.backend.name} has no isolated clones`,
        next,
      );
    }
    renumber(next);
    this.#environment = next;
    this.#tokens.stale();
    this.#host.scopes.clear();
  }

  /** Makes a function of the host an operation of the language, for all forms read from now on. */
  register(definition: OperationDefinition): void {
    requireOperation(definition);
    this.#tokens.define(definition.name, host(userOperation(definition)));
  }

  /** An atom as the language prints it: states show their value. */
  format(atom: Atom): string {
    return format(atom, (id) => this.#environment.readState(id), this.#mettatron);
  }

  /** Every name with a meaning: operations, library, tokens. For completion. */
  names(): string[] {
    return [
      ...new Set([...this.#library.names(), ...this.#tokens.words(this.#environment)]),
    ].sort();
  }

  /**
   * Finds the host values of the library by name: for importing an environment that mentions operations,
   * as `backend.import(bytes, { host: interpreter.hostValue })`.
   */
  readonly hostValue = (name: string): HostValue | undefined => {
    const atom = this.#tokens.hostAtom(name) ?? this.#nativeTokens().get(name);
    return atom?.kind === GROUNDED && atom.tag === 'host' ? atom.value : undefined;
  };

  /** Reads one atom with the tokens of the program. Throws {@link MettaSyntaxError}. */
  parse(source: string): Atom {
    const reader = this.#reader(source, '<text>', 0);
    const form = reader.next();
    if (form === undefined) {
      throw new MettaSyntaxError(
        'MISSING_ATOM',
        'there is no atom',
        { source: '<text>', line: 1, column: 1, offset: 0 },
        'write one',
      );
    }
    return form.atom;
  }

  /**
   * Runs a text form by form; yields for each `!`, as soon as its results are known. Throws
   * {@link MettaSyntaxError} where the text cannot be read further, {@link EvaluationError} at a limit: the
   * environment is then as it was before that form, where the backend isolates clones.
   */
  *run(source: string, options: RunOptions = {}): Generator<FormResult, void, undefined> {
    const name = options.name ?? '<text>';
    if (options.name !== undefined) this.#modules.programFolder = folderOf(options.name);
    const reader = this.#reader(source, name, 0);
    for (let form = reader.next(); form !== undefined; form = reader.next()) {
      const done = this.#guard(form, () => this.#form(form as Form, 0));
      if (done === undefined) continue;
      yield done;
      if (this.#endsAt(done)) return;
    }
  }

  /** The same, waiting for asynchronous operations. */
  async *runAsync(
    source: string,
    options: RunOptions = {},
  ): AsyncGenerator<FormResult, void, undefined> {
    const name = options.name ?? '<text>';
    if (options.name !== undefined) this.#modules.programFolder = folderOf(options.name);
    const reader = this.#reader(source, name, 0);
    for (let form = reader.next(); form !== undefined; form = reader.next()) {
      if (!this.#evaluates(form)) {
        const refused = this.#guard(form, () => this.#form(form as Form, 0));
        if (refused !== undefined) yield refused;
        if (refused !== undefined && this.#endsAt(refused)) return;
        continue;
      }
      const restore = this.#restorePoint();
      try {
        const machine = this.#begin(form.atom, 0);
        await machine.settle();
        const done = this.#end(machine, form, 0);
        if (done === undefined) continue;
        yield done;
        if (this.#endsAt(done)) return;
      } catch (thrown) {
        restore();
        throw located(thrown, form.position);
      }
    }
  }

  /** Evaluates an atom in the program's space. Throws {@link EvaluationError} at a limit. */
  evaluate(atom: Atom): Atom[] {
    requireAtom(atom);
    const restore = this.#restorePoint();
    try {
      const machine = this.#begin(atom, 0);
      if (machine.proceed() !== undefined) throw asynchronous();
      this.#environment = machine.environment;
      return machine.outcome();
    } catch (thrown) {
      restore();
      throw thrown;
    }
  }

  /** The same, waiting for asynchronous operations. */
  async evaluateAsync(atom: Atom): Promise<Atom[]> {
    requireAtom(atom);
    const restore = this.#restorePoint();
    try {
      const machine = this.#begin(atom, 0);
      await machine.settle();
      this.#environment = machine.environment;
      return machine.outcome();
    } catch (thrown) {
      restore();
      throw thrown;
    }
  }

  // ------------------------------------------------------------

  #endsAt(done: FormResult): boolean {
    if (done.kind === 'refused') return this.#options.stopOnError === true;
    return this.#options.stopOnError === true && done.results.some(isError);
  }

  /** What native modules define that depends on no environment. */
  #nativeTokens(): ReadonlyMap<string, Atom> {
    const found = new Map<string, Atom>();
    for (const module of nativeModules(this.#options.files).values()) {
      for (const [word, value] of module.operations()) found.set(word, value);
    }
    return found;
  }

  #reader(source: string, name: string, space: SpaceId): Reader {
    const self = spaceRef(space);
    const warn = this.#options.output?.warn?.bind(this.#options.output);
    return new Reader(source, {
      source: name,
      ...(warn === undefined ? {} : { warn }),
      ...(this.#mettatron ? { shape: (items) => joinSelf(items, self) } : {}),
      tokens: (word) =>
        word === '&self' ? self : this.#tokens.lookup(this.#environment, space, word),
      isWord: (name) => name === SELF || this.#tokens.isWord(this.#environment, space, name),
    });
  }

  #guard<T>(form: Form, work: () => T): T {
    const restore = this.#evaluates(form) ? this.#restorePoint() : nothing;
    try {
      return work();
    } catch (thrown) {
      restore();
      throw located(thrown, form.position);
    }
  }

  /** How to get back to the present content; does nothing where nothing can go wrong or clones share. */
  #restorePoint(): () => void {
    const limited =
      this.#options.signal !== undefined ||
      Object.values(this.#limits).some((limit) => limit !== undefined);
    if (!limited || !this.#environment.backend.capabilities.isolation) return nothing;
    const before = this.#environment.clone();
    return () => {
      this.environment = before;
    };
  }

  /** In the mettatron dialect everything is evaluated that is no definition, with `!` or without. */
  #evaluates(form: Form): boolean {
    return form.evaluate || (this.#mettatron && !isDefinition(form.atom));
  }

  #form(form: Form, space: SpaceId): FormResult | undefined {
    if (!this.#evaluates(form)) {
      const environment = this.#environment;
      if (this.#checksTypes()) {
        const errors = typeErrors(this.#machine(environment, space), withCells(form.atom));
        if (errors.length > 0)
          return this.#result(form.position, 'refused', errors.map(exported), 0);
      }
      (space === 0 ? environment : environment.space(space)).add(form.atom);
      return undefined;
    }
    const machine = this.#begin(form.atom, space);
    if (machine.proceed() !== undefined) throw asynchronous();
    return this.#end(machine, form, space);
  }

  #checksTypes(): boolean {
    return this.#environment.binding('pragma:type-check') === AUTO;
  }

  #begin(atom: Atom, space: SpaceId): Machine {
    const machine = this.#machine(this.#environment, space);
    const code = withCells(atom);
    const minimal = this.#environment.binding('pragma:interpreter') === BARE_MINIMAL;
    if (!minimal && this.#checksTypes()) {
      const errors = typeErrors(machine, code);
      if (errors.length > 0) {
        machine.startWith(errors);
        return machine;
      }
    }
    machine.start(code, minimal);
    return machine;
  }

  #end(machine: Machine, form: Form, space: SpaceId): FormResult | undefined {
    this.#leave(machine);
    const results = machine.outcome();
    const [only] = results;
    if (!form.evaluate && only !== undefined && results.length === 1 && isFact(form.atom, only)) {
      const environment = this.#environment;
      (space === 0 ? environment : environment.space(space)).add(only);
      return undefined;
    }
    return this.#result(form.position, 'query', results, machine.steps);
  }

  #leave(machine: Machine): void {
    if (machine.environment === this.#environment) return;
    this.#environment = machine.environment;
    this.#tokens.stale();
  }

  #result(
    position: Position,
    kind: FormResult['kind'],
    results: readonly Atom[],
    steps: number,
  ): FormResult {
    return {
      position,
      kind,
      results,
      printed: formatResults(results, (id) => this.#environment.readState(id), this.#mettatron),
      steps,
    };
  }

  #machine(environment: Environment, space: SpaceId): Machine {
    const { steps, depth, milliseconds, results } = this.#limits;
    const limits: MachineLimits = {
      steps: steps ?? NO_LIMITS.steps,
      depth: depth ?? NO_LIMITS.depth,
      deadline: milliseconds === undefined ? NO_LIMITS.deadline : now() + milliseconds,
      results: results ?? NO_LIMITS.results,
    };
    return new Machine(this.#host, environment, space, limits);
  }

  /** Runs a file inside an evaluation: a module, or what is included. An error ends it, as in the reference. */
  #runIn(
    environment: Environment,
    space: SpaceId,
    source: string,
    name: string,
  ): { environment: Environment; last: readonly Atom[] } {
    const outer = this.#environment;
    this.#environment = environment;
    this.#tokens.stale();
    try {
      const reader = this.#reader(source, name, space);
      let last: readonly Atom[] = [];
      for (let form = reader.next(); form !== undefined; form = reader.next()) {
        const done = this.#form(form, space);
        if (done === undefined) continue;
        last = done.results;
        if (done.results.some(isError)) break;
      }
      return { environment: this.#environment, last };
    } catch (thrown) {
      if (thrown instanceof MettaSyntaxError) throw new OperationError(thrown.message);
      throw thrown;
    } finally {
      this.#environment = outer;
      this.#tokens.stale();
    }
  }
}

const AUTO = symbol('auto');
const BARE_MINIMAL = symbol('bare-minimal');

function asynchronous(): EvaluationError {
  return new EvaluationError(
    'ASYNC_OPERATION',
    'an asynchronous operation was called',
    'use runAsync or evaluateAsync',
  );
}

function located(thrown: unknown, position: Position): unknown {
  if (thrown instanceof EvaluationError) thrown.position ??= position;
  return thrown;
}

/** What an operation threw as the reason of an error atom. Ends of the evaluation itself go through. */
function failureOf(thrown: unknown): OperationError {
  if (thrown instanceof OperationError) return thrown;
  if (thrown instanceof EvaluationError) throw thrown;
  if (thrown instanceof EnvironmentError) return new OperationError(symbol(thrown.message));
  return new OperationError(thrown instanceof Error ? thrown.message : String(thrown));
}

const libraries: (StandardLibrary | undefined)[] = [];

/** The library is one value for the process: it holds no state of any program. */
function standardLibrary(mettatron: boolean): StandardLibrary {
  return (libraries[mettatron ? 1 : 0] ??= new StandardLibrary(mettatron ? mettatronForms : []));
}

/** Makes an {@link Interpreter}. Throws EvaluationError INVALID_OPTION, EnvironmentError ISOLATION_UNSUPPORTED. */
export function createInterpreter(options: InterpreterOptions): Interpreter {
  return new Interpreter(options);
}
