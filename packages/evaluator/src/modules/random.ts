/**
 * Random numbers. A generator is a state cell of the environment, so that a fork goes on with the same
 * numbers as its parent and a rolled-back branch leaves no trace.
 */
import {
  bool,
  float,
  GROUNDED,
  integer,
  stateRef,
  symbol,
  UNIT,
  type Atom,
  type Environment,
  type StateId,
} from '@forkspace/spec';
import { operation } from '../library/define.ts';
import { asFloat } from '../library/arithmetic.ts';
import type { Machine } from '../reduction/machine.ts';
import { groundedType } from '../reduction/types.ts';
import { bindNumbered } from './numbered.ts';
import { OperationError } from '../reduction/operation.ts';
import type { NativeModule } from './loading.ts';

const GENERATOR_TYPE = symbol('RandomGenerator');

function create(environment: Environment, seed: number): Atom {
  const generator = stateRef(environment.createState(integer(seed)));
  bindNumbered(environment, 'state-type', generator, GENERATOR_TYPE);
  return generator;
}

function unseeded(): number {
  return Math.floor(Math.random() * 2 ** 32);
}

function generatorOf(m: Machine, atom: Atom | undefined, name: string): StateId {
  if (atom?.kind === GROUNDED && groundedType(m, atom) === GENERATOR_TYPE)
    return atom.value as StateId;
  throw new OperationError(`${name} expects a random generator as its argument`);
}

/** The next 32 bits (SplitMix32, public domain) and the state after them. */
function step(state: number): { readonly bits: number; readonly state: number } {
  const next = (state + 0x9e3779b9) | 0;
  let z = next ^ (next >>> 16);
  z = Math.imul(z, 0x21f0aaad);
  z ^= z >>> 15;
  z = Math.imul(z, 0x735a2d97);
  return { bits: (z ^ (z >>> 15)) >>> 0, state: next };
}

/** A number from 0 up to 1, of 53 random bits. */
function uniform(environment: Environment, generator: StateId): number {
  const held = environment.readState(generator);
  const high = step(held.kind === GROUNDED && held.tag === 'int' ? Number(held.value) | 0 : 0);
  const low = step(high.state);
  environment.writeState(generator, integer(low.state));
  return ((high.bits >>> 5) * 2 ** 26 + (low.bits >>> 6)) / 2 ** 53;
}

function range(
  m: Machine,
  name: string,
  [generator, start, end]: readonly Atom[],
): { readonly from: StateId; readonly low: number; readonly high: number } {
  const low = start === undefined ? undefined : asFloat(start);
  const high = end === undefined ? undefined : asFloat(end);
  if (low === undefined || high === undefined) {
    throw new OperationError(
      `${name} expects three arguments: random generator, number (start) and number (end)`,
    );
  }
  const from = generatorOf(m, generator, name);
  if (!(low < high)) throw new OperationError('RangeIsEmpty');
  return { from, low, high };
}

function reseed(m: Machine, generator: StateId, seed: number): Atom {
  m.environment.writeState(generator, integer(seed | 0));
  return UNIT;
}

export const randomModule: NativeModule = {
  name: 'random',
  tokens: (environment) => [['&rng', create(environment, unseeded())]],
  operations: () =>
    [
      operation('random-int', '(-> RandomGenerator Number Number Number)', (args, m) => {
        const { from, low, high } = range(m, 'random-int', args);
        return integer(
          Math.trunc(low) +
            Math.floor(uniform(m.environment, from) * (Math.trunc(high) - Math.trunc(low))),
        );
      }),
      operation('random-float', '(-> RandomGenerator Number Number Number)', (args, m) => {
        const { from, low, high } = range(m, 'random-float', args);
        return float(low + uniform(m.environment, from) * (high - low));
      }),
      operation('set-random-seed', '(-> RandomGenerator Number (->))', ([generator, seed], m) =>
        reseed(m, generatorOf(m, generator, 'set-random-seed'), asFloat(seed as Atom) ?? 0),
      ),
      operation('new-random-generator', '(-> Number RandomGenerator)', ([seed], m) =>
        create(m.environment, (asFloat(seed as Atom) ?? 0) | 0),
      ),
      operation('reset-random-generator', '(-> RandomGenerator (->))', ([generator], m) =>
        reseed(m, generatorOf(m, generator, 'reset-random-generator'), unseeded()),
      ),
      operation('flip', '(-> Bool)', () => bool(Math.random() < 0.5)),
    ].map((atom) => [atom.value.name, atom] as const),
};
