/** The whole suite on `mutex`, both as they are built. A file for each backend, so that they are run side by side. */
import { mutex } from '../../backend-mutex/dist/index.js';
import { conformance } from '../dist/vitest.js';

conformance(
  { backend: mutex, module: new URL('../../backend-mutex/dist/index.js', import.meta.url) },
  { steps: 20_000 },
);
