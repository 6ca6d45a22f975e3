/** Mutants whose types or suggestions are wrong. */
import { SUBTYPE, symbol, type Atom, type SuggestOptions } from '@forkspace/spec';
import { DelegatingEnvironment } from '../oddballs/delegate.ts';
import { write } from '../notation.ts';
import { mutant, type Mutant } from './mutant.ts';

class LastTypeOnly extends DelegatingEnvironment {
  override typesOf(name: Atom | string): readonly Atom[] {
    return Object.freeze(super.typesOf(name).slice(-1));
  }
}

class TypesOfSymbolsOnly extends DelegatingEnvironment {
  override typesOf(name: Atom | string): readonly Atom[] {
    const types = super.typesOf(name);
    return typeof name === 'string' || name.kind === 0 ? types : Object.freeze([]);
  }
}

class TypesKept extends DelegatingEnvironment {
  readonly #kept = new Map<string, readonly Atom[]>();

  override typesOf(name: Atom | string): readonly Atom[] {
    const now = super.typesOf(name);
    if (typeof name !== 'string') return now;
    const kept = this.#kept.get(name) ?? [];
    const longer = kept.length > now.length ? kept : now;
    this.#kept.set(name, longer);
    return longer;
  }
}

class SuggestsItself extends DelegatingEnvironment {
  override suggest(name: string, options?: SuggestOptions): readonly string[] {
    const near = super.suggest(name, options);
    return super.atoms().some((atom) => write(atom).slice(0, 200).includes(`${name}`)) &&
      name !== ''
      ? Object.freeze([name, ...near])
      : near;
  }
}

class SuggestsByName extends DelegatingEnvironment {
  override suggest(name: string, options?: SuggestOptions): readonly string[] {
    return Object.freeze([...super.suggest(name, options)].sort());
  }
}

class SuggestsRemoved extends DelegatingEnvironment {
  readonly #known = new Set<string>();

  override suggest(name: string, options?: SuggestOptions): readonly string[] {
    const near = super.suggest(name, options);
    for (const one of near) this.#known.add(one);
    return near.length > 0
      ? Object.freeze([
          ...near,
          ...[...this.#known].filter((one) => !near.includes(one) && one !== name),
        ])
      : near;
  }
}

class SubtypesAreTypes extends DelegatingEnvironment {
  override typesOf(name: Atom | string): readonly Atom[] {
    const subject = typeof name === 'string' ? symbol(name) : name;
    const more = super
      .atoms()
      .flatMap((atom) =>
        atom.kind === 2 &&
        atom.items[0] === SUBTYPE &&
        atom.items[1] === subject &&
        atom.items[2] !== undefined
          ? [atom.items[2]]
          : [],
      );
    return Object.freeze([...super.typesOf(name), ...more]);
  }
}

export const typeMutants: readonly Mutant[] = [
  mutant(
    'last type only',
    'a name has the type asserted last',
    ['ENV-BAG-6a', 'ENV-HISTORY-1a', 'ENV-PROGRAM-1h'],
    LastTypeOnly,
  ),
  mutant('types of symbols only', 'only symbols have types', ['ENV-BAG-6b'], TypesOfSymbolsOnly),
  mutant(
    'types kept',
    'a removed assertion still gives its type',
    ['ENV-BAG-6c', 'ENV-BAG-4b'],
    TypesKept,
  ),
  mutant(
    'suggests itself',
    'a name is suggested for itself',
    ['ENV-BAG-6e', 'ENV-BAG-6f'],
    SuggestsItself,
  ),
  mutant(
    'suggests by name',
    'suggestions come by name, not by distance',
    ['ENV-BAG-6e'],
    SuggestsByName,
  ),
  mutant(
    'suggests removed',
    'names that are gone are suggested',
    ['ENV-BAG-6f', 'ENV-FORK-6a'],
    SuggestsRemoved,
  ),
  mutant(
    'subtypes are types',
    '(:< a T) is taken for a type of a',
    ['ENV-BAG-6d'],
    SubtypesAreTypes,
  ),
];
