/** Runs one history, or replays a script. */
import type { EnvironmentBackend } from '@forkspace/spec';
import { Broken, same } from '../expect.ts';
import { compareContent, compareHeld, compareTraces, compareViews, trace } from './compare.ts';
import { perform } from './operate.ts';
import { readScript, writeScript, type Step } from './script.ts';
import { World } from './world.ts';

/** Performs the steps and compares all registers with their models after each. Throws {@link Broken}. */
export function runHistory(backend: EnvironmentBackend, steps: readonly Step[]): void {
  const world = new World(backend);
  let done = 0;
  try {
    for (const step of steps) {
      const before = world.registers.map(trace);
      perform(world, step);
      world.registers.forEach((register, i) => {
        compareContent(register, `register ${i}`);
        const touched = step.numbers.some((n) => n % world.registers.length === i);
        if (touched || done % 8 === 7) compareViews(register, `register ${i}`, done + i);
        if (!world.sharing)
          same(register.real.modified, register.modified, `modified of register ${i}`);
      });
      compareTraces(before, world.registers, step);
      done++;
    }
    world.registers.forEach((register, i) => {
      for (let turn = 0; turn < 4; turn++) compareViews(register, `register ${i}`, turn);
    });
    compareHeld(world);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    const where =
      done < steps.length
        ? `after step ${done + 1} (${writeScript(steps.slice(done, done + 1)).slice(0, 120)})`
        : 'at the end';
    throw new Broken(
      `${where}: ${error instanceof Broken ? '' : 'unexpected error: '}${what}`,
      writeScript(steps.slice(0, done + 1)), // what comes after has not been run
    );
  }
}

/**
 * Runs a history that was written down.
 *
 * @example
 * replay(hamt, `
 *   clone 0 1
 *   add 0 0 (f a)
 *   union 1 0 2
 * `);
 */
export function replay(backend: EnvironmentBackend, script: string): void {
  runHistory(backend, readScript(script));
}
