/**
 * The environment that every backend gets from its storage: cloning, ownership, spaces, states, bindings.
 *
 * The invariant of isolation: a record may be changed in place only while `#owner` is the owner it was
 * made under. `clone` and `union` throw the owner away on every side, so the next write on any side
 * starts with a new owner and copies what it touches.
 */
import { requireAtom, symbol, type Atom, type SpaceId, type StateId } from '../atoms/atom.ts';
import type {
  Environment,
  EnvironmentBackend,
  ImportOptions,
  Space,
  Statistics,
  UnionOptions,
} from '../environment.ts';
import { EnvironmentError, foreignEnvironment } from '../errors.ts';
import { exportChanges, readChanges, type Changes } from '../wire/changes.ts';
import { exportEnvironment } from '../wire/whole.ts';
import { Content, nextStamp, type Storage } from './content.ts';
import { ContentSpace } from './content-space.ts';
import { mergeStates, requireUnionOptions } from './merge.ts';
import { keysInOrder, type SpaceEntry, type State } from './state.ts';
import { Owner, type Table } from './table.ts';

// Numbers are given out once in a process, so no two branches can create the same one.
let lastSpace = 0;
let lastState = 0;

export class StoreEnvironment extends ContentSpace implements Environment {
  readonly backend: EnvironmentBackend;
  readonly #storage: Storage;
  #state: State;
  #owner: Owner | undefined;
  #modified = false;

  constructor(
    backend: EnvironmentBackend,
    storage: Storage,
    state: State,
    owner: Owner | undefined,
  ) {
    super();
    this.backend = backend;
    this.#storage = storage;
    this.#state = state;
    this.#owner = owner;
  }

  get modified(): boolean {
    return this.#modified;
  }

  get ownsContent(): boolean {
    return this.#owner !== undefined;
  }

  get environmentStamp(): number {
    return this.#state.stamp;
  }

