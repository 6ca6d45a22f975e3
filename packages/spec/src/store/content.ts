/**
 * What one space holds, filed: rules by head symbol and arity, type assertions by name, other facts by
 * head and arity, and the few atoms that have no symbol in first place.
 *
 * There is one way in (`insert`) and one way out (`take`); every count, digest and stamp is kept there and
 * nowhere else, so no index can disagree with the bag.
 */
import { EXPRESSION, SYMBOL, type Atom, type ExpressionAtom } from '../atoms/atom.ts';
import { alphaEquals } from '../atoms/compare.ts';
import { mix } from '../atoms/hash.ts';
import { identityHash } from '../atoms/identity.ts';
import { COLON, headOf, isRule, isTyping, RuleDefinition } from '../rules.ts';
import { argumentsOf } from './argument-keys.ts';
import type { Bucket, BucketFactory, Shape } from './bucket.ts';
import type { QueryCache } from './query-cache.ts';
import { nextOccurrence, Occurrence } from './occurrence.ts';
import type { Owner, Table } from './table.ts';

/** What a backend brings. */
export interface Storage {
  readonly table: <V extends object>() => Table<V>;
  readonly bucket: BucketFactory;
}

export const TABLES: readonly TableName[] = ['rules', 'facts', 'types'];
export const LONES: readonly LoneName[] = ['wildcard', 'rest'];
/** How atoms are filed in each of them. */
export const SHAPES = {
  rules: 'rule',
  facts: 'fact',
  types: 'fact',
  wildcard: 'rule',
  rest: 'whole',
} as const;

/**
 * Visits every place whose buckets in two contents are not the same object. O(differences) where
 * structure is shared.
 */
export function diffContents(
  left: Content,
  right: Content,
  visit: (mine: Bucket | undefined, theirs: Bucket | undefined) => void,
): void {
  if (left === right) return;
  for (const table of TABLES) {
    left[table].diff(right[table], (_, mine, theirs) => visit(mine, theirs));
  }
  for (const lone of LONES) if (left[lone] !== right[lone]) visit(left[lone], right[lone]);
}

/** Tables of buckets, and the buckets that stand alone. */
export type TableName = 'rules' | 'facts' | 'types';
export type LoneName = 'wildcard' | 'rest';

/** Where an atom is filed. */
export type Place =
  | { readonly table: TableName; readonly key: number; readonly shape: Shape }
  | { readonly lone: LoneName; readonly shape: Shape };

const WILDCARD: Place = { lone: 'wildcard', shape: 'rule' };
const REST: Place = { lone: 'rest', shape: 'whole' };

/**
 * Where an atom is filed. With `ensure`, names that were never stored are numbered; without, undefined
 * says that nothing can be there. O(1).
 */
export function placeOf(atom: Atom, ensure: boolean): Place | undefined {
  if (atom.kind !== EXPRESSION) return REST;
  const first = atom.items[0];
  if (first?.kind !== SYMBOL) return REST;
  if (isRule(atom)) {
    const head = headOf(atom.items[1] as Atom);
    if (head === undefined) return WILDCARD;
    const key = ensure ? head.symbol.ensureFunctor(head.arity) : head.symbol.functor(head.arity);
    return key < 0 ? undefined : { table: 'rules', key, shape: 'rule' };
  }
  if (first === COLON && atom.items.length === 3) {
    const name = atom.items[1] as Atom;
    if (name.kind === SYMBOL) return { table: 'types', key: name.id, shape: 'fact' };
  }
  const arity = atom.items.length - 1;
  const key = ensure ? first.ensureFunctor(arity) : first.functor(arity);
  return key < 0 ? undefined : { table: 'facts', key, shape: 'fact' };
}

/** How much of the order a version has to itself. More additions only mean that a merge may have to move them. */
export const STRETCH = 4096;

let lastStamp = 0;

/** A stamp that was never used before. */
export function nextStamp(): number {
  return ++lastStamp;
}

/** Everything listed once; valid for one content. */
export interface Listing {
  answers?: QueryCache;
  occurrences?: readonly Occurrence[];
  atoms?: readonly Atom[];
  rules?: readonly RuleDefinition[];
  facts?: readonly Atom[];
  names?: readonly string[];
}

