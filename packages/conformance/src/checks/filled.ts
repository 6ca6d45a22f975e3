/** An environment with everything that bytes have to carry, references among spaces and cells included. */
import { expression, spaceRef, stateRef, symbol, type Environment } from '@forkspace/spec';
import { atom, atoms } from '../notation.ts';

export function filled(create: (atoms?: string) => Environment): Environment {
  const environment = create(
    '(= (f $x) 1) (= (f $x) 2) (= ($w 1) 3) (f a) (f a) (f $y) (: f T) a 1.0 "text\\n"',
  );
  const space = environment.createSpace();
  environment.space(space).addAll(atoms('(= (f $x) inner) b (: f Inner)'));
  const fork = environment.forkSpace(space);
  environment.space(fork).add(atom('forked'));
  const cell = environment.createState(atom('(f $x)'));
  environment.createState(stateRef(cell));
  environment.bind('name', spaceRef(space));
  environment.bind('', atom('unnamed'));
  environment.add(
    expression(symbol('in'), spaceRef(space), spaceRef(fork), stateRef(cell), spaceRef(0)),
  );
  return environment;
}
