import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Line, VersionSet } from '../src/store/versions.ts';

/** Several sets grown side by side from one counter, as branches grow theirs; model: native sets. */
const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('add' as const), set: fc.nat(3) }),
    fc.record({ kind: fc.constant('skip' as const), by: fc.integer({ min: 1, max: 200 }) }),
    fc.record({
      kind: fc.constant('run' as const),
      set: fc.nat(3),
      length: fc.integer({ min: 1, max: 3000 }),
    }),
    fc.record({ kind: fc.constant('union' as const), set: fc.nat(3), other: fc.nat(3) }),
    fc.record({ kind: fc.constant('copy' as const), set: fc.nat(3), other: fc.nat(3) }),
  ),
  { maxLength: 60 },
);

describe('VersionSet', () => {
  it('agrees with native sets', () => {
    fc.assert(
      fc.property(steps, (history) => {
        let newest = 0;
        const sets = Array.from({ length: 4 }, () => VersionSet.EMPTY);
        const models = Array.from({ length: 4 }, () => new Set<number>());
        const add = (at: number): void => {
          newest++;
          sets[at] = (sets[at] as VersionSet).withNewest(newest);
          models[at]?.add(newest);
        };
        for (const step of history) {
          if (step.kind === 'skip') newest += step.by;
          else if (step.kind === 'add') add(step.set);
          else if (step.kind === 'run') for (let i = 0; i < step.length; i++) add(step.set);
          else if (step.kind === 'copy') {
            sets[step.set] = sets[step.other] as VersionSet;
            models[step.set] = new Set(models[step.other]);
          } else {
            sets[step.set] = (sets[step.set] as VersionSet).union(sets[step.other] as VersionSet);
            for (const version of models[step.other] as Set<number>) models[step.set]?.add(version);
          }
        }
        for (let version = 0; version <= newest + 40; version++) {
          for (let i = 0; i < 4; i++) {
            if ((sets[i] as VersionSet).has(version) !== models[i]?.has(version)) return false;
          }
        }
        for (const [i, one] of sets.entries()) {
          for (const [j, other] of sets.entries()) {
            const common = [...(models[i] as Set<number>)].some((v) => models[j]?.has(v));
            if (one.intersects(other) !== common) return false;
          }
        }
        return true;
      }),
      { numRuns: 200 },
    );
  });

  it('works beyond 32 bits', () => {
    const far = 2 ** 40;
    const a = VersionSet.EMPTY.withNewest(3)
      .withNewest(far)
      .withNewest(far + 5);
    const b = VersionSet.EMPTY.withNewest(7)
      .withNewest(far + 5)
      .withNewest(far + 6);
    const both = a.union(b).withNewest(far + 9);
    for (const version of [3, 7, far, far + 5, far + 6, far + 9])
      expect(both.has(version)).toBe(true);
    for (const version of [0, 4, far - 1, far + 1, far + 7, far + 10])
      expect(both.has(version)).toBe(false);
  });
});

describe('Line', () => {
  it('holds what was added, and forgets only what lies many gaps back', () => {
    let line = Line.from(1);
    let newest = 1;
    for (let i = 0; i < 100_000; i++) line = line.withNewest((newest += 2));
    expect(line.has(newest)).toBe(true);
    expect(line.has(newest - 1)).toBe(false);
    for (let back = 0; back < 16_000; back++) expect(line.has(newest - 2 * back)).toBe(true);
    expect(line.has(1)).toBe(false);
  });

  it('never forgets along an unbroken run', () => {
    let line = Line.from(1);
    for (let version = 2; version < 200_000; version++) line = line.withNewest(version);
    expect(line.has(1)).toBe(true);
    expect(line.has(200_000)).toBe(false);
  });
});
