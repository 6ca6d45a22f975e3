/** Mutants whose union is wrong. */
import { alphaEquals, type Atom, type Environment, type UnionOptions } from '@forkspace/spec';
import { DelegatingEnvironment } from '../oddballs/delegate.ts';
import { atom } from '../notation.ts';
import { mutant, type Mutant } from './mutant.ts';

const PATTERN = atom('(: $name $type)');

/** A union by some function of the two inner environments. */
abstract class Merging extends DelegatingEnvironment {
  abstract merge(left: Environment, right: Environment, options?: UnionOptions): Environment;

  override union(other: Environment, options?: UnionOptions): Environment {
    return this.again(this.merge(this.inner, this.innerOf(other), options));
  }
}

class ByFlags extends DelegatingEnvironment {
  override union(other: Environment, options?: UnionOptions): Environment {
    if (!other.modified) return this.clone();
    return this.modified ? super.union(other, options) : other.clone();
  }
}

class BaseTwice extends Merging {
  merge(left: Environment, right: Environment): Environment {
    const union = left.clone();
    union.addAll(right.atoms());
    return union;
  }
}

class GreaterCount extends Merging {
  merge(left: Environment, right: Environment): Environment {
    const union = left.clone();
    for (const atom of right.atoms()) if (union.count(atom) < right.count(atom)) union.add(atom);
    return union;
  }
}

class LeftOnly extends Merging {
  merge(left: Environment): Environment {
    return left.clone();
  }
}

/** What one side has removed comes back with the other. */
class Resurrects extends Merging {
  merge(left: Environment, right: Environment, options?: UnionOptions): Environment {
    const union = left.union(right, options);
    for (const atom of [...left.atoms(), ...right.atoms()]) if (!union.has(atom)) union.add(atom);
    return union;
  }
}

/** A removal on one side also takes what the other side has added. */
class RemovesAll extends Merging {
  merge(left: Environment, right: Environment, options?: UnionOptions): Environment {
    const union = left.union(right, options);
    for (const atom of left.atoms())
      if (!right.has(atom) && right.modified) while (union.remove(atom)) continue;
    return union;
  }
}

/** A copy through bytes: the union has lost where it came from. */
class ForgetsAncestry extends Merging {
  merge(left: Environment, right: Environment, options?: UnionOptions): Environment {
    const union = left.union(right, options);
    return union.environmentStamp === left.environmentStamp ||
      union.environmentStamp === right.environmentStamp
      ? union
      : left.backend.import(union.export());
  }
}

/** A union that would change no atom is not made. */
class LearnsNothing extends Merging {
  merge(left: Environment, right: Environment, options?: UnionOptions): Environment {
    const union = left.union(right, options);
    const before = left.atoms();
    const after = union.atoms();
    const same = before.length === after.length && before.every((a, i) => a === after[i]);
    return same ? left.clone() : union;
  }
}

class RightFirst extends Merging {
  merge(left: Environment, right: Environment, options?: UnionOptions): Environment {
    return right.union(left, options);
  }
}

/** Later in time is later in order, whatever side it is on. */
class ByTime extends Merging {
  static readonly times = new WeakMap<Atom, number>();
  static now = 0;

  override add(atom: Atom): void {
    super.add(atom);
    ByTime.times.set(atom, ++ByTime.now);
  }

  merge(left: Environment, right: Environment, options?: UnionOptions): Environment {
    return left.union(right, options);
  }

  override atoms(): readonly Atom[] {
    const time = (atom: Atom): number => ByTime.times.get(atom) ?? 0;
    return Object.freeze([...super.atoms()].sort((a, b) => time(a) - time(b)));
  }
}

class WritesLeft extends DelegatingEnvironment {
  override union(other: Environment, options?: UnionOptions): Environment {
    const union = this.inner.union(this.innerOf(other), options);
    this.inner = union.clone();
    return this.again(union);
  }
}

