/**
 * What an evaluation can see: the space it takes place in, the modules that space imports, each once,
 * and the library where the space is a module's. Plans of heads are kept here; they hold for as long as
 * the types asserted in these spaces stay the same, which stamps tell in O(1).
 */
import {
  BARE,
  ExpressionAtom,
  EXPRESSION,
  SYMBOL,
  VARIABLE,
  spaceRef,
  variable,
  type Atom,
  type Environment,
  type Rule,
  type SpaceId,
  type Stamp,
  type SymbolAtom,
} from '@forkspace/spec';
import type { SpaceView } from '../branches/view.ts';
import { renamed, resolve } from '../matching/substitute.ts';
import { freshCell } from '../matching/variables.ts';
import { unify } from '../matching/unify.ts';
import { COLON_SIGN, SUBTYPE_SIGN, UNDEFINED } from '../symbols.ts';
import { OverloadedPlan, planByRules } from './generic.ts';
import type { Host, Library } from './host.ts';
import type { Machine } from './machine.ts';
import { isFunctionType } from './meta.ts';
import { CallPlan, type Plan } from './plan.ts';
import { includesType } from './types.ts';
import { tuplePlan } from './tuple.ts';
import { wildcardsFor } from './wildcard-rules.ts';

interface Entry {
  readonly plan: Plan;
  /** For a form of the library: the rules under which nobody was found to have extended it. */
  rules: Stamp | undefined;
}

/** Everything derived from the types of the spaces in view. Shared by the clones of an environment that agree in them. */
export class Views {
  readonly types: readonly Stamp[];
  readonly plans = new Map<SymbolAtom, Entry>();
  readonly symbolTypes = new Map<SymbolAtom, readonly Atom[]>();
  hasSubtypes: boolean | undefined;
  /** By head, then by length: whether types are asserted for calls of it as such. */
  readonly typedCalls = new Map<Atom | undefined, (boolean | undefined)[]>();

  constructor(types: readonly Stamp[]) {
    this.types = types;
  }
}

const NO_RULES: readonly Rule[] = [];
const NO_ATOMS: readonly Atom[] = [];
/** From this size on a group of rules is asked by argument instead of looked through. */
const INDEXED = 9;

export class Scope {
  readonly id: SpaceId;
  readonly atom: Atom;
  readonly space: SpaceView;
  readonly environment: Environment;
  /** The spaces of imported modules, transitively, each once. */
  readonly layers: readonly SpaceView[];
  /** Undefined in a space that is no module: nothing but grounded operations is known there. */
  readonly library: Library | undefined;
  readonly #host: Host;
  #views: Views;

  /** The scope of a space. O(1) but for the first time after a change of imports. */
  static of(host: Host, environment: Environment, id: SpaceId): Scope {
    const known = host.scopes.get(id);
    if (
      known !== undefined &&
      known.environment === environment &&
      known.layersAre(host.layerIds(environment, id))
    )
      return known;
    const scope = new Scope(host, environment, id);
    host.scopes.set(id, scope);
    return scope;
  }

  readonly #layerIds: readonly SpaceId[];

  private constructor(host: Host, environment: Environment, id: SpaceId) {
    this.id = id;
    this.atom = spaceRef(id);
    this.environment = environment;
    this.space = id === 0 ? environment : environment.space(id);
    this.#layerIds = host.layerIds(environment, id);
    this.layers = this.#layerIds.map((layer) => environment.space(layer));
    this.library = host.isModule(environment, id) ? host.library : undefined;
    this.#host = host;
    this.#views = host.views.get(id) ?? new Views(this.#typeStamps());
    this.#refresh();
  }

  layersAre(ids: readonly SpaceId[]): boolean {
    return ids === this.#layerIds;
  }

