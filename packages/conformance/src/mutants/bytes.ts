/** Mutants whose bytes or changes are wrong. */
import {
  EnvironmentError,
  type Atom,
  type Environment,
  type ImportOptions,
  symbol,
} from '@forkspace/spec';
import { DelegatingEnvironment, delegating } from '../oddballs/delegate.ts';
import { reference } from '../oddballs/reference.ts';
import { mutant, type Mutant } from './mutant.ts';

const NOTE = symbol('note');

class ExportForgetsSpaces extends DelegatingEnvironment {
  override export(): Uint8Array {
    const copy = this.inner.backend.import(super.export());
    for (const id of copy.spaceIds()) copy.space(id).clear();
    return copy.export();
  }
}

class ExportWrites extends DelegatingEnvironment {
  override export(): Uint8Array {
    const bytes = super.export();
    this.inner.bind(
      'exported',
      this.inner.bindings()[0]?.[1] ?? reference.create().atoms()[0] ?? NOTE,
    );
    return bytes;
  }
}

class ExportNames extends DelegatingEnvironment {
  override export(): Uint8Array {
    const copy = this.inner.backend.import(super.export(), {
      host: (name) => ({ name, type: NOTE }),
    });
    const odd = copy
      .atoms()
      .filter((atom) => atom.kind === 0 && [...atom.name].some((letter) => letter > '\ud7ff'));
    for (const atom of odd) copy.remove(atom);
    return copy.export();
  }
}

class ChangesForgetRemovals extends DelegatingEnvironment {
  override applyChanges(bytes: Uint8Array, options?: ImportOptions): void {
    const before = this.inner.atoms();
    super.applyChanges(bytes, options);
    for (const atom of before) if (!this.inner.has(atom)) this.inner.add(atom);
  }
}

class ChangesReversed extends DelegatingEnvironment {
  override applyChanges(bytes: Uint8Array, options?: ImportOptions): void {
    const before = new Set(this.inner.atoms());
    super.applyChanges(bytes, options);
    const gained = this.inner.atoms().filter((atom) => !before.has(atom));
    if (gained.length < 2) return;
    for (const atom of gained) this.inner.remove(atom);
    for (const atom of gained.reverse()) this.inner.add(atom);
  }
}

class ChangesForAnybody extends DelegatingEnvironment {
  override applyChanges(bytes: Uint8Array, options?: ImportOptions): void {
    try {
      super.applyChanges(bytes, options);
    } catch (error) {
      if (!(error instanceof EnvironmentError) || error.code !== 'BASE_MISMATCH') throw error;
    }
  }
}

class ChangesSinceAnything extends DelegatingEnvironment {
  override exportChanges(base: Environment): Uint8Array {
    try {
      return super.exportChanges(base);
    } catch (error) {
      if (error instanceof EnvironmentError && error.code === 'NOT_A_DESCENDANT')
        return this.inner.exportChanges(this.inner);
      throw error;
    }
  }
}

class ChangesLoseCells extends DelegatingEnvironment {
  override applyChanges(bytes: Uint8Array, options?: ImportOptions): void {
    const before = this.inner.stateIds().map((id) => [id, this.inner.readState(id)] as const);
    super.applyChanges(bytes, options);
    for (const [id, value] of before)
      if (this.inner.readState(id) !== value) this.inner.writeState(id, value);
  }
}

class ChangesSwapSpaces extends DelegatingEnvironment {
  override applyChanges(bytes: Uint8Array, options?: ImportOptions): void {
    const [first, second] = this.inner.spaceIds();
    const size = first === undefined ? 0 : this.inner.space(first).size;
    super.applyChanges(bytes, options);
    if (first === undefined || second === undefined || this.inner.space(first).size === size)
      return;
    const gained = this.inner.space(first).atoms().at(-1) as Atom;
    if (this.inner.space(first).remove(gained)) this.inner.space(second).add(gained);
  }
}

class ChangesAlwaysWrite extends DelegatingEnvironment {
  #applied = false;

  override get modified(): boolean {
    return this.#applied || super.modified;
  }

  override applyChanges(bytes: Uint8Array, options?: ImportOptions): void {
    super.applyChanges(bytes, options);
    this.#applied = true;
  }
}

class ChangesHalfRead extends DelegatingEnvironment {
  override applyChanges(bytes: Uint8Array, options?: ImportOptions): void {
    try {
      super.applyChanges(bytes, options);
    } catch (error) {
      this.inner.createSpace();
      throw error;
    }
  }
}

/** Works on a copy and puts it in the place of what was written meanwhile. */
class ChangesOnCopy extends DelegatingEnvironment {
  override applyChanges(bytes: Uint8Array, options?: ImportOptions): void {
    const copy = this.inner.clone();
    copy.applyChanges(bytes, options);
    this.inner = copy;
  }
}

