/**
 * A backend around another one: every operation is passed on. By itself it is an unusual but legal
 * backend; the mutants are made of it by overriding one method.
 *
 * Reads go through `reading`, writes through `writing`, so that a subclass can decide when to copy.
 */
import {
  foreignEnvironment,
  type Atom,
  type Capabilities,
  type Environment,
  type EnvironmentBackend,
  type Group,
  type ImportOptions,
  type Match,
  type Rule,
  type Space,
  type SpaceId,
  type Stamp,
  type StateId,
  type Statistics,
  type SuggestOptions,
  type SymbolAtom,
  type UnionOptions,
} from '@forkspace/spec';

export class DelegatingSpace<S extends Space = Space> implements Space {
  readonly #reading: () => S;
  readonly #writing: () => S;

  constructor(reading: () => S, writing: () => S = reading) {
    this.#reading = reading;
    this.#writing = writing;
  }

  get reading(): S {
    return this.#reading();
  }

  get writing(): S {
    return this.#writing();
  }

  get size(): number {
    return this.reading.size;
  }

  get ruleCount(): number {
    return this.reading.ruleCount;
  }

  add(atom: Atom): void {
    this.writing.add(atom);
  }

  addAll(atoms: Iterable<Atom>): void {
    this.writing.addAll(atoms);
  }

  remove(atom: Atom): boolean {
    return this.writing.remove(atom);
  }

  clear(): void {
    this.writing.clear();
  }

  has(atom: Atom): boolean {
    return this.reading.has(atom);
  }

  count(atom: Atom): number {
    return this.reading.count(atom);
  }

  atoms(): readonly Atom[] {
    return this.reading.atoms();
  }

  rules(): readonly Rule[] {
    return this.reading.rules();
  }

  facts(): readonly Atom[] {
    return this.reading.facts();
  }

  matchingRules(head: SymbolAtom | string, arity: number): readonly Rule[] {
    return this.reading.matchingRules(head, arity);
  }

  ruleGroup(head: SymbolAtom, arity: number): Group<Rule> | undefined {
    return this.reading.ruleGroup(head, arity);
  }

  wildcardRules(): Group<Rule> | undefined {
    return this.reading.wildcardRules();
  }

  typeGroup(name: SymbolAtom): Group<Atom> | undefined {
    return this.reading.typeGroup(name);
  }

  typesOf(name: Atom | string): readonly Atom[] {
    return this.reading.typesOf(name);
  }

  candidates(pattern: Atom): readonly Atom[] {
    return this.reading.candidates(pattern);
  }

  query(pattern: Atom): readonly Match[] {
    return this.reading.query(pattern);
  }

  suggest(name: string, options?: SuggestOptions): readonly string[] {
    return this.reading.suggest(name, options);
  }

  get rulesStamp(): Stamp {
    return this.reading.rulesStamp;
  }

  get typesStamp(): Stamp {
    return this.reading.typesStamp;
  }

  get contentStamp(): Stamp {
    return this.reading.contentStamp;
  }
}

/** What {@link delegating} makes environments with. */
export type DelegateClass = new (
  backend: EnvironmentBackend,
  inner: Environment,
) => DelegatingEnvironment;

export class DelegatingEnvironment extends DelegatingSpace<Environment> implements Environment {
  readonly backend: EnvironmentBackend;
  inner: Environment;

  constructor(backend: EnvironmentBackend, inner: Environment) {
    super(() => this.inner);
    this.backend = backend;
    this.inner = inner;
  }

  /** Another environment of this kind. */
  again(inner: Environment): this {
    return new (this.constructor as DelegateClass)(this.backend, inner) as this;
  }

  /** What another environment of this backend is made around. Throws FOREIGN_ENVIRONMENT. */
  innerOf(other: Environment): Environment {
    if (other instanceof DelegatingEnvironment && other.backend === this.backend)
      return other.reading;
    throw foreignEnvironment('union or exportChanges', other);
  }

  get modified(): boolean {
    return this.reading.modified;
  }

  get ownsContent(): boolean {
    return this.reading.ownsContent;
  }

  clone(): Environment {
    return this.again(this.reading.clone());
  }

  union(other: Environment, options?: UnionOptions): Environment {
    return this.again(this.reading.union(this.innerOf(other), options));
  }

  createSpace(): SpaceId {
    return this.writing.createSpace();
  }

  space(id: SpaceId): Space {
    if (id === 0) return this;
    this.reading.space(id); // refused here and now when there is none
    return new DelegatingSpace(
      () => this.reading.space(id),
      () => this.writing.space(id),
    );
  }

  hasSpace(id: SpaceId): boolean {
    return this.reading.hasSpace(id);
  }

  spaceIds(): readonly SpaceId[] {
    return this.reading.spaceIds();
  }

  forkSpace(id: SpaceId): SpaceId {
    return this.writing.forkSpace(id);
  }

  createState(value: Atom): StateId {
    return this.writing.createState(value);
  }

  stateIds(): readonly StateId[] {
    return this.reading.stateIds();
  }

  readState(id: StateId): Atom {
    return this.reading.readState(id);
  }

  writeState(id: StateId, value: Atom): void {
    this.writing.writeState(id, value);
  }

  bind(name: string, value: Atom): void {
    this.writing.bind(name, value);
  }

  binding(name: string): Atom | undefined {
    return this.reading.binding(name);
  }

  bindings(): readonly (readonly [name: string, value: Atom])[] {
    return this.reading.bindings();
  }

  get environmentStamp(): Stamp {
    return this.reading.environmentStamp;
  }

  statistics(): Statistics {
    return this.reading.statistics();
  }

  export(): Uint8Array {
    return this.reading.export();
  }

  exportChanges(base: Environment): Uint8Array {
    return this.reading.exportChanges(this.innerOf(base));
  }

  applyChanges(bytes: Uint8Array, options?: ImportOptions): void {
    this.writing.applyChanges(bytes, options);
  }
}

/** A backend whose environments are `Made` around those of `base`. */
export function delegating(
  name: string,
  base: EnvironmentBackend,
  Made: DelegateClass,
  capabilities: Partial<Capabilities> = {},
): EnvironmentBackend {
  const backend: EnvironmentBackend = Object.freeze({
    name,
    capabilities: Object.freeze({ ...base.capabilities, ...capabilities }),
    create: () => new Made(backend, base.create()),
    import: (bytes: Uint8Array, options?: ImportOptions) =>
      new Made(backend, base.import(bytes, options)),
  });
  return backend;
}
