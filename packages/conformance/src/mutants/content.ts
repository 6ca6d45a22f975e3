/** Mutants that hold other atoms, or count them otherwise, than they were given. */
import {
  alphaEquals,
  equals,
  EXPRESSION,
  expression,
  ExpressionAtom,
  GROUNDED,
  integer,
  isRule,
  SYMBOL,
  symbol,
  VARIABLE,
  variable,
  type Atom,
  type Environment,
  type Statistics,
} from '@forkspace/spec';
import { DelegatingEnvironment } from '../oddballs/delegate.ts';
import { mutant, type Mutant } from './mutant.ts';

class SetOfFacts extends DelegatingEnvironment {
  override add(atom: Atom): void {
    if (isRule(atom) || !this.has(atom)) super.add(atom);
  }
}

class CountsSquared extends DelegatingEnvironment {
  override matchingRules(
    ...args: Parameters<Environment['matchingRules']>
  ): ReturnType<Environment['matchingRules']> {
    const rules = super.matchingRules(...args);
    return Object.freeze(
      rules.flatMap((rule) => Array.from({ length: this.count(rule.atom) }, () => rule)),
    );
  }
}

class RemovesOldest extends DelegatingEnvironment {
  override remove(atom: Atom): boolean {
    const all = super.atoms();
    const oldest = all.findIndex((one) => alphaEquals(one, atom));
    if (oldest < 0) return super.remove(atom);
    this.clear();
    this.addAll(all.filter((_, i) => i !== oldest));
    return true;
  }
}

class RemovesEach extends DelegatingEnvironment {
  override remove(atom: Atom): boolean {
    const found = super.remove(atom);
    while (super.remove(atom)) continue;
    return found;
  }
}

/** One byte for a multiplicity. */
class CountsTo255 extends DelegatingEnvironment {
  override count(atom: Atom): number {
    return Math.min(255, super.count(atom));
  }
}

/** A lookup that stops at one slot of a large index. */
class LosesNeighbours extends DelegatingEnvironment {
  override count(atom: Atom): number {
    const count = super.count(atom);
    return count === 2 && super.size > 60_000 && (atom.hash & 0xfff) === 0 ? 1 : count;
  }
}

class RemoveSaysYes extends DelegatingEnvironment {
  override remove(atom: Atom): boolean {
    super.remove(atom);
    return true;
  }
}

class RemovesByPlace extends DelegatingEnvironment {
  override remove(atom: Atom): boolean {
    if (super.size < 30 || !super.has(atom)) return super.remove(atom);
    return super.remove(super.atoms()[17] as Atom);
  }
}

class ExactNames extends DelegatingEnvironment {
  override count(atom: Atom): number {
    super.count(atom);
    return super.atoms().filter((one) => equals(one, atom)).length;
  }

  override has(atom: Atom): boolean {
    return this.count(atom) > 0;
  }
}

/** Any variable is as good as any other. */
class VariablesAlike extends DelegatingEnvironment {
  override has(atom: Atom): boolean {
    return super.has(atom) || super.atoms().some((one) => one.hash === atom.hash);
  }
}

function renamed(atom: Atom): Atom {
  if (atom.ground || (atom.kind === EXPRESSION && atom.items.length > 1000)) return atom;
  if (atom.kind === VARIABLE) return variable(`v_${atom.name}`, atom.id);
  return atom.kind === EXPRESSION
    ? new ExpressionAtom(atom.items.map((item) => (item.kind === VARIABLE ? renamed(item) : item)))
    : atom;
}

class NamesNormalised extends DelegatingEnvironment {
  override add(atom: Atom): void {
    super.add(atom);
    if (atom.ground) return;
    super.remove(atom);
    super.add(renamed(atom));
  }
}

class WholeFloats extends DelegatingEnvironment {
  override add(atom: Atom): void {
    const whole =
      atom.kind === GROUNDED && atom.tag === 'float' && Number.isSafeInteger(atom.value)
        ? integer(atom.value)
        : atom;
    super.add(whole);
  }
}

