/** The modules that are part of the evaluator, by name. They are loaded when a program imports them. */
import type { Files } from '../files.ts';
import type { NativeModule } from './loading.ts';

export function nativeModules(_files: Files | undefined): ReadonlyMap<string, NativeModule> {
  return new Map();
}
