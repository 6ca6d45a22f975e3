/**
 * An index over occurrences: a trie from integer keys to postings, the occurrences filed under a key in
 * their order.
 *
 * A posting takes the smallest form that fits: a lone occurrence is its own posting, a few are a run, many
 * are a trie by order. All of it is persistent: an index is carried from version to version in O(log n)
 * a change, in place under one owner.
 */
import {
  argumentAt,
  EXPRESSION,
  GROUNDED,
  Occurrence,
  storedKeys,
  type Atom,
  type Owner,
  type Shape,
} from '@forkspace/spec';
import { Trie } from './trie.ts';

/**
 * Up to here a run: copying it takes no longer than copying the paths of a trie, and it takes 8 bytes for
 * an occurrence where a trie of keys that lie far apart takes over a hundred.
 */
const LONGEST_RUN = 128;

/** Occurrences in ascending order, written only by the owner it names. */
class Run {
  readonly owner: Owner;
  readonly list: Occurrence[];

  constructor(owner: Owner, list: Occurrence[]) {
    this.owner = owner;
    this.list = list;
  }
}

export type Posting = Occurrence | Run | Trie<Occurrence>;

export type Index = Trie<Posting>;

/**
 * What an index is over: the arguments at a position, or, for IDENTITY, whole atoms up to a renaming of
 * variables.
 */
export const IDENTITY = -1;

const HASHES = 2 ** 30;

/**
 * The key in the trie: the lower 2^30 for symbols, side by side, so that 32 of them share a node; above them the hashes.
 * Six levels of the trie hold 30 bits; a seventh for the last two of a hash would cost more than the collisions that it avoids.
 */
function trieKey(key: number): number {
  return (key & 1) === 0 ? key / 2 : HASHES + (key >>> 2);
}

/** The keys under which an atom is filed: one, or two different ones. */
function keysOf(shape: Shape, position: number, atom: Atom): readonly number[] {
  if (position === IDENTITY) return [identityKey(atom)];
  const [first, second] = storedKeys(argumentAt(shape, atom, position));
  const key = trieKey(first);
  if (second === undefined) return [key];
  const other = trieKey(second);
  return other === key ? [key] : [key, other];
}

/**
 * Equal for atoms that are equal up to a renaming of variables, and else seldom. Hashes mean the same in
 * every process, so references to spaces and states hash alike; here their numbers tell them apart.
 */
function identityKey(atom: Atom): number {
  let hash = atom.hash;
  if (atom.kind === EXPRESSION) {
    for (const item of atom.items) {
      if (item.kind !== GROUNDED || (item.tag !== 'space' && item.tag !== 'state')) continue;
      hash = Math.imul(hash ^ item.value, 0x9e3779b1);
    }
  }
  return hash >>> 2;
}

/** A key and a number of an occurrence share one float, which holds 53 bits exactly: 31 for the key. */
const NUMBERS = 2 ** 22;

/**
 * The index over all these occurrences, which come in order. O(n log n), by sorting keys and building the trie from below: a tenth
 * of the time that filing one by one takes, because memory is gone through and not jumped about in.
 */
export function indexOf(
  shape: Shape,
  position: number,
  occurrences: readonly Occurrence[],
  owner: Owner,
): Index {
  if (2 * occurrences.length > NUMBERS) {
    let filed: Index = Trie.empty();
    for (const o of occurrences) filed = file(filed, shape, position, o, owner);
    return filed;
  }
  const sorted = new Float64Array(2 * occurrences.length);
  let length = 0;
  occurrences.forEach((o, i) => {
    for (const key of keysOf(shape, position, o.atom)) sorted[length++] = key * NUMBERS + i;
  });
  const entries = sorted.subarray(0, length).sort();
  const keys: number[] = [];
  const postings: Posting[] = [];
  for (let at = 0; at < length;) {
    const key = Math.floor((entries[at] as number) / NUMBERS);
    // Not `%`, which takes longer on floats than everything else here.
    const start = key * NUMBERS;
    const first = occurrences[(entries[at] as number) - start] as Occurrence;
    keys.push(key);
    if (++at === length || (entries[at] as number) >= start + NUMBERS) {
      postings.push(first);
      continue;
    }
    const list = [first];
    for (; at < length && (entries[at] as number) < start + NUMBERS; at++)
      list.push(occurrences[(entries[at] as number) - start] as Occurrence);
    postings.push(postingOf(list, owner) as Posting);
  }
  return Trie.ofAscending(keys, postings, owner);
}

