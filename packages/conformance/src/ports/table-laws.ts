/**
 * What the engine asks of a table, tried by random histories against native maps: several branches, each with its
 * owner, and old versions that must stay as they were.
 */
import { Owner, type Table } from '@forkspace/spec';
import fc from 'fast-check';
import { must as insist } from '../expect.ts';

/** What the tables hold here: told apart by identity. */
export interface Value {
  readonly tag: number;
}

/** Keys as the engine gives them: small and without many gaps, also around the sizes at which structures split. */
export const denseKey: fc.Arbitrary<number> = fc.oneof(
  { weight: 4, arbitrary: fc.nat(70) },
  { weight: 4, arbitrary: fc.nat(3000) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(31, 32, 33, 127, 128, 129, 255, 256, 511, 512, 1023, 1024, 1025),
  },
  { weight: 1, arbitrary: fc.constantFrom(4095, 4096, 32767, 32768, 65536) },
);

/** Any key that there can be: also ones that agree in their low bits, and huge ones. */
export const anyKey: fc.Arbitrary<number> = fc.oneof(
  { weight: 4, arbitrary: fc.nat(70) },
  { weight: 4, arbitrary: fc.nat(3000) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(31, 32, 33, 127, 128, 129, 1023, 1024, 1025, 32767, 32768, 1048576),
  },
  { weight: 3, arbitrary: fc.nat(40).map((n) => n * 1024) },
  { weight: 2, arbitrary: fc.nat(40).map((n) => n * 2 ** 25 + 7) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      5,
      100_005,
      20_000_017,
      2 ** 30 - 1,
      2 ** 30,
      2 ** 31 - 1,
      2 ** 31,
      2 ** 32 - 1,
    ),
  },
  { weight: 2, arbitrary: fc.nat(40).map((n) => n * 2 ** 32 + 1) },
  { weight: 1, arbitrary: fc.maxSafeNat() },
  {
    weight: 1,
    arbitrary: fc.constantFrom(2 ** 32, 2 ** 37, 2 ** 42, 2 ** 52, Number.MAX_SAFE_INTEGER),
  },
);

type Step =
  | { readonly do: 'set' | 'delete'; readonly on: number; readonly key: number }
  | { readonly do: 'setAgain'; readonly on: number; readonly pick: number }
  | { readonly do: 'deleteHeld'; readonly on: number; readonly pick: number }
  | {
      readonly do: 'fill';
      readonly on: number;
      readonly key: number;
      readonly many: number;
      readonly stride: number;
    }
  | { readonly do: 'fork' | 'look'; readonly on: number };

const on = fc.nat(7);
const pick = fc.nat();

/** Histories on these keys. */
export const tableHistory = (keys: fc.Arbitrary<number>): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.record({ do: fc.constant('set' as const), on, key: keys }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), on, key: keys }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('setAgain' as const), on, pick }) },
      { weight: 5, arbitrary: fc.record({ do: fc.constant('deleteHeld' as const), on, pick }) },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constant('fill' as const),
          on,
          key: keys.filter((k) => k < 2 ** 40),
          // Now and then enough for a second level that is full.
          many: fc.oneof(
            { weight: 9, arbitrary: fc.nat(80) },
            { weight: 1, arbitrary: fc.constant(1100) },
          ),
          stride: fc.constantFrom(1, 1, 2, 31, 33, 1024, 2 ** 27),
        }),
      },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('fork' as const), on }) },
      // Look-ups may leave something behind that the next write has to know of.
      { weight: 2, arbitrary: fc.record({ do: fc.constant('look' as const), on }) },
    ),
    { maxLength: 60, size: 'max' },
  );

interface Branch {
  table: Table<Value>;
  readonly model: Map<number, Value>;
  owner: Owner;
}

/** How far from a key that is there nothing else must be found: one of these by turns, as there are many keys. */
const NEAR = [-1, 1, 32, 1024, 2 ** 32];

function checkContent(table: Table<Value>, model: ReadonlyMap<number, Value>): void {
  const keys: number[] = [];
  table.forEach((value, key) => {
    keys.push(key);
    insist(model.get(key) === value, 'forEach shows what is there');
  });
  insist(keys.length === model.size && table.size === model.size, 'forEach shows everything once');
  insist(
    keys.every((key, i) => i === 0 || key > (keys[i - 1] as number)),
    'forEach ascends',
  );
  let turn = model.size;
  for (const [key, value] of model) {
    insist(table.get(key) === value, 'get finds what is there');
    const near = key + (NEAR[turn++ % NEAR.length] as number);
    if (near >= 0 && near <= Number.MAX_SAFE_INTEGER)
      insist(table.get(near) === model.get(near), 'get finds nothing else');
  }
}

