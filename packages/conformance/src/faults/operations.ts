/** Every write of the interface, on content where each has something to do: what faults are put into. */
import type { Environment } from '@forkspace/spec';
import { atom, atoms } from '../notation.ts';

/** What operations need, made before faults begin. */
export interface Tools {
  readonly space: number;
  readonly cell: number;
  /** An environment as bytes. */
  readonly bytes: Uint8Array;
  /** The changes of `other`. */
  readonly changes: Uint8Array;
  /** A branch that has written other things. */
  readonly other: Environment;
}

export interface Operation {
  readonly name: string;
  /** Gives the environment that it makes, if it makes one. */
  run(environment: Environment, tools: Tools): Environment | undefined;
}

type Act<T> = (environment: Environment, tools: Tools) => T;

const makes = (name: string, run: Act<Environment>): Operation => ({ name, run });
const writes = (name: string, act: Act<unknown>): Operation => ({
  name,
  run(environment, tools) {
    act(environment, tools);
    return undefined;
  },
});

const NEW = ['(f d)', '(= (f $n) 3)', '(= ($h 1) 2)', '(: f W)', 'z', '(k 99)', '(= (other) 1)'];
const OLD = ['(f a)', '(g a)', '(= (f $q) 2)', '(= ($p 1) 3)', '(: f T)', 'a', '(k 33)'];
const BATCH = `${NEW.join(' ')} (f c) (= (new) 1) (: g T) a 7 (k 70) (k 71) (h a) (h a) (f c)`;

export const OPERATIONS: readonly Operation[] = [
  ...NEW.map((source) => writes(`add ${source}`, (e) => e.add(atom(source)))),
  ...OLD.map((source) => writes(`remove ${source}`, (e) => e.remove(atom(source)))),
  writes('addAll', (e) => e.addAll(atoms(BATCH))),
  writes('clear', (e) => e.clear()),
  writes('createSpace', (e) => e.createSpace()),
  writes('forkSpace', (e, { space }) => e.forkSpace(space)),
  writes('forkSpace of the first', (e) => e.forkSpace(0)),
  writes('createState', (e) => e.createState(atom('(new cell)'))),
  writes('writeState', (e, { cell }) => e.writeState(cell, atom('written'))),
  writes('bind', (e) => e.bind('name', atom('other'))),
  writes('bind a new name', (e) => e.bind('fresh', atom('other'))),
  writes('add in a space', (e, { space }) => e.space(space).add(atom('(k 2)'))),
  writes('addAll in a space', (e, { space }) => e.space(space).addAll(atoms(BATCH))),
  writes('remove in a space', (e, { space }) => e.space(space).remove(atom('b'))),
  writes('clear in a space', (e, { space }) => e.space(space).clear()),
  makes('union', (e, { other }) => e.union(other)),
  makes('union, the other way', (e, { other }) => other.union(e)),
  makes('import', (e, { bytes }) => e.backend.import(bytes)),
  writes('applyChanges', (e, { changes }) => e.applyChanges(changes)),
];

/** Some of everything, and one key with many occurrences. */
export function populate(environment: Environment): void {
  environment.addAll(
    atoms('(= (f $x) 1) (= (f $y) 2) (= ($w 1) 3) (f a) (f a) (f b) (: f T) (: f U) a $v (g a)'),
  );
  environment.addAll(Array.from({ length: 70 }, (_, n) => atom(`(k ${n})`)));
  const id = environment.createSpace();
  environment.space(id).addAll(atoms('(= (f $x) inner) b b (k 1)'));
  environment.createState(atom('(f $x)'));
  environment.bind('name', atom('value'));
}

/** Writes what a branch can write, and so that a merge has to move things. */
export function diverge(branch: Environment, space: number, cell: number): void {
  branch.addAll(atoms('(f e) (= (f $b) branch) (: f Branch) (= ($w branch) 1) branch (k 80)'));
  branch.remove(atom('(f b)'));
  branch.remove(atom('(k 5)'));
  branch.space(space).add(atom('(k branch)'));
  branch.space(space).remove(atom('b'));
  branch.space(branch.createSpace()).add(atom('own'));
  branch.writeState(cell, atom('branch'));
  branch.createState(atom('own'));
  branch.bind('branch', atom('1'));
}

/** Writes that leave the content as it is, so that what an operation touches is written in place. */
export function warm(environment: Environment, space: number): void {
  for (const at of [environment, environment.space(space)]) {
    for (const one of [...NEW, ...OLD].map(atom)) {
      at.add(one);
      at.remove(one);
    }
  }
  environment.bind('name', atom('value'));
}

/** All marks of an environment and of its spaces. */
export function marksOf(environment: Environment): string {
  const { modified, ownsContent, environmentStamp } = environment;
  const spaces = [0, ...environment.spaceIds()].map((id) => {
    const { rulesStamp, typesStamp, contentStamp } = environment.space(id);
    return [rulesStamp, typesStamp, contentStamp];
  });
  return JSON.stringify({ modified, ownsContent, environmentStamp, spaces });
}
