/** The bindings of one result of `collapse-bind`, as an atom that `superpose-bind` understands. */
import { host, type Atom, type HostValue } from '@forkspace/spec';
import type { Cell } from '../matching/variables.ts';
import { format } from '../syntax/format.ts';
import { UNDEFINED } from '../symbols.ts';

export class BindingsValue implements HostValue {
  readonly type: Atom = UNDEFINED;
  readonly bindings: readonly (Cell | Atom)[] | undefined;
  readonly atom: Atom;

  constructor(bindings: readonly (Cell | Atom)[] | undefined) {
    this.bindings = bindings;
    this.atom = host(this);
  }

  get name(): string {
    const parts: string[] = [];
    const all = this.bindings ?? [];
    for (let i = 0; i < all.length; i += 2)
      parts.push(`${format(all[i] as Atom)} <- ${format(all[i + 1] as Atom)}`);
    return parts.length === 0 ? '{ }' : `{ ${parts.join(', ')} }`;
  }
}
