/** One thread: handles on one store. */
import {
  BARE,
  defineBackend,
  expression,
  host,
  integer,
  symbol,
  variable,
  type Environment,
  type HostValue,
} from '@forkspace/spec';
import { describe, expect, it } from 'vitest';
import { MapTable } from '../src/map-table.ts';
import { mutex, type MutexEnvironment } from '../src/index.ts';
import { coded } from './coded.ts';

const [a, b, c] = [symbol('a'), symbol('b'), symbol('c')];

/** 0 when the lock of an environment is free. */
function lockWord(environment: MutexEnvironment): number | undefined {
  return new Int32Array(environment.share().control)[0];
}

describe('clones', () => {
  it('share everything, both ways, at any depth', () => {
    const environment = mutex.create();
    const clone = environment.clone();
    const cloneOfClone = clone.clone();
    environment.add(a);
    clone.add(expression(symbol('='), expression(symbol('f'), variable('x')), b));
    cloneOfClone.add(expression(symbol(':'), a, symbol('T')));
    const space = clone.createSpace();
    cloneOfClone.space(space).add(c);
    const state = environment.createState(a);
    clone.writeState(state, b);
    cloneOfClone.bind('name', c);
    for (const handle of [environment, clone, cloneOfClone]) {
      expect(handle.size).toBe(3);
      expect(handle.typesOf(a)).toEqual([symbol('T')]);
      expect(handle.space(space).has(c)).toBe(true);
      expect(handle.readState(state)).toBe(b);
      expect(handle.binding('name')).toBe(c);
      // Identity too: what is derived from a group serves all handles.
      expect(handle.matchingRules('f', 1)).toBe(environment.matchingRules('f', 1));
      expect(handle.environmentStamp).toBe(environment.environmentStamp);
    }
    clone.remove(a);
    expect(environment.has(a)).toBe(false);
    cloneOfClone.clear();
    expect(environment.size).toBe(0);
  });

  it('are marked as modified each for itself, and by real changes only', () => {
    const environment = mutex.create();
    expect(environment.modified).toBe(false);
    const clone = environment.clone();
    clone.remove(a);
    clone.addAll([]);
    clone.clear();
    expect(clone.modified).toBe(false);
    clone.space(clone.createSpace()).add(a);
    expect([environment.modified, clone.modified, clone.clone().modified]).toEqual([
      false,
      true,
      false,
    ]);
    const space = environment.spaceIds()[0] as number;
    environment.space(space).add(a);
    expect(environment.modified).toBe(true);
  });
});

describe('union', () => {
  it('of two handles is a handle', () => {
    const environment = mutex.create();
    const clone = environment.clone();
    environment.add(a);
    const union = environment.union(clone);
    union.add(b);
    expect(environment.atoms()).toEqual([a, b]);
    expect(environment.union(environment).size).toBe(2);
  });

  it('of two environments holds both and shares with neither', () => {
    const [left, right] = [mutex.create(), mutex.create()];
    left.addAll([a, b]);
    right.addAll([b, c]);
    const union = left.union(right);
    expect(union.atoms()).toEqual([a, b, b, c]);
    expect(right.union(left).atoms()).toEqual([b, c, a, b]);
    expect(union.modified).toBe(false);
    const copy = mutex.import(left.export());
    copy.applyChanges(union.exportChanges(left));
    expect(copy.atoms()).toEqual(union.atoms());
    left.add(c);
    union.remove(b);
    expect([left.size, right.size, union.size]).toEqual([3, 2, 3]);
  });

  it('refuses what is not its own', () => {
    const capabilities = { isolation: true, firstWrite: 'copy', sharedMemory: false } as const;
    const other = defineBackend({
      name: 'other',
      capabilities,
      table: () => MapTable.empty(),
    }).create();
    const environment = mutex.create();
    expect(() => environment.union(other)).toThrow(coded('FOREIGN_ENVIRONMENT'));
    expect(() => environment.exportChanges(other)).toThrow(coded('FOREIGN_ENVIRONMENT'));
    expect(() => environment.exportChanges(environment.clone())).toThrow(
      coded('ISOLATION_UNSUPPORTED'),
    );
  });
});

describe('export and import', () => {
  it('keep everything; the imported environment is new', () => {
    const environment = mutex.create();
    environment.addAll([a, expression(a, variable('x')), a]);
    environment.bind('name', a);
    environment.forkSpace(0);
    const copy = mutex.import(environment.export());
    expect(copy.export()).toEqual(environment.export());
    expect([copy.modified, copy.ownsContent, copy.backend]).toEqual([false, true, mutex]);
    copy.add(b);
    expect(environment.size).toBe(3);
  });

  it('takes the changes of an isolating backend', () => {
    const capabilities = { isolation: true, firstWrite: 'copy', sharedMemory: false } as const;
    const base = defineBackend({
      name: 'other',
      capabilities,
      table: () => MapTable.empty(),
    }).create();
    base.add(a);
    const branch = base.clone();
    branch.remove(a);
    branch.space(branch.createSpace()).add(b);
    const environment = mutex.import(base.export());
    environment.applyChanges(branch.exportChanges(base));
    expect(environment.export()).toEqual(branch.export());
    expect(environment.modified).toBe(true);
  });
});

