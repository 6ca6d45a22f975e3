/**
 * A history as text, one step a line, so that what a random check found can be read, kept and replayed:
 *
 *     clone 0 1
 *     add 1 0 (f a)
 *     union 0 1 2
 */
import type { Atom } from '@forkspace/spec';
import { atoms, write } from '../notation.ts';

/** One step: an operation, its numbers, its atoms. */
export interface Step {
  readonly op: Op;
  readonly numbers: readonly number[];
  readonly atoms: readonly Atom[];
}

/**
 * The operations and what their numbers mean. Registers are taken modulo 4; a space is named by its rank
 * in the register's environment (0: the environment itself), a cell likewise, modulo how many there are.
 */
export const OPS = {
  /** register: becomes a new environment */
  create: 1,
  /** register, target: the target becomes a clone */
  clone: 2,
  /** left, right, target */
  union: 3,
  /** as union, with onConflict "error" */
  unite: 3,
  /** register, space; one atom */
  add: 2,
  /** register, space; many atoms */
  addAll: 2,
  /** register, space; one atom */
  remove: 2,
  /** register, space */
  clear: 2,
  /** register, space, shape, how many: adds many atoms of one shape as one batch */
  bulk: 4,
  /** register, space, shape, how many: removes as many of them */
  unbulk: 4,
  /** register: creates a space */
  space: 1,
  /** register, space: forks it */
  fork: 2,
  /** register; value: creates a cell */
  state: 1,
  /** register, cell; value */
  write: 2,
  /** register; name as a symbol, value */
  bind: 1,
  /** register, space; one atom: has() and count() */
  count: 2,
  /** register, space; pattern */
  query: 2,
  /** register, space; name as a symbol */
  suggest: 2,
  /** register, space: keeps every list and a running iterator, to be compared at the end */
  hold: 2,
  /** register: tries to change whatever it returns */
  vandalise: 1,
  /** register, target: the target becomes a copy through bytes */
  bytes: 2,
  /** register: makes a copy through bytes that follows by changes */
  twin: 1,
  /** register: brings its twin up to date by changes and compares */
  sync: 1,
  /** register: operations that must be refused */
  misuse: 1,
} as const;

/** The name of an operation in a history. */
export type Op = keyof typeof OPS;

/**
 * Steps as text, one a line, for {@link readScript} and `replay`. O(size).
 *
 * @example
 * writeScript([{ op: 'clone', numbers: [0, 1], atoms: [] }]) // => "clone 0 1"
 */
export function writeScript(steps: readonly Step[]): string {
  return steps
    .map(({ op, numbers, atoms }) => [op, ...numbers, ...atoms.map(write)].join(' '))
    .join('\n');
}

/**
 * Reads what `writeScript` has written; empty lines and lines with `#` are left out. Throws a SyntaxError that
 * names the line.
 *
 * @example
 * readScript('add 0 0 (f a)').length // => 1
 */
export function readScript(script: string): Step[] {
  return script
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const op = (/^\S+/.exec(line) as RegExpExecArray)[0];
      if (!Object.hasOwn(OPS, op))
        throw new SyntaxError(`no operation "${op}" in a history: ${line}`);
      const count = OPS[op as Op];
      const words = line.split(/\s+/);
      const numbers = words.slice(1, count + 1).map(Number);
      if (numbers.length < count || !numbers.every((n) => Number.isSafeInteger(n) && n >= 0))
        throw new SyntaxError(`"${op}" takes ${count} numbers: ${line}`);
      const rest = new RegExp(`^\\S+(?:\\s+\\d+){${count}}`).exec(line) as RegExpExecArray;
      return { op: op as Op, numbers, atoms: atoms(line.slice(rest[0].length)) };
    });
}
