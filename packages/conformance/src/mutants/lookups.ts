/** Mutants whose lookups and queries are wrong. */
import {
  isRule,
  symbol,
  unify,
  type Atom,
  type Environment,
  type Group,
  type Match,
  type Rule,
  type SymbolAtom,
} from '@forkspace/spec';
import { DelegatingEnvironment } from '../oddballs/delegate.ts';
import { write } from '../notation.ts';
import { mutant, type Mutant } from './mutant.ts';

type Rules = readonly Rule[];
type Head = SymbolAtom | string;

class ForgetsWildcards extends DelegatingEnvironment {
  override matchingRules(head: Head, arity: number): Rules {
    const wild = new Set(this.wildcardRules()?.all);
    const rules = super.matchingRules(head, arity);
    return wild.size === 0 ? rules : Object.freeze(rules.filter((rule) => !wild.has(rule)));
  }
}

class WildcardsFirst extends DelegatingEnvironment {
  override matchingRules(head: Head, arity: number): Rules {
    const wild = this.wildcardRules()?.all ?? [];
    const rules = super.matchingRules(head, arity);
    return wild.length === 0
      ? rules
      : Object.freeze([...wild, ...rules.slice(0, rules.length - wild.length)]);
  }
}

class AnyArity extends DelegatingEnvironment {
  override matchingRules(head: Head, arity: number): Rules {
    const rules = super.matchingRules(head, arity);
    return rules.length > 0 || arity < 2 ? rules : super.matchingRules(head, 1);
  }
}

class FreshLists extends DelegatingEnvironment {
  override matchingRules(head: Head, arity: number): Rules {
    return Object.freeze([...super.matchingRules(head, arity)]);
  }
}

class Unfrozen extends DelegatingEnvironment {
  #kept: readonly Atom[] = [];
  #at: unknown;

  override atoms(): readonly Atom[] {
    if (this.#at !== this.contentStamp) this.#kept = [...super.atoms()];
    this.#at = this.contentStamp;
    return this.#kept;
  }
}

class LiveList extends DelegatingEnvironment {
  readonly #live: Atom[] = [];

  override atoms(): readonly Atom[] {
    this.#live.length = 0;
    for (const atom of super.atoms()) this.#live.push(atom);
    return this.#live;
  }

  override add(atom: Atom): void {
    super.add(atom);
    this.atoms();
  }
}

/** The list of a lookup is kept for good. */
class StaleLookups extends DelegatingEnvironment {
  readonly #kept = new Map<string, Rules>();