  clone(): StoreEnvironment {
    this.#owner = undefined;
    return new StoreEnvironment(this.backend, this.#storage, this.#state, undefined);
  }

  union(other: Environment, options?: UnionOptions): StoreEnvironment {
    if (!(other instanceof StoreEnvironment) || other.backend !== this.backend) {
      throw foreignEnvironment('union', other);
    }
    const merged = mergeStates(this.#state, other.#state, requireUnionOptions(options));
    this.#owner = undefined;
    other.#owner = undefined;
    return new StoreEnvironment(this.backend, this.#storage, merged, undefined);
  }

  /** @internal */
  content(): Content {
    return this.#state.self;
  }

  /** @internal */
  open(): { readonly content: Content; readonly version: number } {
    const { state, owner } = this.writable();
    if (state.self.owner !== owner) state.self = state.self.fork(owner, state.head);
    return { content: state.self, version: state.head };
  }

  /** What this environment holds, to be read. @internal */
  get state(): State {
    return this.#state;
  }

  /**
   * All or nothing (ENV-BAG-8): a write that throws leaves the record, its owner and the marks as they were. What
   * it has built under a new owner nobody has seen; what it writes in place must come last or be taken back.
   * @internal
   */
  attempt<T>(write: () => T): T {
    const state = this.#state;
    const { stamp } = state;
    const owner = this.#owner;
    const modified = this.#modified;
    try {
      return write();
    } catch (error) {
      this.#state = state;
      state.stamp = stamp;
      this.#owner = owner;
      this.#modified = modified;
      throw error;
    }
  }

  /** The record and the owner to write under: the first write after a clone opens a version. O(1). @internal */
  writable(): { readonly state: State; readonly owner: Owner } {
    this.#modified = true;
    if (this.#owner === undefined) {
      this.#state = this.#state.next();
      this.#owner = new Owner();
    } else this.#state.stamp = nextStamp();
    return { state: this.#state, owner: this.#owner };
  }

  createSpace(): SpaceId {
    return this.attempt(() => {
      const { state, owner } = this.writable();
      return this.#put(++lastSpace, Content.empty(this.#storage, owner, state.head), state, owner);
    });
  }

  forkSpace(id: SpaceId): SpaceId {
    const content = this.#contentOf(id);
    return this.attempt(() => {
      const { state, owner } = this.writable();
      const fork = this.#put(++lastSpace, content, state, owner);
      this.#owner = undefined; // two spaces now share content: neither may write in place
      return fork;
    });
  }

  space(id: SpaceId): Space {
    if (id === 0) return this;
    this.#contentOf(id);
    return new FurtherSpace(this, id);
  }

  hasSpace(id: SpaceId): boolean {
    return id === 0 || entryAt(this.#state.spaces, id) !== undefined;
  }

  spaceIds(): readonly SpaceId[] {
    return keysInOrder(this.#state.spaces);
  }

  stateIds(): readonly StateId[] {
    return keysInOrder(this.#state.cells);
  }

  createState(value: Atom): StateId {
    requireAtom(value);
    return this.#putCell(++lastState, value);
  }

  readState(id: StateId): Atom {
    const cell = entryAt(this.#state.cells, id);
    if (cell === undefined) throw unknown('UNKNOWN_STATE', 'state cell', id);
    return cell.value;
  }

  writeState(id: StateId, value: Atom): void {
    requireAtom(value);
    const cell = entryAt(this.#state.cells, id);
    if (cell === undefined) throw unknown('UNKNOWN_STATE', 'state cell', id);
    this.attempt(() => {
      const { state, owner } = this.writable();
      state.cells = state.cells.set(id, { value, version: state.head, serial: cell.serial }, owner);
    });
  }

  bind(name: string, value: Atom): void {
    requireAtom(value);
    requireName(name);
    this.attempt(() => {
      const { state, owner } = this.writable();
      state.bindings = state.bindings.set(
        symbol(name).id,
        { name, value, version: state.head },
        owner,
      );
    });
  }

  binding(name: string): Atom | undefined {
    requireName(name);
    return this.#state.bindings.get(symbol(name).id)?.value;
  }

  bindings(): readonly (readonly [name: string, value: Atom])[] {
    const all: (readonly [string, Atom])[] = [];
    this.#state.bindings.forEach(({ name, value }) => all.push([name, value]));
    return Object.freeze(all.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  statistics(): Statistics {
    const { self, spaces, cells, bindings } = this.#state;
    return Object.freeze({
      atoms: self.size,
      rules: self.ruleCount,
      wildcardRules: self.wildcard?.size ?? 0,
      facts: self.size - self.ruleCount,
      typeAssertions: self.typeCount,
      ruleGroups: self.rules.size,
      spaces: spaces.size,
      states: cells.size,
      bindings: bindings.size,
    });
  }

  export(): Uint8Array {
    return exportEnvironment(this);
  }

  exportChanges(base: Environment): Uint8Array {
    if (!(base instanceof StoreEnvironment) || base.backend !== this.backend) {
      throw foreignEnvironment('exportChanges', base);
    }
    return exportChanges(base.#state, this.#state);
  }

  applyChanges(bytes: Uint8Array, options?: ImportOptions): void {
    const base = this.#state;
    const { stamp } = base;
    const changes = readChanges(base, bytes, options, {
      space: () => ++lastSpace,
      state: () => ++lastState,
    });
    if (this.#state !== base || base.stamp !== stamp) {
      throw new EnvironmentError(
        'BASE_MISMATCH',
        'applyChanges: a callback (the option host, or the equals of a host value) has written to the environment; ' +
          'callbacks may only read it',
      );
    }
    this.attempt(() => {
      const owner = this.#owner;
      this.#owner = undefined; // under a new owner, so that nothing is written that would have to be taken back
      this.#make(changes);
      if (this.#state === base) this.#owner = owner; // there was nothing to do
    });
  }

  #make({ spaces, contents, newCells, cells, bindings }: Changes): void {
    for (const id of spaces) {
      const { state, owner } = this.writable();
      this.#put(id, Content.empty(this.#storage, owner, state.head), state, owner);
    }
    for (const { space, removed, added } of contents) {
      if (removed.length === 0 && added.length === 0) continue;
      const { content, version } = space === 0 ? this.open() : new FurtherSpace(this, space).open();
      for (const o of removed) content.take(o, version);
      for (const atom of added) content.insert(atom, version);
    }
    for (const [id, value] of newCells) this.#putCell(id, value);
    for (const [id, value] of cells) this.writeState(id, value);
    for (const [name, value] of bindings) this.bind(name, value);
  }

  #contentOf(id: SpaceId): Content {
    if (id === 0) return this.#state.self;
    const entry = entryAt(this.#state.spaces, id);
    if (entry === undefined) throw unknown('UNKNOWN_SPACE', 'space', id);
    return entry.content;
  }

  #putCell(id: StateId, value: Atom): StateId {
    return this.attempt(() => {
      const { state, owner } = this.writable();
      state.cells = state.cells.set(
        id,
        { value, version: state.head, serial: state.nextSerial++ },
        owner,
      );
      return id;
    });
  }

  #put(id: SpaceId, content: Content, state: State, owner: Owner): SpaceId {
    state.spaces = state.spaces.set(id, { content, serial: state.nextSerial++ }, owner);
    return id;
  }
}

/** A space of an environment other than its first. Always shows the environment as it is now. */
class FurtherSpace extends ContentSpace {
  readonly #environment: StoreEnvironment;
  readonly #id: SpaceId;

  constructor(environment: StoreEnvironment, id: SpaceId) {
    super();
    this.#environment = environment;
    this.#id = id;
  }

  content(): Content {
    return this.#entry().content;
  }

  /** @internal */
  attempt<T>(write: () => T): T {
    return this.#environment.attempt(write);
  }

  #entry(): SpaceEntry {
    const entry = this.#environment.state.spaces.get(this.#id);
    if (entry === undefined) throw unknown('UNKNOWN_SPACE', 'space', this.#id);
    return entry;
  }

  /** @internal */
  open(): { readonly content: Content; readonly version: number } {
    const { serial, content: current } = this.#entry();
    let content = current;
    const { state, owner } = this.#environment.writable();
    if (content.owner !== owner) {
      content = content.fork(owner, state.head);
      state.spaces = state.spaces.set(this.#id, { content, serial }, owner);
    }
    return { content, version: state.head };
  }
}

/** Tables trust their keys; numbers from outside may be anything. */
function entryAt<E extends object>(table: Table<E>, id: number): E | undefined {
  return Number.isSafeInteger(id) && id >= 0 ? table.get(id) : undefined;
}

function requireName(name: unknown): asserts name is string {
  if (typeof name === 'string') return;
  throw new EnvironmentError('INVALID_ARGUMENT', 'the name of a binding must be a string', name);
}

function unknown(
  code: 'UNKNOWN_SPACE' | 'UNKNOWN_STATE',
  what: string,
  id: number,
): EnvironmentError {
  return new EnvironmentError(
    code,
    `no ${what} ${String(id)} in this environment; it was made in another branch`,
    id,
  );
}
