/**
 * Every write as a value: what it does to an environment and how it travels to other threads. Adding an
 * operation means one function here and one case in {@link readOperation}; nothing else writes.
 *
 * Spaces and state cells have another number in each thread, because a number is given out once per
 * process or worker. Between threads they are named by *rank*: how many were created in this store
 * before it. All threads replay one log in one order, so all count alike.
 */
import {
  EnvironmentError,
  readAtom,
  writeAtom,
  type Atom,
  type ByteReader,
  type ByteWriter,
  type Environment,
  type ImportOptions,
  type Numbers,
  type Ranks,
  type SpaceId,
  type StateId,
} from '@forkspace/spec';

/** A write that has not happened yet. `T` is what the caller gets. */
export interface Operation<T> {
  /** Does it, and files the spaces and cells it creates under `names`. */
  apply(environment: Environment, names: Names | undefined): T;
  /** Throws NOT_EXPORTABLE, UNKNOWN_SPACE, UNKNOWN_STATE. */
  write(out: ByteWriter, names: Names): void;
}

const TAG = {
  add: 0,
  addAll: 1,
  remove: 2,
  clear: 3,
  createSpace: 4,
  forkSpace: 5,
  createState: 6,
  writeState: 7,
  bind: 8,
  applyChanges: 9,
} as const;

export function add(space: SpaceId, atom: Atom): Operation<void> {
  return {
    apply: (environment) => environment.space(space).add(atom),
    write(out, names) {
      out.byte(TAG.add);
      out.number(names.rankOfSpace(space));
      writeAtom(out, atom, names.ranks);
    },
  };
}

export function addAll(space: SpaceId, atoms: readonly Atom[]): Operation<void> {
  return {
    apply: (environment) => environment.space(space).addAll(atoms),
    write(out, names) {
      out.byte(TAG.addAll);
      out.number(names.rankOfSpace(space));
      out.number(atoms.length);
      for (const atom of atoms) writeAtom(out, atom, names.ranks);
    },
  };
}

export function remove(space: SpaceId, atom: Atom): Operation<boolean> {
  return {
    apply: (environment) => environment.space(space).remove(atom),
    write(out, names) {
      out.byte(TAG.remove);
      out.number(names.rankOfSpace(space));
      writeAtom(out, atom, names.ranks);
    },
  };
}

export function clear(space: SpaceId): Operation<void> {
  return {
    apply: (environment) => environment.space(space).clear(),
    write(out, names) {
      out.byte(TAG.clear);
      out.number(names.rankOfSpace(space));
    },
  };
}

export function createSpace(): Operation<SpaceId> {
  return {
    apply(environment, names) {
      const id = environment.createSpace();
      names?.addSpace(id);
      return id;
    },
    write: (out) => out.byte(TAG.createSpace),
  };
}

export function forkSpace(space: SpaceId): Operation<SpaceId> {
  return {
    apply(environment, names) {
      const id = environment.forkSpace(space);
      names?.addSpace(id);
      return id;
    },
    write(out, names) {
      out.byte(TAG.forkSpace);
      out.number(names.rankOfSpace(space));
    },
  };
}

export function createState(value: Atom): Operation<StateId> {
  return {
    apply(environment, names) {
      const id = environment.createState(value);
      names?.addState(id);
      return id;
    },
    write(out, names) {
      out.byte(TAG.createState);
      writeAtom(out, value, names.ranks);
    },
  };
}

export function writeState(id: StateId, value: Atom): Operation<void> {
  return {
    apply: (environment) => environment.writeState(id, value),
    write(out, names) {
      out.byte(TAG.writeState);
      out.number(names.rankOfState(id));
      writeAtom(out, value, names.ranks);
    },
  };
}

export function bind(name: string, value: Atom): Operation<void> {
  return {
    apply: (environment) => environment.bind(name, value),
    write(out, names) {
      out.byte(TAG.bind);
      out.string(name);
      writeAtom(out, value, names.ranks);
    },
  };
}

export function applyChanges(
  bytes: Uint8Array,
  options: ImportOptions | undefined,
): Operation<void> {
  return {
    apply(environment, names) {
      environment.applyChanges(bytes, options);
      names?.addAllOf(environment);
    },
    write(out) {
      if (!(bytes instanceof Uint8Array)) return; // refused when it is applied
      out.byte(TAG.applyChanges);
      out.number(bytes.length);
      for (const byte of bytes) out.byte(byte);
    },
  };
}

