/** Mutants that declare that clones share, and do not really share. */
import type { Environment, EnvironmentBackend } from '@forkspace/spec';
import { delegating, DelegatingEnvironment, type DelegateClass } from '../oddballs/delegate.ts';
import { reference } from '../oddballs/reference.ts';
import { SharingEnvironment } from '../oddballs/sharing.ts';
import type { Mutant } from './mutant.ts';

class Isolates extends DelegatingEnvironment {}

class AddsTwice extends SharingEnvironment {
  override union(other: Environment): Environment {
    const union = super.union(other);
    union.addAll(this.innerOf(other).atoms());
    return union;
  }
}

/** Takes whatever it is united with for a clone. */
class UnitesNothing extends SharingEnvironment {
  override union(other: Environment): Environment {
    this.innerOf(other);
    return this.clone();
  }
}

let store: Environment | undefined;

class OneForAll extends SharingEnvironment {
  constructor(backend: EnvironmentBackend, inner: Environment) {
    super(backend, inner.size === 0 ? (store ??= inner) : inner);
  }
}

class PretendsChanges extends SharingEnvironment {
  override exportChanges(): Uint8Array {
    return this.inner.exportChanges(this.inner);
  }
}

function sharing(
  name: string,
  defect: string,
  killedBy: readonly string[],
  Broken: DelegateClass,
): Mutant {
  return {
    defect,
    killedBy,
    backend: delegating(`mutant ${name}`, reference, Broken, {
      isolation: false,
      firstWrite: 'none',
    }),
  };
}

export const sharingMutants: readonly Mutant[] = [
  sharing(
    'isolates after all',
    'declares no isolation and isolates',
    ['ENV-FORK-4a', 'ENV-FORK-4b'],
    Isolates,
  ),
  sharing(
    'adds twice',
    'a union of clones of one store adds everything again',
    ['ENV-FORK-4b'],
    AddsTwice,
  ),
  sharing(
    'unites nothing',
    'a union with another store is the store itself',
    ['ENV-FORK-4e'],
    UnitesNothing,
  ),
  sharing(
    'one for all',
    'all environments of the process are one store',
    ['ENV-FORK-4c'],
    OneForAll,
  ),
  sharing(
    'pretends changes',
    'gives changes since a clone although clones share',
    ['ENV-FORK-4d'],
    PretendsChanges,
  ),
];
