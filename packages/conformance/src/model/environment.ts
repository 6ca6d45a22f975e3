/** The model of a whole environment: bags by space, and registers for cells and bindings. Immutable. */
import { equals, type Atom } from '@forkspace/spec';
import { Bag } from './bag.ts';

/** A value and the write that gave it. */
export interface Written {
  readonly value: Atom;
  readonly write: number;
}

let lastWrite = 0;

type Registers<K> = ReadonlyMap<K, Written>;

export class Model {
  static readonly EMPTY: Model = new Model(
    new Map([[0, Bag.EMPTY]]),
    new Map(),
    new Map(),
    new Set(),
  );

  /** Space 0 is the environment itself. */
  readonly spaces: ReadonlyMap<number, Bag>;
  readonly states: Registers<number>;
  readonly bindings: Registers<string>;
  /** Every write to a cell or binding that has reached this environment. */
  readonly seen: ReadonlySet<number>;

  constructor(
    spaces: ReadonlyMap<number, Bag>,
    states: Registers<number>,
    bindings: Registers<string>,
    seen: ReadonlySet<number>,
  ) {
    this.spaces = spaces;
    this.states = states;
    this.bindings = bindings;
    this.seen = seen;
  }

  /** The bag of a space that exists. */
  bag(id: number): Bag {
    return this.spaces.get(id) as Bag;
  }

  withBag(id: number, bag: Bag): Model {
    return bag === this.spaces.get(id)
      ? this
      : new Model(new Map([...this.spaces, [id, bag]]), this.states, this.bindings, this.seen);
  }

  withState(id: number, value: Atom): Model {
    const write = ++lastWrite;
    return new Model(
      this.spaces,
      new Map([...this.states, [id, { value, write }]]),
      this.bindings,
      new Set([...this.seen, write]),
    );
  }

  withBinding(name: string, value: Atom): Model {
    const write = ++lastWrite;
    return new Model(
      this.spaces,
      this.states,
      new Map([...this.bindings, [name, { value, write }]]),
      new Set([...this.seen, write]),
    );
  }

  /** The union, and the names of the registers to which both sides gave different values. */
  union(right: Model): { readonly model: Model; readonly conflicts: readonly (string | number)[] } {
    const conflicts: (string | number)[] = [];
    const settled: number[] = [];
    const merge = <K extends string | number>(
      mine: Registers<K>,
      theirs: Registers<K>,
    ): Registers<K> => {
      const merged = new Map(mine);
      for (const [key, r] of theirs) {
        const l = mine.get(key);
        if (l === undefined) merged.set(key, r);
        else if (l.write === r.write || this.seen.has(r.write)) continue;
        else if (right.seen.has(l.write)) merged.set(key, r);
        else {
          if (!equals(l.value, r.value)) conflicts.push(key);
          settled.push(++lastWrite);
          merged.set(key, { value: r.value, write: lastWrite });
        }
      }
      return merged;
    };
    const states = merge(this.states, right.states);
    const bindings = merge(this.bindings, right.bindings);
    const spaces = new Map(this.spaces);
    for (const [id, bag] of right.spaces) spaces.set(id, this.spaces.get(id)?.union(bag) ?? bag);
    return {
      model: new Model(
        spaces,
        states,
        bindings,
        new Set([...this.seen, ...right.seen, ...settled]),
      ),
      conflicts,
    };
  }
}