class BindingsInObject extends DelegatingEnvironment {
  override binding(name: string): Atom | undefined {
    const all: Record<string, Atom> = {};
    for (const [known, value] of super.bindings()) all[known] = value;
    return all[name] as Atom | undefined;
  }
}

class NarrowAtoms extends DelegatingEnvironment {
  override add(atom: Atom): void {
    super.add(
      atom.kind === EXPRESSION && atom.items.length > 64
        ? expression(...atom.items.slice(0, 64))
        : atom,
    );
  }
}

/** Room for a fixed number of variables: what comes after is the last one again. */
class FewVariables extends DelegatingEnvironment {
  override add(atom: Atom): void {
    super.add(withFewVariables(atom, 64));
  }
}

function withFewVariables(atom: Atom, most: number): Atom {
  if (atom?.kind !== EXPRESSION || atom.items.length > 1000) return atom;
  const known = new Set<Atom>();
  return new ExpressionAtom(
    atom.items.map((item) => {
      if (item.kind !== VARIABLE) return item;
      if (known.size < most) known.add(item);
      return known.has(item) ? item : ([...known].at(-1) as Atom);
    }),
  );
}

class ClearKeepsTypes extends DelegatingEnvironment {
  override clear(): void {
    const types = super
      .atoms()
      .filter(
        (atom) =>
          atom.kind === EXPRESSION &&
          atom.items.length === 3 &&
          this.typesOf(atom.items[1] as Atom).length > 0 &&
          !isRule(atom),
      );
    super.clear();
    super.addAll(types);
  }
}

class BatchReversed extends DelegatingEnvironment {
  override addAll(atoms: Iterable<Atom>): void {
    super.addAll([...atoms].reverse());
  }
}

class BatchOnce extends DelegatingEnvironment {
  override addAll(atoms: Iterable<Atom>): void {
    super.addAll(new Set(atoms));
  }
}

class BatchOnStack extends DelegatingEnvironment {
  override addAll(atoms: Iterable<Atom>): void {
    const all: Atom[] = [];
    // oxlint-disable-next-line prefer-spread -- the defect: every atom an argument
    all.push.apply(all, [...atoms]);
    super.addAll(all);
  }
}

class BatchInPart extends DelegatingEnvironment {
  override addAll(atoms: Iterable<Atom>): void {
    for (const atom of atoms) super.add(atom);
  }
}

/** Two spellings of one name become one. */
class NamesComposed extends DelegatingEnvironment {
  override add(atom: Atom): void {
    super.add(composed(atom));
  }
}

function composed(atom: Atom): Atom {
  if (atom?.kind === SYMBOL) return symbol(atom.name.normalize('NFC'));
  return atom?.kind === EXPRESSION && atom.items.length < 1000
    ? new ExpressionAtom(
        atom.items.map((item) => (item.kind === EXPRESSION ? item : composed(item))),
      )
    : atom;
}

class StatisticsOff extends DelegatingEnvironment {
  override statistics(): Statistics {
    return Object.freeze({ ...super.statistics(), wildcardRules: 0 });
  }
}

class DeepOnStack extends DelegatingEnvironment {
  override add(atom: Atom): void {
    if (depth(atom) >= 0) super.add(atom);
  }

  override addAll(atoms: Iterable<Atom>): void {
    super.addAll([...atoms].filter((atom) => depth(atom) >= 0));
  }
}

function depth(atom: Atom): number {
  return atom?.kind === EXPRESSION && atom.items.length < 1000
    ? 1 + Math.max(0, ...atom.items.map(depth))
    : 0;
}

class WideOnStack extends DelegatingEnvironment {
  override addAll(atoms: Iterable<Atom>): void {
    const all = [...atoms];
    for (const atom of all)
      if (atom.kind === EXPRESSION && atom.items.length > 50_000)
        String.fromCharCode(...atom.items.concat(atom.items, atom.items).map(() => 65));
    super.addAll(all);
  }
}

