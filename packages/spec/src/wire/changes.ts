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
import { readAtom, writeAtom, type Ranks } from './atoms.ts';
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
  diffContents(base, now, (mine, theirs) => {
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

/** Numbers for what the changes create. Those of changes that are refused are never used. */
export interface Fresh {
  space(): SpaceId;
  state(): StateId;
}

export interface ContentChanges {
  readonly space: SpaceId;
  readonly removed: readonly Occurrence[];
  readonly added: readonly Atom[];
}

/** Everything that is to be done to the base, proven possible. */
export interface Changes {
  /** Spaces to be created, in order. */
  readonly spaces: readonly SpaceId[];
  readonly contents: readonly ContentChanges[];
  readonly newCells: readonly (readonly [StateId, Atom])[];
  readonly cells: readonly (readonly [StateId, Atom])[];
  readonly bindings: readonly (readonly [string, Atom])[];
}

/**
 * Reads changes to `base`, and checks them whole: making them can then fail only where the store fails. All
 * callbacks of the user are called here, and nothing is written.
 * Throws BASE_MISMATCH, BYTES_CORRUPT, BYTES_VERSION, UNKNOWN_HOST_VALUE. O(bytes + spaces + cells + bindings).
 */
export function readChanges(
  base: State,
  bytes: Uint8Array,
  options: ImportOptions | undefined,
  fresh: Fresh,
): Changes {
  const input = new ByteReader(bytes, 'changes');
  if (digestOf(base).some((part) => part !== input.number())) {
    throw new EnvironmentError(
      'BASE_MISMATCH',
      'applyChanges: the changes were made to other content; apply them to a clone of what they were exported against',
    );
  }
  const newSpaceTotal = input.count();
  const newStateTotal = input.count();
  const oldSpaces = keysInOrder(base.spaces);
  const oldStates = keysInOrder(base.cells);
  const newSpaces = Array.from({ length: newSpaceTotal }, fresh.space);
  const newStates = Array.from({ length: newStateTotal }, fresh.state);
  const numbers = numbersOf([...oldSpaces, ...newSpaces], [...oldStates, ...newStates]);
  const value = (): Atom => readAtom(input, numbers, options);

  const contents: ContentChanges[] = [0, ...oldSpaces].map((space) => {
    const content = space === 0 ? base.self : contentOf(base, space);
    const removed = readRemoved(input, content, value);
    return { space, removed, added: readAtoms(input, numbers, options) };
  });
  for (const space of newSpaces)
    contents.push({ space, removed: [], added: readAtoms(input, numbers, options) });
  const cells: (readonly [StateId, Atom])[] = [];
  for (let rest = input.count(); rest > 0; rest--) {
    const id = oldStates[input.number()];
    if (id === undefined) throw corrupt('a value is given to a state cell that does not exist');
    cells.push([id, value()]);
  }
  const newCells = newStates.map((id): readonly [StateId, Atom] => [id, value()]);
  const bindings: (readonly [string, Atom])[] = [];
  for (let rest = input.count(); rest > 0; rest--) bindings.push([input.string(), value()]);
  input.finish();
  return { spaces: newSpaces, contents, newCells, cells, bindings };
}

function readRemoved(input: ByteReader, content: Content, atom: () => Atom): Occurrence[] {
  const removed = new Map<number, Occurrence>();
  for (let rest = input.count(); rest > 0; rest--) {
    const occurrence = content.every(atom())[input.number()];
    if (occurrence === undefined || removed.has(occurrence.id))
      throw corrupt('an atom is removed that is not there');
    removed.set(occurrence.id, occurrence);
  }
  return [...removed.values()];
}
