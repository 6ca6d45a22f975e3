/** Mutants whose defects show in several threads only. Other threads load this file, so each backend is exported. */
import type { Atom, Environment, EnvironmentBackend, SpaceId } from '@forkspace/spec';
import { delegating, DelegatingEnvironment } from '../oddballs/delegate.ts';
import { reference } from '../oddballs/reference.ts';
import { SharedLogEnvironment, sharedLogBackend, SharedStore } from '../oddballs/shared-log.ts';
import { builtFile } from '../threads/built-file.ts';
import type { Mutant } from './mutant.ts';

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Learns what others have written when it writes itself. */
class ReadsBehind extends SharedLogEnvironment {
  override get reading(): Environment {
    return this.store.current;
  }
}
export const readsBehind = sharedLogBackend('mutant reads behind', ReadsBehind);

/** A clone is what there was, and stays so. */
class ClonesApart extends SharedLogEnvironment {
  override clone(): SharedLogEnvironment {
    return this.again(this.reading.clone());
  }
}
export const clonesApart = sharedLogBackend('mutant clones apart', ClonesApart);

/** A batch is added atom by atom. */
class BatchInPieces extends SharedLogEnvironment {
  override addAll(atoms: Iterable<Atom>): void {
    const batch = [...atoms];
    if (batch.length > 10) super.addAll(batch);
    else
      for (const atom of batch) {
        this.add(atom);
        pause(1);
      }
  }
}
export const batchInPieces = sharedLogBackend('mutant batch in pieces', BatchInPieces);

/** Says what it removes by what it knew before it asked the others. */
class RemovesByMemory extends SharedLogEnvironment {
  override remove(atom: Atom): boolean {
    const known = this.store.current.has(atom);
    super.remove(atom);
    return known;
  }
}
export const removesByMemory = sharedLogBackend('mutant removes by memory', RemovesByMemory);

/** Tells nobody of the spaces it makes until it writes something else. */
class KeepsSpaces extends SharedLogEnvironment {
  override createSpace(): SpaceId {
    return this.store.current.createSpace();
  }
}
export const keepsSpaces = sharedLogBackend('mutant keeps spaces', KeepsSpaces);

class LockStaysTaken extends SharedStore {
  override transact<T>(write: () => T): T {
    let done = false;
    try {
      const result = super.transact(write);
      done = true;
      return result;
    } finally {
      if (!done && this.handle !== undefined) this.lock();
    }
  }
}
export const lockStaysTaken = sharedLogBackend(
  'mutant lock stays taken',
  SharedLogEnvironment,
  LockStaysTaken,
);

/** What does not fit into a quarter of the log is not told. */
class ForgetsWhenLarge extends SharedStore {
  #told = 0;

  override append(bytes: Uint8Array): void {
    this.#told += bytes.length;
    if (this.#told < 200_000) super.append(bytes);
  }
}
export const forgetsWhenLarge = sharedLogBackend(
  'mutant forgets when large',
  SharedLogEnvironment,
  ForgetsWhenLarge,
);

/** Writes without the lock. */
class NoLock extends SharedStore {
  override lock(): void {}
  override unlock(): void {}

  override append(bytes: Uint8Array): void {
    pause(1);
    super.append(bytes);
  }
}
export const noLock = sharedLogBackend('mutant no lock', SharedLogEnvironment, NoLock);

/** Waits for the lock without a limit, and nobody can take it from the dead. */
class WaitsForTheDead extends SharedStore {
  override threadEnded(): void {}

  override lock(): void {
    const control = new Int32Array((this.handle as { control: SharedArrayBuffer }).control);
    for (;;) {
      if (Atomics.compareExchange(control, 0, 0, 1) === 0) return;
      Atomics.wait(control, 0, 1);
    }
  }
}
export const waitsForTheDead = sharedLogBackend(
  'mutant waits for the dead',
  SharedLogEnvironment,
  WaitsForTheDead,
);

/** Announces an entry before it is written. */
class AnnouncesFirst extends SharedStore {
  override append(bytes: Uint8Array): void {
    const control = new Int32Array((this.handle as { control: SharedArrayBuffer }).control);
    Atomics.add(control, 1, 4 + bytes.length);
    pause(5);
    super.append(bytes);
  }
}
export const announcesFirst = sharedLogBackend(
  'mutant announces first',
  SharedLogEnvironment,
  AnnouncesFirst,
);

/** Shares without having said that it can. */
class SharesUnasked extends DelegatingEnvironment {
  share(): Uint8Array {
    return this.export();
  }
}

const inThreads = (
  backend: EnvironmentBackend,
  defect: string,
  killedBy: readonly string[],
): Mutant => ({ backend, defect, killedBy, module: builtFile('mutants/threads') });

export const threadMutants: readonly Mutant[] = [
  inThreads(readsBehind, 'a read does not ask what others have written', [
    'ENV-THREAD-1c',
    'ENV-THREAD-1g',
    'ENV-THREAD-1i',
  ]),
  inThreads(clonesApart, 'a clone does not follow its environment once that is shared', [
    'ENV-THREAD-1a',
    'ENV-THREAD-1b',
    'ENV-FORK-4a',
  ]),
  inThreads(batchInPieces, 'a batch is many writes', [
    'ENV-THREAD-1d',
    'ENV-THREAD-1e',
    'ENV-THREAD-1f',
  ]),
  inThreads(removesByMemory, 'remove() answers by what this thread knew before', ['ENV-THREAD-1h']),
  inThreads(keepsSpaces, 'other threads do not hear of a new space', ['ENV-THREAD-1i']),
  inThreads(lockStaysTaken, 'the lock is not given back when something is thrown', [
    'ENV-THREAD-1j',
  ]),
  inThreads(forgetsWhenLarge, 'what is written late is not told to others', ['ENV-THREAD-1g']),
  inThreads(noLock, 'nothing keeps two writes apart', [
    'ENV-THREAD-1a',
    'ENV-THREAD-1b',
    'ENV-THREAD-1c',
  ]),
  inThreads(waitsForTheDead, 'the lock of a dead thread is waited for', ['ENV-THREAD-3a']),
  inThreads(announcesFirst, 'others may see a write that has not happened yet', ['ENV-THREAD-3b']),
  {
    backend: delegating('mutant shares unasked', reference, SharesUnasked),
    defect: 'share() works although shared memory is not declared',
    killedBy: ['ENV-THREAD-2a'],
  },
];
