/**
 * The model behind the interface of an environment, so that an evaluator can run on it: what a program
 * must come to is what it comes to here. Every view is computed from the list of atoms when it is asked for.
 *
 * Groups are kept per immutable bag, because an evaluator may hang on them what it derives: another bag is
 * another group, which is coarser than ENV-CACHE-1 demands and therefore safe.
 */
import {
  alphaEquals,
  EnvironmentError,
  expression,
  headOf,
  isRule,
  isTyping,
  renameApart,
  RuleDefinition,
  symbol,
  unify,
  type Atom,
  type Environment,
  type EnvironmentBackend,
  type ExpressionAtom,
  type Group,
  type Match,
  type Rule,
  type Space,
  type SpaceId,
  type Stamp,
  type StateId,
  type Statistics,
  type SymbolAtom,
  type UnionOptions,
} from '@forkspace/spec';
import { Bag } from './bag.ts';
import { Model } from './environment.ts';
import { rulesFor, rulesIn, suggestionsFor, typesFor } from './views.ts';

const rules = new WeakMap<Atom, Rule>();

function ruleOf(atom: Atom): Rule {
  let rule = rules.get(atom);
  if (rule === undefined) rules.set(atom, (rule = new RuleDefinition(atom as ExpressionAtom)));
  return rule;
}

const kept = new WeakMap<Bag, Map<string, unknown>>();

/** What `make` derives from a bag, derived once. */
function derived<T>(bag: Bag, key: string, make: () => T): T {
  const known = kept.get(bag) ?? new Map<string, unknown>();
  kept.set(bag, known);
  if (!known.has(key)) known.set(key, make());
  return known.get(key) as T;
}

function group<T>(items: readonly T[]): Group<T> | undefined {
  const all = Object.freeze([...items]);
  return all.length === 0
    ? undefined
    : { size: all.length, all, select: () => all, cache: undefined };
}

const keyOf = (head: SymbolAtom | string, arity: number): string =>
  `${arity} ${typeof head === 'string' ? head : head.name}`;
const nameOf = (head: SymbolAtom | string): string => (typeof head === 'string' ? head : head.name);

class NaiveSpace implements Space {
  readonly #id: SpaceId;
  readonly #of: () => NaiveEnvironment;

  constructor(id: SpaceId, of: () => NaiveEnvironment) {
    this.#id = id;
    this.#of = of;
  }

