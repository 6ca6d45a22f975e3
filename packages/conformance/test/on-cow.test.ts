/** The whole suite on `cow`. A file for each backend, so that they are run side by side. */
import { cow } from '@forkspace/backend-cow';
import { conformance } from '../src/vitest.ts';

conformance(cow, { steps: 20_000 });
