/** ENV-FORK-4: a backend that declares no isolation really shares. */
import { holds, refuses, same, sameAtoms } from '../expect.ts';
import { atom, atoms } from '../notation.ts';
import { checks, SHARING, type Check } from './check.ts';
import { fingerprint } from './fingerprint.ts';
import { WRITES } from './fork.ts';

export const sharingChecks: readonly Check[] = checks(SHARING, '0.1.0', [
  [
    'ENV-FORK-4a',
    'without isolation every write is seen by all clones at once, whoever writes',
    'a clone that copies part of the content',
    ({ create }) => {
      for (const [what, write] of Object.entries(WRITES)) {
        const root = create('(= (f $x) 1) (= ($w 1) 3) (f a) (: f T) a');
        root.space(root.createSpace()).addAll(atoms('(f inner)'));
        root.createState(atom('1'));
        root.bind('name', atom('value'));
        const family = [root, root.clone(), root.clone().clone()];
        for (const writer of family) {
          write(writer);
          for (const member of family)
            same(fingerprint(member), fingerprint(writer), `a clone after ${what}`);
        }
      }
    },
  ],
  [
    'ENV-FORK-4b',
    'without isolation a union of clones is the store itself: nothing to merge, nothing doubled',
    'a union that adds what both sides show',
    ({ create }) => {
      const root = create('a a b');
      const clone = root.clone();
      clone.add(atom('c'));
      const union = root.union(clone);
      holds(union, 'a a b c', 'the union');
      union.add(atom('d'));
      holds(root, 'a a b c d', 'the original after a write to the union');
      holds(clone.union(clone), 'a a b c d', 'a clone united with itself');
    },
  ],
  [
    'ENV-FORK-4c',
    'without isolation two environments made by create are still two stores',
    'one store for the whole process',
    ({ create }) => {
      const [one, other] = [create('a'), create('b')];
      one.add(atom('c'));
      sameAtoms(one.atoms(), 'a c', 'one');
      sameAtoms(other.atoms(), 'b', 'the other');
    },
  ],
  [
    'ENV-FORK-4d',
    'changes since a clone need isolation and are refused with its code',
    'an operation that pretends to isolate',
    ({ create }) => {
      const root = create('a');
      const clone = root.clone();
      clone.add(atom('b'));
      refuses(
        ['ISOLATION_UNSUPPORTED', 'CAPABILITY_UNSUPPORTED', 'NOT_A_DESCENDANT'],
        () => clone.exportChanges(root),
        'exportChanges',
      );
    },
  ],
  [
    'ENV-FORK-4e',
    'the union of two stores is a third one with everything of both, and shares nothing with them',
    'a union that takes every environment for a clone',
    ({ create }) => {
      const [one, other] = [create('a (= (f $x) 1)'), create('b (= (f $x) 2)')];
      const inner = other.createSpace();
      other.space(inner).add(atom('inner'));
      const union = one.union(other);
      sameAtoms(union.atoms(), 'a (= (f $x) 1) b (= (f $x) 2)', 'the union');
      same(union.matchingRules('f', 1).length, 2, 'rules of f/1 in the union');
      sameAtoms(union.space(inner).atoms(), 'inner', "the right side's space");
      union.add(atom('c'));
      one.add(atom('d'));
      sameAtoms(one.atoms(), 'a (= (f $x) 1) d', 'the left side afterwards');
      sameAtoms(other.atoms(), 'b (= (f $x) 2)', 'the right side afterwards');
      sameAtoms(union.atoms(), 'a (= (f $x) 1) b (= (f $x) 2) c', 'the union afterwards');
    },
  ],
]);
