/** The suite on the plainest backend that there can be: the defaults over a native map. */
import { reference } from '../src/oddballs/reference.ts';
import { conformance } from '../src/vitest.ts';

conformance(reference, { steps: 20_000 });
