/** The definition of a query, as a test: an index may only make it faster. */
import { alphaEquals, type Atom, type Space } from '@forkspace/spec';
import { must, sameAtoms } from '../expect.ts';
import { scan } from '../model/views.ts';
import { write } from '../notation.ts';

/** A query equals a scan of the whole bag. */
export function queryIsScan(space: Space, pattern: Atom): void {
  const expected = scan(space.atoms(), pattern);
  const actual = space.query(pattern);
  sameAtoms(
    actual.map((match) => match.atom),
    expected.map((match) => match.atom),
    `query ${write(pattern)}`,
  );
  actual.forEach((match, i) => {
    const [got, want] = [match.bindings.apply(pattern), expected[i]?.answer as Atom];
    must(
      alphaEquals(got, want),
      () => `query ${write(pattern)}, answer ${i}: expected ${write(want)}, got ${write(got)}`,
    );
  });
  const candidates = new Set(space.candidates(pattern));
  for (const { atom } of expected) {
    must(
      candidates.has(atom),
      () => `candidates(${write(pattern)}) leaves out ${write(atom)}, which unifies`,
    );
  }
  sameAtoms(
    scan(space.candidates(pattern), pattern).map((m) => m.atom),
    expected.map((m) => m.atom),
    `candidates(${write(pattern)}), those that unify`,
  );
}