  get #bag(): Bag {
    return this.#of().model.bag(this.#id);
  }

  #write(bag: Bag): void {
    this.#of().become(this.#of().model.withBag(this.#id, bag));
  }

  get size(): number {
    return this.#bag.held.length;
  }
  get ruleCount(): number {
    return rulesIn(this.#bag.atoms).length;
  }
  get rulesStamp(): Stamp {
    return this.#bag;
  }
  get typesStamp(): Stamp {
    return this.#bag;
  }
  get contentStamp(): Stamp {
    return this.#bag;
  }

  add(atom: Atom): void {
    this.#write(this.#bag.add(atom));
  }
  addAll(atoms: Iterable<Atom>): void {
    this.#write(this.#bag.add(...atoms));
  }
  remove(atom: Atom): boolean {
    const found = this.has(atom);
    this.#write(this.#bag.remove(atom));
    return found;
  }
  clear(): void {
    if (this.size > 0) this.#write(this.#bag.clear());
  }

  has(atom: Atom): boolean {
    return this.#bag.atoms.some((held) => alphaEquals(held, atom));
  }
  count(atom: Atom): number {
    return this.#bag.count(atom);
  }
  atoms(): readonly Atom[] {
    return this.#bag.atoms;
  }
  rules(): readonly Rule[] {
    return rulesIn(this.#bag.atoms).map(ruleOf);
  }
  facts(): readonly Atom[] {
    return this.#bag.atoms.filter((atom) => !isRule(atom));
  }

  matchingRules(head: SymbolAtom | string, arity: number): readonly Rule[] {
    return [
      ...(this.#ruleGroup(nameOf(head), arity)?.all ?? []),
      ...(this.wildcardRules()?.all ?? []),
    ];
  }
  ruleGroup(head: SymbolAtom, arity: number): Group<Rule> | undefined {
    return this.#ruleGroup(head.name, arity);
  }
  #ruleGroup(head: string, arity: number): Group<Rule> | undefined {
    const bag = this.#bag;
    return derived(bag, `rules ${keyOf(head, arity)}`, () =>
      group(rulesFor(bag.atoms, head, arity).map(ruleOf)),
    );
  }
  wildcardRules(): Group<Rule> | undefined {
    const bag = this.#bag;
    return derived(bag, 'wildcard', () => group(rulesFor(bag.atoms, undefined).map(ruleOf)));
  }
  typeGroup(name: SymbolAtom): Group<Atom> | undefined {
    const bag = this.#bag;
    return derived(bag, `types ${name.name}`, () =>
      group(typesFor(bag.atoms, name).map((type) => expression(symbol(':'), name, type))),
    );
  }
  typesOf(name: Atom | string): readonly Atom[] {
    return typesFor(this.#bag.atoms, typeof name === 'string' ? symbol(name) : name);
  }

  candidates(pattern: Atom): readonly Atom[] {
    return this.query(pattern).map(({ atom }) => atom);
  }
  query(pattern: Atom): readonly Match[] {
    return this.#bag.atoms.flatMap((atom) => {
      const bindings = unify(pattern, renameApart(atom));
      return bindings === undefined ? [] : [{ atom, bindings }];
    });
  }
  suggest(name: string): readonly string[] {
    return suggestionsFor(this.#bag.atoms, name);
  }
}

let lastNumber = 0;

class NaiveEnvironment extends NaiveSpace implements Environment {
  model: Model;
  modified = false;
  readonly ownsContent = false;

  constructor(model: Model) {
    super(0, () => this);
    this.model = model;
  }

  get backend(): EnvironmentBackend {
    return naive;
  }
  get environmentStamp(): Stamp {
    return this.model;
  }

  become(model: Model): void {
    this.modified ||= model !== this.model;
    this.model = model;
  }

  clone(): NaiveEnvironment {
    return new NaiveEnvironment(this.model);
  }
  union(other: Environment, { onConflict }: UnionOptions = {}): NaiveEnvironment {
    const { model, conflicts } = this.model.union((other as NaiveEnvironment).model);
    if (onConflict === 'error' && conflicts.length > 0)
      throw new EnvironmentError('MERGE_CONFLICT', 'the model has conflicts', conflicts);
    return new NaiveEnvironment(model);
  }

  createSpace(): SpaceId {
    const id = ++lastNumber;
    this.become(this.model.withBag(id, Bag.EMPTY));
    return id;
  }
  space(id: SpaceId): Space {
    if (id === 0) return this;
    if (!this.hasSpace(id))
      throw new EnvironmentError('UNKNOWN_SPACE', 'the model has no such space', id);
    return new NaiveSpace(id, () => this);
  }
  hasSpace(id: SpaceId): boolean {
    return this.model.spaces.has(id);
  }
  spaceIds(): readonly SpaceId[] {
    return [...this.model.spaces.keys()].filter((id) => id !== 0);
  }
  forkSpace(of: SpaceId): SpaceId {
    const id = ++lastNumber;
    this.become(this.model.withBag(id, this.model.bag(of).copy()));
    return id;
  }

  createState(value: Atom): StateId {
    const id = ++lastNumber;
    this.become(this.model.withState(id, value));
    return id;
  }
  stateIds(): readonly StateId[] {
    return [...this.model.states.keys()];
  }
  readState(id: StateId): Atom {
    const written = this.model.states.get(id);
    if (written === undefined)
      throw new EnvironmentError('UNKNOWN_STATE', 'the model has no such cell', id);
    return written.value;
  }
  writeState(id: StateId, value: Atom): void {
    this.readState(id);
    this.become(this.model.withState(id, value));
  }

  bind(name: string, value: Atom): void {
    this.become(this.model.withBinding(name, value));
  }
  binding(name: string): Atom | undefined {
    return this.model.bindings.get(name)?.value;
  }
  bindings(): readonly (readonly [string, Atom])[] {
    return [...this.model.bindings]
      .map(([name, { value }]) => [name, value] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
  }

  statistics(): Statistics {
    const atoms = this.atoms();
    const { length: rules } = rulesIn(atoms);
    return {
      atoms: atoms.length,
      rules,
      wildcardRules: rulesFor(atoms, undefined).length,
      facts: atoms.length - rules,
      typeAssertions: atoms.filter(isTyping).length,
      ruleGroups: new Set(
        rulesIn(atoms).map((rule) => {
          const head = headOf((rule as ExpressionAtom).items[1] as Atom);
          return head && keyOf(head.symbol, head.arity);
        }),
      ).size,
      spaces: this.spaceIds().length,
      states: this.model.states.size,
      bindings: this.model.bindings.size,
    };
  }

  export(): Uint8Array {
    throw notForBytes();
  }
  exportChanges(): Uint8Array {
    throw notForBytes();
  }
  applyChanges(): void {
    throw notForBytes();
  }
}

function notForBytes(): EnvironmentError {
  return new EnvironmentError('CAPABILITY_UNSUPPORTED', 'the model is not made to travel as bytes');
}

/** The model as a backend. It conforms in what it answers, not in what that costs. */
export const naive: EnvironmentBackend = Object.freeze({
  name: 'the naive model',
  capabilities: Object.freeze({ isolation: true, firstWrite: 'copy', sharedMemory: false }),
  create: () => new NaiveEnvironment(Model.EMPTY),
  import(): Environment {
    throw notForBytes();
  },
});
