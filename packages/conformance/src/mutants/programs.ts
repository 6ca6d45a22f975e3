/** Mutants whose every operation looks right by itself, or nearly, and on which programs go wrong. */
import {
  EnvironmentError,
  EXPRESSION,
  isRule,
  type Atom,
  type Environment,
  type Group,
  type Rule,
  type SymbolAtom,
} from '@forkspace/spec';
import { write } from '../notation.ts';
import { DelegatingEnvironment } from '../oddballs/delegate.ts';
import { mutant, type Mutant } from './mutant.ts';

type RuleGroup = Group<Rule> | undefined;

/** A group with other items in place of its own. */
function regrouped(
  group: Group<Rule>,
  change: (items: readonly Rule[]) => readonly Rule[],
): Group<Rule> {
  return {
    size: group.size,
    all: Object.freeze([...change(group.all)]),
    select: (args) => change(group.select(args)),
    cache: undefined,
  };
}

/** Keeps what evaluators derive from a rule by the text of its head, in place of by the rule. */
class CachesByHead extends DelegatingEnvironment {
  readonly #caches = new Map<string, unknown>();
  readonly #groups = new WeakMap<Group<Rule>, Group<Rule>>();

  #shared(rule: Rule): Rule {
    const head = write(rule.head);
    const caches = this.#caches;
    return {
      atom: rule.atom,
      head: rule.head,
      body: rule.body,
      get cache() {
        return caches.get(head);
      },
      set cache(value: unknown) {
        caches.set(head, value);
      },
    };
  }

  override ruleGroup(head: SymbolAtom, arity: number): RuleGroup {
    const group = super.ruleGroup(head, arity);
    if (group === undefined) return undefined;
    let shared = this.#groups.get(group);
    if (shared === undefined) {
      const rules = new Map(group.all.map((rule) => [rule, this.#shared(rule)]));
      shared = regrouped(group, (items) => items.map((rule) => rules.get(rule) as Rule));
      this.#groups.set(group, shared);
    }
    return shared;
  }
}

/** Once somebody has looked for candidates, a rule that comes later turns their order round. */
class LateRuleTurns extends DelegatingEnvironment {
  #asked = false;
  #turned = false;

  override add(atom: Atom): void {
    super.add(atom);
    this.#turned ||= this.#asked && isRule(atom);
  }

  override candidates(pattern: Atom): readonly Atom[] {
    this.#asked = true;
    const found = super.candidates(pattern);
    return this.#turned ? Object.freeze([...found].reverse()) : found;
  }
}

/** The group of wildcard rules that was asked for first is kept for good. */
class KeepsWildcards extends DelegatingEnvironment {
  #wild: RuleGroup;

  override wildcardRules(): RuleGroup {
    return (this.#wild ??= super.wildcardRules());
  }
}

/** Lets another rule be the first each time, to be fair to all. */
class TakesTurns extends DelegatingEnvironment {
  #turn = 0;

  override ruleGroup(head: SymbolAtom, arity: number): RuleGroup {
    const group = super.ruleGroup(head, arity);
    if (group === undefined || group.size < 3) return group;
    const turn = this.#turn++ % group.size;
    return regrouped(group, (items) => [...items.slice(turn), ...items.slice(0, turn)]);
  }
}

/** Candidates are one list for each pattern, which follows the content. */
class LiveCandidates extends DelegatingEnvironment {
  readonly #lists = new Map<string, { readonly pattern: Atom; readonly list: Atom[] }>();

  override candidates(pattern: Atom): readonly Atom[] {
    const key = write(pattern);
    const known = this.#lists.get(key) ?? { pattern, list: [] };
    this.#lists.set(key, known);
    known.list.splice(0, Infinity, ...super.candidates(pattern));
    return known.list;
  }

  override remove(atom: Atom): boolean {
    const removed = super.remove(atom);
    for (const { pattern } of this.#lists.values()) this.candidates(pattern);
    return removed;
  }
}

/** Knows a largest nesting and refuses what goes beyond, code and all. */
class LimitsNesting extends DelegatingEnvironment {
  override add(atom: Atom): void {
    let nesting = 0;
    for (let level = [atom]; level.length > 0; nesting++)
      level = level.flatMap((one) => (one.kind === EXPRESSION ? one.items : []));
    if (nesting > 10_000)
      throw new EnvironmentError('INVALID_ARGUMENT', 'nested more than 10,000 deep', atom);
    super.add(atom);
  }
}

/** A name that has a value keeps it. */
class BoundOnce extends DelegatingEnvironment {
  override bind(name: string, value: Atom): void {
    if (this.binding(name) === undefined) super.bind(name, value);
  }
}

/** A name with a colon is shortened to what stands behind it. */
class ShortNames extends DelegatingEnvironment {
  override bind(name: string, value: Atom): void {
    super.bind(ShortNames.#short(name), value);
  }

  override binding(name: string): Atom | undefined {
    return super.binding(ShortNames.#short(name));
  }

  static #short(name: string): string {
    return name.slice(name.lastIndexOf(':') + 1);
  }
}

/** A clone that is thrown away has been shown to its original all the same. */
class KeepsAttempts extends DelegatingEnvironment {
  #attempt: Environment | undefined;

  override get reading(): Environment {
    const attempt = this.#attempt;
    return attempt !== undefined && attempt.stateIds().length > 0 && attempt.modified
      ? attempt
      : this.inner;
  }

  override clone(): Environment {
    const clone = this.inner.clone();
    this.#attempt = clone;
    return this.again(clone);
  }
}

export const programMutants: readonly Mutant[] = [
  mutant(
    'caches by head',
    'rules with equal heads share what an evaluator derived from one of them',
    ['ENV-PROGRAM-1a', 'ENV-PROGRAM-1b', 'ENV-PROGRAM-1d'],
    CachesByHead,
  ),
  mutant(
    'late rule turns',
    'a rule that is added after a look at the candidates turns their order round',
    ['ENV-PROGRAM-1g'],
    LateRuleTurns,
  ),
  mutant(
    'keeps wildcards',
    'the group of wildcard rules is looked up once',
    ['ENV-PROGRAM-1c'],
    KeepsWildcards,
  ),
  mutant(
    'takes turns',
    'each look at the rules of a head begins with another one',
    ['ENV-PROGRAM-1a', 'ENV-PROGRAM-1b'],
    TakesTurns,
  ),
  mutant(
    'live candidates',
    'a list of candidates loses what is removed while it is being gone through',
    ['ENV-PROGRAM-1g'],
    LiveCandidates,
  ),
  mutant(
    'limits nesting',
    'refuses what is nested more than 10,000 deep',
    ['ENV-PROGRAM-1m', 'ENV-FAIL-4a'],
    LimitsNesting,
  ),
  mutant(
    'bound once',
    'a name that has a value keeps it',
    ['ENV-PROGRAM-1k', 'ENV-PROGRAM-1l', 'ENV-BAG-9d'],
    BoundOnce,
  ),
  mutant(
    'short names',
    'names that differ before a colon are one',
    ['ENV-PROGRAM-1k', 'ENV-PROGRAM-1i'],
    ShortNames,
  ),
  mutant(
    'keeps attempts',
    'an environment with cells shows what was written in its latest clone',
    ['ENV-PROGRAM-2b', 'ENV-PROGRAM-2d'],
    KeepsAttempts,
  ),
];
