/** Mutants whose stamps and groups do not follow the content, and mutants that fail in the wrong way. */
import { EnvironmentError, type Atom, type Environment, type Group, type ImportOptions, type Rule, type SpaceId, type Stamp, type StateId, symbol, type SymbolAtom, type UnionOptions } from '@forkspace/spec';
import { DelegatingEnvironment, delegating } from '../oddballs/delegate.ts';
import { reference } from '../oddballs/reference.ts';
import { mutant, type Mutant } from './mutant.ts';

const NOTE = symbol('note');

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
    return group && { size: group.size, all: group.all, select: (args) => group.select(args), cache: undefined };
  }
}

/** A group per environment: shared by nobody. */
class GroupsPerEnvironment extends DelegatingEnvironment {
  readonly #made = new Map<Group<Rule>, Group<Rule>>();

  override ruleGroup(head: SymbolAtom, arity: number): Group<Rule> | undefined {
    const group = super.ruleGroup(head, arity);
    if (group === undefined) return undefined;
    const made = this.#made.get(group) ?? { size: group.size, all: group.all, select: (args: readonly Atom[]) => group.select(args), cache: undefined };
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
      const [group, merged] = [mine.ruleGroup(first, head.items.length - 1), union.inner.ruleGroup(first, head.items.length - 1)];
      if (group !== undefined && merged !== undefined && group !== merged) Object.defineProperty(group, 'all', { value: merged.all, configurable: true });
    }
    return union;
  }
}

class SwallowsErrors extends DelegatingEnvironment {
  override add(atom: Atom): void {
    try {
      super.add(atom);
    } catch {
      // the defect
    }
  }
}

class PlainErrors extends DelegatingEnvironment {
  override readState(id: StateId): Atom {
    try {
      return super.readState(id);
    } catch {
      throw new TypeError('no such cell');
    }
  }

  override space(id: SpaceId): ReturnType<Environment['space']> {
    try {
      return super.space(id);
    } catch {
      throw new TypeError('no such space');
    }
  }
}

class Unchecked extends DelegatingEnvironment {
  override suggest(name: string): readonly string[] {
    return super.suggest(String(name));
  }
}

class ChangedWhenRefused extends DelegatingEnvironment {
  override writeState(id: StateId, value: Atom): void {
    const [first] = this.stateIds();
    try {
      super.writeState(id, value);
    } catch (error) {
      if (first !== undefined) super.writeState(first, this.readState(first));
      throw error;
    }
  }
}

class TakesForeign extends DelegatingEnvironment {
  override innerOf(other: Environment): Environment {
    if (other instanceof DelegatingEnvironment || typeof other?.export !== 'function') return super.innerOf(other);
    return this.inner.backend.import(other.export());
  }
}

class MarksReads extends DelegatingEnvironment {
  #read = false;

  override get modified(): boolean {
    return this.#read || super.modified;
  }

  override remove(atom: Atom): boolean {
    this.#read = true;
    return super.remove(atom);
  }
}

class HashIsName extends DelegatingEnvironment {
  override matchingRules(head: SymbolAtom | string, arity: number): readonly Rule[] {
    const name = typeof head === 'string' ? head : head?.name;
    // "Aa" and "BB" have one polynomial hash: taken for equality.
    return typeof name === 'string' && name.length > 8 ? super.matchingRules(name.replaceAll('BB', 'Aa'), arity) : super.matchingRules(head, arity);
  }
}

class ExportForgetsSpaces extends DelegatingEnvironment {
  override export(): Uint8Array {
    const copy = this.inner.backend.import(super.export());
    for (const id of copy.spaceIds()) copy.space(id).clear();
    return copy.export();
  }
}

class ExportWrites extends DelegatingEnvironment {
  override export(): Uint8Array {
    const bytes = super.export();
    this.inner.bind('exported', this.inner.bindings()[0]?.[1] ?? reference.create().atoms()[0] ?? NOTE);
    return bytes;
  }
}

class ExportNames extends DelegatingEnvironment {
  override export(): Uint8Array {
    const copy = this.inner.backend.import(super.export(), { host: (name) => ({ name, type: NOTE }) });
    const odd = copy.atoms().filter((atom) => atom.kind === 0 && /[^\u0000-\ud7ff]/.test(atom.name));
    for (const atom of odd) copy.remove(atom);
    return copy.export();
  }
}

class ChangesForgetRemovals extends DelegatingEnvironment {
  override applyChanges(bytes: Uint8Array, options?: ImportOptions): void {
    const before = this.inner.atoms();
    super.applyChanges(bytes, options);
    for (const atom of before) if (!this.inner.has(atom)) this.inner.add(atom);
  }
}

