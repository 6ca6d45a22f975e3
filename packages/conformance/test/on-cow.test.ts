/** The whole suite on `cow`, both as they are built. A file for each backend, so that they are run side by side. */
import { cow } from '../../backend-cow/dist/index.js';
import { conformance } from '../dist/vitest.js';

conformance(cow, { steps: 20_000 });
