/** Mutants that number spaces or cells by branch: two branches then create the same one. */
import type { Atom, Environment, SpaceId, StateId } from '@forkspace/spec';
import { DelegatingEnvironment } from '../oddballs/delegate.ts';
import { mutant, type Mutant } from './mutant.ts';

/** Every environment numbers its own spaces. */
class SpacesNumberedApart extends DelegatingEnvironment {
  numbers: readonly SpaceId[] = [];

  override createSpace(): SpaceId {
    this.numbers = [...this.numbers, super.createSpace()];
    return this.numbers.length;
  }

  override spaceIds(): readonly SpaceId[] {
    return Object.freeze(super.spaceIds().map((_, i) => i + 1));
  }

  override space(id: SpaceId): ReturnType<Environment['space']> {
    return super.space(id === 0 ? 0 : (super.spaceIds()[id - 1] ?? -1));
  }

  override hasSpace(id: SpaceId): boolean {
    return id === 0 || super.spaceIds()[id - 1] !== undefined;
  }

  override clone(): Environment {
    const child = this.again(this.inner.clone());
    child.numbers = this.numbers;
    return child;
  }
}

class CellsNumberedApart extends DelegatingEnvironment {
  numbers: readonly StateId[] = [];

  override createState(value: Atom): StateId {
    this.numbers = [...this.numbers, super.createState(value)];
    return this.numbers.length;
  }

  override stateIds(): readonly StateId[] {
    return Object.freeze(super.stateIds().map((_, i) => i + 1));
  }

  override readState(id: StateId): Atom {
    return super.readState(super.stateIds()[id - 1] ?? -1);
  }

  override writeState(id: StateId, value: Atom): void {
    super.writeState(super.stateIds()[id - 1] ?? -1, value);
  }

  override clone(): Environment {
    const child = this.again(this.inner.clone());
    child.numbers = this.numbers;
    return child;
  }
}

export const numberingMutants: readonly Mutant[] = [
  mutant(
    'spaces numbered apart',
    'each environment numbers its own spaces, so two branches create the same one',
    ['ENV-BAG-9e', 'ENV-FORK-5a', 'ENV-HISTORY-1b'],
    SpacesNumberedApart,
  ),
  mutant(
    'cells numbered apart',
    'each environment numbers its own cells, so two branches create the same one',
    ['ENV-FORK-5a', 'ENV-HISTORY-1b'],
    CellsNumberedApart,
  ),
];
