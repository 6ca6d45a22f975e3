/**
 * The interface that users and the evaluator see. Every clause it refers to (ENV-…) is spelled out
 * in docs/spec/environment.md. What a backend author writes is another, smaller thing: see
 * `store/`.
 */
import type {
  Atom,
  ExpressionAtom,
  HostValue,
  SpaceId,
  StateId,
  SymbolAtom,
} from './atoms/atom.ts';
import type { Capabilities } from './capabilities.ts';
import type { Bindings } from './matching/bindings.ts';

/** A rule `(= head body)` as it was defined once. Its identity is that of the definition. */
export interface Rule {
  readonly atom: ExpressionAtom;
  readonly head: Atom;
  readonly body: Atom;
  /** What an evaluator derived from this rule; never invalid, because a rule never changes. */
  cache: unknown;
}

/**
 * All that an environment holds under one key, as an immutable value: another content is another
 * object (ENV-CACHE). Obtain it again after a write; keep what you derived from it in `cache`.
 */
export interface Group<T> {
  /** How many occurrences. O(1). */
  readonly size: number;
  /** All of them in order of definition, frozen. O(size) at the first use of this value, then O(1). */
  readonly all: readonly T[];
  /**
   * Those that may unify with a pattern whose arguments are `args`, in order: every one that does,
   * and few that do not. O(log n + answers) once the argument position has been indexed, which the first
   * selective use pays for.
   */
  select(args: readonly Atom[]): readonly T[];
  /** What an evaluator derived from this content. */
  cache: unknown;
}

/** Opaque; compared with `===`. Equal stamps of one backend mean equal content. */
export type Stamp = object | number;

/** One answer of a query. */
export interface Match {
  readonly atom: Atom;
  /** Values of the pattern's variables. */
  readonly bindings: Bindings;
}

/** A bag of atoms with the indexes an evaluator needs. Costs are per operation on n atoms. */
export interface Space {
  /** Occurrences held. O(1). */
  readonly size: number;
  /** Definitions of rules held. O(1). */
  readonly ruleCount: number;

  /**
   * Adds one occurrence. `(= head body)` is a rule, `(: name type)` also a type assertion. O(log n), see ENV-FORK-3.
   * Throws INVALID_ARGUMENT.
   *
   * @example
   * const environment = hamt.create();
   * environment.add(symbol('a'));
   * environment.add(symbol('a'));
   * environment.count(symbol('a')) // => 2
   */
  add(atom: Atom): void;
  /** Adds many, as one batch: refused as a whole when one of them is no atom. O(atoms). */
  addAll(atoms: Iterable<Atom>): void;
  /** Takes the newest occurrence away, up to a renaming of variables; false when there was none. O(log n). */
  remove(atom: Atom): boolean;
  /** Removes every atom. */
  clear(): void;

  has(atom: Atom): boolean;
  /** Multiplicity, up to a renaming of variables. */
  count(atom: Atom): number;
  /** Every atom in order of insertion, frozen. O(n) once per content. */
  atoms(): readonly Atom[];
  /** Every rule in order of definition, frozen. O(n) once per content. */
  rules(): readonly Rule[];
  /** Every atom that is no rule, in order, frozen. O(n) once per content. */
  facts(): readonly Atom[];

  /**
   * The rules for a head symbol and a number of arguments, then the wildcard rules: one frozen array,
   * the same one until a write changes it. `BARE` asks for rules on the symbol itself. O(1).
   *
   * @example
   * const environment = hamt.create();
   * const twice = expression(symbol('twice'), variable('x'));
   * environment.add(expression(symbol('='), twice, expression(symbol('+'), variable('x'), variable('x'))));
   * environment.matchingRules('twice', 1).map((rule) => rule.body) // => [(+ $x $x)]
   */
  matchingRules(head: SymbolAtom | string, arity: number): readonly Rule[];
  /** The rules of one (head, arity) without the wildcard rules; undefined when there is none. O(1). */
  ruleGroup(head: SymbolAtom, arity: number): Group<Rule> | undefined;
  /** Rules whose head has no symbol in first place. O(1). */
  wildcardRules(): Group<Rule> | undefined;
  /** The asserted types of a name: the `(: name type)` atoms. O(1). */
  typeGroup(name: SymbolAtom): Group<Atom> | undefined;
  /** The types themselves, in order of assertion. `name` may be any atom. */
  typesOf(name: Atom | string): readonly Atom[];

  /** A snapshot, in order, of every atom that unifies with the pattern and few that do not. */
  candidates(pattern: Atom): readonly Atom[];
  /**
   * The answers to a pattern, with multiplicity, in order of insertion. The same array for the same pattern
   * until a write.
   *
   * @example
   * const environment = hamt.create();
   * environment.add(expression(symbol('age'), symbol('Ann'), integer(31)));
   * const [match] = environment.query(expression(symbol('age'), symbol('Ann'), variable('years')));
   * match?.bindings // => { $years <- 31 }
   */
  query(pattern: Atom): readonly Match[];
  /**
   * Names used in this space that are near `name`, nearest first, never `name` itself. O(names).
   *
   * @example
   * const environment = hamt.create();
   * environment.add(symbol('parent'));
   * environment.suggest('parnet') // => ["parent"]
   */
  suggest(name: string, options?: SuggestOptions): readonly string[];

  /** Changes exactly when the rules do. O(1). */
  readonly rulesStamp: Stamp;
  /** Changes exactly when the type assertions do (`(: …)` and `(:< …)`). O(1). */
  readonly typesStamp: Stamp;
  /** Changes exactly when anything in this space does. O(1). */
  readonly contentStamp: Stamp;
}

