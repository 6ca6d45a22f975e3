/** ENV-BYTES-3 for bytes that are wrong on purpose. */
import { expression, spaceRef, stateRef, type Atom, type Environment } from '@forkspace/spec';
import { refuses, same } from '../expect.ts';
import { atom } from '../notation.ts';
import { ALWAYS, checks, ISOLATING, type Check } from './check.ts';
import { fingerprint } from './fingerprint.ts';
import { enormous, sealed, withstandsForgery } from './forgery.ts';
import { forked } from './forked.ts';

export const forgedChecks: readonly Check[] = [
  ...checks(ALWAYS, '0.2.0', [
    [
      'ENV-BYTES-3c',
      'bytes that were cut, lengthened or altered and have the checksum that fits are refused, or hold something else as a whole',
      'numbers, lengths and references that are believed because the checksum fits',
      ({ create, backend }) => {
        const environment = create('(= (f $x) "text") (f 1 -2 2.5) (: a T) a a (f |é|)');
        const space = environment.createSpace();
        environment.space(space).add(atom('inner'));
        const cell = environment.createState(atom('(f $y)'));
        environment.add(expression(atom('refers'), spaceRef(space), stateRef(cell)));
        environment.bind('n', environment.atoms()[0] as Atom);
        const read = (bytes: Uint8Array): Environment => backend.import(bytes);
        withstandsForgery(environment.export(), 'an export', read, read);
        const empty = create().export();
        for (const bytes of enormous(empty))
          refuses('BYTES_CORRUPT', () => read(bytes), 'an export with a number beyond all others');
        const newer = empty.slice(0, -4);
        newer[4] = (newer[4] as number) + 1;
        refuses('BYTES_VERSION', () => read(sealed(newer)), 'an export of a later format');
      },
    ],
  ]),
  ...checks(ISOLATING, '0.2.0', [
    [
      'ENV-BYTES-3d',
      'changes that were cut, lengthened or altered and have the checksum that fits are refused and change nothing, or are others as a whole',
      'changes made while they are read; references that are believed because the checksum fits',
      ({ create, backend }) => {
        const base = create('a a (f $x) (= (f $x) 1)');
        const cell = base.createState(atom('0'));
        const branch = forked(base, '-a +(f 2.5) +"text" -(f $x)');
        branch.writeState(cell, atom('(f a)'));
        branch.space(branch.createSpace()).add(atom('inner'));
        branch.createState(atom('1'));
        branch.bind('n', atom('2'));
        const before = fingerprint(base);
        let target = base.clone();
        withstandsForgery(
          branch.exportChanges(base),
          'changes',
          (bytes) => {
            target = base.clone();
            target.applyChanges(bytes);
            return target;
          },
          (bytes) => backend.import(bytes),
          (how) => {
            same(target.environmentStamp, base.environmentStamp, `${how}: the stamp of the target`);
            same(target.modified, false, `${how}: the mark of the target`);
          },
        );
        same(fingerprint(base), before, 'the base afterwards');
      },
    ],
  ]),
];