describe('the lock', () => {
  const calls: readonly (readonly [string, string, (environment: Environment) => unknown])[] = [
    ['add', 'INVALID_ARGUMENT', (e) => e.add('a' as never)],
    ['addAll', 'INVALID_ARGUMENT', (e) => e.addAll([a, 1 as never])],
    ['addAll', 'INVALID_ARGUMENT', (e) => e.addAll(7 as never)],
    ['remove', 'INVALID_ARGUMENT', (e) => e.remove(null as never)],
    ['has', 'INVALID_ARGUMENT', (e) => e.has({} as never)],
    ['query', 'INVALID_ARGUMENT', (e) => e.query(1 as never)],
    ['suggest', 'INVALID_ARGUMENT', (e) => e.suggest(1 as never)],
    ['space', 'UNKNOWN_SPACE', (e) => e.space(-1)],
    ['forkSpace', 'UNKNOWN_SPACE', (e) => e.forkSpace(-1)],
    ['createState', 'INVALID_ARGUMENT', (e) => e.createState(1 as never)],
    ['readState', 'UNKNOWN_STATE', (e) => e.readState(-1)],
    ['writeState', 'UNKNOWN_STATE', (e) => e.writeState(-1, a)],
    ['bind', 'INVALID_ARGUMENT', (e) => e.bind(1 as never, a)],
    ['binding', 'INVALID_ARGUMENT', (e) => e.binding(1 as never)],
    ['applyChanges', 'BYTES_CORRUPT', (e) => e.applyChanges(7 as never)],
    ['applyChanges', 'BYTES_CORRUPT', (e) => e.applyChanges(new Uint8Array(9))],
    ['union', 'INVALID_ARGUMENT', (e) => e.union(e, { onConflict: 'left' as never })],
    ['union', 'FOREIGN_ENVIRONMENT', (e) => e.union({} as never)],
  ];
  it.each(calls)('is free and nothing has changed after %s has thrown %s', (_, code, call) => {
    for (const share of [false, true]) {
      const environment = mutex.create();
      environment.add(b);
      if (share) environment.share();
      const stamp = environment.environmentStamp;
      const clone = environment.clone();
      expect(() => call(clone)).toThrow(coded(code));
      expect([clone.modified, environment.environmentStamp]).toEqual([false, stamp]);
      expect(lockWord(environment)).toBe(0);
    }
  });

  it('is not held while an iterable runs', () => {
    const environment = mutex.create();
    const held: (number | undefined)[] = [];
    function* atoms(): Generator<typeof a> {
      environment.add(b);
      held.push(lockWord(environment));
      yield a;
    }
    environment.addAll(atoms());
    expect(environment.atoms()).toEqual([b, a]);
    expect(held).toEqual([0]);
    function* broken(): Generator<typeof a> {
      yield a;
      throw new Error('mine');
    }
    expect(() => environment.addAll(broken())).toThrow('mine');
    expect(environment.size).toBe(2);
  });

  it('lets callbacks of its own thread in', () => {
    const environment = mutex.create();
    let sizes: number[] = [];
    const value = (): HostValue => ({
      name: 'curious',
      type: a,
      equals: () => {
        sizes.push(environment.clone().size);
        return true;
      },
    });
    environment.add(host(value()));
    expect(environment.has(host(value()))).toBe(true);
    expect(environment.remove(host(value()))).toBe(true);
    expect(sizes.length).toBeGreaterThan(1);
    // Writes of a callback: fine in a read, refused in a write.
    sizes = [];
    const writer = (): HostValue => ({
      name: 'writer',
      type: a,
      equals: () => {
        environment.add(b);
        return true;
      },
    });
    environment.add(host(writer()));
    expect(environment.has(host(writer()))).toBe(true);
    expect(environment.count(b)).toBeGreaterThan(0);
    expect(() => environment.remove(host(writer()))).toThrow(coded('LOCK_FAILED'));
    expect(environment.has(host(writer()))).toBe(true);
  });
});

it('passes the whole interface through', () => {
  const environment = mutex.create();
  const rule = expression(symbol('='), expression(symbol('f'), integer(1)), b);
  const open = expression(symbol('='), variable('x'), b);
  const bare = expression(symbol('='), symbol('f'), c);
  environment.addAll([rule, open, bare, a, a]);
  environment.add(expression(symbol(':'), a, symbol('T')));
  expect([environment.size, environment.ruleCount]).toEqual([6, 3]);
  expect(environment.count(a)).toBe(2);
  expect(environment.rules().map((r) => r.atom)).toEqual([rule, open, bare]);
  expect(environment.facts()).toHaveLength(3);
  expect(environment.matchingRules('f', 1).map((r) => r.atom)).toEqual([rule, open]);
  expect(environment.matchingRules('f', BARE).map((r) => r.atom)).toEqual([bare, open]);
  expect(environment.ruleGroup(symbol('f'), 1)?.all).toHaveLength(1);
  expect(environment.wildcardRules()?.size).toBe(1);
  expect(environment.typeGroup(a)?.size).toBe(1);
  expect(
    environment.candidates(expression(symbol(':'), variable('x'), variable('y'))),
  ).toHaveLength(1);
  expect(environment.suggest('ff')).toContain('f');
  const { rulesStamp, typesStamp, contentStamp } = environment;
  environment.add(c);
  expect(environment.rulesStamp).toBe(rulesStamp);
  expect(environment.typesStamp).toBe(typesStamp);
  expect(environment.contentStamp).not.toBe(contentStamp);
  const fork = environment.forkSpace(0);
  environment.space(fork).remove(c);
  expect(environment.has(c)).toBe(true);
  expect(environment.space(0)).toBe(environment);
  expect([environment.hasSpace(fork), environment.hasSpace(-1)]).toEqual([true, false]);
  expect(environment.spaceIds()).toEqual([fork]);
  const state = environment.createState(a);
  expect(environment.stateIds()).toEqual([state]);
  environment.bind('n', a);
  expect(environment.bindings()).toEqual([['n', a]]);
  expect(environment.statistics()).toMatchObject({
    atoms: 7,
    rules: 3,
    spaces: 1,
    states: 1,
    bindings: 1,
  });
});
