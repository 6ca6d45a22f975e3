/** Mutants whose clones are not isolated, or cost what they must not. */
import { symbol, type Atom, type Environment, type SpaceId, type StateId } from '@forkspace/spec';
import { DelegatingEnvironment } from '../oddballs/delegate.ts';
import { mutant, type Mutant } from './mutant.ts';

/** Looks at its original until it writes itself. */
class ParentLeak extends DelegatingEnvironment {
  #parent: ParentLeak | undefined;

  override get reading(): Environment {
    return this.#parent?.reading ?? this.inner;
  }

  override get writing(): Environment {
    if (this.#parent !== undefined) this.inner = this.#parent.reading.clone();
    this.#parent = undefined;
    return this.inner;
  }

  override clone(): Environment {
    const child = this.again(this.inner);
    child.#parent = this;
    return child;
  }
}

class ChildLeak extends DelegatingEnvironment {
  override clone(): Environment {
    return this.again(this.inner);
  }
}

class SiblingLeak extends DelegatingEnvironment {
  #child: Environment | undefined;
  #at: unknown;

  override clone(): Environment {
    if (this.#at !== this.environmentStamp) this.#child = undefined;
    this.#at = this.environmentStamp;
    return this.again((this.#child ??= this.inner.clone()));
  }
}

class GrandchildLeak extends DelegatingEnvironment {
  depth = 0;

  override clone(): Environment {
    const child = this.again(this.depth < 2 ? this.inner.clone() : this.inner);
    child.depth = this.depth + 1;
    return child;
  }
}

/** State cells kept by number in one place for all environments. */
class CellsBeside extends DelegatingEnvironment {
  static readonly values = new Map<StateId, Atom>();

  override writeState(id: StateId, value: Atom): void {
    super.writeState(id, value);
    CellsBeside.values.set(id, value);
  }

  override readState(id: StateId): Atom {
    const value = super.readState(id);
    return CellsBeside.values.get(id) ?? value;
  }
}

/** Bindings kept beside the snapshot, as the marks of what has been imported often are. */
class BindingsBeside extends DelegatingEnvironment {
  marks = new Map<string, Atom>();

  override bind(name: string, value: Atom): void {
    super.bind(name, value);
    this.marks.set(name, value);
  }

  override binding(name: string): Atom | undefined {
    return super.binding(name) === undefined
      ? undefined
      : (this.marks.get(name) ?? super.binding(name));
  }

  override bindings(): readonly (readonly [string, Atom])[] {
    return Object.freeze(
      super.bindings().map(([name, value]) => [name, this.marks.get(name) ?? value] as const),
    );
  }

  override clone(): Environment {
    const child = this.again(this.inner.clone());
    child.marks = this.marks;
    return child;
  }
}

/** One matcher for all environments, filled by every one of them. */
class SuggestionsShared extends DelegatingEnvironment {
  static readonly names = new Set<string>();

  override suggest(name: string): readonly string[] {
    for (const known of super.suggest(name, { distance: 3, limit: 99 }))
      SuggestionsShared.names.add(known);
    return Object.freeze(
      [...SuggestionsShared.names]
        .filter((known) => known !== name && known[0] === name[0])
        .slice(0, 5),
    );
  }
}

class ModifiedInherited extends DelegatingEnvironment {
  was = false;

  override get modified(): boolean {
    return this.was || super.modified;
  }

  override clone(): Environment {
    const child = this.again(this.inner.clone());
    child.was = this.modified;
    return child;
  }
}

class OwnsAlways extends DelegatingEnvironment {
  override get ownsContent(): boolean {
    return true;
  }
}

/** The fork of a space is the space itself under another number. */
class ForkedSpaceAliased extends DelegatingEnvironment {
  readonly #aliases = new Map<SpaceId, SpaceId>();

  override forkSpace(id: SpaceId): SpaceId {
    const fork = super.forkSpace(id);
    this.#aliases.set(fork, this.#aliases.get(id) ?? id);
    return fork;
  }

  override space(id: SpaceId): ReturnType<Environment['space']> {
    return super.space(this.#aliases.get(id) ?? id);
  }
}

/** A view that goes on showing the environment it was obtained from as it was then. */
class SpaceViewsStale extends DelegatingEnvironment {
  override space(id: SpaceId): ReturnType<Environment['space']> {
    return id === 0 ? this : this.inner.space(id) && this.inner.clone().space(id);
  }
}

class CloneForgetsBindings extends DelegatingEnvironment {
  fresh = false;

  override bindings(): readonly (readonly [string, Atom])[] {
    return this.fresh ? Object.freeze([]) : super.bindings();
  }

  override clone(): Environment {
    const child = this.again(this.inner.clone());
    child.fresh = true;
    return child;
  }
}

/** Reading makes the copy that the first write should have made. */
class CopiesWhenRead extends ParentLeak {
  override get reading(): Environment {
    return this.writing;
  }
}

class OneCellForAll extends DelegatingEnvironment {
  override writeState(id: StateId, value: Atom): void {
    super.writeState(id, value);
    for (const other of this.stateIds()) super.writeState(other, value);
  }
}

class CloneCopies extends DelegatingEnvironment {
  copy: readonly Atom[] = [];

  override clone(): Environment {
    const child = this.again(this.inner.clone());
    child.copy = [...this.inner.atoms()];
    return child;
  }
}

class CloneWalks extends DelegatingEnvironment {
  sum = 0;

  override clone(): Environment {
    for (const atom of this.inner.atoms()) this.sum ^= atom.hash;
    return super.clone();
  }
}

class CloneRenews extends DelegatingEnvironment {
  override clone(): Environment {
    const child = this.again(this.inner.clone());
    child.add(symbol('for-a-moment'));
    child.remove(symbol('for-a-moment'));
    return child;
  }
}

/** Reading makes a private list of everything. */
class ReadsCopy extends DelegatingEnvironment {
  listed: readonly Atom[] | undefined;

  override matchingRules(
    ...args: Parameters<Environment['matchingRules']>
  ): ReturnType<Environment['matchingRules']> {
    this.listed ??= [...this.inner.atoms()];
    return super.matchingRules(...args);
  }
}

/** Gives up ownership after each write, so that every write is a first one. */
class NeverOwns extends DelegatingEnvironment {
  readonly kept: Environment[] = [];

  override add(atom: Atom): void {
    super.add(atom);
    this.kept.push(this.inner.clone());
  }
}

export const isolationMutants: readonly Mutant[] = [
  mutant(
    'parent leak',
    "a clone sees its original's writes until it writes itself",
    ['ENV-FORK-1c', 'ENV-FORK-1f', 'ENV-HISTORY-1a'],
    ParentLeak,
  ),
  mutant(
    'child leak',
    'a clone writes into its original',
    ['ENV-FORK-1b', 'ENV-FORK-1d', 'ENV-FORK-1g', 'ENV-HISTORY-1a', 'ENV-PROGRAM-2b'],
    ChildLeak,
  ),
  mutant(
    'sibling leak',
    'two clones of one moment are one environment',
    ['ENV-FORK-1d', 'ENV-FORK-1g', 'ENV-HISTORY-1a'],
    SiblingLeak,
  ),
  mutant(
    'grandchild leak',
    'isolation ends at the third generation',
    ['ENV-FORK-1e'],
    GrandchildLeak,
  ),
  mutant(
    'cells beside',
    'values of state cells are kept beside the snapshot',
    ['ENV-FORK-1b', 'ENV-UNION-8a', 'ENV-HISTORY-1b', 'ENV-PROGRAM-2b'],
    CellsBeside,
  ),
  mutant(
    'bindings beside',
    'bindings are kept beside the snapshot',
    ['ENV-FORK-1c', 'ENV-HISTORY-1b'],
    BindingsBeside,
  ),
  mutant(
    'suggestions shared',
    'one matcher serves all environments',
    ['ENV-FORK-6a', 'ENV-BAG-6f', 'ENV-BAG-6e'],
    SuggestionsShared,
  ),
  mutant(
    'modified inherited',
    'a clone of a modified environment starts out modified',
    ['ENV-FORK-7a', 'ENV-HISTORY-1a'],
    ModifiedInherited,
  ),
  mutant(
    'owns always',
    'says that it owns its content when it shares it',
    ['ENV-FORK-7b'],
    OwnsAlways,
  ),
  mutant(
    'forked space aliased',
    'a fork of a space is the space itself',
    ['ENV-BAG-9b', 'ENV-HISTORY-1b', 'ENV-PROGRAM-2a'],
    ForkedSpaceAliased,
  ),
  mutant(
    'space views stale',
    'a view of a space writes into a copy of the environment',
    ['ENV-FORK-1h', 'ENV-BAG-9a', 'ENV-PROGRAM-1i'],
    SpaceViewsStale,
  ),
  mutant(
    'clone forgets bindings',
    'a clone has no bindings',
    ['ENV-FORK-1a', 'ENV-HISTORY-1b'],
    CloneForgetsBindings,
  ),
  mutant(
    'copies when read',
    'a clone is separated by its first use instead of at once',
    ['ENV-FORK-1c', 'ENV-FORK-1f'],
    CopiesWhenRead,
  ),
  mutant(
    'one cell for all',
    'a write to a cell is a write to all',
    ['ENV-BAG-9c', 'ENV-HISTORY-1b', 'ENV-PROGRAM-1j'],
    OneCellForAll,
  ),
  mutant(
    'clone copies',
    'clone() copies a list of everything',
    ['ENV-FORK-2b', 'ENV-FORK-3c'],
    CloneCopies,
  ),
  mutant('clone walks', 'clone() looks at every atom', ['ENV-FORK-2c'], CloneWalks),
  mutant(
    'clone renews',
    'clone() gives the content new stamps',
    ['ENV-FORK-2a', 'ENV-CACHE-1c', 'ENV-FORK-7a', 'ENV-UNION-4a'],
    CloneRenews,
  ),
  mutant(
    'reads copy',
    'the first lookup in a clone copies a list of everything',
    ['ENV-FORK-3c'],
    ReadsCopy,
  ),
  mutant(
    'never owns',
    'keeps no ownership after a write',
    ['ENV-FORK-3b', 'ENV-FORK-7b'],
    NeverOwns,
  ),
];