class ChangesReversed extends DelegatingEnvironment {
  override applyChanges(bytes: Uint8Array, options?: ImportOptions): void {
    const before = new Set(this.inner.atoms());
    super.applyChanges(bytes, options);
    const gained = this.inner.atoms().filter((atom) => !before.has(atom));
    if (gained.length < 2) return;
    for (const atom of gained) this.inner.remove(atom);
    for (const atom of gained.reverse()) this.inner.add(atom);
  }
}

class ChangesForAnybody extends DelegatingEnvironment {
  override applyChanges(bytes: Uint8Array, options?: ImportOptions): void {
    try {
      super.applyChanges(bytes, options);
    } catch (error) {
      if (!(error instanceof EnvironmentError) || error.code !== 'BASE_MISMATCH') throw error;
    }
  }
}

class ChangesSinceAnything extends DelegatingEnvironment {
  override exportChanges(base: Environment): Uint8Array {
    try {
      return super.exportChanges(base);
    } catch (error) {
      if (error instanceof EnvironmentError && error.code === 'NOT_A_DESCENDANT') return this.inner.exportChanges(this.inner);
      throw error;
    }
  }
}

class ChangesLoseCells extends DelegatingEnvironment {
  override applyChanges(bytes: Uint8Array, options?: ImportOptions): void {
    const before = this.inner.stateIds().map((id) => [id, this.inner.readState(id)] as const);
    super.applyChanges(bytes, options);
    for (const [id, value] of before) if (this.inner.readState(id) !== value) this.inner.writeState(id, value);
  }
}

class ChangesSwapSpaces extends DelegatingEnvironment {
  override applyChanges(bytes: Uint8Array, options?: ImportOptions): void {
    const [first, second] = this.inner.spaceIds();
    const size = first === undefined ? 0 : this.inner.space(first).size;
    super.applyChanges(bytes, options);
    if (first === undefined || second === undefined || this.inner.space(first).size === size) return;
    const gained = this.inner.space(first).atoms().at(-1) as Atom;
    if (this.inner.space(first).remove(gained)) this.inner.space(second).add(gained);
  }
}

class ChangesAlwaysWrite extends DelegatingEnvironment {
  #applied = false;

  override get modified(): boolean {
    return this.#applied || super.modified;
  }

  override applyChanges(bytes: Uint8Array, options?: ImportOptions): void {
    super.applyChanges(bytes, options);
    this.#applied = true;
  }
}

class ChangesHalfRead extends DelegatingEnvironment {
  override applyChanges(bytes: Uint8Array, options?: ImportOptions): void {
    try {
      super.applyChanges(bytes, options);
    } catch (error) {
      this.inner.createSpace();
      throw error;
    }
  }
}

const lenient = delegating('mutant believes bytes', { ...reference, import: believing }, DelegatingEnvironment);
const hostless = delegating('mutant drops host values', { ...reference, import: dropping }, DelegatingEnvironment);
const remembers = delegating('mutant import remembers', { ...reference, import: remembering }, DelegatingEnvironment);

function believing(bytes: Uint8Array, options?: ImportOptions): Environment {
  try {
    return reference.import(bytes, options);
  } catch (error) {
    if (error instanceof EnvironmentError && error.code === 'BYTES_CORRUPT' && bytes.length > 8) return reference.create();
    throw error;
  }
}

function dropping(bytes: Uint8Array, options?: ImportOptions): Environment {
  return reference.import(bytes, { host: (name) => options?.host?.(name) ?? { name, type: NOTE } });
}

const imported = new Map<string, Environment>();

function remembering(bytes: Uint8Array, options?: ImportOptions): Environment {
  const key = bytes instanceof Uint8Array && bytes.length < 200 ? bytes.join() : '';
  const known = imported.get(key);
  if (known !== undefined) return known;
  const environment = reference.import(bytes, options);
  if (key !== '') imported.set(key, environment);
  return environment;
}

const liesAboutPath = delegating('mutant lies about its first write', reference, DelegatingEnvironment, { firstWrite: 'path' });