export const contentMutants: readonly Mutant[] = [
  mutant(
    'set of facts',
    'a fact is held once',
    ['ENV-BAG-1a', 'ENV-HISTORY-1a', 'ENV-PROGRAM-1f'],
    SetOfFacts,
  ),
  mutant(
    'counts squared',
    'n definitions of a rule give n² results',
    ['ENV-BAG-1b', 'ENV-HISTORY-1a'],
    CountsSquared,
  ),
  mutant(
    'removes oldest',
    'remove() takes the first occurrence',
    ['ENV-BAG-1d', 'ENV-UNION-1b', 'ENV-UNION-6c', 'ENV-HISTORY-1a', 'ENV-PROGRAM-1f'],
    RemovesOldest,
  ),
  mutant(
    'removes each',
    'remove() takes every occurrence',
    ['ENV-BAG-1c', 'ENV-HISTORY-1a'],
    RemovesEach,
  ),
  mutant(
    'loses neighbours',
    'in a large index, a key that lies close to another loses its first entry',
    ['ENV-BAG-1g'],
    LosesNeighbours,
  ),
  mutant('counts to 255', 'multiplicities end at 255', ['ENV-BAG-1f'], CountsTo255),
  mutant(
    'remove says yes',
    'remove() says that there was one when there was none',
    ['ENV-BAG-1c', 'ENV-BAG-2a', 'ENV-HISTORY-1a'],
    RemoveSaysYes,
  ),
  mutant(
    'removes by place',
    'in a large environment remove() takes another atom',
    ['ENV-BAG-1e', 'ENV-HISTORY-1d'],
    RemovesByPlace,
  ),
  mutant(
    'exact names',
    'variables of another name are other atoms',
    ['ENV-BAG-2a', 'ENV-HISTORY-1a'],
    ExactNames,
  ),
  mutant(
    'variables alike',
    '(f $x $x) and (f $x $y) are one atom',
    ['ENV-BAG-2a', 'ENV-FAIL-3c'],
    VariablesAlike,
  ),
  mutant(
    'names normalised',
    'variables come out under other names',
    ['ENV-BAG-2b', 'ENV-HISTORY-1a'],
    NamesNormalised,
  ),
  mutant(
    'whole floats',
    '1.0 is held as 1',
    ['ENV-BAG-2c', 'ENV-BAG-2d', 'ENV-FAIL-3c'],
    WholeFloats,
  ),
  mutant(
    'bindings in an object',
    'a plain object is used as a map',
    ['ENV-BAG-2e'],
    BindingsInObject,
  ),
  mutant(
    'few variables',
    'variables beyond the 64th are taken for one',
    ['ENV-BAG-2d'],
    FewVariables,
  ),
  mutant('narrow atoms', 'items beyond the 64th are dropped', ['ENV-BAG-2d'], NarrowAtoms),
  mutant(
    'clear keeps types',
    'clear() leaves type assertions',
    ['ENV-BAG-4c', 'ENV-HISTORY-1a'],
    ClearKeepsTypes,
  ),
  mutant(
    'batch reversed',
    'addAll() adds from the end',
    ['ENV-BAG-4d', 'ENV-HISTORY-1a'],
    BatchReversed,
  ),
  mutant(
    'batch once',
    'addAll() adds equal objects once',
    ['ENV-BAG-4d', 'ENV-HISTORY-1a'],
    BatchOnce,
  ),
  mutant(
    'batch on the stack',
    'addAll() makes every atom an argument of a call',
    ['ENV-FAIL-4d'],
    BatchOnStack,
  ),
  mutant(
    'batch in part',
    'a refused batch has added what came before the wrong atom',
    ['ENV-BAG-8a', 'ENV-BAG-8d', 'ENV-HISTORY-1a'],
    BatchInPart,
  ),
  mutant(
    'names composed',
    'names are brought into one Unicode form',
    ['ENV-BAG-2d', 'ENV-HISTORY-1e'],
    NamesComposed,
  ),
  mutant(
    'statistics off',
    'statistics() forgets the wildcard rules',
    ['ENV-BAG-10a'],
    StatisticsOff,
  ),
  mutant(
    'deep on the stack',
    'recursion over the nesting of atoms',
    ['ENV-FAIL-4a', 'ENV-FAIL-4b'],
    DeepOnStack,
  ),
  mutant(
    'wide on the stack',
    'the items of an atom are made arguments of a call',
    ['ENV-FAIL-4c'],
    WideOnStack,
  ),
];
