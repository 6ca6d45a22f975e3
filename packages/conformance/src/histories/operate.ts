/** What each operation of a history does to an environment and to its model. */
import {
  expression,
  integer,
  SYMBOL,
  symbol,
  type Atom,
  type Environment,
  type SpaceId,
} from '@forkspace/spec';
import { portablePrint } from '../checks/fingerprint.ts';
import { vandalise } from '../checks/vandal.ts';
import { must, refuses, same, sameAtoms, sameList } from '../expect.ts';
import { Model } from '../model/environment.ts';
import { scan, suggestionsFor } from '../model/views.ts';
import { queryIsScan } from '../checks/query-is-scan.ts';
import { wrong } from '../wrong.ts';
import type { Op, Step } from './script.ts';
import { spaceAt, spaceIn, type Register, type World } from './world.ts';

type Action = (world: World, numbers: readonly number[], atoms: readonly Atom[]) => void;

const SHAPES: readonly ((n: number) => Atom)[] = [
  (n) => expression(symbol('='), expression(symbol('f'), integer(n)), integer(n)),
  (n) => expression(symbol('='), expression(symbol(`f${n}`), symbol('a')), integer(n)),
  (n) => expression(symbol('f'), integer(n)),
  (n) => expression(symbol(':'), symbol('f'), expression(symbol('T'), integer(n))),
  (n) => expression(symbol(':'), symbol(`f${n}`), symbol('T')),
  (n) => integer(n),
];

function many(shape: number, total: number): Atom[] {
  return Array.from({ length: total }, (_, n) =>
    (SHAPES[shape % SHAPES.length] as (n: number) => Atom)(n),
  );
}

/** Writes to one space and its model; says whether anything changed. */
function change(register: Register, rank: number, act: (id: SpaceId) => Model): void {
  const id = spaceAt(register, rank);
  const before = register.box.model;
  register.box.model = act(id);
  if (register.box.model !== before) register.modified = true;
}

function union(world: World, [l = 0, r = 0, target = 0]: readonly number[], strict: boolean): void {
  const [left, right] = [world.at(l), world.at(r)];
  if (world.sharing) {
    // Clones of one store: nothing to merge. Two stores: what a merge means there no clause says.
    if (left.box !== right.box) return;
    world.put(target, {
      real: left.real.union(right.real),
      box: left.box,
      modified: false,
      twin: undefined,
    });
    return;
  }
  const { model, conflicts } = left.box.model.union(right.box.model);
  if (strict && conflicts.length > 0) {
    const error = refuses(
      'MERGE_CONFLICT',
      () => left.real.union(right.real, { onConflict: 'error' }),
      `union of registers that differ in ${conflicts.length} values`,
    );
    const named = (error.value as { readonly name: string | number }[]).map(({ name }) => name);
    sameList(
      [...named].map(String).sort(),
      conflicts.map(String).sort(),
      'what the conflict names',
    );
    return;
  }
  const real = left.real.union(right.real, strict ? { onConflict: 'error' } : {});
  world.put(target, {
    real,
    box: { model },
    modified: false,
    twin: left.twin && { ...left.twin, copy: left.twin.copy.clone() },
  });
}

/** The model of a copy through bytes: additions of its own, and the numbers that the copy gave out. */
function imported(world: World, copy: Environment, from: Model): Model {
  const ids = [...from.spaces.keys()].filter((id) => id !== 0);
  const cells = [...from.states.keys()];
  sameList(
    [copy.spaceIds().length, copy.stateIds().length],
    [ids.length, cells.length],
    'number of spaces and cells of the copy',
  );
  for (const id of copy.spaceIds()) fresh(world.spaceIds, id, 'space');
  for (const id of copy.stateIds()) fresh(world.stateIds, id, 'cell');
  let model = Model.EMPTY.withBag(0, from.bag(0).copy());
  ids.forEach(
    (id, i) => (model = model.withBag(copy.spaceIds()[i] as number, from.bag(id).copy())),
  );
  cells.forEach(
    (id, i) =>
      (model = model.withState(copy.stateIds()[i] as number, from.states.get(id)?.value as Atom)),
  );
  for (const [name, { value }] of from.bindings) model = model.withBinding(name, value);
  return model;
}

