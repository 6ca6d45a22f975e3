/** The suite on the plainest backend that there can be: the defaults over a native map. */
import { reference } from '../dist/oddballs/reference.js';
import { conformance } from '../dist/vitest.js';

conformance(reference, { steps: 20_000 });
