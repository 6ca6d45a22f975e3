/** ENV-UNION-8: cells and bindings that two branches gave different values. */
import { integer, type Atom } from '@forkspace/spec';
import { must, refuses, sameAtoms, sameList, same } from '../expect.ts';
import { atom } from '../notation.ts';
import { checks, ISOLATING, type Check } from './check.ts';
import { fingerprint } from './fingerprint.ts';

export const conflictChecks: readonly Check[] = checks(ISOLATING, '0.1.0', [
  [
    'ENV-UNION-8a',
    'one cell or binding with two values is a conflict: the right-hand side wins by default',
    'how cells and bindings are merged',
    ({ create }) => {
      const base = create();
      const cell = base.createState(atom('0'));
      base.bind('b', atom('0'));
      const [left, right] = [base.clone(), base.clone()];
      left.writeState(cell, atom('left'));
      left.bind('b', atom('left'));
      sameAtoms(
        [left.union(right).readState(cell), right.union(left).readState(cell)],
        'left left',
        'a cell written on one side only',
      );
      sameAtoms(
        [left.union(right).binding('b') as Atom, right.union(left).binding('b') as Atom],
        'left left',
        'a binding written on one side only',
      );
      right.writeState(cell, atom('right'));
      right.bind('b', atom('right'));
      for (const options of [undefined, {}, { onConflict: 'right' }] as const) {
        const [lr, rl] = [left.union(right, options), right.union(left, options)];
        sameAtoms(
          [lr.readState(cell), rl.readState(cell)],
          'right left',
          'a cell written on both sides',
        );
        sameAtoms(
          [lr.binding('b') as Atom, rl.binding('b') as Atom],
          'right left',
          'a binding written on both sides',
        );
      }
      const settled = left.union(right);
      sameAtoms(
        [settled.union(left).readState(cell), left.union(settled).readState(cell)],
        'right right',
        'united again: a settled conflict is settled',
      );
      settled.writeState(cell, atom('after'));
      sameAtoms(
        [settled.union(right).readState(cell), right.union(settled).readState(cell)],
        'after after',
        'written after the merge, united again',
      );
    },
  ],
  [
    'ENV-UNION-8b',
    "with onConflict 'error' a conflict is refused, names the cell and both values, and changes nothing",
    'conflicts found too late or not at all',
    ({ create }) => {
      const base = create('a');
      const cell = base.createState(atom('0'));
      base.bind('b', atom('0'));
      const [left, right] = [base.clone(), base.clone()];
      left.writeState(cell, atom('left'));
      right.writeState(cell, atom('right'));
      const prints = [left, right].map(fingerprint);
      const error = refuses(
        'MERGE_CONFLICT',
        () => left.union(right, { onConflict: 'error' }),
        'two values in one cell',
      );
      const [conflict] = error.value as { kind: string; name: unknown; left: Atom; right: Atom }[];
      must(conflict !== undefined, 'the error has the conflicts as its value');
      sameList([conflict.kind, conflict.name], ['state', cell], 'the conflict names the cell');
      sameAtoms([conflict.left, conflict.right], 'left right', 'and both values');
      sameList(
        [left, right].map((e, i) => fingerprint(e) === prints[i]),
        [true, true],
        'both sides are as before',
      );
      right.writeState(cell, atom('left'));
      sameAtoms(
        [left.union(right, { onConflict: 'error' }).readState(cell)],
        'left',
        'both gave the same value: no conflict',
      );
      left.bind('b', atom('left'));
      right.bind('b', atom('right'));
      const second = refuses(
        'MERGE_CONFLICT',
        () => right.union(left, { onConflict: 'error' }),
        'two values of one binding',
      );
      same((second.value as { name: unknown }[])[0]?.name, 'b', 'the conflict names the binding');
      must(second.message.includes('b'), 'the message names it too');
    },
  ],
  [
    'ENV-UNION-8c',
    'a cell or binding that only one side has is in the union; a value seen by both is no conflict',
    'new cells and bindings in a merge',
    ({ create }) => {
      const base = create();
      const [left, right] = [base.clone(), base.clone()];
      const [l, r] = [left.createState(atom('l')), right.createState(atom('r'))];
      left.bind('l', integer(1));
      right.bind('r', integer(2));
      const union = left.union(right, { onConflict: 'error' });
      sameList(union.stateIds(), [l, r], 'cells');
      sameAtoms([union.readState(l), union.readState(r)], 'l r', 'values of both');
      sameList(
        union.bindings().map(([name]) => name),
        ['l', 'r'],
        'bindings',
      );
    },
  ],
]);
