/**
 * A whole environment as bytes, through the public interface only: any backend can be exported and
 * imported, and environments of two backends meet this way.
 *
 * Layout: the numbers of further spaces and of state cells; the atoms of each space in order, the first space
 * first; the value of each cell; the bindings.
 */
import { UNIT, type Atom, type SpaceId, type StateId } from '../atoms/atom.ts';
import type { Environment, ImportOptions } from '../environment.ts';
import { EnvironmentError } from '../errors.ts';
import { readAtom, writeAtom, type Numbers, type Ranks } from './atoms.ts';
import { ByteReader, ByteWriter, corrupt } from './bytes.ts';

/** The ranks of some spaces and cells; an atom may name no other. */
export function ranksOf(spaces: readonly SpaceId[], states: readonly StateId[]): Ranks {
  const rankOf = (ids: readonly number[], what: string): ((id: number) => number) => {
    const ranks = new Map(ids.map((id, rank) => [id, rank]));
    return (id) => {
      const rank = ranks.get(id);
      if (rank !== undefined) return rank;
      throw new EnvironmentError(
        'NOT_EXPORTABLE',
        `export: an atom names the ${what} ${id}, which is not in this environment; remove the atom or merge the branch that made it`,
        id,
      );
    };
  };
  return { space: rankOf([0, ...spaces], 'space'), state: rankOf(states, 'state cell') };
}

/** The way back; a rank out of range is corrupt input. */
export function numbersOf(spaces: readonly SpaceId[], states: readonly StateId[]): Numbers {
  const numberOf = (ids: readonly number[]): ((rank: number) => number) => {
    return (rank) => {
      const id = ids[rank];
      if (id === undefined)
        throw corrupt('an atom names a space or state cell that does not exist');
      return id;
    };
  };
  return { space: numberOf([0, ...spaces]), state: numberOf(states) };
}

export function writeAtoms(out: ByteWriter, atoms: readonly Atom[], ranks: Ranks): void {
  out.number(atoms.length);
  for (const atom of atoms) writeAtom(out, atom, ranks);
}

export function readAtoms(
  input: ByteReader,
  numbers: Numbers,
  options: ImportOptions | undefined,
): Atom[] {
  return Array.from({ length: input.count() }, () => readAtom(input, numbers, options));
}

/** The bytes of an environment. O(content). Throws NOT_EXPORTABLE. */
export function exportEnvironment(environment: Environment): Uint8Array {
  const spaces = environment.spaceIds();
  const states = environment.stateIds();
  const ranks = ranksOf(spaces, states);
  const out = new ByteWriter('environment');
  out.number(spaces.length);
  out.number(states.length);
  for (const id of [0, ...spaces]) writeAtoms(out, environment.space(id).atoms(), ranks);
  for (const id of states) writeAtom(out, environment.readState(id), ranks);
  const bindings = environment.bindings();
  out.number(bindings.length);
  for (const [name, value] of bindings) {
    out.string(name);
    writeAtom(out, value, ranks);
  }
  return out.finish();
}

/** Fills a new, empty environment. Throws BYTES_CORRUPT, BYTES_VERSION, UNKNOWN_HOST_VALUE. O(bytes). */
export function importInto(
  environment: Environment,
  bytes: Uint8Array,
  options?: ImportOptions,
): void {
  const input = new ByteReader(bytes, 'environment');
  const spaceTotal = input.count();
  const stateTotal = input.count();
  const spaces = Array.from({ length: spaceTotal }, () => environment.createSpace());
  const states = Array.from({ length: stateTotal }, () => environment.createState(UNIT));
  const numbers = numbersOf(spaces, states);
  for (const id of [0, ...spaces]) environment.space(id).addAll(readAtoms(input, numbers, options));
  for (const id of states) environment.writeState(id, readAtom(input, numbers, options));
  for (let rest = input.count(); rest > 0; rest--) {
    const name = input.string();
    environment.bind(name, readAtom(input, numbers, options));
  }
  input.finish();
}
