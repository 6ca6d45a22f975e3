/** Unusual backends that conform: what they do is nobody's business. */
import { defineBackend, type EnvironmentBackend } from '@forkspace/spec';
import { delegating } from './delegate.ts';
import {
  BufferedEnvironment,
  FrozenEnvironment,
  hibernating,
  KeptViewsEnvironment,
  WastefulEnvironment,
} from './environments.ts';
import { LogTable } from './log-table.ts';
import { proxied } from './proxied.ts';
import { COPYING, reference } from './reference.ts';
import type { Subject } from '../subject.ts';
import { builtFile } from '../threads/built-file.ts';
import { sharedLog } from './shared-log.ts';
import { SharingEnvironment } from './sharing.ts';

const ALONE: readonly EnvironmentBackend[] = [
  proxied(reference),
  delegating('oddball frozen', reference, FrozenEnvironment),
  delegating('oddball buffered', reference, BufferedEnvironment),
  delegating('oddball kept views', reference, KeptViewsEnvironment),
  delegating('oddball wasteful', reference, WastefulEnvironment),
  delegating('oddball sharing', reference, SharingEnvironment, {
    isolation: false,
    firstWrite: 'none',
  }),
  hibernating(reference),
  defineBackend({
    name: 'oddball operation log',
    capabilities: COPYING,
    table: () => LogTable.empty(),
  }),
];

export const ODDBALLS: readonly Subject[] = [
  ...ALONE.map((backend) => ({ backend })),
  { backend: sharedLog, module: builtFile('oddballs/shared-log') },
];