  override matchingRules(head: Head, arity: number): Rules {
    const rules = super.matchingRules(head, arity);
    const key = `${arity} ${String(head)}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    if (rules.length > 0) this.#kept.set(key, rules);
    return rules;
  }
}

class StaleQueries extends DelegatingEnvironment {
  readonly #kept = new Map<string, readonly Match[]>();

  override query(pattern: Atom): readonly Match[] {
    const answers = super.query(pattern);
    if (answers.length > 500) return answers;
    const key = write(pattern);
    const kept = this.#kept.get(key) ?? answers;
    this.#kept.set(key, kept);
    return kept;
  }
}

class QuerySet extends DelegatingEnvironment {
  override query(pattern: Atom): readonly Match[] {
    const seen = new Set<number>();
    return Object.freeze(
      super.query(pattern).filter(({ atom }) => !seen.has(atom.hash) && seen.add(atom.hash)),
    );
  }
}

class QueryByHash extends DelegatingEnvironment {
  override query(pattern: Atom): readonly Match[] {
    return Object.freeze([...super.query(pattern)].sort((a, b) => a.atom.hash - b.atom.hash));
  }
}

class QueryMisses extends DelegatingEnvironment {
  override query(pattern: Atom): readonly Match[] {
    const answers = super.query(pattern);
    return this.size > 100 ? Object.freeze(answers.filter(({ atom }) => atom.ground)) : answers;
  }
}

class QueryNotApart extends DelegatingEnvironment {
  override query(pattern: Atom): readonly Match[] {
    super.query(pattern);
    return Object.freeze(
      super.atoms().flatMap((atom) => {
        const bindings = unify(pattern, atom);
        return bindings === undefined ? [] : [Object.freeze({ atom, bindings })];
      }),
    );
  }
}

class QueryByKind extends DelegatingEnvironment {
  override query(pattern: Atom): readonly Match[] {
    const numeric = /\b\d+\.\d+\b/.test(write(pattern).slice(0, 500));
    const answers = super.query(pattern);
    return numeric
      ? Object.freeze(answers.filter(({ atom }) => /\d\.\d/.test(write(atom))))
      : answers;
  }
}

class CandidatesTooFew extends DelegatingEnvironment {
  override candidates(pattern: Atom): readonly Atom[] {
    return super.candidates(pattern).filter((atom) => atom.ground || isRule(atom));
  }
}

/** A group whose list is looked up when it is asked for. */
class LiveGroups extends DelegatingEnvironment {
  override ruleGroup(head: SymbolAtom, arity: number): Group<Rule> | undefined {
    const group = super.ruleGroup(head, arity);
    if (group === undefined) return undefined;
    const now = (): Group<Rule> => super.ruleGroup(head, arity) ?? group;
    return {
      get size() {
        return now().size;
      },
      get all() {
        return now().all;
      },
      select: (args) => now().select(args),
      cache: undefined,
    };
  }
}

class SelectTooNarrow extends DelegatingEnvironment {
  override ruleGroup(head: SymbolAtom, arity: number): Group<Rule> | undefined {
    const group = super.ruleGroup(head, arity);
    if (group === undefined || group.size < 20) return group;
    const select = group.select.bind(group);
    group.select = (args) =>
      select(args).filter((rule) => rule.head.ground || args.every((arg) => !arg.ground));
    return group;
  }
}

class RulesMadeAnew extends DelegatingEnvironment {
  override rules(): Rules {
    return Object.freeze(
      super.rules().map(({ atom, head, body }) => ({ atom, head, body, cache: undefined })),
    );
  }
}

class BodyIsAtom extends DelegatingEnvironment {
  override matchingRules(head: Head, arity: number): Rules {
    const rules = super.matchingRules(head, arity);
    for (const rule of rules)
      if (!Object.isFrozen(rule))
        Object.defineProperty(rule, 'body', { get: () => rule.atom, configurable: true });
    return rules;
  }
}

class NoIndex extends DelegatingEnvironment {
  override has(atom: Atom): boolean {
    return super.has(atom) && super.atoms().filter((one) => one.hash === atom.hash).length > 0;
  }
}

/** The rule index does not hear of the last removal under a head. */
class IndexForgetsRemoval extends DelegatingEnvironment {
  readonly #seen = new Map<string, Group<Rule>>();

  override matchingRules(head: Head, arity: number): Rules {
    this.ruleGroup(typeof head === 'string' ? symbol(head) : head, arity);
    return super.matchingRules(head, arity);
  }

  override ruleGroup(head: SymbolAtom, arity: number): Group<Rule> | undefined {
    const key = `${arity} ${head?.name}`;
    const group = super.ruleGroup(head, arity) ?? this.#seen.get(key);
    if (group !== undefined) this.#seen.set(key, group);
    return group;
  }
}

class SortedBindings extends DelegatingEnvironment {
  override bindings(): ReturnType<Environment['bindings']> {
    return Object.freeze([...super.bindings()].sort(([a], [b]) => a.localeCompare(b)));
  }
}

export const lookupMutants: readonly Mutant[] = [
  mutant(
    'forgets wildcards',
    'lookups leave out the wildcard rules',
    ['ENV-BAG-3b', 'ENV-HISTORY-1a'],
    ForgetsWildcards,
  ),
  mutant(
    'wildcards first',
    'wildcard rules come before the others',
    ['ENV-BAG-3b', 'ENV-HISTORY-1a'],
    WildcardsFirst,
  ),
  mutant('any arity', 'rules of another arity are found', ['ENV-BAG-3a'], AnyArity),
  mutant('fresh lists', 'every lookup copies its list', ['ENV-BAG-3c'], FreshLists),
  mutant(
    'unfrozen',
    'a kept list is handed out unfrozen',
    ['ENV-BAG-3d', 'ENV-BAG-7e', 'ENV-HISTORY-1a'],
    Unfrozen,
  ),
  mutant(
    'live list',
    'a list that was returned changes with the next write',
    ['ENV-BAG-7a', 'ENV-BAG-7b', 'ENV-HISTORY-1a'],
    LiveList,
  ),
  mutant(
    'stale lookups',
    'the list of a head is kept for good',
    ['ENV-BAG-3d', 'ENV-HISTORY-1a'],
    StaleLookups,
  ),
  mutant(
    'stale queries',
    'answers are kept for good',
    ['ENV-BAG-5b', 'ENV-HISTORY-1a'],
    StaleQueries,
  ),
  mutant(
    'query is a set',
    'equal answers are given once',
    ['ENV-BAG-5a', 'ENV-BAG-1b', 'ENV-HISTORY-1a'],
    QuerySet,
  ),
  mutant(
    'query by hash',
    'answers come in the order of a hash table',
    ['ENV-BAG-5a', 'ENV-UNION-6b'],
    QueryByHash,
  ),
  mutant(
    'query misses',
    'an index leaves out what is filed under a variable',
    ['ENV-BAG-5a', 'ENV-BAG-5b'],
    QueryMisses,
  ),
  mutant(
    'query not apart',
    "a stored atom's variables are taken for the pattern's",
    ['ENV-BAG-5d'],
    QueryNotApart,
  ),
  mutant('query by kind', '1.0 does not find 1', ['ENV-BAG-5c'], QueryByKind),
  mutant(
    'candidates too few',
    'candidates() leaves out facts with variables',
    ['ENV-BAG-5a', 'ENV-BAG-5e', 'ENV-PROGRAM-1e'],
    CandidatesTooFew,
  ),
  mutant(
    'live groups',
    'a group shows what is held now',
    ['ENV-BAG-7c', 'ENV-BAG-7d', 'ENV-CACHE-1a'],
    LiveGroups,
  ),
  mutant(
    'select too narrow',
    'select() leaves out rules with variables',
    ['ENV-BAG-3f'],
    SelectTooNarrow,
  ),
  mutant(
    'rules made anew',
    'rules() makes its rules at each call',
    ['ENV-BAG-3e', 'ENV-CACHE-1b'],
    RulesMadeAnew,
  ),
  mutant(
    'body is atom',
    'a rule shows its whole atom as its body',
    ['ENV-BAG-3e', 'ENV-FAIL-3a'],
    BodyIsAtom,
  ),
  mutant('no index', 'has() looks at every atom', ['ENV-FAIL-3b'], NoIndex),
  mutant(
    'index forgets removal',
    'a group stays when its last rule is removed',
    ['ENV-BAG-4a', 'ENV-PROGRAM-1b'],
    IndexForgetsRemoval,
  ),
  mutant(
    'sorted bindings',
    'bindings are sorted by the rules of a language',
    ['ENV-BAG-9d'],
    SortedBindings,
  ),
];
