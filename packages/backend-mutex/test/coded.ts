import type { EnvironmentError } from '@forkspace/spec';
import { expect } from 'vitest';

/** What equals any error of this code, of whichever copy of the modules. */
export function coded(code: string): EnvironmentError {
  return expect.objectContaining({ name: 'EnvironmentError', code }) as EnvironmentError;
}