  #typeStamps(): Stamp[] {
    return [this.space.typesStamp, ...this.layers.map((l) => l.typesStamp)];
  }

  #refresh(): Views {
    const types = this.#views.types;
    if (types[0] === this.space.typesStamp && types.length === this.layers.length + 1) {
      let i = 0;
      while (i < this.layers.length && types[i + 1] === (this.layers[i] as SpaceView).typesStamp)
        i++;
      if (i === this.layers.length) return this.#views;
    }
    this.#views = new Views(this.#typeStamps());
    this.#host.views.set(this.id, this.#views);
    return this.#views;
  }

  /** Differs whenever the types in view do. O(layers). */
  typesVersion(): object {
    return this.#refresh();
  }

  // ------------------------------------------------------------ plans

  /** How calls of a symbol are evaluated. O(1) while types stay the same. */
  planFor(head: SymbolAtom): Plan {
    const views = this.#refresh();
    const entry = views.plans.get(head);
    if (entry !== undefined && (entry.rules === undefined || entry.rules === this.space.rulesStamp))
      return entry.plan;
    return this.#makePlan(views, head);
  }

  #makePlan(views: Views, head: SymbolAtom): Plan {
    const form = this.library?.form(head);
    if (form !== undefined && !this.#extends(head, form)) {
      views.plans.set(head, { plan: form, rules: this.space.rulesStamp });
      return form;
    }
    const plan = this.#typedPlan(head);
    // A form that somebody has extended is looked at again when the rules change.
    views.plans.set(head, { plan, rules: form === undefined ? undefined : this.space.rulesStamp });
    return plan;
  }

  /** Whether calls of a symbol are evaluated natively. O(1). */
  isForm(head: SymbolAtom): boolean {
    return this.library?.form(head) !== undefined;
  }

  #typedPlan(head: SymbolAtom): Plan {
    const types = this.typesOfSymbol(head);
    if (types.length === 0) return tuplePlan;
    const only = types[0] as Atom;
    const extended = this.isForm(head);
    return types.length === 1 && isFunctionType(only)
      ? planByRules(head, only, extended)
      : new OverloadedPlan(head, types, extended);
  }

  /** Whether the program has rules or types of its own for a name of the library. */
  #extends(head: SymbolAtom, form: Plan): boolean {
    const arity = form instanceof CallPlan ? form.formals.length : undefined;
    for (const space of [this.space, ...this.layers]) {
      if (space.typeGroup(head) !== undefined) return true;
      if (arity !== undefined && matchesAnyHead(space, arity)) return true;
      if (arity !== undefined) {
        if (space.ruleGroup(head, arity) !== undefined) return true;
      } else for (let n = 0; n < 16; n++) if (space.ruleGroup(head, n) !== undefined) return true;
    }
    return false;
  }

  // ------------------------------------------------------------ types

  /** The types asserted for a symbol, supertypes included. O(1) after the first time. */
  typesOfSymbol(name: SymbolAtom): readonly Atom[] {
    const views = this.#refresh();
    const known = views.symbolTypes.get(name);
    if (known !== undefined) return known;
    const found: Atom[] = [];
    for (const space of [this.space, ...this.layers]) found.push(...space.typesOf(name));
    if (this.library !== undefined) found.push(...this.library.typesOf(name));
    const own = found.filter((t) => t !== UNDEFINED);
    const types = own.length === 0 ? NO_ATOMS : this.#supertypes(own);
    views.symbolTypes.set(name, types);
    return types;
  }

  /** Whether a symbol has any type. O(1) after the first time. */
  isTyped(name: SymbolAtom): boolean {
    return this.typesOfSymbol(name).length > 0;
  }

  /** Whether types are asserted for expressions with this head and length as such. O(1) after the first time. */
  typesCalls(atom: ExpressionAtom): boolean {
    const views = this.#refresh();
    const first = atom.first as Atom;
    const head = first.kind === SYMBOL ? first : undefined;
    let byLength = views.typedCalls.get(head);
    if (byLength === undefined) views.typedCalls.set(head, (byLength = []));
    let typed = byLength[atom.size];
    if (typed === undefined) {
      const open = new ExpressionAtom(
        atom.items.map((item, i) => (i === 0 && head !== undefined ? item : variable(`${i}`))),
      );
      const pattern = new ExpressionAtom([COLON_SIGN, open, variable('type')]);
      typed = [this.space, ...this.layers].some((s) => s.candidates(pattern).length > 0);
      byLength[atom.size] = typed;
    }
    return typed;
  }

  /** The types asserted for an expression as such: `(: (half 1) Odd)`. O(1) where there are none for its head. */
  typesOfExpression(m: Machine, atom: ExpressionAtom): readonly Atom[] {
    if (!this.typesCalls(atom)) return NO_ATOMS;
    const type = freshCell('type');
    const pattern = new ExpressionAtom([COLON_SIGN, atom, type]);
    const found: Atom[] = [];
    for (const candidate of this.candidates(pattern)) {
      const mark = m.trail.openTrial();
      if (unify(pattern, renamed(candidate), m.trail)) {
        const value = resolve(type);
        if (value !== type && value !== UNDEFINED) found.push(value);
      }
      m.trail.undo(mark);
      m.trail.close(mark);
    }
    return found;
  }

  withSupertypes(_m: Machine, types: readonly Atom[]): readonly Atom[] {
    return types.length === 0 ? types : this.#supertypes(types);
  }

  /** The types and everything above them, nearest first. */
  #supertypes(types: readonly Atom[]): readonly Atom[] {
    const views = this.#refresh();
    if (views.hasSubtypes === undefined) {
      const any = new ExpressionAtom([SUBTYPE_SIGN, variable('sub'), variable('super')]);
      views.hasSubtypes = [this.space, ...this.layers].some((s) => s.candidates(any).length > 0);
    }
    if (!views.hasSubtypes) return types;
    const all = types.slice();
    for (let from = 0; from < all.length;) {
      const until = all.length;
      const above: Atom[] = [];
      for (; from < until; from++) {
        const pattern = new ExpressionAtom([SUBTYPE_SIGN, all[from] as Atom, variable('super')]);
        for (const space of [this.space, ...this.layers]) {
          for (const match of space.query(pattern)) {
            const above1 = match.bindings.apply(variable('super'));
            if (!includesType(all.slice(0, until), above1)) above.push(above1);
          }
        }
      }
      for (const type of above) all.push(type);
    }
    return all;
  }

  // ------------------------------------------------------------ rules and atoms

  /** The rules that may apply to a call with these items, in order; few that do not. O(log n + answers). */
  rulesFor(head: Atom, items: readonly Atom[]): readonly Rule[] {
    if (this.layers.length === 0) {
      const own = ownRules(this.space, head, items, this.#host.shortcuts);
      if (this.library === undefined || head.kind !== SYMBOL) return own;
      const standard = this.library.rulesFor(head, items.length - 1);
      return standard.length === 0 ? own : own.length === 0 ? standard : [...own, ...standard];
    }
    const all: Rule[] = [...ownRules(this.space, head, items, this.#host.shortcuts)];
    for (const layer of this.layers)
      all.push(...ownRules(layer, head, items, this.#host.shortcuts));
    if (this.library !== undefined && head.kind === SYMBOL)
      all.push(...this.library.rulesFor(head, items.length - 1));
    return all;
  }

  /** Whether there is any rule that may apply to a call of this head with so many arguments. O(imported modules). */
  hasRules(head: Atom, args: number): boolean {
    for (const space of [this.space, ...this.layers]) {
      if (wildcardsFor(space.wildcardRules(), head).length > 0) return true;
      if (head.kind === SYMBOL && space.ruleGroup(head, args) !== undefined) return true;
    }
    return head.kind === SYMBOL && (this.library?.rulesFor(head, args).length ?? 0) > 0;
  }

  /** The rules on a symbol itself: `(= pi 3.14)`. */
  rulesForSymbol(name: SymbolAtom): readonly Rule[] {
    const all: Rule[] = [...this.space.matchingRules(name, BARE)];
    for (const layer of this.layers) all.push(...layer.matchingRules(name, BARE));
    return all;
  }

  /** The atoms that may match a pattern, in order: the space's own, those of imports, those of the library. */
  candidates(pattern: Atom): readonly Atom[] {
    const own = this.space.candidates(pattern);
    if (this.layers.length === 0 && this.library === undefined) return own;
    const standard = this.library?.candidates(pattern) ?? NO_ATOMS;
    if (this.layers.length === 0 && standard.length === 0) return own;
    const all = own.slice();
    for (const layer of this.layers) for (const atom of layer.candidates(pattern)) all.push(atom);
    for (const atom of standard) all.push(atom);
    return all;
  }
}

/** Whether there are rules like `(= ($f a) …)` with so many arguments. O(rules whose head is no symbol). */
function matchesAnyHead(space: SpaceView, arity: number): boolean {
  return (
    space
      .wildcardRules()
      ?.all.some(
        ({ head }) =>
          head.kind === EXPRESSION &&
          head.items.length === arity + 1 &&
          head.items[0]?.kind === VARIABLE,
      ) ?? false
  );
}

function ownRules(
  space: SpaceView,
  head: Atom,
  items: readonly Atom[],
  indexed: boolean,
): readonly Rule[] {
  const group = head.kind === SYMBOL ? space.ruleGroup(head, items.length - 1) : undefined;
  const wild = indexed
    ? wildcardsFor(space.wildcardRules(), head)
    : (space.wildcardRules()?.all ?? NO_RULES);
  if (group === undefined) return wild;
  const selected =
    group.size < INDEXED || !indexed ? group.all : group.select(resolvedArguments(items));
  return wild.length === 0 ? selected : [...selected, ...wild];
}

function resolvedArguments(items: readonly Atom[]): Atom[] {
  const args: Atom[] = [];
  for (let i = 1; i < items.length; i++) {
    const item = items[i] as Atom;
    args.push(item.ground ? item : resolve(item));
  }
  return args;
}