class ReturnsItself extends DelegatingEnvironment {
  override union(other: Environment, options?: UnionOptions): Environment {
    const union = super.union(other, options);
    return union.environmentStamp === this.environmentStamp ? this : union;
  }
}

class ConflictLeftWins extends Merging {
  merge(left: Environment, right: Environment, options?: UnionOptions): Environment {
    const union = left.union(right, options);
    for (const id of left.stateIds())
      if (!alphaEquals(union.readState(id), left.readState(id)) && left.modified)
        union.writeState(id, left.readState(id));
    return union;
  }
}

class ConflictUnseen extends DelegatingEnvironment {
  override union(other: Environment): Environment {
    return super.union(other);
  }
}

class ConflictTooSoon extends DelegatingEnvironment {
  override union(other: Environment, options?: UnionOptions): Environment {
    try {
      return super.union(other, options);
    } catch (error) {
      this.inner.bind(
        'conflict',
        this.inner.bindings()[0]?.[1] ?? this.inner.readState(this.inner.stateIds()[0] as number),
      );
      throw error;
    }
  }
}

class LeftSpaces extends Merging {
  merge(left: Environment, right: Environment, options?: UnionOptions): Environment {
    const union = left.union(right, options);
    for (const id of left.spaceIds()) {
      if (union.space(id).contentStamp === left.space(id).contentStamp) continue;
      union.space(id).clear();
      union.space(id).addAll(left.space(id).atoms());
    }
    return union;
  }
}

class LosesTypes extends Merging {
  merge(left: Environment, right: Environment, options?: UnionOptions): Environment {
    const union = left.union(right, options);
    const gained = union
      .query(PATTERN)
      .map((match) => match.atom)
      .filter((atom) => !left.has(atom));
    for (const atom of gained) union.remove(atom);
    return union;
  }
}

class ScansAlways extends Merging {
  sum = 0;

  merge(left: Environment, right: Environment, options?: UnionOptions): Environment {
    for (const atom of [...left.atoms(), ...right.atoms()]) this.sum ^= atom.hash;
    return left.union(right, options);
  }
}

class RenewsAlways extends Merging {
  merge(left: Environment, right: Environment, options?: UnionOptions): Environment {
    const union = left.union(right, options);
    const [first] = union.rules();
    if (first !== undefined) {
      union.add(first.atom);
      union.remove(first.atom);
    }
    return union.clone();
  }
}

/** Keeps every union that it was ever part of. */
class KeepsHistory extends DelegatingEnvironment {
  past: readonly Environment[] = [];

  override union(other: Environment, options?: UnionOptions): Environment {
    const union = this.again(this.inner.union(this.innerOf(other), options));
    union.past = [...this.past, this.inner, this.innerOf(other)];
    return union;
  }

  override clone(): Environment {
    const child = this.again(this.inner.clone());
    child.past = this.past;
    return child;
  }
}

/** Counts merges and loses the last atom after many. */
class WearsOut extends DelegatingEnvironment {
  merges = 0;

  override union(other: Environment, options?: UnionOptions): Environment {
    const union = this.again(this.inner.union(this.innerOf(other), options));
    union.merges = this.merges + (other as this).merges + 1;
    if (union.merges > 60) union.inner.remove(union.inner.atoms().at(-1) as Atom);
    return union;
  }
}

class ByNumber extends DelegatingEnvironment {
  override stateIds(): ReturnType<Environment['stateIds']> {
    return Object.freeze([...super.stateIds()].sort((a, b) => a - b));
  }
}

