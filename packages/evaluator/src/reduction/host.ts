/** What the machine needs of the interpreter around it. */
import type { Atom, Environment, Rule, SpaceId, SymbolAtom, UnionOptions } from '@forkspace/spec';
import type { Machine } from './machine.ts';
import type { OperationError } from './operation.ts';
import type { Plan } from './plan.ts';
import type { Scope, Views } from './scope.ts';

/** The standard library, shared by all environments and stored in none. */
export interface Library {
  /** How a name of the library that is evaluated natively is called; undefined for any other name. */
  form(name: SymbolAtom): Plan | undefined;
  /**
   * The same for a call that a program's own types or rules have a say in as well; undefined where the library's rules
   * tell what it comes to, and for forms that a program may take the name of.
   */
  native(name: SymbolAtom, arity: number): Plan | undefined;
  /** The types that the library asserts for a name. */
  typesOf(name: SymbolAtom): readonly Atom[];
  /** The rules of the library for a head. */
  rulesFor(head: SymbolAtom, arity: number): readonly Rule[];
  /** The atoms of the library that may match a pattern. */
  candidates(pattern: Atom): readonly Atom[];
}

/** Loading of modules, as the operations of the library need it. */
export interface ModuleHost {
  /** Makes a module's content visible in the present module. */
  importAll(m: Machine, name: string): void;
  /** Binds a token to the space of a module. */
  importAs(m: Machine, name: string, token: string): void;
  /** Evaluates a file in the present module; the results of its last form. */
  include(m: Machine, name: string): readonly Atom[];
  /** Loads a module from a path. */
  register(m: Machine, path: string): void;
  /** The space of a module, loaded if need be. */
  spaceOf(m: Machine, name: string): SpaceId;
  /** Names and spaces of all modules that were loaded. */
  loaded(m: Machine): readonly (readonly [name: string, space: SpaceId])[];
  /** Binds a token of the present module; throws for a name that is no pattern. */
  bindToken(m: Machine, name: string, value: Atom): void;
  setPragma(m: Machine, key: string, value: Atom): void;
}

export interface Host {
  readonly isolated: boolean;
  /** Off: every call takes the general way. The results are the same; tests compare the two. */
  readonly shortcuts: boolean;
  readonly unionOptions: UnionOptions;
  /** Of the rules that match, only those whose head has the fewest variables apply. */
  readonly mostSpecific: boolean;
  /** An item without a result is left out of its tuple, instead of leaving the tuple without one. */
  readonly leavesOutEmpty: boolean;
  readonly library: Library;
  readonly scopes: Map<SpaceId, Scope>;
  readonly views: Map<SpaceId, Views>;
  /** The spaces that a module imports, transitively; the same array until its imports change. */
  layerIds(environment: Environment, id: SpaceId): readonly SpaceId[];
  isModule(environment: Environment, id: SpaceId): boolean;
  maxStackDepth(environment: Environment): number;
  /** Throws when time is up or the evaluation was cancelled. */
  poll(deadline: number): void;
  /** All results of an atom, evaluated by itself: bindings stay inside. */
  evaluateApart(m: Machine, atom: Atom): readonly Atom[];
  /** Writes a line for the user of the program. */
  print(line: string): void;
  /** Writes a line for whoever debugs it. */
  trace(line: string): void;
  readonly modules: ModuleHost;
  /** Memory of native modules that is not part of any environment: seeds, open files. */
  readonly services: Map<string, unknown>;
  /** What an operation threw, as the reason of an error; throws it again if it is not the operation's own. */
  failureOf(thrown: unknown): OperationError;
}
