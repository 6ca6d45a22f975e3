/** What a check says when a clause is broken. The suite brings its own, so that any test runner can host it. */
import {
  alphaEquals,
  EnvironmentError,
  equals,
  type Atom,
  type ErrorCode,
  type Space,
} from '@forkspace/spec';
import { atoms, show } from './notation.ts';

/** A clause is broken. Everything else that is thrown during a check is an `error` of the backend. */
export class Broken extends Error {
  override readonly name = 'Broken';
  /** A history that shows it, where the check is a random one. */
  readonly script: string | undefined;

  constructor(message: string, script?: string) {
    super(message);
    this.script = script;
  }
}

/** The check cannot say anything here, because the host cannot tell: it counts as skipped, the report as partial. */
export class Undecided extends Error {
  override readonly name = 'Undecided';
}

/** Fails with `message` unless `condition`. */
export function must(condition: boolean, message: string | (() => string)): asserts condition {
  if (!condition) throw new Broken(typeof message === 'string' ? message : message());
}

/** Both are the same value or object. */
export function same<T>(actual: T, expected: T, what: string): void {
  must(Object.is(actual, expected), () => {
    if (typeof actual === 'string' && typeof expected === 'string') {
      return `${what}: ${difference(actual, expected)}`;
    }
    return `${what}: expected ${brief(expected)}, got ${brief(actual)}`;
  });
}

/** Long texts are shown from a little before the place where they part. */
function difference(actual: string, expected: string): string {
  let at = 0;
  while (at < actual.length && actual[at] === expected[at]) at++;
  const from = actual.length + expected.length < 400 ? 0 : Math.max(0, at - 60);
  const part = (text: string): string => {
    const shown = JSON.stringify(text.slice(from, from + 240));
    return `${from > 0 ? '…' : ''}${shown}${text.length > from + 240 ? '…' : ''}`;
  };
  return `expected ${part(expected)}, got ${part(actual)}`;
}

/** Both are different values or objects. */
export function different(actual: unknown, other: unknown, what: string): void {
  must(
    !Object.is(actual, other),
    () => `${what}: expected two different values, got ${brief(actual)} twice`,
  );
}

function brief(value: unknown): string {
  if (value === null || typeof value === 'function') return String(value);
  if (typeof value === 'object')
    return Array.isArray(value) ? `an array of ${value.length}` : 'an object';
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

/** These values, compared by what they print as JSON. */
export function sameList(
  actual: readonly unknown[],
  expected: readonly unknown[],
  what: string,
): void {
  const [got, want] = [JSON.stringify(actual), JSON.stringify(expected)];
  must(got === want, () => `${what}: expected ${want}, got ${got}`);
}

/** These atoms in this order, variable names included. The expectation may be written as text. */
export function sameAtoms(
  actual: readonly Atom[],
  expected: readonly Atom[] | string,
  what: string,
): void {
  const want = typeof expected === 'string' ? atoms(expected) : expected;
  const agree =
    actual.length === want.length && actual.every((atom, i) => equals(atom, want[i] as Atom));
  must(agree, () => `${what}: expected ⟨${show(want)}⟩, got ⟨${show(actual)}⟩`);
}

/** These atoms in any order, up to renaming of variables. */
export function sameBag(
  actual: readonly Atom[],
  expected: readonly Atom[] | string,
  what: string,
): void {
  const want = typeof expected === 'string' ? atoms(expected) : expected;
  const buckets = new Map<number, Atom[]>();
  for (const atom of want) {
    const known = buckets.get(atom.hash);
    if (known === undefined) buckets.set(atom.hash, [atom]);
    else known.push(atom);
  }
  const agree =
    actual.length === want.length &&
    actual.every((atom) => {
      const bucket = buckets.get(atom.hash) ?? [];
      const at = bucket.findIndex((other) => alphaEquals(other, atom));
      if (at >= 0) bucket.splice(at, 1);
      return at >= 0;
    });
  must(agree, () => `${what}: expected the bag ⟨${show(want)}⟩, got ⟨${show(actual)}⟩`);
}

/** The space holds exactly these atoms in this order, and all its views agree about it. */
export function holds(space: Space, expected: readonly Atom[] | string, what: string): void {
  sameAtoms(space.atoms(), expected, what);
  same(space.size, space.atoms().length, `${what}: size`);
}

/** `act` throws the one error with this code (or one of these). Gives the error. */
export function refuses(
  code: ErrorCode | readonly ErrorCode[],
  act: () => unknown,
  what: string,
): EnvironmentError {
  const codes: readonly ErrorCode[] = typeof code === 'string' ? [code] : code;
  let thrown: unknown;
  try {
    act();
  } catch (error) {
    thrown = error;
    must(
      error instanceof EnvironmentError,
      () =>
        `${what}: expected an EnvironmentError (${codes.join(' or ')}), got ${String(error).slice(0, 200)}`,
    );
    must(
      codes.includes(error.code),
      () => `${what}: expected ${codes.join(' or ')}, got ${error.code}`,
    );
    must(
      error.message.length > 10,
      () => `${what}: the message says nothing: ${JSON.stringify(error.message)}`,
    );
    return error;
  }
  must(thrown !== undefined, `${what}: expected ${codes.join(' or ')}, but it was accepted`);
  throw new Broken(what);
}