function checkDiff(a: Branch, b: Branch): void {
  const keys = [...new Set([...a.model.keys(), ...b.model.keys()])].sort((x, y) => x - y);
  const expected = keys.filter((key) => a.model.get(key) !== b.model.get(key));
  let at = 0;
  a.table.diff(b.table, (key, mine, theirs) => {
    insist(key === expected[at++], 'diff names each key that differs, ascending');
    insist(mine === a.model.get(key) && theirs === b.model.get(key), 'diff shows both sides');
  });
  insist(at === expected.length, 'diff shows every difference');
}

/** Merging keeps what `decide` says, by turns one side, the other, neither and something new; and touches neither table. */
function checkMerge(a: Branch, b: Branch): void {
  if (a.table.merge === undefined) return;
  for (let turn = 0; turn < 4; turn++) {
    const expected = new Map(a.model);
    const asked = new Set<number>();
    const merged = a.table.merge(b.table, new Owner(), (key, mine, theirs) => {
      insist(!asked.has(key), 'merge asks about each key once');
      asked.add(key);
      insist(mine === a.model.get(key) && theirs === b.model.get(key), 'merge shows both sides');
      insist(mine !== theirs, 'merge asks about what differs');
      // The second turn keeps all of the right side, the last all of the left.
      const choice = turn === 1 ? 1 : turn === 3 ? 0 : (key + turn) % 4;
      const kept = [mine, theirs, undefined, { tag: key }][choice];
      if (kept === undefined) expected.delete(key);
      else expected.set(key, kept);
      return kept;
    });
    for (const key of new Set([...a.model.keys(), ...b.model.keys()])) {
      const same = a.model.get(key) === b.model.get(key);
      insist(same !== asked.has(key), 'merge asks about everything that differs');
    }
    checkContent(merged, expected);
    if (turn === 3) insist(merged === a.table, 'merge gives the table itself when nothing changes');
    // What it gives is a table like any other.
    const owner = new Owner();
    let emptied = merged;
    for (const key of expected.keys()) emptied = emptied.delete(key, owner);
    insist(emptied.size === 0, 'what was merged can be taken apart');
    checkContent(merged, expected);
  }
  checkContent(a.table, a.model);
  checkContent(b.table, b.model);
}

/** Plays a history and checks everything. Throws where the table breaks its promises. */
export function playTable(empty: Table<Value>, history: readonly Step[]): void {
  const branches: Branch[] = [{ table: empty, model: new Map(), owner: new Owner() }];
  const kept: { readonly table: Table<Value>; readonly model: ReadonlyMap<number, Value> }[] = [];
  let tag = 0;
  const set = (branch: Branch, key: number, value: Value): void => {
    branch.table = branch.table.set(key, value, branch.owner);
    branch.model.set(key, value);
    insist(branch.table.get(key) === value, 'what was set is there');
  };
  const remove = (branch: Branch, key: number): void => {
    branch.table = branch.table.delete(key, branch.owner);
    branch.model.delete(key);
    insist(branch.table.get(key) === undefined, 'what was deleted is gone');
  };
  for (const step of history) {
    const branch = branches[step.on % branches.length] as Branch;
    const { model } = branch;
    const held = 'pick' in step ? [...model.keys()][step.pick % model.size] : undefined;
    switch (step.do) {
      case 'set':
        set(branch, step.key, { tag: tag++ });
        break;
      case 'setAgain':
        if (held !== undefined) set(branch, held, model.get(held) as Value);
        break;
      case 'delete':
        remove(branch, step.key);
        break;
      case 'deleteHeld':
        if (held !== undefined) remove(branch, held);
        break;
      case 'fill':
        for (let i = 0; i < step.many; i++) set(branch, step.key + i * step.stride, { tag: tag++ });
        break;
      case 'look':
        checkContent(branch.table, model);
        break;
      case 'fork':
        // Both sides share from here on, so neither keeps its owner.
        branch.owner = new Owner();
        kept.push({ table: branch.table, model: new Map(model) });
        branches.push({ table: branch.table, model: new Map(model), owner: new Owner() });
    }
    insist(branch.table.size === model.size, 'size counts the keys');
  }
  for (const { table, model } of [...kept, ...branches]) {
    checkContent(table, model);
  }
  for (const a of branches) {
    for (const b of branches) {
      checkDiff(a, b);
      checkMerge(a, b);
    }
  }
}
