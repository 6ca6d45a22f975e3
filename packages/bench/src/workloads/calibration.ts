/** How fast the machine is: the same arithmetic in every run, whatever changes in our code. */
import { timed, type Workload } from './workload.ts';

const STEPS = 100_000;
const WORDS = 4096;

/** A few million steps of a generator of random numbers that reads and writes a table. */
function steps(table: Uint32Array): number {
  let state = 0x2545f491;
  for (let i = 0; i < STEPS; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const at = state & (WORDS - 1);
    table[at] = (table[at]! + state) >>> 0;
  }
  return state;
}

/** What the same generator comes to when it is computed with whole numbers of any length. */
function expectedState(): number {
  const mask = 0xffffffffn;
  let state = 0x2545f491n;
  for (let i = 0; i < STEPS; i++) {
    state ^= (state << 13n) & mask;
    state ^= state >> 17n;
    state ^= (state << 5n) & mask;
  }
  return Number(BigInt.asIntN(32, state));
}

export const calibration: Workload = {
  name: 'calibration',
  title: 'the machine itself',
  about: `${STEPS} steps of arithmetic on a small table, the same in every run`,
  family: 'micro',
  unit: 'ns',
  sizeOf: 'steps',
  scale: 'none',
  sizes: [STEPS],
  quickSizes: [STEPS],
  others: {
    machine() {
      const table = new Uint32Array(WORDS);
      let last = 0;
      return timed({
        operations: 1,
        run() {
          last = steps(table);
        },
        answer: () => ({ actual: String(last), expected: String(expectedState()) }),
      });
    },
  },
};