export class Content {
  readonly owner: Owner;
  readonly storage: Storage;
  rules: Table<Bucket>;
  facts: Table<Bucket>;
  types: Table<Bucket>;
  wildcard: Bucket | undefined = undefined;
  rest: Bucket | undefined = undefined;
  size = 0;
  ruleCount = 0;
  /** `(: …)` assertions, and `(:< …)` ones. */
  typeCount = 0;
  subtypeCount = 0;
  /** A commutative hash of the bag in two words: equal bags have equal digests in every process. */
  digestA = 0;
  digestB = 0;
  /** Above the order of every occurrence here. */
  nextOrder = 0;
  /** At most the order of every occurrence here. */
  firstOrder = 0;
  /** The version that wrote here last. */
  version = 0;
  /** The version that last removed something here; 0 if none did. */
  removedAt = 0;
  rulesStamp = 0;
  typesStamp = 0;
  contentStamp = 0;
  listing: Listing | undefined = undefined;

  private constructor(
    owner: Owner,
    storage: Storage,
    rules: Table<Bucket>,
    facts: Table<Bucket>,
    types: Table<Bucket>,
  ) {
    this.owner = owner;
    this.storage = storage;
    this.rules = rules;
    this.facts = facts;
    this.types = types;
  }

  /** An empty space that `version` opens. O(1). */
  static empty(storage: Storage, owner: Owner, version: number): Content {
    const empty = new Content(owner, storage, storage.table(), storage.table(), storage.table());
    empty.version = version;
    empty.firstOrder = empty.nextOrder = version * STRETCH;
    return empty;
  }

  /** A copy of this record that `owner` may write; what it refers to stays shared. O(1). */
  fork(owner: Owner, version: number): Content {
    const copy = new Content(owner, this.storage, this.rules, this.facts, this.types);
    copy.wildcard = this.wildcard;
    copy.rest = this.rest;
    copy.size = this.size;
    copy.ruleCount = this.ruleCount;
    copy.typeCount = this.typeCount;
    copy.subtypeCount = this.subtypeCount;
    copy.digestA = this.digestA;
    copy.digestB = this.digestB;
    // Versions are numbered in time. Each gets a stretch of the order to itself: what branches that share
    // this content add then usually comes in the order in which they began, and merging moves nothing.
    copy.nextOrder = this.nextOrder + Math.max(0, version - this.version) * STRETCH;
    copy.firstOrder = this.firstOrder;
    copy.version = version;
    copy.removedAt = this.removedAt;
    copy.rulesStamp = this.rulesStamp;
    copy.typesStamp = this.typesStamp;
    copy.contentStamp = this.contentStamp;
    copy.listing = this.listing;
    return copy;
  }

  /** The bucket at a place. O(1). */
  at(place: Place): Bucket | undefined {
    return 'lone' in place ? this[place.lone] : this[place.table].get(place.key);
  }

  /** Puts a bucket at a place, or clears the place. */
  put(place: Place, bucket: Bucket | undefined): void {
    if ('lone' in place) this[place.lone] = bucket;
    else if (bucket === undefined)
      this[place.table] = this[place.table].delete(place.key, this.owner);
    else this[place.table] = this[place.table].set(place.key, bucket, this.owner);
  }

  /** Adds one atom as a new occurrence. */
  insert(atom: Atom, version: number): Occurrence {
    const place = placeOf(atom, true) as Place;
    const entry = place.shape === 'rule' ? new RuleDefinition(atom as ExpressionAtom) : atom;
    const occurrence = new Occurrence(
      nextOccurrence(),
      version,
      this.nextOrder++,
      atom,
      entry,
      identityHash(atom),
    );
    const known = this.at(place);
    if (known === undefined) {
      this.put(place, this.storage.bucket(place.shape, [occurrence], version, this.owner));
    } else {
      const written = known.add(occurrence, version, this.owner);
      if (written !== known) this.put(place, written);
    }
    this.note(occurrence, 1);
    return occurrence;
  }

