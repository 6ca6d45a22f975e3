/** Sharing without the chances of threads: each side runs when the test says so. */
import type { HostValue } from '@forkspace/spec';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { MutexEnvironment, SharedEnvironmentHandle } from '../src/index.ts';
import { coded } from './coded.ts';
import { perform, write } from './replica-writes.ts';
import { loadSides, posted, side } from './sides.ts';

beforeAll(loadSides);

/** Words of the control block. */
const [HOLDER, SEQUENCE, GENERATION, REWRITING] = [0, 3, 5, 7] as const;

describe('replicas', () => {
  it('are one environment, whoever writes and however often the log starts anew', () => {
    let restarts = 0;
    const step = fc.record({ at: fc.nat(2), write });
    const steps = fc.array(step, { minLength: 20, maxLength: 120, size: 'max' });
    fc.assert(
      fc.property(steps, fc.array(fc.nat(120), { maxLength: 2 }), (history, joins) => {
        const model = side(0).backend.mutex.create();
        const first = side(0).backend.mutex.create();
        const handle = first.share({ maxLogBytes: 1024 });
        const replicas: MutexEnvironment[] = [first];
        const join = (): void => {
          const next = side(replicas.length);
          replicas.push(next.backend.mutex.attach(posted(handle)));
        };
        history.forEach(({ at, write: step }, i) => {
          for (const when of joins) if (when === i && replicas.length < 3) join();
          const who = at % replicas.length;
          try {
            perform(side(who), replicas[who] as MutexEnvironment, step);
          } catch (error) {
            // Full: then nothing has changed.
            expect(error).toEqual(coded('LOCK_FAILED'));
            return;
          }
          perform(side(0), model, step);
        });
        while (replicas.length < 3) join();
        const expected = model.export();
        for (const replica of replicas) expect(replica.export()).toEqual(expected);
        restarts += (new Int32Array(handle.control)[GENERATION] as number) - 1;
      }),
      { numRuns: 100 },
    );
    // Otherwise this has tested less than it says.
    expect(restarts).toBeGreaterThan(20);
  });

  it('keep numbers, spaces and identities while the log starts anew', () => {
    const first = side(0).backend.mutex.create();
    const { symbol, expression, integer } = side(0).spec;
    const space = first.createSpace();
    first.space(space).add(symbol('kept'));
    const state = first.createState(symbol('old'));
    const handle = first.share({ maxLogBytes: 4096 });
    const second = side(1).backend.mutex.attach(posted(handle));
    const [theirs] = second.spaceIds();
    const theirSpace = second.space(theirs as number);
    const atoms = theirSpace.atoms();
    const generation = new Int32Array(handle.control)[GENERATION];
    for (let i = 0; i < 500; i++) {
      const passing = expression(symbol('passing'), integer(i));
      first.add(passing);
      first.remove(passing);
    }
    first.writeState(state, symbol('new'));
    expect(new Int32Array(handle.control)[GENERATION]).toBeGreaterThan((generation as number) + 5);
    expect(second.spaceIds()).toEqual([theirs]);
    expect(theirSpace.atoms()).toBe(atoms);
    expect(second.readState(second.stateIds()[0] as number)).toBe(side(1).spec.symbol('new'));
    theirSpace.add(side(1).spec.symbol('seen'));
    expect(first.space(space).has(symbol('seen'))).toBe(true);
  });

  it('change nothing when the log is full, and go on when there is room', () => {
    const first = side(0).backend.mutex.create();
    const { symbol, text } = side(0).spec;
    const second = side(1).backend.mutex.attach(posted(first.share({ maxLogBytes: 4096 })));
    let added = 0;
    expect(() => {
      for (; ; added++) first.add(text(`${added}`.padEnd(100, '.')));
    }).toThrow(coded('LOCK_FAILED'));
    expect(added).toBeGreaterThan(10);
    expect([first.size, second.size]).toEqual([added, added]);
    expect(() => second.add(side(1).spec.text('x'.repeat(5000)))).toThrow(coded('LOCK_FAILED'));
    expect([first.size, second.size]).toEqual([added, added]);
    first.clear();
    second.add(side(1).spec.symbol('room'));
    expect(first.atoms()).toEqual([symbol('room')]);
  });

  describe('after the death of a thread', () => {
    /** Two replicas, the second of which has not read the last write; and their control block. */
    function pair(): { first: MutexEnvironment; second: MutexEnvironment; control: Int32Array } {
      const first = side(0).backend.mutex.create();
      const handle = first.share();
      const second = side(1).backend.mutex.attach(posted(handle), { timeout: 20 });
      first.add(side(0).spec.symbol('unread'));
      return { first, second, control: new Int32Array(handle.control) };
    }

    it('go on, and see what was appended but not told', () => {
      const { first, second, control } = pair();
      control[HOLDER] = 8;
      control[SEQUENCE] = (control[SEQUENCE] as number) - 1;
      expect(() => second.size).toThrow(coded('LOCK_FAILED'));
      second.threadEnded(6);
      expect(() => second.size).toThrow(coded('LOCK_FAILED'));
      second.threadEnded(7);
      expect(second.size).toBe(1);
      second.add(side(1).spec.symbol('more'));
      expect(first.size).toBe(2);
    });

    it.each([
      ['by the one that had read everything', true],
      ['by the one that had not, and then by a write of the other', false],
    ])('write a log anew that was being written: %s', (_, isUpToDate) => {
      const { first, second, control } = pair();
      new Uint8Array(first.share().log).fill(255, 0, 8);
      control[HOLDER] = 8;
      control[REWRITING] = 1;
      (isUpToDate ? first : second).threadEnded(7);
      if (!isUpToDate) {
        expect(() => second.size).toThrow(coded('LOCK_FAILED'));
        first.add(side(0).spec.symbol('written'));
      }
      expect(control[REWRITING]).toBe(0);
      expect(second.export()).toEqual(first.export());
      expect(second.size).toBe(isUpToDate ? 1 : 2);
    });
  });

  it('are not made of more than half of what the log may hold', () => {
    const environment = side(0).backend.mutex.create();
    const { text } = side(0).spec;
    environment.add(text('x'.repeat(700)));
    expect(() => environment.share({ maxLogBytes: 1024 })).toThrow(coded('LOCK_FAILED'));
    environment.add(text('x'.repeat(700)));
    expect(() => environment.share({ maxLogBytes: 1024 })).toThrow(coded('LOCK_FAILED'));
    const second = side(1).backend.mutex.attach(posted(environment.share({ maxLogBytes: 4096 })));
    expect(second.size).toBe(2);
  });

  it('find host values by name, and refuse to go past one that they do not know', () => {
    const first = side(0).backend.mutex.create();
    const tool: HostValue = { name: 'tool', type: side(0).spec.symbol('Tool') };
    const handle = posted(first.share());
    const { mutex } = side(1).backend;
    const second = mutex.attach(handle);
    first.add(side(0).spec.host(tool));
    first.add(side(0).spec.symbol('after'));
    expect(() => second.size).toThrow(coded('UNKNOWN_HOST_VALUE'));
    expect(new Int32Array(handle.control)[0]).toBe(0);
    const theirs: HostValue = { name: 'tool', type: side(1).spec.symbol('Tool') };
    mutex.attach(handle, { host: (name) => (name === 'tool' ? theirs : undefined) });
    expect(second.size).toBe(2);
    expect(second.has(side(1).spec.host(theirs))).toBe(true);
    // Whoever comes later needs to know it at once.
    expect(() => side(2).backend.mutex.attach(handle)).toThrow(coded('UNKNOWN_HOST_VALUE'));
  });

  it('refuse a write while they read the log', () => {
    const first = side(0).backend.mutex.create();
    const handle = posted(first.share());
    const { symbol } = side(1).spec;
    const value: HostValue = { name: 'tool', type: symbol('Tool') };
    const refused: unknown[] = [];
    const second = side(1).backend.mutex.attach(handle, {
      host: () => {
        try {
          second.add(symbol('no'));
        } catch (error) {
          refused.push(error);
        }
        return value;
      },
    });
    first.add(side(0).spec.host({ name: 'tool', type: side(0).spec.symbol('Tool') }));
    expect(second.size).toBe(1);
    expect(refused).toEqual([coded('LOCK_FAILED')]);
    expect(first.size).toBe(1);
  });

  it('refuse atoms that mean nothing to others', () => {
    const { mutex } = side(0).backend;
    const { stateRef, symbol } = side(0).spec;
    const foreign = stateRef(mutex.create().createState(symbol('a')));
    const environment = mutex.create();
    environment.add(foreign);
    expect(() => environment.share()).toThrow(coded('NOT_EXPORTABLE'));
    environment.remove(foreign);
    environment.share();
    expect(() => environment.add(foreign)).toThrow(coded('NOT_EXPORTABLE'));
    expect(environment.size).toBe(0);
  });

  it('of one thread are one store', () => {
    const environment = side(0).backend.mutex.create();
    const handle = environment.share();
    const again = side(0).backend.mutex.attach(posted(handle));
    again.add(side(0).spec.symbol('a'));
    expect(environment.environmentStamp).toBe(again.environmentStamp);
    expect(again.share()).toEqual(handle);
    expect(environment.union(again).size).toBe(1);
  });

  it('merge with another store, shared or not', () => {
    const [first, other] = [side(0).backend.mutex.create(), side(0).backend.mutex.create()];
    const { symbol } = side(0).spec;
    const second = side(1).backend.mutex.attach(posted(first.share()));
    second.add(side(1).spec.symbol('theirs'));
    other.share();
    other.add(symbol('mine'));
    expect(first.union(other).atoms()).toEqual([symbol('theirs'), symbol('mine')]);
    second.add(side(1).spec.symbol('later'));
    expect(first.size).toBe(2);
  });
});

