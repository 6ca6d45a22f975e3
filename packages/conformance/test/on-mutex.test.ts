/** The whole suite on `mutex`. A file for each backend, so that they are run side by side. */
import { mutex } from '@forkspace/backend-mutex';
import { conformance } from '../src/vitest.ts';

conformance(
  { backend: mutex, module: new URL('../../backend-mutex/dist/index.js', import.meta.url) },
  { steps: 20_000 },
);
