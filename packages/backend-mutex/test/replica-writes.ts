/** Random writes. They and their atoms are plain data, so that each side can build its own. */
import type { Atom, Environment } from '@forkspace/spec';
import fc from 'fast-check';
// Tables know no atoms, so any copy of the module will do.
import { MapTable } from '../src/map-table.ts';
import type { Side } from './sides.ts';

type Plain =
  | { readonly kind: 'symbol' | 'variable'; readonly name: string }
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'space' | 'state'; readonly rank: number }
  | { readonly kind: 'expression'; readonly items: readonly Plain[] };

type Write =
  | { readonly kind: 'add' | 'remove'; readonly space: number; readonly atom: Plain }
  | { readonly kind: 'addAll'; readonly space: number; readonly atoms: readonly Plain[] }
  | { readonly kind: 'clear' | 'forkSpace'; readonly space: number }
  | { readonly kind: 'createSpace' }
  | { readonly kind: 'createState'; readonly atom: Plain }
  | { readonly kind: 'writeState'; readonly state: number; readonly atom: Plain }
  | { readonly kind: 'bind'; readonly name: string; readonly atom: Plain }
  | { readonly kind: 'applyChanges'; readonly atom: Plain };

const rank = fc.nat(5);
const leaf: fc.Arbitrary<Plain> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('symbol' as const),
      name: fc.constantFrom('=', ':', 'f', 'g', ''),
    }),
  },
  fc.record({ kind: fc.constant('variable' as const), name: fc.constantFrom('x', 'y') }),
  fc.record({ kind: fc.constant('integer' as const), value: fc.integer({ min: -2, max: 2 }) }),
  fc.record({ kind: fc.constantFrom('space' as const, 'state' as const), rank }),
);
const expressionOf = (item: fc.Arbitrary<Plain>): fc.Arbitrary<Plain> =>
  fc.record({ kind: fc.constant('expression' as const), items: fc.array(item, { maxLength: 3 }) });
const atom = fc.oneof(leaf, expressionOf(fc.oneof(leaf, expressionOf(leaf))));
/** Any write. */
export const write: fc.Arbitrary<Write> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('add' as const, 'remove' as const),
      space: rank,
      atom,
    }),
  },
  fc.record({
    kind: fc.constant('addAll' as const),
    space: rank,
    atoms: fc.array(atom, { maxLength: 4 }),
  }),
  fc.record({ kind: fc.constantFrom('clear' as const, 'forkSpace' as const), space: rank }),
  fc.record({ kind: fc.constant('createSpace' as const) }),
  fc.record({ kind: fc.constant('createState' as const), atom }),
  fc.record({ kind: fc.constant('writeState' as const), state: rank, atom }),
  fc.record({ kind: fc.constant('bind' as const), name: fc.constantFrom('m', 'n'), atom }),
  fc.record({ kind: fc.constant('applyChanges' as const), atom }),
);

/** Does a write with the means of one side; ranks wrap around what there is. */
export function perform({ spec }: Side, environment: Environment, step: Write): void {
  const spaceAt = (at: number): number => {
    const ids = [0, ...environment.spaceIds()];
    return ids[at % ids.length] as number;
  };
  const stateAt = (at: number): number | undefined => {
    const ids = environment.stateIds();
    return ids[at % ids.length];
  };
  const build = (plain: Plain): Atom => {
    switch (plain.kind) {
      case 'symbol':
        return spec.symbol(plain.name);
      case 'variable':
        return spec.variable(plain.name);
      case 'integer':
        return spec.integer(plain.value);
      case 'space':
        return spec.spaceRef(spaceAt(plain.rank));
      case 'state': {
        const id = stateAt(plain.rank);
        return id === undefined ? spec.UNIT : spec.stateRef(id);
      }
      case 'expression':
        return spec.expression(...plain.items.map(build));
    }
  };
  switch (step.kind) {
    case 'add':
      environment.space(spaceAt(step.space)).add(build(step.atom));
      break;
    case 'remove':
      environment.space(spaceAt(step.space)).remove(build(step.atom));
      break;
    case 'addAll':
      environment.space(spaceAt(step.space)).addAll(step.atoms.map(build));
      break;
    case 'clear':
      environment.space(spaceAt(step.space)).clear();
      break;
    case 'forkSpace':
      environment.forkSpace(spaceAt(step.space));
      break;
    case 'createSpace':
      environment.createSpace();
      break;
    case 'createState':
      environment.createState(build(step.atom));
      break;
    case 'writeState': {
      const id = stateAt(step.state);
      if (id !== undefined) environment.writeState(id, build(step.atom));
      break;
    }
    case 'bind':
      environment.bind(step.name, build(step.atom));
      break;
    case 'applyChanges': {
      // Made on an isolating environment with the same content, as a branch in a worker would.
      const base = isolating(spec).import(environment.export());
      const branch = base.clone();
      const space = branch.createSpace();
      branch.space(space).add(spec.spaceRef(space));
      branch.createState(spec.symbol('new'));
      const [first] = branch.atoms();
      if (first !== undefined) branch.remove(first);
      environment.applyChanges(branch.exportChanges(base));
    }
  }
}

function isolating(spec: Side['spec']): ReturnType<Side['spec']['defineBackend']> {
  return spec.defineBackend({
    name: 'isolating',
    capabilities: { isolation: true, firstWrite: 'copy', sharedMemory: false },
    table: () => MapTable.empty(),
  });
}
