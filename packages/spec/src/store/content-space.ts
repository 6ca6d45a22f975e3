/** The operations on one space, on top of its content. Both the environment and its further spaces are such. */
import {
  requireAtom,
  SYMBOL,
  symbol,
  takeAtoms,
  type Atom,
  SymbolAtom,
  type ExpressionAtom,
} from '../atoms/atom.ts';
import { alphaEquals } from '../atoms/compare.ts';
import type { Group, Match, Rule, Space, SuggestOptions } from '../environment.ts';
import { invalidArgument } from '../errors.ts';
import { COLON } from '../rules.ts';
import { insertAll } from './batch.ts';
import { placeOf, type Content } from './content.ts';
import { atomsOf, factsOf, namesOf, rulesOf } from './listings.ts';
import { answersOf, candidatesOf } from './query.ts';
import { QueryCache } from './query-cache.ts';
import { nearest } from './suggestions.ts';

const NO_RULES: readonly Rule[] = Object.freeze([]);
const NO_ATOMS: readonly Atom[] = Object.freeze([]);

/** The rules of a group followed by the wildcard rules: one array for each pair, for as long as both live. */
const combined = new WeakMap<Group<Rule>, WeakMap<Group<Rule>, readonly Rule[]>>();

function followedBy(group: Group<Rule>, wildcard: Group<Rule>): readonly Rule[] {
  let byWildcard = combined.get(group);
  if (byWildcard === undefined) combined.set(group, (byWildcard = new WeakMap()));
  let all = byWildcard.get(wildcard);
  if (all === undefined)
    byWildcard.set(wildcard, (all = Object.freeze([...group.all, ...wildcard.all])));
  return all;
}

export abstract class ContentSpace implements Space {
  /** The content to read. @internal */
  abstract content(): Content;
  /** The content, ready to be written in place, and the version to write it under. @internal */
  abstract open(): { readonly content: Content; readonly version: number };
  /** Runs a write; if it throws, record, owner and marks are as before. @internal */
  abstract attempt<T>(write: () => T): T;

  get size(): number {
    return this.content().size;
  }

  get ruleCount(): number {
    return this.content().ruleCount;
  }

  get rulesStamp(): number {
    return this.content().rulesStamp;
  }

  get typesStamp(): number {
    return this.content().typesStamp;
  }

  get contentStamp(): number {
    return this.content().contentStamp;
  }

  add(atom: Atom): void {
    requireAtom(atom);
    this.attempt(() => {
      const { content, version } = this.open();
      content.insert(atom, version);
    });
  }

  addAll(atoms: Iterable<Atom>): void {
    // Taken whole and checked whole first: a refused batch, or an iterator that throws, has added nothing.
    const batch = takeAtoms('addAll', atoms);
    if (batch.length === 0) return;
    const before = this.content();
    this.attempt(() => {
      const { content, version } = this.open();
      // A copy made for this write is dropped when the write fails; what is written in place is taken back.
      if (content === before) insertAll(content, batch, version);
      else for (const atom of batch) content.insert(atom, version);
    });
  }

  remove(atom: Atom): boolean {
    requireAtom(atom);
    const newest = this.content().newest(atom);
    if (newest === undefined) return false; // no first write for nothing
    this.attempt(() => {
      const { content, version } = this.open();
      content.take(newest, version);
    });
    return true;
  }

  clear(): void {
    if (this.size === 0) return;
    this.attempt(() => this.open().content.reset());
  }

  has(atom: Atom): boolean {
    requireAtom(atom);
    return this.content().newest(atom) !== undefined;
  }

  count(atom: Atom): number {
    requireAtom(atom);
    const place = placeOf(atom, false);
    return (place && this.content().at(place)?.count(atom)) ?? 0;
  }

  atoms(): readonly Atom[] {
    return atomsOf(this.content());
  }

  rules(): readonly Rule[] {
    return rulesOf(this.content());
  }

  facts(): readonly Atom[] {
    return factsOf(this.content());
  }

  matchingRules(head: SymbolAtom | string, arity: number): readonly Rule[] {
    const name = typeof head === 'string' ? symbol(head) : head;
    if (!(name instanceof SymbolAtom)) {
      throw invalidArgument('matchingRules', 'a symbol or its name', head);
    }
    const content = this.content();
    const key = name.functor(arity);
    const bucket = key < 0 ? undefined : content.rules.get(key);
    const { wildcard } = content;
    if (wildcard === undefined)
      return bucket === undefined ? NO_RULES : (bucket.all() as readonly Rule[]);
    const open = wildcard.group() as Group<Rule>;
    return bucket === undefined ? open.all : followedBy(bucket.group() as Group<Rule>, open);
  }

  ruleGroup(head: SymbolAtom, arity: number): Group<Rule> | undefined {
    if (!(head instanceof SymbolAtom)) throw invalidArgument('ruleGroup', 'a symbol', head);
    const key = head.functor(arity);
    return key < 0
      ? undefined
      : (this.content().rules.get(key)?.group() as Group<Rule> | undefined);
  }

  wildcardRules(): Group<Rule> | undefined {
    return this.content().wildcard?.group() as Group<Rule> | undefined;
  }

  typeGroup(name: SymbolAtom): Group<Atom> | undefined {
    if (!(name instanceof SymbolAtom)) throw invalidArgument('typeGroup', 'a symbol', name);
    return this.content().types.get(name.id)?.group() as Group<Atom> | undefined;
  }

  typesOf(name: Atom | string): readonly Atom[] {
    const subject = typeof name === 'string' ? symbol(name) : name;
    requireAtom(subject);
    if (subject.kind === SYMBOL) {
      const asserted = this.typeGroup(subject)?.all ?? NO_ATOMS;
      return Object.freeze(asserted.map(typeIn));
    }
    const key = COLON.functor(2);
    const bucket = key < 0 ? undefined : this.content().facts.get(key);
    const asserted = bucket?.select([subject]) ?? [];
    return Object.freeze(
      asserted
        .map((o) => o.atom)
        .filter((atom) => alphaEquals(nameIn(atom), subject))
        .map(typeIn),
    );
  }

  candidates(pattern: Atom): readonly Atom[] {
    requireAtom(pattern);
    return candidatesOf(this.content(), pattern).map((o) => o.atom);
  }

  query(pattern: Atom): readonly Match[] {
    requireAtom(pattern);
    const content = this.content();
    const answers = ((content.listing ??= {}).answers ??= new QueryCache());
    return answers.answer(pattern, () => answersOf(content, pattern));
  }

  suggest(name: string, options?: SuggestOptions): readonly string[] {
    if (typeof name !== 'string') {
      throw invalidArgument('suggest', 'a string', name);
    }
    return nearest(name, namesOf(this.content()), options);
  }
}

function nameIn(assertion: Atom): Atom {
  return (assertion as ExpressionAtom).items[1] as Atom;
}

function typeIn(assertion: Atom): Atom {
  return (assertion as ExpressionAtom).items[2] as Atom;
}
