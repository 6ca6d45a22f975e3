/** ENV-BYTES-2 and -3: changes. */
import { expression, spaceRef, stateRef, symbol, type Environment } from '@forkspace/spec';
import { holds, must, refuses, same, sameAtoms } from '../expect.ts';
import { atom, atoms } from '../notation.ts';
import { checks, ISOLATING, type Check } from './check.ts';
import { fingerprint, portablePrint } from './fingerprint.ts';
import { WRITES } from './fork.ts';
import { refusesDamaged } from './damage.ts';
import { filled } from './filled.ts';
import { forked } from './forked.ts';

export const changesChecks: readonly Check[] = checks(ISOLATING, '0.1.0', [
  [
    'ENV-BYTES-2a',
    'changes since a clone, applied to a copy of its base, give the same content: for every kind of write',
    'what exportChanges() leaves out',
    ({ create, backend }) => {
      for (const [what, write] of Object.entries(WRITES)) {
        const base = create(
          '(= (f $x) 1) (= (f $x) 2) (= ($w 1) 3) (f a) (f a) (f b) (: f T) (: f U) a',
        );
        base.space(base.createSpace()).addAll(atoms('(= (f $x) inner) (f inner)'));
        base.createState(atom('1'));
        base.bind('name', atom('value'));
        const copy = backend.import(base.export());
        const branch = base.clone();
        write(branch);
        write(branch);
        copy.applyChanges(branch.exportChanges(base));
        same(
          portablePrint(copy),
          portablePrint(branch),
          `the copy after the changes: ${what}, twice`,
        );
      }
    },
  ],
  [
    'ENV-BYTES-2b',
    'changes where atoms name spaces and cells, old and new',
    'references carried by process-local number, also in the digest of the base',
    ({ create, backend }) => {
      const base = filled(create);
      const copy = backend.import(base.export());
      const branch = base.clone();
      const space = branch.createSpace();
      branch
        .space(space)
        .add(expression(symbol('me'), spaceRef(space), spaceRef(branch.spaceIds()[0] as number)));
      const cell = branch.createState(spaceRef(space));
      branch.add(expression(symbol('new'), spaceRef(space), stateRef(cell)));
      branch.remove(
        expression(
          symbol('in'),
          ...branch.spaceIds().slice(0, 2).map(spaceRef),
          stateRef(branch.stateIds()[0] as number),
          spaceRef(0),
        ),
      );
      copy.applyChanges(branch.exportChanges(base));
      same(copy.spaceIds().length, 3, 'number of spaces');
      const made = copy.spaceIds()[2] as number;
      sameAtoms(
        copy.space(made).atoms(),
        [expression(symbol('me'), spaceRef(made), spaceRef(copy.spaceIds()[0] as number))],
        'the new space',
      );
      sameAtoms(
        copy.atoms().slice(-1),
        [expression(symbol('new'), spaceRef(made), stateRef(copy.stateIds()[2] as number))],
        'the atom that names what is new',
      );
      sameAtoms([copy.readState(copy.stateIds()[2] as number)], [spaceRef(made)], 'the new cell');
      same(copy.size, branch.size, 'size');
    },
  ],
  [
    'ENV-BYTES-2c',
    'which of several equal atoms was removed, and in what order others came, is carried over',
    'removals named by atom only',
    ({ create, backend }) => {
      const base = create('(f $a) x (f $b) (f $c)');
      const copy = backend.import(base.export());
      const branch = forked(base, '-(f $q) +y +(f $d) -x +z');
      copy.applyChanges(branch.exportChanges(base));
      sameAtoms(copy.atoms(), branch.atoms(), 'the copy');
      const next = forked(branch, '-(f $q) -(f $q) +(f $e)');
      copy.applyChanges(next.exportChanges(branch));
      sameAtoms(copy.atoms(), next.atoms(), 'after more changes');
    },
  ],
  [
    'ENV-BYTES-2d',
    'changes made to other content are refused, and change nothing',
    'a digest of the base that misses a difference',
    ({ create }) => {
      const base = create('a b (f 1) (g $x $x)');
      const branch = forked(base, '+c -a');
      const bytes = branch.exportChanges(base);
      for (const other of [
        '',
        'a',
        'a b (f 1) (g $x $x) d',
        'a b b (f 1) (g $x $x)',
        'a b (f 2) (g $x $x)',
        'a b (f 1.0) (g $x $x)',
        'a b (f 1) (g $x $y)',
      ]) {
        const environment = create(other);
        const before = fingerprint(environment);
        refuses('BASE_MISMATCH', () => environment.applyChanges(bytes), `applied to ⟨${other}⟩`);
        same(fingerprint(environment), before, `⟨${other}⟩ afterwards`);
      }
      const fine = create('a b (f 1) (g $y $y)');
      fine.applyChanges(bytes);
      sameAtoms(fine.atoms(), 'b (f 1) (g $y $y) c', 'applied to content equal up to renaming');
    },
  ],
  [
    'ENV-BYTES-2e',
    'a base with other values in its cells or bindings is other content',
    'a digest of the base that covers atoms only',
    ({ create }) => {
      const base = create();
      base.createState(atom('1'));
      base.bind('b', atom('1'));
      const branch = forked(base, '+c');
      const bytes = branch.exportChanges(base);
      const variants: Record<string, (e: Environment) => void> = {
        'another value in a cell': (e) => void [e.createState(atom('2')), e.bind('b', atom('1'))],
        'another value of a binding': (e) =>
          void [e.createState(atom('1')), e.bind('b', atom('2'))],
        'a binding of another name': (e) => void [e.createState(atom('1')), e.bind('c', atom('1'))],
        'one cell more': (e) =>
          void [e.createState(atom('1')), e.createState(atom('1')), e.bind('b', atom('1'))],
      };
      for (const [what, fill] of Object.entries(variants)) {
        const environment = create();
        fill(environment);
        refuses('BASE_MISMATCH', () => environment.applyChanges(bytes), what);
      }
    },
  ],
  [
    'ENV-BYTES-2f',
    'changes after a merge keep naming the same spaces and cells in the copy',
    'spaces and cells named by a rank that a merge can change',
    ({ create, backend }) => {
      const base = create('a');
      const other = base.clone();
      const older = other.createSpace();
      const olderCell = other.createState(atom('older'));
      const newer = base.createSpace();
      const newerCell = base.createState(atom('newer'));
      const copy = backend.import(base.export());
      const merged = base.union(other);
      copy.applyChanges(merged.exportChanges(base));
      const next = merged.clone();
      next.space(older).add(atom('into-older'));
      next.space(newer).add(atom('into-newer'));
      next.writeState(olderCell, atom('older2'));
      copy.applyChanges(next.exportChanges(merged));
      const of = (e: Environment): string =>
        JSON.stringify([
          e.spaceIds().map((id) => e.space(id).atoms().map(String).length),
          e.stateIds().length,
        ]);
      same(of(copy), of(next), 'number of spaces and cells');
      const contents = copy.spaceIds().flatMap((id) => copy.space(id).atoms());
      sameAtoms(
        contents.filter((one) => one === symbol('into-newer')),
        'into-newer',
        'the write to the newer space',
      );
      const [first] = copy.spaceIds();
      sameAtoms(
        copy.space(first as number).atoms(),
        'into-newer',
        'the space that the copy had first is the newer one',
      );
      sameAtoms(
        [copy.readState(copy.stateIds()[0] as number)],
        'newer',
        'the cell that the copy had first',
      );
      must(
        copy.stateIds().some((id) => copy.readState(id) === symbol('older2')),
        'the write to the older cell',
      );
      void newerCell;
    },
  ],
  [
    'ENV-BYTES-2g',
    'only a descendant has changes since a base',
    'an ancestry test that says yes',
    ({ create }) => {
      const base = create('a');
      const branch = forked(base, '+b');
      refuses(
        'NOT_A_DESCENDANT',
        () => base.exportChanges(branch),
        'changes of the base since its branch',
      );
      refuses(
        'NOT_A_DESCENDANT',
        () => forked(base, '+c').exportChanges(branch),
        'changes since a sibling',
      );
      const kept = base.clone();
      base.add(atom('later'));
      refuses(
        'NOT_A_DESCENDANT',
        () => branch.exportChanges(base),
        'the base has been written since',
      );
      const copy = create('a');
      copy.applyChanges(branch.exportChanges(kept));
      holds(copy, 'a b', 'a kept clone of the base serves');
    },
  ],
  [
    'ENV-BYTES-2h',
    'changes are applied in isolation: clones of the target do not see them; nothing to apply sets no mark',
    'changes written into shared structure',
    ({ create, backend }) => {
      const base = create('(= (f $x) 1) a');
      const copy = backend.import(base.export());
      const bystander = copy.clone();
      const branch = forked(base, '+(= (f $x) 2) -a');
      copy.applyChanges(branch.exportChanges(base));
      holds(copy, '(= (f $x) 1) (= (f $x) 2)', 'the target');
      holds(bystander, '(= (f $x) 1) a', 'its clone');
      same(copy.modified, true, 'modified');
      const idle = bystander.clone();
      idle.applyChanges(base.exportChanges(base));
      same(idle.modified, false, 'modified after no changes');
    },
  ],
  [
    'ENV-BYTES-3b',
    'changes that were cut or altered are refused and change nothing',
    'changes made while they are read',
    ({ create, seed }) => {
      const base = create('a a (f $x) (= (f $x) 1)');
      const branch = forked(base, '-a +(f 2.5) +"text" -(f $x)');
      branch.space(branch.createSpace()).add(atom('inner'));
      branch.createState(atom('1'));
      branch.bind('n', atom('2'));
      const target = base.clone();
      const before = fingerprint(target);
      const stamp = target.environmentStamp;
      refusesDamaged(
        branch.exportChanges(base),
        seed,
        (damaged) => target.applyChanges(damaged),
        'changes',
      );
      refuses(
        'BYTES_CORRUPT',
        () => target.applyChanges(base.export()),
        'an export in place of changes',
      );
      same(fingerprint(target), before, 'the target afterwards');
      same(target.environmentStamp, stamp, 'its stamp');
      target.applyChanges(branch.exportChanges(base));
      same(target.size, branch.size, 'and the whole changes still apply');
    },
  ],
]);
