/** The modules that are part of the evaluator, by name. They are loaded when a program imports them. */
import type { Files } from '../files.ts';
import { operation } from '../library/define.ts';
import { UNIT } from '@forkspace/spec';
import { fileModule } from './fileio.ts';
import { jsonModule } from './json.ts';
import type { NativeModule } from './loading.ts';
import { randomModule } from './random.ts';
import { skelModule } from './skel.ts';

const CATALOG = ['catalog-list!', 'catalog-update!', 'catalog-clear!'] as const;

/** There are no catalogs to fetch modules from: the operations exist, and find nothing to do. */
const catalogModule: NativeModule = {
  name: 'catalog',
  operations: () =>
    CATALOG.map((name) => [name, operation(name, '(-> Atom (->))', () => UNIT)] as const),
};

export function nativeModules(files: Files | undefined): ReadonlyMap<string, NativeModule> {
  const all = [jsonModule, fileModule(files), randomModule, skelModule, catalogModule];
  return new Map(all.map((module) => [module.name, module]));
}
