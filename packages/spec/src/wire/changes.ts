/**
 * What a branch changed since it was cloned, as bytes that another process makes to the same content:
 * branches can be evaluated elsewhere and only their changes travel.
 *
 * A removed occurrence is named by its atom and by which of the atom's occurrences it was, in order; an
 * added one by its atom. A digest of the base says whether the content is the same, up to collisions of
 * a 64-bit hash.
 */
import type { Atom, SpaceId, StateId } from '../atoms/atom.ts';
import { combine } from '../atoms/hash.ts';
import { identityHash, namedHash } from '../atoms/identity.ts';
import type { ImportOptions } from '../environment.ts';
import { EnvironmentError } from '../errors.ts';
import { diffContents, type Content } from '../store/content.ts';
import type { Occurrence } from '../store/occurrence.ts';
import { keysInOrder, type State, type Written } from '../store/state.ts';
import { readAtom, writeAtom, type Numbers, type Ranks } from './atoms.ts';
import { ByteReader, ByteWriter, corrupt } from './bytes.ts';
import { numbersOf, ranksOf, readAtoms, writeAtoms } from './whole.ts';

/** Digest of everything that the changes rely on, but for the order of atoms. O(spaces + cells + bindings). */
function digestOf(state: State): readonly number[] {
  const parts = [state.spaces.size, state.cells.size, state.bindings.size];
  const content = ({ size, digestA, digestB }: Content): void =>
    void parts.push(size, digestA >>> 0, digestB >>> 0);
  content(state.self);
  for (const id of keysInOrder(state.spaces)) content(contentOf(state, id));
  let cells = 0;
  for (const id of keysInOrder(state.cells))
    cells = combine(cells, identityHash((state.cells.get(id) as Written).value));
  let bindings = 0;
  state.bindings.forEach(({ name, value }) => (bindings = (bindings + namedHash(name, value)) | 0));
  parts.push(cells >>> 0, bindings >>> 0);
  return parts;
}

/** The changes that led from `base` to `now`. O(changes) where structure is shared. Throws NOT_A_DESCENDANT, NOT_EXPORTABLE. */
export function exportChanges(base: State, now: State): Uint8Array {
  // Along the line of left sides, so that what the two share has one order.
  if (base !== now && !now.line.has(base.head)) {
    throw new EnvironmentError(
      'NOT_A_DESCENDANT',
      'exportChanges: the base has been written since, or this was not cloned from it; keep a clone() of the base and ' +
        'merge into it with base.union(branch), not branch.union(base)',
    );
  }
  const spaces = keysInOrder(now.spaces);
  const oldSpaces = spaces.filter((id) => base.spaces.get(id) !== undefined);
  const newSpaces = spaces.filter((id) => base.spaces.get(id) === undefined);
  const states = keysInOrder(now.cells);
  const oldStates = states.filter((id) => base.cells.get(id) !== undefined);
  const newStates = states.filter((id) => base.cells.get(id) === undefined);
  const ranks = ranksOf([...oldSpaces, ...newSpaces], [...oldStates, ...newStates]);

  const out = new ByteWriter('changes');
  for (const part of digestOf(base)) out.number(part);
  out.number(newSpaces.length);
  out.number(newStates.length);
  writeContent(out, base.self, now.self, ranks);
  for (const id of oldSpaces) writeContent(out, contentOf(base, id), contentOf(now, id), ranks);
  for (const id of newSpaces)
    writeAtoms(
      out,
      contentOf(now, id)
        .occurrences()
        .map((o) => o.atom),
      ranks,
    );

  const written = oldStates.filter((id) => base.cells.get(id) !== now.cells.get(id));
  out.number(written.length);
  for (const id of [...written, ...newStates]) {
    const { value } = now.cells.get(id) as { readonly value: Atom };
    if (base.cells.get(id) !== undefined) out.number(ranks.state(id));
    writeAtom(out, value, ranks);
  }
  const bound: { readonly name: string; readonly value: Atom }[] = [];
  base.bindings.diff(now.bindings, (_, __, theirs) => {
    if (theirs !== undefined) bound.push(theirs);
  });
  out.number(bound.length);
  for (const { name, value } of bound) {
    out.string(name);
    writeAtom(out, value, ranks);
  }
  return out.finish();
}

function contentOf(state: State, id: SpaceId): Content {
  return (state.spaces.get(id) as { readonly content: Content }).content;
}

function writeContent(out: ByteWriter, base: Content, now: Content, ranks: Ranks): void {
  const removed: Occurrence[] = [];
  const added: Occurrence[] = [];
  diffContents(base, now, (_, mine, theirs) => {
    if (mine === undefined) theirs?.forEach((o) => added.push(o));
    else if (theirs === undefined) mine.forEach((o) => removed.push(o));
    else
      mine.diff(
        theirs,
        (o) => removed.push(o),
        (o) => added.push(o),
      );
  });
  out.number(removed.length);
  for (const o of removed) {
    writeAtom(out, o.atom, ranks);
    out.number(base.every(o.atom).findIndex(({ id }) => id === o.id));
  }
  added.sort((a, b) => a.order - b.order);
  writeAtoms(
    out,
    added.map((o) => o.atom),
    ranks,
  );
}

