/** ENV-BYTES-1, -3 and -4: export and import. */
import {
  expression,
  host,
  spaceRef,
  stateRef,
  symbol,
  type Atom,
  type HostValue,
} from '@forkspace/spec';
import { holds, must, refuses, same, sameAtoms } from '../expect.ts';
import { atom, atoms } from '../notation.ts';
import { zoo } from './zoo.ts';
import { reference } from '../oddballs/reference.ts';
import { ALWAYS, checks, type Check } from './check.ts';
import { fingerprint, portablePrint } from './fingerprint.ts';
import { refusesDamaged } from './damage.ts';
import { filled } from './filled.ts';

const thing: HostValue = { name: 'a thing', type: symbol('Thing') };

export const bytesChecks: readonly Check[] = checks(ALWAYS, '0.1.0', [
  [
    'ENV-BYTES-1a',
    'an environment goes through bytes unchanged: atoms, order, spaces, cells and bindings, references renumbered',
    'what export leaves out, and how references to spaces and cells are carried',
    ({ create, backend }) => {
      const environment = filled(create);
      const copy = backend.import(environment.export());
      const [space, fork] = copy.spaceIds();
      const [cell, second] = copy.stateIds();
      must(
        space !== undefined && fork !== undefined && cell !== undefined && second !== undefined,
        'two spaces and two cells',
      );
      sameAtoms(copy.atoms().slice(0, -1), environment.atoms().slice(0, -1), 'atoms');
      sameAtoms(
        copy.atoms().slice(-1),
        [expression(symbol('in'), spaceRef(space), spaceRef(fork), stateRef(cell), spaceRef(0))],
        'the atom that names spaces and cells',
      );
      sameAtoms(
        copy.space(fork).atoms(),
        environment.space(environment.spaceIds()[1] as number).atoms(),
        'the second space',
      );
      sameAtoms(
        [copy.readState(cell), copy.readState(second)],
        [atom('(f $x)'), stateRef(cell)],
        'cells',
      );
      sameAtoms([copy.binding('name') ?? atom('none')], [spaceRef(space)], 'a binding');
      same(copy.modified, false, 'modified after import');
      must(copy.backend === backend, 'the backend of the copy');
      const again = backend.import(copy.export());
      same(
        again.export().length,
        environment.export().length,
        'length of the bytes of a copy of the copy',
      );
    },
  ],
  [
    'ENV-BYTES-1b',
    'every kind of atom and every name goes through bytes unchanged',
    'strings that are no well-formed Unicode, numbers beyond 2^53, renamed variables',
    ({ create, backend }) => {
      const environment = create();
      const all = zoo();
      environment.addAll(all);
      environment.bind('__proto__', atom('1'));
      environment.bind('\ud800', atom('2'));
      const copy = backend.import(environment.export(), {
        host: (name) =>
          environment
            .atoms()
            .flatMap((a) =>
              a.kind === 3 && a.tag === 'host' && a.value.name === name ? [a.value] : [],
            )[0],
      });
      sameAtoms(copy.atoms(), all, 'atoms');
      sameAtoms(
        copy.bindings().map(([, value]) => value),
        '1 2',
        'bindings',
      );
    },
  ],
  [
    'ENV-BYTES-1c',
    'the same content gives the same bytes, and an export changes nothing',
    'bytes that depend on object identity or history',
    ({ create }) => {
      const source = '(= (f $x) 1) a a (: a T) ($v)';
      const plain = create(source);
      const removed = create(`x ${source}`);
      removed.remove(atom('x'));
      same(
        [...plain.export()].join(),
        [...removed.export()].join(),
        'bytes of the same content reached in two ways',
      );
      const clone = plain.clone();
      const before = fingerprint(clone);
      same([...plain.export()].join(), [...clone.export()].join(), 'bytes of a clone');
      same(fingerprint(clone), before, 'what was exported, afterwards');
      same(clone.modified, false, 'its modified mark');
    },
  ],
  [
    'ENV-BYTES-1d',
    'a copy from bytes is apart from its original',
    'an import that finds the original again',
    ({ create, backend }) => {
      const environment = create('a');
      const bytes = environment.export();
      const copy = backend.import(bytes);
      copy.add(atom('b'));
      environment.add(atom('c'));
      holds(environment, 'a c', 'the original');
      holds(copy, 'a b', 'the copy');
      holds(backend.import(bytes), 'a', 'a second copy of the same bytes');
    },
  ],
  [
    'ENV-BYTES-1e',
    'bytes cross between backends: each reads what another has written',
    'a format of its own, or host objects in place of bytes',
    ({ create, backend }) => {
      const mine = create('(= (f $x) 1) (= ($w 1) 3) (f a) (f a) (f $y) (: f T) a 1.0 "text"');
      mine.space(mine.createSpace()).addAll(atoms('(f inner) (: f Inner)'));
      mine.createState(atom('(f $x)'));
      mine.bind('name', atom('value'));
      const bytes = mine.export();
      must(bytes instanceof Uint8Array, 'an export is a Uint8Array');
      const abroad = reference.import(bytes);
      same(portablePrint(abroad), portablePrint(backend.import(bytes)), 'read by another backend');
      const back = backend.import(abroad.export());
      same(portablePrint(back), portablePrint(abroad), 'written by another backend');
      holds(
        backend.import(reference.create().export()),
        '',
        'an empty environment of another backend',
      );
    },
  ],
  [
    'ENV-BYTES-3a',
    'bytes that were cut or altered are refused: every prefix, every bit, and random damage',
    'lengths that are believed before they are checked',
    ({ create, backend, seed }) => {
      const environment = create('(= (f $x) "text") (f 1 -2 2.5) (: a T) a a');
      environment.space(environment.createSpace()).add(atom('inner'));
      environment.bind('n', environment.atoms()[0] as Atom);
      refusesDamaged(environment.export(), seed, (damaged) => backend.import(damaged), 'an export');
      for (const nonsense of [
        new Uint8Array(0),
        new Uint8Array(1000),
        new TextEncoder().encode('(= (f $x) 1)'),
      ]) {
        refuses('BYTES_CORRUPT', () => backend.import(nonsense), 'bytes that are no export');
      }
    },
  ],
  [
    'ENV-BYTES-4a',
    'host values travel by name; a name the importer does not know is refused, a reference to what is not there too',
    'host values that are dropped or invented',
    ({ create, backend }) => {
      const environment = create();
      environment.add(expression(symbol('holds'), host(thing)));
      const bytes = environment.export();
      const copy = backend.import(bytes, {
        host: (name) => (name === 'a thing' ? thing : undefined),
      });
      same(copy.has(expression(symbol('holds'), host(thing))), true, 'the host value');
      const error = refuses(
        'UNKNOWN_HOST_VALUE',
        () => backend.import(bytes),
        'no host values given',
      );
      same(error.value, 'a thing', 'the error names it');
      const dangling = create();
      dangling.add(spaceRef(backend.create().createSpace()));
      refuses(
        'NOT_EXPORTABLE',
        () => dangling.export(),
        'a reference to a space of another environment',
      );
    },
  ],
]);
