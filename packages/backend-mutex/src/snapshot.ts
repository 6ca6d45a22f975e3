/**
 * The whole content as one entry of the shared log: where a log begins, and begins again when it has
 * become much longer than what it leads to.
 *
 * Restoring makes an environment *become* the content, whatever it held: a thread that attaches starts
 * from nothing, one that had fallen behind keeps its spaces, its cells, their numbers, and every space
 * whose content is the same, so that what is derived from those stays valid.
 */
import {
  equals,
  readAtom,
  UNIT,
  writeAtom,
  type Atom,
  type ByteReader,
  type ByteWriter,
  type Environment,
  type ImportOptions,
} from '@forkspace/spec';
import type { Names } from './operations.ts';

/** O(content). Throws NOT_EXPORTABLE. */
export function writeSnapshot(out: ByteWriter, environment: Environment, names: Names): void {
  out.number(names.spaceTotal);
  out.number(names.stateTotal);
  for (let rank = 0; rank < names.spaceTotal; rank++) {
    const atoms = environment.space(names.numbers.space(rank)).atoms();
    out.number(atoms.length);
    for (const atom of atoms) writeAtom(out, atom, names.ranks);
  }
  for (let rank = 0; rank < names.stateTotal; rank++) {
    writeAtom(out, environment.readState(names.numbers.state(rank)), names.ranks);
  }
  const bindings = environment.bindings();
  out.number(bindings.length);
  for (const [name, value] of bindings) {
    out.string(name);
    writeAtom(out, value, names.ranks);
  }
}

/**
 * Everything is read before the first change, but for new spaces and cells: nothing can name those
 * before they are there. O(content). Throws BYTES_CORRUPT, UNKNOWN_HOST_VALUE.
 */
export function restoreSnapshot(
  input: ByteReader,
  environment: Environment,
  names: Names,
  options: ImportOptions,
): void {
  const spaceTotal = input.number();
  const stateTotal = input.number();
  while (names.spaceTotal < spaceTotal) names.addSpace(environment.createSpace());
  while (names.stateTotal < stateTotal) names.addState(environment.createState(UNIT));

  const atom = (): Atom => readAtom(input, names.numbers, options);
  const contents = Array.from({ length: spaceTotal }, () =>
    Array.from({ length: input.count() }, atom),
  );
  const values = Array.from({ length: stateTotal }, atom);
  const bindings = Array.from({ length: input.count() }, () => [input.string(), atom()] as const);
  input.finish();

  contents.forEach((atoms, rank) => {
    const space = environment.space(names.numbers.space(rank));
    if (same(space.atoms(), atoms)) return;
    space.clear();
    space.addAll(atoms);
  });
  values.forEach((value, rank) => {
    const id = names.numbers.state(rank);
    if (!equals(environment.readState(id), value)) environment.writeState(id, value);
  });
  for (const [name, value] of bindings) {
    const known = environment.binding(name);
    if (known === undefined || !equals(known, value)) environment.bind(name, value);
  }
}

function same(left: readonly Atom[], right: readonly Atom[]): boolean {
  return left.length === right.length && left.every((atom, i) => equals(atom, right[i] as Atom));
}
