/** Mutants that fail in the wrong way. */
import {
  type Atom,
  type Environment,
  type Rule,
  type SpaceId,
  type StateId,
  type SymbolAtom,
} from '@forkspace/spec';
import { DelegatingEnvironment } from '../oddballs/delegate.ts';
import { mutant, type Mutant } from './mutant.ts';

class SwallowsErrors extends DelegatingEnvironment {
  override add(atom: Atom): void {
    try {
      super.add(atom);
    } catch {
      // the defect
    }
  }
}

class PlainErrors extends DelegatingEnvironment {
  override readState(id: StateId): Atom {
    try {
      return super.readState(id);
    } catch {
      throw new TypeError('no such cell');
    }
  }

  override space(id: SpaceId): ReturnType<Environment['space']> {
    try {
      return super.space(id);
    } catch {
      throw new TypeError('no such space');
    }
  }
}

class Unchecked extends DelegatingEnvironment {
  override suggest(name: string): readonly string[] {
    return super.suggest(String(name));
  }
}

class ChangedWhenRefused extends DelegatingEnvironment {
  override writeState(id: StateId, value: Atom): void {
    const [first] = this.stateIds();
    try {
      super.writeState(id, value);
    } catch (error) {
      if (first !== undefined) super.writeState(first, this.readState(first));
      throw error;
    }
  }
}

class TakesForeign extends DelegatingEnvironment {
  override innerOf(other: Environment): Environment {
    if (other instanceof DelegatingEnvironment || typeof other?.export !== 'function')
      return super.innerOf(other);
    return this.inner.backend.import(other.export());
  }
}

class MarksReads extends DelegatingEnvironment {
  #read = false;

  override get modified(): boolean {
    return this.#read || super.modified;
  }

  override remove(atom: Atom): boolean {
    this.#read = true;
    return super.remove(atom);
  }
}

class HashIsName extends DelegatingEnvironment {
  override matchingRules(head: SymbolAtom | string, arity: number): readonly Rule[] {
    const name = typeof head === 'string' ? head : head?.name;
    // "Aa" and "BB" have one polynomial hash: taken for equality.
    return typeof name === 'string' && name.length > 8
      ? super.matchingRules(name.replaceAll('BB', 'Aa'), arity)
      : super.matchingRules(head, arity);
  }
}

export const failingMutants: readonly Mutant[] = [
  mutant(
    'swallows errors',
    'a wrong atom is ignored',
    ['ENV-BAG-8a', 'ENV-FAIL-1a', 'ENV-HISTORY-1a'],
    SwallowsErrors,
  ),
  mutant(
    'plain errors',
    'errors of the host in place of coded ones',
    ['ENV-BAG-8b', 'ENV-FAIL-1a', 'ENV-HISTORY-1a'],
    PlainErrors,
  ),
  mutant('unchecked', 'a wrong argument is converted', ['ENV-FAIL-2a'], Unchecked),
  mutant(
    'changed when refused',
    'a refused write has left a trace',
    ['ENV-BAG-8a'],
    ChangedWhenRefused,
  ),
  mutant(
    'takes foreign',
    'environments of other backends are merged',
    ['ENV-FAIL-2b'],
    TakesForeign,
  ),
  mutant(
    'marks reads',
    'a removal without effect sets the modified mark',
    ['ENV-FORK-7a', 'ENV-HISTORY-1a'],
    MarksReads,
  ),
  mutant('hash is name', 'names of one hash are one name', ['ENV-FAIL-3a'], HashIsName),
];