/** The way back, with the numbers of this thread. Throws BYTES_CORRUPT, UNKNOWN_HOST_VALUE. */
export function readOperation(
  input: ByteReader,
  names: Names,
  options: ImportOptions,
): Operation<unknown> {
  const space = (): SpaceId => names.numbers.space(input.number());
  const atom = (): Atom => readAtom(input, names.numbers, options);
  const tag = input.byte();
  switch (tag) {
    case TAG.add:
      return add(space(), atom());
    case TAG.addAll: {
      const target = space();
      return addAll(target, Array.from({ length: input.count() }, atom));
    }
    case TAG.remove:
      return remove(space(), atom());
    case TAG.clear:
      return clear(space());
    case TAG.createSpace:
      return createSpace();
    case TAG.forkSpace:
      return forkSpace(space());
    case TAG.createState:
      return createState(atom());
    case TAG.writeState:
      return writeState(names.numbers.state(input.number()), atom());
    case TAG.bind:
      return bind(input.string(), atom());
    case TAG.applyChanges: {
      const bytes = new Uint8Array(input.count());
      for (let i = 0; i < bytes.length; i++) bytes[i] = input.byte();
      return applyChanges(bytes, options);
    }
    default:
      throw corruptLog(`no operation has the number ${tag}`);
  }
}

/** The error for shared memory that does not hold what it should. */
export function corruptLog(reason: string): EnvironmentError {
  return new EnvironmentError(
    'BYTES_CORRUPT',
    `the shared log cannot be read: ${reason}; something else wrote to its memory, share the environment anew`,
  );
}

/** Ranks and numbers of the spaces and cells of one store in one thread. Both only ever grow. */
export class Names {
  readonly #spaces = new Numbering();
  readonly #states = new Numbering();

  /** From number to rank, for what an atom names. Throws NOT_EXPORTABLE. */
  readonly ranks: Ranks = {
    space: (id) => this.#spaces.rankOf(id) ?? notHere('space', id),
    state: (id) => this.#states.rankOf(id) ?? notHere('state cell', id),
  };

  /** From rank to number. */
  readonly numbers: Numbers = {
    space: (rank) => this.#spaces.numberOf(rank) ?? neverCreated('space', rank),
    state: (rank) => this.#states.numberOf(rank) ?? neverCreated('state cell', rank),
  };

  /** The names of what an environment holds already. O(spaces and cells). */
  constructor(environment: Environment) {
    this.#spaces.add(0); // the environment itself
    this.addAllOf(environment);
  }

  /** How many spaces there are, the environment itself included. */
  get spaceTotal(): number {
    return this.#spaces.size;
  }

  get stateTotal(): number {
    return this.#states.size;
  }

  addSpace(id: SpaceId): void {
    this.#spaces.add(id);
  }

  addState(id: StateId): void {
    this.#states.add(id);
  }

  /** Files what is new, in order of creation. O(spaces and cells). */
  addAllOf(environment: Environment): void {
    for (const id of environment.spaceIds()) this.#spaces.add(id);
    for (const id of environment.stateIds()) this.#states.add(id);
  }

  /** The rank of a space that is written to. Throws UNKNOWN_SPACE. */
  rankOfSpace(id: SpaceId): number {
    const rank = this.#spaces.rankOf(id);
    if (rank !== undefined) return rank;
    throw new EnvironmentError('UNKNOWN_SPACE', `no space ${id} in this environment`, id);
  }

  /** The rank of a cell that is written to. Throws UNKNOWN_STATE. */
  rankOfState(id: StateId): number {
    const rank = this.#states.rankOf(id);
    if (rank !== undefined) return rank;
    throw new EnvironmentError('UNKNOWN_STATE', `no state cell ${id} in this environment`, id);
  }
}

/** Numbers in order of creation; the place of a number is its rank. */
class Numbering {
  readonly #numbers: number[] = [];
  readonly #ranks = new Map<number, number>();

  get size(): number {
    return this.#numbers.length;
  }

  /** A number that is known stays where it is. */
  add(number: number): void {
    if (this.#ranks.has(number)) return;
    this.#ranks.set(number, this.#numbers.length);
    this.#numbers.push(number);
  }

  rankOf(number: number): number | undefined {
    return this.#ranks.get(number);
  }

  numberOf(rank: number): number | undefined {
    return this.#numbers[rank];
  }
}

function notHere(what: string, id: number): never {
  throw new EnvironmentError(
    'NOT_EXPORTABLE',
    `an atom names the ${what} ${id}, which is not in this environment: other threads could not know ` +
      'what it means; create it here first',
    id,
  );
}

function neverCreated(what: string, rank: number): never {
  throw corruptLog(`it names ${what} ${rank}, which was never created`);
}