/** The index with an occurrence filed. O(log n). */
export function file(
  index: Index,
  shape: Shape,
  position: number,
  o: Occurrence,
  owner: Owner,
): Index {
  let filed = index;
  for (const key of keysOf(shape, position, o.atom)) filed = filed.combine(key, o, owner, withOne);
  return filed;
}

/** The index without an occurrence that is filed in it. O(log n). */
export function unfile(
  index: Index,
  shape: Shape,
  position: number,
  o: Occurrence,
  owner: Owner,
): Index {
  let filed = index;
  for (const key of keysOf(shape, position, o.atom)) {
    const rest = withoutOne(filed.get(key) as Posting, o, owner);
    filed = rest === undefined ? filed.delete(key, owner) : filed.set(key, rest, owner);
  }
  return filed;
}

/** A posting and one more occurrence, which is the last in order: what comes to a bucket comes at its end. */
function withOne(posting: Posting, coming: Posting, owner: Owner): Posting {
  const o = coming as Occurrence;
  if (posting instanceof Trie) return posting.set(o.order, o, owner);
  if (posting instanceof Occurrence) return new Run(owner, [posting, o]);
  const { list } = posting;
  if (list.length === LONGEST_RUN) return trieOf(list, owner).set(o.order, o, owner);
  const run = posting.owner === owner ? posting : new Run(owner, list.slice());
  run.list.push(o);
  return run;
}

function withoutOne(posting: Posting, o: Occurrence, owner: Owner): Posting | undefined {
  if (posting instanceof Occurrence) return undefined;
  if (posting instanceof Run)
    return postingOf(
      posting.list.filter((held) => held.id !== o.id),
      owner,
    );
  const rest = posting.delete(o.order, owner);
  return rest.size > LONGEST_RUN / 2 ? rest : postingOf(rest.values(), owner);
}

/** The posting of these occurrences, whose array it takes over. O(occurrences). */
function postingOf(list: Occurrence[], owner: Owner): Posting | undefined {
  if (list.length < 2) return list[0];
  return list.length <= LONGEST_RUN ? new Run(owner, list) : trieOf(list, owner);
}

/** O(occurrences), which come in order. */
export function trieOf(list: readonly Occurrence[], owner: Owner): Trie<Occurrence> {
  return Trie.ofAscending(
    list.map((o) => o.order),
    list,
    owner,
  );
}

// ---- reading ----

/** What is filed under any of the keys, as postings. O(log n). */
export function postingsOf(index: Index, keys: readonly number[]): readonly Posting[] {
  const found: Posting[] = [];
  for (const key of keys) {
    const posting = index.get(trieKey(key));
    // Keys that collide name one posting.
    if (posting !== undefined && !found.includes(posting)) found.push(posting);
  }
  return found;
}

/** How many occurrences these postings hold, those in several of them counted again. O(postings). */
export function total(postings: readonly Posting[]): number {
  let sum = 0;
  for (const posting of postings) {
    if (posting instanceof Occurrence) sum++;
    else sum += posting instanceof Trie ? posting.size : posting.list.length;
  }
  return sum;
}

/** Everything in these postings, in order, each once. O(answers): a sort sees runs that are in order already. */
export function collect(postings: readonly Posting[]): readonly Occurrence[] {
  const found: Occurrence[] = [];
  for (const posting of postings) {
    if (posting instanceof Occurrence) found.push(posting);
    else if (posting instanceof Run) found.push(...posting.list);
    else posting.forEach((o) => found.push(o));
  }
  if (postings.length < 2) return found;
  found.sort((a, b) => a.order - b.order);
  return found.filter((o, i) => o !== found[i - 1]);
}

/** The last filed occurrence, from the newest down, that passes the test. O(log n + visited). */
export function newestOf(
  index: Index,
  atom: Atom,
  test: (o: Occurrence) => boolean,
): Occurrence | undefined {
  const posting = index.get(identityKey(atom));
  if (posting === undefined) return undefined;
  if (posting instanceof Occurrence) return test(posting) ? posting : undefined;
  return posting instanceof Run ? posting.list.findLast(test) : posting.findLast(test);
}
