/**
 * The facade: every method takes the lock, lets the content answer, and gives the lock back.
 *
 * What comes out of the lock is immutable (frozen arrays, groups, atoms, numbers), so it needs no
 * lock of its own and keeps its identity (ENV-CACHE). What goes in is taken whole before the lock is
 * taken: an iterable may do anything, and take its time.
 */
import {
  requireAtom,
  takeAtoms,
  type Atom,
  type Group,
  type Match,
  type Rule,
  type Space,
  type SpaceId,
  type Stamp,
  type SuggestOptions,
  type SymbolAtom,
} from '@forkspace/spec';
import { add, addAll, clear, remove } from './operations.ts';
import type { Mark, Store } from './store.ts';

export class LockedSpace implements Space {
  protected readonly store: Store;
  protected readonly mark: Mark;
  readonly #space: Space;
  readonly #id: SpaceId;

  /** @internal `space` belongs to the store's content and has the number `id`. */
  constructor(store: Store, mark: Mark, space: Space, id: SpaceId) {
    this.store = store;
    this.mark = mark;
    this.#space = space;
    this.#id = id;
  }

  get size(): number {
    return this.store.read(() => this.#space.size);
  }

  get ruleCount(): number {
    return this.store.read(() => this.#space.ruleCount);
  }

  get rulesStamp(): Stamp {
    return this.store.read(() => this.#space.rulesStamp);
  }

  get typesStamp(): Stamp {
    return this.store.read(() => this.#space.typesStamp);
  }

  get contentStamp(): Stamp {
    return this.store.read(() => this.#space.contentStamp);
  }

  add(atom: Atom): void {
    requireAtom(atom);
    this.store.write(this.mark, add(this.#id, atom));
  }

  addAll(atoms: Iterable<Atom>): void {
    const batch = takeAtoms('addAll', atoms);
    this.store.write(this.mark, addAll(this.#id, batch));
  }

  remove(atom: Atom): boolean {
    requireAtom(atom);
    return this.store.write(this.mark, remove(this.#id, atom));
  }

  clear(): void {
    this.store.write(this.mark, clear(this.#id));
  }

  has(atom: Atom): boolean {
    return this.store.read(() => this.#space.has(atom));
  }

  count(atom: Atom): number {
    return this.store.read(() => this.#space.count(atom));
  }

  atoms(): readonly Atom[] {
    return this.store.read(() => this.#space.atoms());
  }

  rules(): readonly Rule[] {
    return this.store.read(() => this.#space.rules());
  }

  facts(): readonly Atom[] {
    return this.store.read(() => this.#space.facts());
  }

  // The next four are what evaluation asks all the time: written out, they save a closure each.

  matchingRules(head: SymbolAtom | string, arity: number): readonly Rule[] {
    this.store.enter();
    try {
      return this.#space.matchingRules(head, arity);
    } finally {
      this.store.leave();
    }
  }

  ruleGroup(head: SymbolAtom, arity: number): Group<Rule> | undefined {
    this.store.enter();
    try {
      return this.#space.ruleGroup(head, arity);
    } finally {
      this.store.leave();
    }
  }

  wildcardRules(): Group<Rule> | undefined {
    this.store.enter();
    try {
      return this.#space.wildcardRules();
    } finally {
      this.store.leave();
    }
  }

  typeGroup(name: SymbolAtom): Group<Atom> | undefined {
    this.store.enter();
    try {
      return this.#space.typeGroup(name);
    } finally {
      this.store.leave();
    }
  }

  typesOf(name: Atom | string): readonly Atom[] {
    return this.store.read(() => this.#space.typesOf(name));
  }

  candidates(pattern: Atom): readonly Atom[] {
    return this.store.read(() => this.#space.candidates(pattern));
  }

  query(pattern: Atom): readonly Match[] {
    return this.store.read(() => this.#space.query(pattern));
  }

  suggest(name: string, options?: SuggestOptions): readonly string[] {
    return this.store.read(() => this.#space.suggest(name, options));
  }
}