describe('a handle', () => {
  const good = (): SharedEnvironmentHandle => side(0).backend.mutex.create().share();
  const growable = (bytes: number): SharedArrayBuffer => good().log.slice(0, bytes);

  it.each<readonly [string, () => unknown]>([
    ['nothing', () => undefined],
    ['null', () => null],
    ['a text', () => 'handle'],
    ['an environment', () => side(0).backend.mutex.create()],
    ['another kind', () => ({ ...good(), kind: 'other' })],
    ['no name', () => ({ ...good(), store: 1 })],
    ['ordinary memory', () => ({ ...good(), control: new ArrayBuffer(32) })],
    ['a log that cannot grow', () => ({ ...good(), log: growable(64) })],
    [
      'the control block of another',
      () => ({
        ...good(),
        store: 'x',
        log: side(0).backend.mutex.create().share({ maxLogBytes: 4096 }).log,
      }),
    ],
    [
      'an empty control block',
      () => ({ ...good(), store: 'x', control: new SharedArrayBuffer(32) }),
    ],
    [
      'a control block too small',
      () => ({ ...good(), store: 'x', control: new SharedArrayBuffer(4) }),
    ],
  ])('is refused when it is %s', (_, handle) => {
    expect(() => side(1).backend.mutex.attach(handle() as SharedEnvironmentHandle)).toThrow(
      coded('INVALID_ARGUMENT'),
    );
  });

  it.each([0, 1.5, 2 ** 31, Number.NaN])('is not made with maxLogBytes %d', (maxLogBytes) => {
    expect(() => side(0).backend.mutex.create().share({ maxLogBytes })).toThrow(
      coded('INVALID_ARGUMENT'),
    );
  });

  it('whose log was overwritten is found out', () => {
    const handle = good();
    new Uint8Array(handle.log).fill(0xff, 0, 64);
    expect(() => side(1).backend.mutex.attach(posted(handle))).toThrow(coded('BYTES_CORRUPT'));
    const other = good();
    new Uint8Array(other.log).fill(0, 4, 16);
    expect(() => side(1).backend.mutex.attach(posted(other))).toThrow(coded('BYTES_CORRUPT'));
    expect(new Int32Array(other.control)[0]).toBe(0);
  });
});