export const identityMutants: readonly Mutant[] = [
  mutant('types stamp still', 'typesStamp never changes', ['ENV-CACHE-1a', 'ENV-CACHE-3c'], TypesStampStill),
  mutant('rules stamp of content', 'rulesStamp changes with every atom', ['ENV-CACHE-1a', 'ENV-CACHE-1d'], RulesStampOfContent),
  mutant('environment stamp of content', 'environmentStamp does not follow spaces, cells and bindings', ['ENV-CACHE-1a', 'ENV-CACHE-3a', 'ENV-HISTORY-1b'], EnvironmentStampOfContent),
  mutant('stamps counted', 'stamps are counted per environment', ['ENV-CACHE-3c'], StampsCounted),
  mutant('stamp per object', 'every environment has a stamp of its own', ['ENV-FORK-2a', 'ENV-UNION-4a', 'ENV-HISTORY-1a'], StampPerObject),
  mutant('groups made anew', 'every lookup makes a group', ['ENV-CACHE-1a', 'ENV-CACHE-1b', 'ENV-HISTORY-1a'], GroupsMadeAnew),
  mutant('groups per environment', 'clones and unions make groups of their own', ['ENV-CACHE-1c', 'ENV-CACHE-1d', 'ENV-CACHE-1e', 'ENV-FORK-2a'], GroupsPerEnvironment),
  mutant('group kept', 'a group stays when its content changes', ['ENV-CACHE-1a', 'ENV-CACHE-1b'], GroupKept),
  mutant('clear renews', 'clear() renews stamps of what was not there', ['ENV-CACHE-3b'], ClearRenews),
  mutant('space stamps still', 'stamps of further spaces never change', ['ENV-CACHE-3a'], SpaceStampsStill),
  mutant('union writes a group', 'the union writes into a group of its left side', ['ENV-CACHE-1f'], UnionWritesGroup),
  mutant('swallows errors', 'a wrong atom is ignored', ['ENV-BAG-8a', 'ENV-FAIL-1a', 'ENV-HISTORY-1a'], SwallowsErrors),
  mutant('plain errors', 'errors of the host in place of coded ones', ['ENV-BAG-8b', 'ENV-FAIL-1a', 'ENV-HISTORY-1a'], PlainErrors),
  mutant('unchecked', 'a wrong argument is converted', ['ENV-FAIL-2a'], Unchecked),
  mutant('changed when refused', 'a refused write has left a trace', ['ENV-BAG-8a'], ChangedWhenRefused),
  mutant('takes foreign', 'environments of other backends are merged', ['ENV-FAIL-2b'], TakesForeign),
  mutant('marks reads', 'a removal without effect sets the modified mark', ['ENV-FORK-7a', 'ENV-HISTORY-1a'], MarksReads),
  mutant('hash is name', 'names of one hash are one name', ['ENV-FAIL-3a'], HashIsName),
  mutant('export forgets spaces', 'the atoms of further spaces are not exported', ['ENV-BYTES-1a', 'ENV-HISTORY-1c'], ExportForgetsSpaces),
  mutant('export writes', 'an export leaves a mark in the environment', ['ENV-BYTES-1c', 'ENV-CACHE-1a'], ExportWrites),
  mutant('export drops odd names', 'names beyond the basic plane are lost', ['ENV-BYTES-1b'], ExportNames),
  mutant('changes forget removals', 'applyChanges() brings back what was removed', ['ENV-BYTES-2a', 'ENV-BYTES-2b', 'ENV-HISTORY-1c'], ChangesForgetRemovals),
  mutant('changes reversed', 'new atoms come in another order', ['ENV-BYTES-2c', 'ENV-HISTORY-1c'], ChangesReversed),
  mutant('changes for anybody', 'changes to other content are accepted', ['ENV-BYTES-2d', 'ENV-BYTES-2e'], ChangesForAnybody),
  mutant('changes since anything', 'changes are given since what is no ancestor', ['ENV-BYTES-2g'], ChangesSinceAnything),
  mutant('changes lose cells', 'new values of old cells are not applied', ['ENV-BYTES-2a', 'ENV-BYTES-2f', 'ENV-HISTORY-1c'], ChangesLoseCells),
  mutant('changes swap spaces', 'changes to one space go to another', ['ENV-BYTES-2f'], ChangesSwapSpaces),
  mutant('changes always write', 'empty changes set the modified mark', ['ENV-BYTES-2h'], ChangesAlwaysWrite),
  mutant('changes half read', 'refused changes leave a space behind', ['ENV-BYTES-3b', 'ENV-BYTES-2d', 'ENV-HISTORY-1a'], ChangesHalfRead),
  { defect: 'damaged bytes give an empty environment', killedBy: ['ENV-BYTES-3a', 'ENV-HISTORY-1a'], backend: lenient },
  { defect: 'unknown host values are made up', killedBy: ['ENV-BYTES-4a'], backend: hostless },
  { defect: 'bytes that were seen before give the environment made then', killedBy: ['ENV-BYTES-1d'], backend: remembers },
  { defect: 'declares that its first write costs a path, and copies', killedBy: ['ENV-FORK-3a'], backend: liesAboutPath },
];
