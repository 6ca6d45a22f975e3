/** A clone after some writes, said in a line. */
import type { Environment } from '@forkspace/spec';
import { atom } from '../notation.ts';

/** A clone after some writes, for tables of cases: `+a` adds, `-a` removes, `!` clears. */
export function forked(base: Environment, script: string): Environment {
  const fork = base.clone();
  for (const step of script.split(/\s+(?=[+\-!])/).filter((part) => part !== '')) {
    if (step[0] === '+') fork.add(atom(step.slice(1)));
    else if (step[0] === '!') fork.clear();
    else fork.remove(atom(step.slice(1)));
  }
  return fork;
}
