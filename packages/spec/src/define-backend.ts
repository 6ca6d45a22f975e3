/** From storage to backend: what an author of a backend calls. */
import type { Capabilities } from './capabilities.ts';
import type { Environment, EnvironmentBackend, ImportOptions } from './environment.ts';
import { ArrayBucket } from './store/array-bucket.ts';
import type { BucketFactory } from './store/bucket.ts';
import type { Storage } from './store/content.ts';
import { State } from './store/state.ts';
import { StoreEnvironment } from './store/store-environment.ts';
import { Owner, type Table } from './store/table.ts';
import { invalidArgument, type EnvironmentError } from './errors.ts';
import { importInto } from './wire/whole.ts';

/** What an author brings. */
export interface BackendDefinition {
  /** As it stands in reports. */
  readonly name: string;
  /** What the conformance suite is to check. */
  readonly capabilities: Capabilities;
  /** An empty table. */
  readonly table: <V extends object>() => Table<V>;
  /** How occurrences under one key are kept; default: {@link ArrayBucket}. */
  readonly bucket?: BucketFactory;
}

const definitions = new WeakMap<EnvironmentBackend, BackendDefinition>();

/**
 * What a backend was defined from, for tools that put something between the engine and the storage; undefined for
 * one that {@link defineBackend} has not made. O(1).
 *
 * @example
 * definitionOf(hamt)?.name // => "hamt"
 */
export function definitionOf(backend: EnvironmentBackend): BackendDefinition | undefined {
  return definitions.get(backend);
}

/**
 * A backend with everything but its storage supplied: cloning, merging, indexes, queries, types, spaces,
 * states, bindings, export and import. O(1). Throws INVALID_ARGUMENT for a definition without its parts; whether
 * what they promise is true, the conformance suite finds out.
 *
 * @example
 * const mine = defineBackend({
 *   name: 'mine',
 *   capabilities: { isolation: true, firstWrite: 'path', sharedMemory: false },
 *   table: trieTable, // any Table will do: this one comes with @forkspace/backend-hamt
 * });
 * const environment = mine.create();
 * environment.add(symbol('hello'));
 * environment.size // => 1
 */
export function defineBackend(definition: BackendDefinition): EnvironmentBackend {
  requireDefinition(definition);
  const storage: Storage = { table: definition.table, bucket: definition.bucket ?? ArrayBucket.of };
  const backend: EnvironmentBackend = {
    name: definition.name,
    capabilities: Object.freeze({ ...definition.capabilities }),
    create(): Environment {
      const owner = new Owner();
      return new StoreEnvironment(backend, storage, State.empty(storage, owner), owner);
    },
    import(bytes: Uint8Array, options?: ImportOptions): Environment {
      const owner = new Owner();
      const environment = new StoreEnvironment(
        backend,
        storage,
        State.empty(storage, owner),
        owner,
      );
      importInto(environment, bytes, options);
      return environment.clone(); // fresh: not modified, owning nothing
    },
  };
  definitions.set(backend, Object.freeze({ ...definition }));
  return Object.freeze(backend);
}

function requireDefinition(definition: BackendDefinition): void {
  const { name, capabilities, table, bucket } = (definition ?? {}) as Partial<BackendDefinition>;
  const refuse = (expected: string): EnvironmentError =>
    invalidArgument('defineBackend', expected, definition);
  if (typeof name !== 'string') throw refuse('a definition with a string as name');
  if (typeof capabilities !== 'object' || capabilities === null)
    throw refuse('a definition with an object as capabilities');
  if (typeof table !== 'function') throw refuse('a definition with a function as table');
  if (bucket !== undefined && typeof bucket !== 'function')
    throw refuse('a definition with a function as bucket');
}
