/** The whole suite on `hamt`. A file for each backend, so that they are run side by side. */
import { hamt } from '@forkspace/backend-hamt';
import { conformance } from '../src/vitest.ts';

conformance(hamt, { steps: 20_000 });
