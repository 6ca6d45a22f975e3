// Branches united pair by pair come to what they come to united one after the other.
import { cow } from '@forkspace/backend-cow';
import { hamt } from '@forkspace/backend-hamt';
import { expression, integer, print, symbol, type Environment } from '@forkspace/spec';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { United } from '../src/branches/united.ts';

const write = fc.record({
  kind: fc.constantFrom('add', 'remove', 'bind'),
  head: fc.nat(2),
  argument: fc.nat(4),
});
const branches = fc.array(fc.array(write, { maxLength: 4 }), { minLength: 1, maxLength: 20 });

const fact = (head: number, argument: number) => expression(symbol(`f${head}`), integer(argument));

function shown(environment: Environment): unknown {
  return [
    environment.atoms().map(print),
    environment.bindings().map(([name, value]) => [name, print(value)]),
    environment.size,
  ];
}

for (const backend of [hamt, cow]) {
  it(`unites in pairs on ${backend.name}`, () => {
    fc.assert(
      fc.property(branches, (histories) => {
        const base = backend.create();
        for (let i = 0; i < 6; i++) base.add(fact(i % 2, i));
        let united: United | undefined;
        let folded: Environment | undefined;
        for (const history of histories) {
          const branch = base.clone();
          for (const { kind, head, argument } of history) {
            if (kind === 'add') branch.add(fact(head, argument));
            else if (kind === 'remove') branch.remove(fact(head, argument));
            else branch.bind(`n${head}`, integer(argument));
          }
          united = United.with(united, branch, { onConflict: 'right' });
          folded = folded?.union(branch) ?? branch;
        }
        const together = (united as United).whole({ onConflict: 'right' });
        expect(shown(together)).toEqual(shown(folded as Environment));
      }),
    );
  });
}
