/** How much memory is alive, after collection: a count that no clock and no load can disturb. */
import { Undecided } from '../expect.ts';

declare const process: { memoryUsage?(): { heapUsed: number; arrayBuffers: number } } | undefined;
declare const gc: (() => void) | undefined;

async function collector(): Promise<Collect | undefined> {
  if (typeof gc === 'function') return gc;
  try {
    const [v8, vm] = await Promise.all([import('node:v8'), import('node:vm')]);
    v8.setFlagsFromString('--expose-gc');
    const collect: unknown = vm.runInNewContext('gc');
    return typeof collect === 'function' ? (collect as Collect) : undefined;
  } catch {
    return undefined;
  }
}

type Collect = () => void;

let known: Promise<Collect | undefined> | undefined;

/**
 * Gives a function that collects and says how many bytes are alive. Where a host cannot tell, the check that asks
 * is undecided.
 */
export async function heapMeter(
  collecting: Promise<Collect | undefined> = (known ??= collector()),
): Promise<() => number> {
  const collect = await collecting;
  const measure = typeof process === 'undefined' ? undefined : process.memoryUsage;
  if (collect === undefined || measure === undefined) {
    throw new Undecided(
      'this host does not say how much memory is alive: run the check in Node, with --expose-gc if need be',
    );
  }
  return () => {
    collect();
    const { heapUsed, arrayBuffers } = measure();
    return heapUsed + arrayBuffers;
  };
}

/** Bytes kept alive by each result of `make`; the least of two attempts, because others allocate too. */
export async function bytesEach(times: number, make: () => unknown): Promise<number> {
  const heap = await heapMeter();
  const kept: unknown[][] = []; // of both attempts: nothing may become garbage meanwhile
  let least = Infinity;
  for (let attempt = 0; attempt < 2; attempt++) {
    const made: unknown[] = [];
    kept.push(made);
    const before = heap();
    for (let i = 0; i < times; i++) made.push(make());
    least = Math.min(least, (heap() - before) / times);
  }
  return kept.length === 2 ? least : 0;
}
