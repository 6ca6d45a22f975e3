/**
 * Whom a user could take in place of an environment, for the little that they have in common. Each is
 * loaded only in the process that measures it.
 */
import type { Store } from './store.ts';

export interface Peer {
  readonly name: string;
  /** The package whose version a report gives; missing for what the language has. */
  readonly library?: string;
  /** What it is, and what it lacks. */
  readonly about: string;
  load(): Promise<Store<unknown>>;
}

const LESS =
  'no patterns, no index but the key, no count of equal rules, no removal that a union respects';

export const PEERS: readonly Peer[] = [
  {
    name: 'Map',
    about: `a native Map, copied for each fork; ${LESS}`,
    load: async () => (await import('./native.ts')).nativeMap as Store<unknown>,
  },
  {
    name: 'structuredClone',
    about: `a native Map, copied deeply for each fork; ${LESS}`,
    load: async () => (await import('./native.ts')).deepCopied as Store<unknown>,
  },
  {
    name: 'Immutable.js',
    library: 'immutable',
    about: `the persistent Map of Immutable.js; ${LESS}`,
    load: async () => (await import('./libraries.ts')).immutableJs as Store<unknown>,
  },
  {
    name: 'hamt_plus',
    library: 'hamt_plus',
    about: `the persistent map of hamt_plus; ${LESS}`,
    load: async () => (await import('./libraries.ts')).hamtPlus as Store<unknown>,
  },
  {
    name: 'immer',
    library: 'immer',
    about: `a native Map changed through immer, which copies and freezes it; ${LESS}`,
    load: async () => (await import('./libraries.ts')).immer as Store<unknown>,
  },
];
