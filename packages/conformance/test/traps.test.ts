/** Faults that real systems of this kind had: each has a mutant, so that some check would see it in a backend. */
import { expect, test } from 'vitest';
import { MUTANTS } from '../src/mutants/index.ts';

const TRAPS: readonly (readonly [trap: string, ...mutants: string[]])[] = [
  ['the original goes on writing what its clone sees', 'parent leak', 'child leak', 'sibling leak'],
  ['a mark says which side of a merge has changed', 'flags'],
  ['what two forks inherited counts twice', 'base twice', 'greater count'],
  ['numbers counted by branch meet', 'spaces numbered apart', 'cells numbered apart'],
  ['marks kept beside the snapshot', 'bindings beside', 'cells beside'],
  ['names offered from other branches', 'suggestions shared', 'suggests removed'],
  ['answers remembered past a write', 'stale queries', 'stale lookups', 'types kept'],
  ['everything copied at each write', 'never owns', 'copies each time'],
  ['everything copied by a clone', 'clone copies', 'clone walks', 'reads copy'],
  ['merging looks at everything when nobody wrote', 'scans always'],
  ['a removal that one index does not hear of', 'index forgets removal', 'clear keeps types'],
  ['atoms too wide, too deep, of too many variables', 'narrow atoms', 'few variables'],
  ['recursion on the stack of the host', 'deep on the stack', 'wide on the stack'],
  ['an index that answers nothing', 'select misses open', 'query misses', 'candidates too few'],
  ['a removal that a merge takes back', 'resurrects', 'changes forget removals'],
  ['the second occurrence of an atom is lost', 'set of facts', 'removes each'],
  ['the order of a hash table', 'by time', 'batch reversed', 'right first', 'wildcards first'],
  ['a list that was returned changes', 'live list', 'live groups', 'unfrozen'],
  ['wildcard rules, types, spaces forgotten', 'forgets wildcards', 'loses types', 'left spaces'],
  ['errors that nobody hears of', 'swallows errors', 'plain errors'],
  ['half of a failed operation', 'batch in part', 'changes half read', 'renews itself'],
  ['memory of the past', 'keeps history'],
];

test.each(TRAPS)('%s', (_, ...mutants) => {
  const names = new Set(MUTANTS.map(({ backend }) => backend.name));
  expect(mutants.filter((name) => !names.has(`mutant ${name}`))).toEqual([]);
});
