/** Spaces and state cells. */
import {
  GROUNDED,
  equals,
  spaceRef,
  stateRef,
  UNIT,
  type Atom,
  type Grounded,
  type GroundedAtom,
  type Space,
  type SpaceId,
} from '@forkspace/spec';
import type { SpaceView } from '../branches/view.ts';
import { exported, fill, renamed } from '../matching/substitute.ts';
import { follow } from '../matching/variables.ts';
import type { Machine } from '../reduction/machine.ts';
import { literalType, metaType } from '../reduction/meta.ts';
import { OperationError } from '../reduction/operation.ts';
import { bindNumbered, numbered } from '../modules/numbered.ts';
import { groundedType, typesOf } from '../reduction/types.ts';
import { EMPTY, UNDEFINED } from '../symbols.ts';
import { spaceIdOf } from './alternatives.ts';
import { itemsOf } from './expressions.ts';
import { named, operation, quick, type FormDefinition } from './define.ts';

/** The space that an argument names; throws what the reference says to anything else. */
export function spaceArgument(
  m: Machine,
  atom: Atom | undefined,
  operationName: string,
  which = 'the first argument',
): SpaceView {
  return m.spaceOf(spaceNumber(m, atom, operationName, which));
}

/** The same, to be written. */
function writableArgument(m: Machine, atom: Atom | undefined, operationName: string): Space {
  return m.writableSpace(spaceNumber(m, atom, operationName, 'the first argument'));
}

function spaceNumber(
  m: Machine,
  atom: Atom | undefined,
  operationName: string,
  which: string,
): SpaceId {
  const id = spaceIdOf(atom);
  if (id === undefined) throw new OperationError(`${operationName} expects a space as ${which}`);
  if (!m.view.hasSpace(id))
    throw new OperationError(`${operationName}: this space does not exist in this environment`);
  return id;
}

function stateArgument(atom: Atom | undefined, complaint: string): number {
  if (atom?.kind === GROUNDED && atom.tag === 'state') return atom.value;
  throw new OperationError(complaint);
}

/** Whether an atom is there as it is written: `(fact $y)` is not `(fact $x)`, though spaces hold atoms up to such names. */
function holdsExactly(space: SpaceView, atom: Atom): boolean {
  return atom.ground ? space.has(atom) : space.candidates(atom).some((held) => equals(held, atom));
}

const TO_UNIT = '(-> SpaceType Atom (->))';

export function spaceOperations(): Grounded<'host'>[] {
  return [
    operation('new-space', '(-> SpaceType)', (_args, m) => spaceRef(m.environment.createSpace())),
    operation('add-atom', TO_UNIT, ([space, atom], m) => {
      writableArgument(m, space, 'add-atom').add(exported(atom as Atom));
      return UNIT;
    }),
    operation('remove-atom', TO_UNIT, ([space, atom], m) => {
      const held = exported(atom as Atom);
      // Looked for first: removing what is not there is no write.
      if (holdsExactly(spaceArgument(m, space, 'remove-atom'), held))
        writableArgument(m, space, 'remove-atom').remove(held);
      return UNIT;
    }),
    operation('get-atoms', '(-> SpaceType Atom)', ([space], m) =>
      spaceArgument(m, space, 'get-atoms', 'its argument').atoms().map(renamed),
    ),
    operation('fork-space', '(-> SpaceType SpaceType)', ([space], m) => {
      spaceArgument(m, space, 'fork-space', 'its argument');
      if (!m.view.backend.capabilities.isolation)
        throw new OperationError('fork-space needs a backend whose clones are isolated');
      return spaceRef(m.environment.forkSpace(spaceIdOf(space) as number));
    }),
    quick(
      operation('get-state', '(-> (StateMonad $t) $t)', ([state], m) =>
        renamed(
          m.view.readState(
            stateArgument(state, 'get-state expects single state atom as an argument'),
          ),
        ),
      ),
      (m, call, registers, type) => {
        if (call.size !== 2) return undefined;
        const state = follow(fill(call.items[1] as Atom, registers));
        if (state.kind !== GROUNDED || state.tag !== 'state') return undefined;
        const content = m.view.readState(state.value);
        if (content.kind !== GROUNDED) return undefined;
        const literal = literalType(content);
        const expected = follow(type);
        if (literal === undefined || (expected !== UNDEFINED && expected !== literal))
          return undefined;
        // What the state may hold is settled by what it held first.
        return numbered(m.view, 'state-type', state.value) === undefined ? content : undefined;
      },
    ),
    operation('change-state!', '(-> (StateMonad $t) $t (StateMonad $t))', ([state, value], m) => {
      const id = stateArgument(state, 'change-state! expects a state as the first argument');
      const held = m.view.readState(id);
      const literal = held.kind === GROUNDED ? literalType(held) : undefined;
      if (literal !== undefined && value?.kind === GROUNDED && literalType(value) === literal) {
        m.environment.writeState(id, value);
        return state as Atom;
      }
      // A state keeps the type it was made with, whatever it comes to hold.
      const before = groundedType(m, state as GroundedAtom);
      m.environment.writeState(id, exported(value as Atom));
      const after = groundedType(m, state as GroundedAtom);
      if (!equals(before, after)) bindNumbered(m.environment, 'state-type', stateRef(id), before);
      return state as Atom;
    }),
    operation('get-type', '(-> Atom %Undefined%)', ([atom, space], m) =>
      typesIn(m, atom as Atom, space),
    ),
    operation('get-type-space', '(-> SpaceType Atom Atom)', ([space, atom], m) => {
      spaceArgument(m, space, 'get-type-space');
      return typesIn(m, atom as Atom, space);
    }),
    operation('get-metatype', '(-> Atom Atom)', ([atom]) => metaType(atom as Atom)),
  ];
}

/** State cells, adding after evaluation, and adding many: symbols of the library, not grounded. */
export const spaceForms: readonly FormDefinition[] = [
  named('new-state', '(-> $t (StateMonad $t))', ([value], m) =>
    stateRef(m.environment.createState(exported(value as Atom))),
  ),
  named('add-reduct', '(-> SpaceType %Undefined% (->))', ([space, atom], m) => {
    writableArgument(m, space, 'add-atom').add(exported(atom as Atom));
    return UNIT;
  }),
  named('add-atoms', '(-> SpaceType Expression (->))', ([space, list], m) => {
    writableArgument(m, space, 'add-atom').addAll(itemsOf(list).map(exported));
    return UNIT;
  }),
  named('add-reducts', '(-> SpaceType %Undefined% (->))', ([space, list], m) => {
    writableArgument(m, space, 'add-atom').addAll(itemsOf(list).map(exported));
    return UNIT;
  }),
];

/** The types of an atom as results: `%Undefined%` where it has none, nothing where it is badly typed. */
function typesIn(m: Machine, atom: Atom, space: Atom | undefined): Atom | Atom[] {
  const id = spaceIdOf(space);
  const outer = m.scope;
  if (id !== undefined) m.scope = m.scopeOf(id);
  try {
    const types = typesOf(m, atom);
    if (types.length === 0) return UNDEFINED;
    const valid = types.filter((t) => t.wrong === undefined).map((t) => t.type);
    return valid.length === 0 ? EMPTY : valid;
  } finally {
    m.scope = outer;
  }
}