  /** The newest occurrence of an atom. */
  newest(atom: Atom): Occurrence | undefined {
    const place = placeOf(atom, false);
    return place && this.at(place)?.newest(atom);
  }

  /** Every occurrence of an atom, in order. O(answers) where an argument tells. */
  every(atom: Atom): readonly Occurrence[] {
    const place = placeOf(atom, false);
    const bucket = place && this.at(place);
    if (place === undefined || bucket === undefined) return [];
    return bucket.select(argumentsOf(place.shape, atom)).filter((o) => alphaEquals(o.atom, atom));
  }

  /** Takes an occurrence away that is held here. */
  take(occurrence: Occurrence, version: number): void {
    const place = placeOf(occurrence.atom, false) as Place;
    const bucket = this.at(place) as Bucket;
    const left = bucket.remove(occurrence, version, this.owner);
    if (left !== bucket) this.put(place, left);
    this.note(occurrence, -1);
  }

  /** Removes everything. O(1): what is left behind belongs to whoever else shares it. */
  reset(): void {
    const { storage } = this;
    // What can fail comes first.
    const [rules, facts, types] = [
      storage.table<Bucket>(),
      storage.table<Bucket>(),
      storage.table<Bucket>(),
    ];
    if (this.ruleCount > 0) this.rulesStamp = nextStamp();
    if (this.typeCount + this.subtypeCount > 0) this.typesStamp = nextStamp();
    this.contentStamp = nextStamp();
    this.removedAt = this.version;
    this.rules = rules;
    this.facts = facts;
    this.types = types;
    this.wildcard = undefined;
    this.rest = undefined;
    this.size = 0;
    this.ruleCount = 0;
    this.typeCount = 0;
    this.subtypeCount = 0;
    this.digestA = 0;
    this.digestB = 0;
    this.listing = undefined;
  }

  /** Keeps the counts for an occurrence that came (1) or went (-1), and marks the content as changed. O(1). */
  note(occurrence: Occurrence, by: 1 | -1): void {
    const { atom } = occurrence;
    this.size += by;
    if (by < 0) this.removedAt = this.version;
    if (occurrence.isRule) {
      this.ruleCount += by;
      this.rulesStamp = nextStamp();
    } else if (isTyping(atom)) {
      this.typesStamp = nextStamp();
      if ((atom as ExpressionAtom).items[0] === COLON) this.typeCount += by;
      else this.subtypeCount += by;
    }
    this.digestA = (this.digestA + by * mix(atom.hash ^ 0x2f6b9d31)) | 0;
    this.digestB = (this.digestB + by * occurrence.identity) | 0;
    this.contentStamp = nextStamp();
    this.listing = undefined;
  }

  /** Keeps the counts for all that another content holds: it comes over, and nothing of it was here. O(1). */
  absorb(other: Content): void {
    this.size += other.size;
    this.ruleCount += other.ruleCount;
    this.typeCount += other.typeCount;
    this.subtypeCount += other.subtypeCount;
    this.digestA = (this.digestA + other.digestA) | 0;
    this.digestB = (this.digestB + other.digestB) | 0;
    this.nextOrder = Math.max(this.nextOrder, other.nextOrder);
    if (other.ruleCount > 0) this.rulesStamp = nextStamp();
    if (other.typeCount + other.subtypeCount > 0) this.typesStamp = nextStamp();
    this.contentStamp = nextStamp();
    this.listing = undefined;
  }

  /** Every bucket. */
  forEachBucket(visit: (bucket: Bucket) => void): void {
    this.rules.forEach(visit);
    this.facts.forEach(visit);
    this.types.forEach(visit);
    if (this.wildcard !== undefined) visit(this.wildcard);
    if (this.rest !== undefined) visit(this.rest);
  }

  /** Every occurrence in order. O(n log n) once per content. */
  occurrences(): readonly Occurrence[] {
    const listing = (this.listing ??= {});
    if (listing.occurrences === undefined) {
      const all: Occurrence[] = [];
      this.forEachBucket((bucket) => bucket.forEach((o) => all.push(o)));
      listing.occurrences = all.sort((a, b) => a.order - b.order);
    }
    return listing.occurrences;
  }
}