/** How far {@link Space.suggest} looks. */
export interface SuggestOptions {
  /** Largest edit distance; default: a third of the name's length, at least 1, at most 3. */
  readonly distance?: number;
  /** How many at most; default 5. */
  readonly limit?: number;
}

/** How {@link Environment.union} settles conflicts. */
export interface UnionOptions {
  /** What to do when both sides changed one state cell or binding to different values (ENV-UNION-8). Default `right`. */
  readonly onConflict?: 'right' | 'error';
}

/** Counts of what an environment holds. All O(1) but where the backend says otherwise. */
export interface Statistics {
  /** Of the first space, as all counts up to `ruleGroups`: rules and facts, each as often as it occurs. */
  readonly atoms: number;
  readonly rules: number;
  readonly wildcardRules: number;
  /** All that are no rules, type assertions included. */
  readonly facts: number;
  readonly typeAssertions: number;
  /** Pairs of a head and an arity that have rules. */
  readonly ruleGroups: number;
  /** Further spaces. */
  readonly spaces: number;
  readonly states: number;
  readonly bindings: number;
}

/**
 * Rules, facts, types, spaces, states and bindings as one value that can be cloned, written in
 * isolation and merged. The environment is itself its own first space (`&self`, number 0).
 */
export interface Environment extends Space {
  readonly backend: EnvironmentBackend;
  /** Whether it has been written since it was made by `create`, `clone`, `union` or `import`. O(1). */
  readonly modified: boolean;
  /** Whether the next write can happen in place, because nothing is shared with another environment. O(1). */
  readonly ownsContent: boolean;

  /**
   * A new environment with the same content, isolated from this one (ENV-FORK). O(1).
   *
   * @example
   * const parent = hamt.create();
   * const child = parent.clone();
   * parent.add(symbol('late'));
   * child.size // => 0
   */
  clone(): Environment;
  /**
   * Merges by occurrence into a new environment (ENV-UNION): additions of both, removals of both,
   * what is common counted once; this side's order first. O(1) where only one side has changed.
   * Throws FOREIGN_ENVIRONMENT, MERGE_CONFLICT (only with `onConflict: 'error'`).
   *
   * @example
   * const base = hamt.create();
   * base.add(symbol('old'));
   * const left = base.clone();
   * const right = base.clone();
   * left.add(symbol('new'));
   * right.remove(symbol('old'));
   * left.union(right).atoms() // => [new]
   */
  union(other: Environment, options?: UnionOptions): Environment;

  /** A new empty space. Its number is never given out again, in any clone. */
  createSpace(): SpaceId;
  /** The space of this number, living in this environment. 0 is the environment itself. Throws UNKNOWN_SPACE. */
  space(id: SpaceId): Space;
  hasSpace(id: SpaceId): boolean;
  /** Every further space, in order of creation; not 0. After a union: this side's, then what only the other had. */
  spaceIds(): readonly SpaceId[];
  /** A new space with the content of another, isolated from it. O(1). Throws UNKNOWN_SPACE. */
  forkSpace(id: SpaceId): SpaceId;

  /** A new state cell. Its number is never given out again, in any clone. */
  createState(value: Atom): StateId;
  /** Every state cell, in the same order as spaces. */
  stateIds(): readonly StateId[];
  /** Throws UNKNOWN_STATE. */
  readState(id: StateId): Atom;
  /** Throws UNKNOWN_STATE. */
  writeState(id: StateId, value: Atom): void;

  /** Gives a name a value, replacing an earlier one. Marks and counters of evaluation live here too. */
  bind(name: string, value: Atom): void;
  binding(name: string): Atom | undefined;
  /** Every binding, by name in code unit order. */
  bindings(): readonly (readonly [name: string, value: Atom])[];

  /** Changes exactly when anything in the environment does, spaces, states and bindings included. O(1). */
  readonly environmentStamp: Stamp;
  statistics(): Statistics;

  /** The whole content as bytes: versioned, checked on import, readable by every backend. O(n). Throws NOT_EXPORTABLE. */
  export(): Uint8Array;
  /**
   * What was changed since `base`, from which this was cloned (or into which branches of it were merged).
   * O(changes + spaces + cells + bindings) where structure is shared. Throws NOT_A_DESCENDANT, NOT_EXPORTABLE.
   *
   * @example
   * const base = hamt.create();
   * const branch = base.clone();
   * branch.add(symbol('found'));
   * const elsewhere = cow.import(base.export());
   * elsewhere.applyChanges(branch.exportChanges(base));
   * elsewhere.atoms() // => [found]
   */
  exportChanges(base: Environment): Uint8Array;
  /**
   * Makes the changes of another process here, on content equal to their base. O(changes + spaces + cells + bindings) and a
   * first write. Throws BASE_MISMATCH, BYTES_CORRUPT, BYTES_VERSION, UNKNOWN_HOST_VALUE.
   */
  applyChanges(bytes: Uint8Array, options?: ImportOptions): void;
}

/** What an import needs to know besides the bytes. */
export interface ImportOptions {
  /** Finds the host values that the bytes name. */
  readonly host?: (name: string) => HostValue | undefined;
}

/** A factory for environments that store their content in one particular way. */
export interface EnvironmentBackend {
  readonly name: string;
  readonly capabilities: Capabilities;
  create(): Environment;
  /** Reads what any backend has exported. Throws BYTES_CORRUPT, BYTES_VERSION, UNKNOWN_HOST_VALUE. */
  import(bytes: Uint8Array, options?: ImportOptions): Environment;
}
