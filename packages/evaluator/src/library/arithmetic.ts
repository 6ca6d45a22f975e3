/**
 * Arithmetic. Whole numbers have any size: where the reference wraps around at 64 bits, the result is
 * the true one.
 */
import {
  float,
  GROUNDED,
  integer,
  type Atom,
  type GroundedAtom,
  type Grounded,
} from '@forkspace/spec';
import { OperationError, type OnNumbers } from '../reduction/operation.ts';
import { operation } from './define.ts';

const BINARY = '(-> Number Number Number)';

/** The value of a number atom, as a float. */
export function asFloat(atom: Atom): number | undefined {
  return atom.kind === GROUNDED && (atom.tag === 'int' || atom.tag === 'float')
    ? Number(atom.value)
    : undefined;
}

function arithmetic(
  name: string,
  small: (a: number, b: number) => number,
  big: (a: bigint, b: bigint) => bigint,
  floats: (a: number, b: number) => number,
  dividing = false,
  complaint?: string,
): Grounded<'host'> {
  const compute: OnNumbers = (a, b) => {
    if (a.tag === 'int' && b.tag === 'int') {
      if (dividing && (b.value === 0 || b.value === 0n)) return undefined;
      if (typeof a.value === 'number' && typeof b.value === 'number') {
        const value = small(a.value, b.value);
        if (Number.isSafeInteger(value)) return integer(value);
      }
      return integer(big(BigInt(a.value), BigInt(b.value)));
    }
    const left = asFloat(a);
    const right = asFloat(b);
    return left === undefined || right === undefined ? undefined : float(floats(left, right));
  };
  return operation(
    name,
    BINARY,
    ([a, b]) => {
      if (dividing && isZero(b) && a?.kind === GROUNDED && a.tag === 'int')
        throw new OperationError('DivisionByZero');
      const value = a?.kind === GROUNDED && b?.kind === GROUNDED ? compute(a, b) : undefined;
      if (value === undefined && complaint !== undefined) throw new OperationError(complaint);
      return value;
    },
    compute,
  );
}

function isZero(atom: Atom | undefined): boolean {
  return atom?.kind === GROUNDED && atom.tag === 'int' && (atom.value === 0 || atom.value === 0n);
}

/** A function of one number. */
function unary(name: string, wanted: string, work: (n: GroundedAtom) => Atom): Grounded<'host'> {
  return operation(name, '(-> Number Number)', ([n]) => {
    if (n === undefined || asFloat(n) === undefined)
      throw new OperationError(`${name} expects one argument: ${wanted}`);
    return work(n as GroundedAtom);
  });
}

function floatFunction(name: string, work: (n: number) => number): Grounded<'host'> {
  return unary(name, 'input number', (n) => float(work(Number(n.value))));
}

/** Rounds to a whole number and keeps the kind of number. */
function rounding(name: string, work: (n: number) => number): Grounded<'host'> {
  return unary(name, 'input number', (n) => (n.tag === 'int' ? n : float(work(Number(n.value)))));
}

function test(name: string, work: (n: number) => boolean, yes: Atom, no: Atom): Grounded<'host'> {
  return operation(name, '(-> Number Bool)', ([n]) => {
    const value = n === undefined ? undefined : asFloat(n);
    if (value === undefined) throw new OperationError(`${name} expects one argument: input number`);
    return work(value) ? yes : no;
  });
}

export function arithmeticOperations(yes: Atom, no: Atom): Grounded<'host'>[] {
  return [
    arithmetic(
      '+',
      (a, b) => a + b,
      (a, b) => a + b,
      (a, b) => a + b,
    ),
    arithmetic(
      '-',
      (a, b) => a - b,
      (a, b) => a - b,
      (a, b) => a - b,
    ),
    arithmetic(
      '*',
      (a, b) => a * b,
      (a, b) => a * b,
      (a, b) => a * b,
    ),
    arithmetic(
      '/',
      (a, b) => Math.trunc(a / b),
      (a, b) => a / b,
      (a, b) => a / b,
      true,
      'Divide expects two numbers: dividend and divisor',
    ),
    arithmetic(
      '%',
      (a, b) => a % b,
      (a, b) => a % b,
      (a, b) => a % b,
      true,
    ),
    operation('pow-math', BINARY, ([base, power]) => {
      const b = base === undefined ? undefined : asFloat(base);
      const p = power === undefined ? undefined : asFloat(power);
      if (b === undefined || p === undefined)
        throw new OperationError(
          'pow-math expects two arguments: number (base) and number (power)',
        );
      if ((power as GroundedAtom).tag === 'float') return float(b ** p);
      if (p < -(2 ** 31) || p >= 2 ** 31)
        throw new OperationError('power argument is too big, try using float value');
      return float(wholePower(b, p));
    }),
    operation('log-math', BINARY, ([base, input]) => {
      const b = base === undefined ? undefined : asFloat(base);
      const n = input === undefined ? undefined : asFloat(input);
      if (b === undefined || n === undefined)
        throw new OperationError(
          'log-math expects two arguments: base (number) and input value (number)',
        );
      return float(Math.log(n) / Math.log(b));
    }),
    unary('abs-math', 'number', (n) =>
      n.tag === 'int'
        ? integer(n.value < 0 ? -(n.value as number) : n.value)
        : float(Math.abs(n.value as number)),
    ),
    unary('sqrt-math', 'number', (n) => float(Math.sqrt(Number(n.value)))),
    floatFunction('sin-math', Math.sin),
    floatFunction('asin-math', Math.asin),
    floatFunction('cos-math', Math.cos),
    floatFunction('acos-math', Math.acos),
    floatFunction('tan-math', Math.tan),
    floatFunction('atan-math', Math.atan),
    rounding('trunc-math', Math.trunc),
    rounding('ceil-math', Math.ceil),
    rounding('floor-math', Math.floor),
    rounding('round-math', (n) => Math.sign(n) * Math.round(Math.abs(n))),
    test('isnan-math', Number.isNaN, yes, no),
    test('isinf-math', (n) => n === Infinity || n === -Infinity, yes, no),
  ];
}

/**
 * A float to a whole power by repeated squaring, as the reference computes it: `**` rounds differently in the last
 * digit. O(log of the power).
 */
function wholePower(base: number, power: number): number {
  let result = 1;
  let square = base;
  for (let left = Math.abs(power); left > 0; left = Math.trunc(left / 2)) {
    if (left % 2 === 1) result *= square;
    square *= square;
  }
  return power < 0 ? 1 / result : result;
}
