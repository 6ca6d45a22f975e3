/** ENV-BAG-6: type assertions and suggestions. */
import { integer, symbol } from '@forkspace/spec';
import { must, same, sameAtoms, sameList } from '../expect.ts';
import { atom, atoms } from '../notation.ts';
import { ALWAYS, checks, type Check } from './check.ts';

export const typeChecks: readonly Check[] = checks(ALWAYS, '0.1.0', [
  [
    'ENV-BAG-6a',
    'all types asserted for a name, in order of assertion, with multiplicity',
    'the type index: a map from name to one type loses the others',
    ({ create }) => {
      const space = create('(: a T) (: b T) (: a U) (: a (-> T U)) (: a T)');
      sameAtoms(space.typesOf('a'), 'T U (-> T U) T', 'typesOf(a)');
      sameAtoms(space.typesOf(symbol('b')), 'T', 'typesOf(b)');
      sameAtoms(space.typesOf('c'), '', 'typesOf(c)');
      sameAtoms(
        space.typeGroup(symbol('a'))?.all ?? [],
        '(: a T) (: a U) (: a (-> T U)) (: a T)',
        'typeGroup(a)',
      );
      same(space.typeGroup(symbol('c')), undefined, 'typeGroup(c)');
    },
  ],
  [
    'ENV-BAG-6b',
    'any atom can have a type, found up to renaming of variables',
    'a type index keyed by symbols only',
    ({ create }) => {
      const space = create(
        '(: (f a) T) (: (f $x) U) (: 1 N) (: 1.0 F) (: "s" S) (: () E) (: $v V)',
      );
      const asked = ['(f a)', '(f $y)', '1', '1.0', '"s"', '()', '$w', '(f b)'];
      sameList(
        asked.map((name) => space.typesOf(atom(name)).length),
        [1, 1, 1, 1, 1, 1, 1, 0],
        `number of types of ${asked.join(', ')}`,
      );
      sameAtoms(space.typesOf(atom('(f $y)')), 'U', 'typesOf((f $y))');
      sameAtoms(space.typesOf(integer(1)), 'N', 'typesOf(1)');
    },
  ],
  [
    'ENV-BAG-6c',
    'a removed assertion is gone from the types, an assertion is also a fact',
    'types kept beside the bag',
    ({ create }) => {
      const space = create('(: a T) (: a U) (: a T)');
      sameAtoms(space.typesOf('a'), 'T U T', 'before');
      space.remove(atom('(: a T)'));
      sameAtoms(space.typesOf('a'), 'T U', 'after removing (: a T) once');
      sameAtoms(space.facts(), '(: a T) (: a U)', 'facts()');
      sameAtoms(space.typesOf(symbol('a')), 'T U', 'asked by symbol');
      sameAtoms(
        space.query(atom('(: a $t)')).map((match) => match.atom),
        '(: a T) (: a U)',
        'query (: a $t)',
      );
      space.remove(atom('(: a U)'));
      space.remove(atom('(: a T)'));
      same(space.typeGroup(symbol('a')), undefined, 'typeGroup(a) at the end');
    },
  ],
  [
    'ENV-BAG-6d',
    'only (: name type) asserts a type: not other arities, not (:< …)',
    'what counts as a type assertion',
    ({ create }) => {
      const space = create('(: a) (: a T U) (:< a T) (: a T)');
      sameAtoms(space.typesOf('a'), 'T', 'typesOf(a)');
      same(space.statistics().typeAssertions, 1, 'typeAssertions');
    },
  ],
  [
    'ENV-BAG-6e',
    'suggestions: names used in this space, nearest first, ties by name, never the name itself',
    'the order of equal distances, and names inside rules and nested expressions',
    ({ create }) => {
      const space = create(
        '(= (parent $x) (child (grand pare)) ) (: parents T) (parena) "parenx" parent0',
      );
      sameList(
        space.suggest('parent'),
        ['parena', 'parent0', 'parents', 'pare'],
        'suggest(parent)',
      );
      sameList(
        space.suggest('parent', { distance: 1 }),
        ['parena', 'parent0', 'parents'],
        'within distance 1',
      );
      sameList(
        space.suggest('parent', { distance: 1, limit: 2 }),
        ['parena', 'parent0'],
        'two at most',
      );
      sameList(space.suggest('nothinglikeit'), [], 'suggest(nothinglikeit)');
      must(!space.suggest('pare').includes('pare'), 'a name is never suggested for itself');
      sameList(space.suggest('parent', { distance: 0 }), [], 'within distance 0');
      sameList(space.suggest('parent', { limit: 0 }), [], 'none at most');
      const long = create('abcdefghijkl123 abcdefghijkl1234 abcdefghijk a1 a2 a3 a4 a5 a6');
      sameList(
        long.suggest('abcdefghijkl'),
        ['abcdefghijk', 'abcdefghijkl123'],
        'within distance 3, however long',
      );
      sameList(long.suggest('a'), ['a1', 'a2', 'a3', 'a4', 'a5'], 'five, if no limit is given');
    },
  ],
  [
    'ENV-BAG-6f',
    'suggestions follow the content: a removed name is not suggested, other environments give none',
    'a matcher filled once, or shared by all environments',
    ({ create, backend }) => {
      const space = create('parent (f parent) paren');
      const other = backend.create();
      same(other.suggest('parens').length, 0, 'another environment');
      space.remove(atom('parent'));
      sameList(space.suggest('parens'), ['paren', 'parent'], 'one of two uses removed');
      space.remove(atom('(f parent)'));
      sameList(space.suggest('parens'), ['paren'], 'both removed');
      space.addAll(atoms('parens (g parents)'));
      sameList(space.suggest('parens', { distance: 1 }), ['paren', 'parents'], 'names added later');
    },
  ],
]);