function fresh(given: Set<number>, id: number, what: string): void {
  must(!given.has(id), `the number of a new ${what} has been given out before`);
  given.add(id);
}

function nameOf(atom: Atom | undefined): string {
  return atom?.kind === SYMBOL ? atom.name : '';
}

export const ACTIONS: Readonly<Record<Op, Action>> = {
  create: (world, [r = 0]) =>
    world.put(r, {
      real: world.backend.create(),
      box: { model: Model.EMPTY },
      modified: false,
      twin: undefined,
    }),
  clone: (world, [r = 0, target = 0]) => world.put(target, world.cloned(world.at(r))),
  union: (world, numbers) => union(world, numbers, false),
  unite: (world, numbers) => union(world, numbers, true),
  add: (world, [r = 0, rank = 0], [atom]) => {
    const register = world.at(r);
    change(register, rank, (id) => {
      spaceIn(register, id).add(atom as Atom);
      return register.box.model.withBag(id, register.box.model.bag(id).add(atom as Atom));
    });
  },
  addAll: (world, [r = 0, rank = 0], atoms) => {
    if (atoms.length === 0) return;
    const register = world.at(r);
    change(register, rank, (id) => {
      spaceIn(register, id).addAll(atoms.values());
      return register.box.model.withBag(id, register.box.model.bag(id).add(...atoms));
    });
  },
  remove: (world, [r = 0, rank = 0], [atom]) => {
    const register = world.at(r);
    change(register, rank, (id) => {
      const before = register.box.model.bag(id);
      const after = before.remove(atom as Atom);
      same(spaceIn(register, id).remove(atom as Atom), after !== before, 'what remove() says');
      return register.box.model.withBag(id, after);
    });
  },
  clear: (world, [r = 0, rank = 0]) => {
    const register = world.at(r);
    change(register, rank, (id) => {
      spaceIn(register, id).clear();
      const bag = register.box.model.bag(id);
      return register.box.model.withBag(id, bag.held.length === 0 ? bag : bag.clear());
    });
  },
  bulk: (world, [r = 0, rank = 0, shape = 0, total = 0]) =>
    ACTIONS.addAll(world, [r, rank], many(shape, total)),
  unbulk: (world, [r = 0, rank = 0, shape = 0, total = 0]) => {
    for (const atom of many(shape, total)) ACTIONS.remove(world, [r, rank], [atom]);
  },
  space: (world, [r = 0]) => {
    const register = world.at(r);
    const id = register.real.createSpace();
    fresh(world.spaceIds, id, 'space');
    register.box.model = register.box.model.withBag(id, Model.EMPTY.bag(0));
    register.modified = true;
  },
  fork: (world, [r = 0, rank = 0]) => {
    const register = world.at(r);
    const from = spaceAt(register, rank);
    const id = register.real.forkSpace(from);
    fresh(world.spaceIds, id, 'space');
    register.box.model = register.box.model.withBag(id, register.box.model.bag(from).copy());
    register.modified = true;
  },
  state: (world, [r = 0], [value]) => {
    const register = world.at(r);
    const id = register.real.createState(value as Atom);
    fresh(world.stateIds, id, 'cell');
    register.box.model = register.box.model.withState(id, value as Atom);
    register.modified = true;
  },
  write: (world, [r = 0, rank = 0], [value]) => {
    const register = world.at(r);
    const ids = [...register.box.model.states.keys()];
    if (ids.length === 0) return;
    const id = ids[rank % ids.length] as number;
    register.real.writeState(id, value as Atom);
    register.box.model = register.box.model.withState(id, value as Atom);
    register.modified = true;
  },
  bind: (world, [r = 0], [name, value]) => {
    const register = world.at(r);
    register.real.bind(nameOf(name), value as Atom);
    register.box.model = register.box.model.withBinding(nameOf(name), value as Atom);
    register.modified = true;
  },
  count: (world, [r = 0, rank = 0], [atom]) => {
    const register = world.at(r);
    const id = spaceAt(register, rank);
    const expected = register.box.model.bag(id).count(atom as Atom);
    same(spaceIn(register, id).count(atom as Atom), expected, 'count');
    same(spaceIn(register, id).has(atom as Atom), expected > 0, 'has');
  },
  query: (world, [r = 0, rank = 0], [pattern]) => {
    const register = world.at(r);
    const id = spaceAt(register, rank);
    const held = register.box.model.bag(id).atoms;
    sameAtoms(
      spaceIn(register, id)
        .query(pattern as Atom)
        .map((match) => match.atom),
      scan(held, pattern as Atom).map((match) => match.atom),
      'answers',
    );
    queryIsScan(spaceIn(register, id), pattern as Atom);
  },
  suggest: (world, [r = 0, rank = 0], [name]) => {
    const register = world.at(r);
    const id = spaceAt(register, rank);
    sameList(
      spaceIn(register, id).suggest(nameOf(name)),
      suggestionsFor(register.box.model.bag(id).atoms, nameOf(name)),
      `suggestions for ${JSON.stringify(nameOf(name))}`,
    );
  },
  hold: (world, [r = 0, rank = 0]) => {
    const register = world.at(r);
    const space = spaceIn(register, spaceAt(register, rank));
    const lists = {
      'atoms()': space.atoms(),
      'rules()': space.rules(),
      'matchingRules(f, 1)': space.matchingRules('f', 1),
      'typesOf(f)': space.typesOf('f'),
      'ruleGroup(f, 1).all': space.ruleGroup(symbol('f'), 1)?.all ?? [],
      'query($q)': space.query(expression(symbol('f'), symbol('a'))),
    };
    for (const [what, list] of Object.entries(lists)) {
      const iterator = list[Symbol.iterator]();
      iterator.next();
      world.held.push({ what, list, copy: [...list], iterator });
    }
  },
  vandalise: (world, [r = 0]) => vandalise(world.at(r).real),
  bytes: (world, [r = 0, target = 0]) => {
    const register = world.at(r);
    const copy = world.backend.import(register.real.export());
    const model = imported(world, copy, register.box.model);
    world.put(target, { real: copy, box: { model }, modified: false, twin: undefined });
  },
  twin: (world, [r = 0]) => {
    if (world.sharing) return;
    const register = world.at(r);
    const copy = world.backend.import(register.real.export());
    imported(world, copy, register.box.model);
    register.twin = { copy, base: register.real.clone(), model: register.box.model };
  },
  sync: (world, [r = 0]) => {
    const register = world.at(r);
    if (register.twin === undefined) return;
    const { copy, base } = register.twin;
    copy.applyChanges(register.real.exportChanges(base));
    sameAtoms(copy.atoms(), register.real.atoms(), 'the twin after its changes');
    same(
      portablePrint(copy),
      portablePrint(register.real),
      'every view of the twin after its changes',
    );
    for (const id of copy.spaceIds()) world.spaceIds.add(id);
    for (const id of copy.stateIds()) world.stateIds.add(id);
    register.twin = { copy, base: register.real.clone(), model: register.box.model };
  },
  misuse: (world, [r = 0]) => {
    const { real } = world.at(r);
    const seven = wrong(7);
    refuses('INVALID_ARGUMENT', () => real.add(seven), 'add(7)');
    refuses('INVALID_ARGUMENT', () => real.addAll([symbol('a'), seven]), 'addAll with 7 in it');
    refuses('UNKNOWN_SPACE', () => real.space(987_654_321), 'a space that is not there');
    refuses(
      'UNKNOWN_STATE',
      () => real.writeState(987_654_321, symbol('a')),
      'a cell that is not there',
    );
    refuses(
      'BYTES_CORRUPT',
      () => real.backend.import(real.export().slice(0, -1)),
      'bytes that were cut',
    );
    refuses(
      'BYTES_CORRUPT',
      () => real.applyChanges(real.export()),
      'an export in place of changes',
    );
  },
};

export function perform(world: World, { op, numbers, atoms }: Step): void {
  ACTIONS[op](world, numbers, atoms);
}
