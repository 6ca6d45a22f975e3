/**
 * What threads have, in one thread: a second copy of all modules has its own symbols, numbers and registry of
 * stores, as a worker has.
 */
import type * as Spec from '@forkspace/spec';
import { vi } from 'vitest';
import type * as Backend from '../src/index.ts';
import type { SharedEnvironmentHandle } from '../src/index.ts';

/** What a thread has. */
export interface Side {
  readonly spec: typeof Spec;
  readonly backend: typeof Backend;
}

const sides: Side[] = [];

/** Three sides, before any test asks for one. */
export async function loadSides(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    vi.resetModules();
    const spec = await import('@forkspace/spec');
    sides.push({ spec, backend: await import('../src/index.ts') });
    // So that numbers differ from side to side, and symbols are met in another order.
    for (let n = 0; n < i; n++) {
      sides[i]?.backend.mutex.create().createState(spec.symbol(`z${n}`));
      sides[i]?.backend.mutex.create().createSpace();
    }
  }
}

export function side(at: number): Side {
  return sides[at] as Side;
}

/** As a handle arrives in another thread. */
export function posted(handle: SharedEnvironmentHandle): SharedEnvironmentHandle {
  return { ...handle };
}