/** How the changes are made, once all of them have been read. */
export interface Target {
  createSpace(): SpaceId;
  createState(): StateId;
  write(id: SpaceId): { readonly content: Content; readonly version: number };
  writeState(id: StateId, value: Atom): void;
  bind(name: string, value: Atom): void;
}

interface ContentChanges {
  readonly space: SpaceId;
  readonly removed: readonly Occurrence[];
  readonly added: readonly Atom[];
}

/**
 * Makes the changes to `base` through `target`. Everything is read and checked before the first change,
 * but for the new spaces and cells, which nothing can name until then.
 * Throws BASE_MISMATCH, BYTES_CORRUPT, BYTES_VERSION, UNKNOWN_HOST_VALUE.
 */
export function applyChanges(
  base: State,
  bytes: Uint8Array,
  options: ImportOptions | undefined,
  target: Target,
): void {
  const input = new ByteReader(bytes, 'changes');
  if (digestOf(base).some((part) => part !== input.number())) {
    throw new EnvironmentError(
      'BASE_MISMATCH',
      'applyChanges: the changes were made to other content; apply them to a clone of what they were exported against',
    );
  }
  const newSpaces = input.count();
  const newStates = input.count();
  // A first pass with numbers that stand for what does not exist yet proves the bytes good; only then are
  // the new spaces and cells made, and the bytes read once more with their real numbers.
  const rehearsal = new Reading(
    base,
    options,
    keysInOrder(base.spaces),
    keysInOrder(base.cells),
    newSpaces,
    newStates,
  );
  rehearsal.read(
    new ByteReader(bytes, 'changes'),
    () => -1,
    () => -1,
  );
  const real = new Reading(
    base,
    options,
    keysInOrder(base.spaces),
    keysInOrder(base.cells),
    newSpaces,
    newStates,
  );
  const changes = real.read(
    new ByteReader(bytes, 'changes'),
    () => target.createSpace(),
    () => target.createState(),
  );
  for (const { space, removed, added } of changes.contents) {
    if (removed.length === 0 && added.length === 0) continue;
    const { content, version } = target.write(space);
    for (const o of removed) content.take(o, version);
    for (const atom of added) content.insert(atom, version);
  }
  for (const [id, value] of changes.cells) target.writeState(id, value);
  for (const [name, value] of changes.bindings) target.bind(name, value);
}

interface Changes {
  readonly contents: readonly ContentChanges[];
  readonly cells: readonly (readonly [StateId, Atom])[];
  readonly bindings: readonly (readonly [string, Atom])[];
}

class Reading {
  readonly #base: State;
  readonly #options: ImportOptions | undefined;
  readonly #oldSpaces: readonly SpaceId[];
  readonly #oldStates: readonly StateId[];
  readonly #newSpaces: number;
  readonly #newStates: number;

  constructor(
    base: State,
    options: ImportOptions | undefined,
    oldSpaces: readonly SpaceId[],
    oldStates: readonly StateId[],
    newSpaces: number,
    newStates: number,
  ) {
    this.#base = base;
    this.#options = options;
    this.#oldSpaces = oldSpaces;
    this.#oldStates = oldStates;
    this.#newSpaces = newSpaces;
    this.#newStates = newStates;
  }

  read(input: ByteReader, newSpace: () => SpaceId, newState: () => StateId): Changes {
    for (let rest = digestOf(this.#base).length + 2; rest > 0; rest--) input.number();
    const spaces = [...this.#oldSpaces, ...Array.from({ length: this.#newSpaces }, newSpace)];
    const states = [...this.#oldStates, ...Array.from({ length: this.#newStates }, newState)];
    const numbers = numbersOf(spaces, states);
    const contents: ContentChanges[] = [this.#content(input, 0, this.#base.self, numbers)];
    spaces.forEach((space, rank) => {
      if (rank < this.#oldSpaces.length)
        contents.push(this.#content(input, space, contentOf(this.#base, space), numbers));
      else contents.push({ space, removed: [], added: readAtoms(input, numbers, this.#options) });
    });
    const cells: (readonly [StateId, Atom])[] = [];
    for (let rest = input.count(); rest > 0; rest--) {
      const rank = input.number();
      if (rank >= this.#oldStates.length)
        throw corrupt('a value is given to a state cell that does not exist');
      cells.push([numbers.state(rank), readAtom(input, numbers, this.#options)]);
    }
    for (let i = 0; i < this.#newStates; i++) {
      cells.push([
        states[this.#oldStates.length + i] as StateId,
        readAtom(input, numbers, this.#options),
      ]);
    }
    const bindings: (readonly [string, Atom])[] = [];
    for (let rest = input.count(); rest > 0; rest--) {
      const name = input.string();
      bindings.push([name, readAtom(input, numbers, this.#options)]);
    }
    input.finish();
    return { contents, cells, bindings };
  }

  #content(input: ByteReader, space: SpaceId, content: Content, numbers: Numbers): ContentChanges {
    const removed = new Map<number, Occurrence>();
    for (let rest = input.count(); rest > 0; rest--) {
      const atom = readAtom(input, numbers, this.#options);
      const occurrence = content.every(atom)[input.number()];
      if (occurrence === undefined || removed.has(occurrence.id))
        throw corrupt('an atom is removed that is not there');
      removed.set(occurrence.id, occurrence);
    }
    return {
      space,
      removed: [...removed.values()],
      added: readAtoms(input, numbers, this.#options),
    };
  }
}