export const mergingMutants: readonly Mutant[] = [
  mutant('by number', 'cells are listed by number', ['ENV-UNION-6e', 'ENV-HISTORY-1b'], ByNumber),
  mutant('flags', 'modified flags decide the union', ['ENV-UNION-4a', 'ENV-PROGRAM-2c'], ByFlags),
  mutant(
    'base twice',
    'the union adds everything of the right side',
    ['ENV-UNION-1a', 'ENV-UNION-3a', 'ENV-UNION-3d', 'ENV-HISTORY-1a', 'ENV-PROGRAM-2c'],
    BaseTwice,
  ),
  mutant(
    'greater count',
    'the union takes the greater multiplicity',
    ['ENV-UNION-1a', 'ENV-UNION-2a', 'ENV-HISTORY-1a'],
    GreaterCount,
  ),
  mutant(
    'left only',
    'the union is the left side',
    [
      'ENV-UNION-1a',
      'ENV-UNION-2a',
      'ENV-UNION-2b',
      'ENV-UNION-3b',
      'ENV-UNION-3e',
      'ENV-UNION-8c',
      'ENV-FORK-1i',
    ],
    LeftOnly,
  ),
  mutant(
    'resurrects',
    'what one side has removed comes back with the other',
    ['ENV-UNION-1a', 'ENV-UNION-3f', 'ENV-UNION-3i', 'ENV-HISTORY-1a', 'ENV-PROGRAM-2c'],
    Resurrects,
  ),
  mutant(
    'removes all',
    'a removal on one side takes what the other has added',
    ['ENV-UNION-1a', 'ENV-HISTORY-1a'],
    RemovesAll,
  ),
  mutant(
    'forgets ancestry',
    'a union has lost what it was made from',
    ['ENV-UNION-3a', 'ENV-UNION-3c', 'ENV-UNION-3f', 'ENV-HISTORY-1a'],
    ForgetsAncestry,
  ),
  mutant(
    'learns nothing',
    'a union that changes no atom forgets what the other side has removed',
    ['ENV-UNION-3h'],
    LearnsNothing,
  ),
  mutant(
    'right first',
    'the right side comes first',
    ['ENV-UNION-6a', 'ENV-UNION-6b', 'ENV-UNION-6c', 'ENV-HISTORY-1a', 'ENV-PROGRAM-2d'],
    RightFirst,
  ),
  mutant('by time', 'atoms are listed by the time of their addition', ['ENV-UNION-6a'], ByTime),
  mutant(
    'writes left',
    'the union is written into the left side too',
    ['ENV-UNION-7a', 'ENV-HISTORY-1a'],
    WritesLeft,
  ),
  mutant(
    'returns itself',
    'a union on the fast path is the left environment itself',
    ['ENV-UNION-7a'],
    ReturnsItself,
  ),
  mutant(
    'conflict left wins',
    "the left side's value wins",
    ['ENV-UNION-8a', 'ENV-HISTORY-1b', 'ENV-PROGRAM-2d'],
    ConflictLeftWins,
  ),
  mutant(
    'conflict unseen',
    "onConflict 'error' is not heeded",
    ['ENV-UNION-8b', 'ENV-FAIL-1b', 'ENV-FAIL-2a', 'ENV-HISTORY-1b'],
    ConflictUnseen,
  ),
  mutant(
    'conflict leaves a trace',
    'a refused union has written',
    ['ENV-UNION-8b', 'ENV-HISTORY-1b'],
    ConflictTooSoon,
  ),
  mutant(
    'left spaces',
    'of a space that both sides wrote, the union has the left side',
    ['ENV-UNION-1d', 'ENV-HISTORY-1b', 'ENV-PROGRAM-2d'],
    LeftSpaces,
  ),
  mutant(
    'loses types',
    "the right side's new types are not in the union",
    ['ENV-UNION-1a', 'ENV-UNION-1c'],
    LosesTypes,
  ),
  mutant(
    'scans always',
    'the union looks at every atom before it knows that there is something to merge',
    ['ENV-UNION-4b'],
    ScansAlways,
  ),
  mutant(
    'renews always',
    'every union has new stamps and groups',
    ['ENV-UNION-4a', 'ENV-CACHE-1d', 'ENV-CACHE-1e'],
    RenewsAlways,
  ),
  mutant('keeps history', 'every union keeps its inputs', ['ENV-UNION-5a'], KeepsHistory),
  mutant(
    'wears out',
    'loses an atom after many merges',
    ['ENV-UNION-3g', 'ENV-UNION-3e'],
    WearsOut,
  ),
];
