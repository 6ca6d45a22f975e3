/** Mutants whose stamps and groups do not follow the content. */
import {
  type Atom,
  type Environment,
  type Group,
  type Rule,
  type SpaceId,
  type Stamp,
  type SymbolAtom,
  type UnionOptions,
} from '@forkspace/spec';
import { DelegatingEnvironment, delegating } from '../oddballs/delegate.ts';
import { reference } from '../oddballs/reference.ts';
import { mutant, type Mutant } from './mutant.ts';

class TypesStampStill extends DelegatingEnvironment {
  override get typesStamp(): Stamp {
    return 1;
  }
}

class RulesStampOfContent extends DelegatingEnvironment {
  override get rulesStamp(): Stamp {
    return this.contentStamp;
  }
}

class EnvironmentStampOfContent extends DelegatingEnvironment {
  override get environmentStamp(): Stamp {
    return this.contentStamp;
  }
}

/** Stamps are counted per environment: two branches reach the same number. */
class StampsCounted extends DelegatingEnvironment {
  writes = 0;

  override add(atom: Atom): void {
    super.add(atom);
    this.writes++;
  }

  override get contentStamp(): Stamp {
    return this.writes;
  }

  override clone(): Environment {
    const child = this.again(this.inner.clone());
    child.writes = this.writes;
    return child;
  }
}

class StampPerObject extends DelegatingEnvironment {
  override get environmentStamp(): Stamp {
    return this;
  }
}

class GroupsMadeAnew extends DelegatingEnvironment {
  override ruleGroup(head: SymbolAtom, arity: number): Group<Rule> | undefined {
    const group = super.ruleGroup(head, arity);
    return (
      group && {
        size: group.size,
        all: group.all,
        select: (args) => group.select(args),
        cache: undefined,
      }
    );
  }
}

/** A group per environment: shared by nobody. */
class GroupsPerEnvironment extends DelegatingEnvironment {
  readonly #made = new Map<Group<Rule>, Group<Rule>>();

  override ruleGroup(head: SymbolAtom, arity: number): Group<Rule> | undefined {
    const group = super.ruleGroup(head, arity);
    if (group === undefined) return undefined;
    const made = this.#made.get(group) ?? {
      size: group.size,
      all: group.all,
      select: (args: readonly Atom[]) => group.select(args),
      cache: undefined,
    };
    this.#made.set(group, made);
    return made;
  }
}

/** One group per head for the life of the environment. */
class GroupKept extends DelegatingEnvironment {
  readonly #kept = new Map<SymbolAtom, Group<Rule>>();

  override ruleGroup(head: SymbolAtom, arity: number): Group<Rule> | undefined {
    const group = super.ruleGroup(head, arity);
    if (group === undefined || arity !== 1) return group;
    const kept = this.#kept.get(head) ?? group;
    this.#kept.set(head, kept);
    return kept;
  }
}

/** A union takes a group of its right side when only the order differs. */
class GroupOfRight extends DelegatingEnvironment {
  right: Environment | undefined;

  override union(other: Environment, options?: UnionOptions): Environment {
    const union = this.again(this.inner.union(this.innerOf(other), options));
    union.right = this.innerOf(other).clone();
    return union;
  }

  override ruleGroup(head: SymbolAtom, arity: number): Group<Rule> | undefined {
    const group = super.ruleGroup(head, arity);
    const theirs = this.right?.ruleGroup(head, arity);
    return theirs !== undefined && group?.size === theirs.size ? theirs : group;
  }
}

class ClearRenews extends DelegatingEnvironment {
  #cleared = 0;

  override clear(): void {
    super.clear();
    this.#cleared++;
  }

  override get typesStamp(): Stamp {
    return this.#cleared === 0 ? super.typesStamp : -this.#cleared;
  }
}

class SpaceStampsStill extends DelegatingEnvironment {
  override space(id: SpaceId): ReturnType<Environment['space']> {
    if (id === 0) return this;
    return Object.defineProperty(super.space(id), 'contentStamp', { value: id });
  }
}

/** Changed by both sides, a group is written in place. */
class UnionWritesGroup extends DelegatingEnvironment {
  override union(other: Environment, options?: UnionOptions): Environment {
    const union = this.again(this.inner.union(this.innerOf(other), options));
    const mine = this.inner;
    for (const { atom } of union.inner.rules().slice(0, 50)) {
      const head = atom.items[1];
      const first = head?.kind === 2 ? head.items[0] : undefined;
      if (head?.kind !== 2 || first?.kind !== 0) continue;
      const [group, merged] = [
        mine.ruleGroup(first, head.items.length - 1),
        union.inner.ruleGroup(first, head.items.length - 1),
      ];
      if (group !== undefined && merged !== undefined && group !== merged)
        Object.defineProperty(group, 'all', { value: merged.all, configurable: true });
    }
    return union;
  }
}

const liesAboutPath = delegating(
  'mutant lies about its first write',
  reference,
  DelegatingEnvironment,
  { firstWrite: 'path' },
);

export const identityMutants: readonly Mutant[] = [
  mutant(
    'group of the right',
    'a union has groups of its right side, in its order',
    ['ENV-UNION-6d'],
    GroupOfRight,
  ),
  mutant(
    'types stamp still',
    'typesStamp never changes',
    ['ENV-CACHE-1a', 'ENV-CACHE-3c', 'ENV-PROGRAM-1h'],
    TypesStampStill,
  ),
  mutant(
    'rules stamp of content',
    'rulesStamp changes with every atom',
    ['ENV-CACHE-1a', 'ENV-CACHE-1d'],
    RulesStampOfContent,
  ),
  mutant(
    'environment stamp of content',
    'environmentStamp does not follow spaces, cells and bindings',
    ['ENV-CACHE-1a', 'ENV-CACHE-3a', 'ENV-HISTORY-1b'],
    EnvironmentStampOfContent,
  ),
  mutant('stamps counted', 'stamps are counted per environment', ['ENV-CACHE-3c'], StampsCounted),
  mutant(
    'stamp per object',
    'every environment has a stamp of its own',
    ['ENV-FORK-2a', 'ENV-UNION-4a', 'ENV-HISTORY-1a'],
    StampPerObject,
  ),
  mutant(
    'groups made anew',
    'every lookup makes a group',
    ['ENV-CACHE-1a', 'ENV-CACHE-1b', 'ENV-HISTORY-1a'],
    GroupsMadeAnew,
  ),
  mutant(
    'groups per environment',
    'clones and unions make groups of their own',
    ['ENV-CACHE-1c', 'ENV-CACHE-1d', 'ENV-CACHE-1e', 'ENV-FORK-2a'],
    GroupsPerEnvironment,
  ),
  mutant(
    'group kept',
    'a group stays when its content changes',
    ['ENV-CACHE-1a', 'ENV-CACHE-1b', 'ENV-PROGRAM-1b'],
    GroupKept,
  ),
  mutant(
    'clear renews',
    'clear() renews stamps of what was not there',
    ['ENV-CACHE-3b'],
    ClearRenews,
  ),
  mutant(
    'space stamps still',
    'stamps of further spaces never change',
    ['ENV-CACHE-3a'],
    SpaceStampsStill,
  ),
  mutant(
    'union writes a group',
    'the union writes into a group of its left side',
    ['ENV-CACHE-1f'],
    UnionWritesGroup,
  ),
  {
    defect: 'declares that its first write costs a path, and copies',
    killedBy: ['ENV-FORK-3a'],
    backend: liesAboutPath,
  },
];
