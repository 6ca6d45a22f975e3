/** How much memory is alive, after collection: a count that no clock and no load can disturb. */

declare const process: { memoryUsage?(): { heapUsed: number; arrayBuffers: number } } | undefined;
declare const gc: (() => void) | undefined;

async function collector(): Promise<(() => void) | undefined> {
  if (typeof gc === 'function') return gc;
  try {
    const [v8, vm] = await Promise.all([import('node:v8'), import('node:vm')]);
    v8.setFlagsFromString('--expose-gc');
    const collect: unknown = vm.runInNewContext('gc');
    return typeof collect === 'function' ? (collect as () => void) : undefined;
  } catch {
    return undefined;
  }
}

let known: Promise<(() => void) | undefined> | undefined;

/** Gives a function that collects and says how many bytes are alive; always 0 where a host cannot tell. */
export async function heapMeter(): Promise<() => number> {
  const collect = await (known ??= collector());
  return () => {
    if (
      collect === undefined ||
      typeof process === 'undefined' ||
      process.memoryUsage === undefined
    )
      return 0;
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
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
