/**
 * The laws of the two ports, for authors of tables and buckets who want to try one by itself. The suite holds every
 * backend made by `defineBackend` to them.
 */
export { playBuckets } from './ports/bucket-laws.ts';
export { anyKey, denseKey, playTable, tableHistory } from './ports/table-laws.ts';
export type { Value } from './ports/table-laws.ts';