const lenient = delegating(
  'mutant believes bytes',
  { ...reference, import: believing },
  DelegatingEnvironment,
);
const hostless = delegating(
  'mutant drops host values',
  { ...reference, import: dropping },
  DelegatingEnvironment,
);
const remembers = delegating(
  'mutant import remembers',
  { ...reference, import: remembering },
  DelegatingEnvironment,
);

function believing(bytes: Uint8Array, options?: ImportOptions): Environment {
  try {
    return reference.import(bytes, options);
  } catch (error) {
    if (error instanceof EnvironmentError && error.code === 'BYTES_CORRUPT' && bytes.length > 8)
      return reference.create();
    throw error;
  }
}

function dropping(bytes: Uint8Array, options?: ImportOptions): Environment {
  return reference.import(bytes, { host: (name) => options?.host?.(name) ?? { name, type: NOTE } });
}

const imported = new Map<string, Environment>();

function remembering(bytes: Uint8Array, options?: ImportOptions): Environment {
  const key = bytes instanceof Uint8Array && bytes.length < 200 ? bytes.join() : '';
  const known = imported.get(key);
  if (known !== undefined) return known;
  const environment = reference.import(bytes, options);
  if (key !== '') imported.set(key, environment);
  return environment;
}

/** A format that nobody else reads. */
class OwnFormat extends DelegatingEnvironment {
  override export(): Uint8Array {
    return super.export().map((byte) => byte ^ 0xff);
  }
}

const secretive = delegating(
  'mutant own format',
  {
    ...reference,
    import: (bytes, options) =>
      reference.import(
        bytes instanceof Uint8Array ? bytes.map((byte) => byte ^ 0xff) : bytes,
        options,
      ),
  },
  OwnFormat,
);

export const bytesMutants: readonly Mutant[] = [
  {
    defect: 'bytes are written in a format of its own',
    killedBy: ['ENV-BYTES-1e'],
    backend: secretive,
  },
  mutant(
    'export forgets spaces',
    'the atoms of further spaces are not exported',
    ['ENV-BYTES-1a', 'ENV-HISTORY-1c'],
    ExportForgetsSpaces,
  ),
  mutant(
    'export writes',
    'an export leaves a mark in the environment',
    ['ENV-BYTES-1c', 'ENV-CACHE-1a'],
    ExportWrites,
  ),
  mutant(
    'export drops odd names',
    'names beyond the basic plane are lost',
    ['ENV-BYTES-1b'],
    ExportNames,
  ),
  mutant(
    'changes forget removals',
    'applyChanges() brings back what was removed',
    ['ENV-BYTES-2a', 'ENV-BYTES-2b', 'ENV-HISTORY-1c'],
    ChangesForgetRemovals,
  ),
  mutant(
    'changes reversed',
    'new atoms come in another order',
    ['ENV-BYTES-2c', 'ENV-HISTORY-1c'],
    ChangesReversed,
  ),
  mutant(
    'changes for anybody',
    'changes to other content are accepted',
    ['ENV-BYTES-2d', 'ENV-BYTES-2e'],
    ChangesForAnybody,
  ),
  mutant(
    'changes since anything',
    'changes are given since what is no ancestor',
    ['ENV-BYTES-2g'],
    ChangesSinceAnything,
  ),
  mutant(
    'changes lose cells',
    'new values of old cells are not applied',
    ['ENV-BYTES-2a', 'ENV-BYTES-2f', 'ENV-HISTORY-1c'],
    ChangesLoseCells,
  ),
  mutant(
    'changes swap spaces',
    'changes to one space go to another',
    ['ENV-BYTES-2f'],
    ChangesSwapSpaces,
  ),
  mutant(
    'changes always write',
    'empty changes set the modified mark',
    ['ENV-BYTES-2h'],
    ChangesAlwaysWrite,
  ),
  mutant(
    'changes half read',
    'refused changes leave a space behind',
    ['ENV-BYTES-3b', 'ENV-BYTES-3d', 'ENV-BYTES-2d', 'ENV-HISTORY-1a'],
    ChangesHalfRead,
  ),
  mutant(
    'changes on a copy',
    'what the option host writes while changes are read is lost',
    ['ENV-BAG-8e'],
    ChangesOnCopy,
  ),
  {
    defect: 'damaged bytes give an empty environment',
    killedBy: ['ENV-BYTES-3a', 'ENV-BYTES-3c', 'ENV-HISTORY-1a'],
    backend: lenient,
  },
  { defect: 'unknown host values are made up', killedBy: ['ENV-BYTES-4a'], backend: hostless },
  {
    defect: 'bytes that were seen before give the environment made then',
    killedBy: ['ENV-BYTES-1d'],
    backend: remembers,
  },
];
