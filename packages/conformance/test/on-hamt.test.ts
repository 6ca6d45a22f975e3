/** The whole suite on `hamt`, both as they are built. A file for each backend, so that they are run side by side. */
import { hamt } from '../../backend-hamt/dist/index.js';
import { conformance } from '../dist/vitest.js';

conformance(hamt, { steps: 20_000 });
