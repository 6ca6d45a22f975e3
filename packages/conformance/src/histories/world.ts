/** The registers of a history: live environments, each beside its model. */
import type { Environment, EnvironmentBackend, Space } from '@forkspace/spec';
import { Model } from '../model/environment.ts';

export const REGISTERS = 4;

/** The model of one environment, or of all clones of a backend that shares. */
export interface Box {
  model: Model;
}

/** A copy that follows an environment by changes only. */
export interface Twin {
  readonly copy: Environment;
  /** What the copy is equal to. */
  readonly base: Environment;
  /** The model of `base`. */
  readonly model: Model;
}

export interface Register {
  readonly real: Environment;
  readonly box: Box;
  /** Whether it was written since it was made. */
  modified: boolean;
  twin: Twin | undefined;
}

/** Lists that were returned and must never change. */
export interface Held {
  readonly what: string;
  readonly list: readonly unknown[];
  readonly copy: readonly unknown[];
  readonly iterator: Iterator<unknown>;
}

export class World {
  readonly backend: EnvironmentBackend;
  /** Whether clones are one store. */
  readonly sharing: boolean;
  readonly registers: Register[] = [];
  readonly held: Held[] = [];
  /** Numbers of spaces and cells that were given out so far. */
  readonly spaceIds = new Set<number>([0]);
  readonly stateIds = new Set<number>();

  constructor(backend: EnvironmentBackend) {
    this.backend = backend;
    this.sharing = !backend.capabilities.isolation;
    const first: Register = {
      real: backend.create(),
      box: { model: Model.EMPTY },
      modified: false,
      twin: undefined,
    };
    this.registers.push(first);
    while (this.registers.length < REGISTERS) this.registers.push(this.cloned(first));
  }

  at(number: number): Register {
    return this.registers[number % REGISTERS] as Register;
  }

  put(number: number, register: Register): void {
    this.registers[number % REGISTERS] = register;
  }

  cloned(of: Register): Register {
    return {
      real: of.real.clone(),
      box: this.sharing ? of.box : { model: of.box.model },
      modified: false,
      twin: of.twin && { ...of.twin, copy: of.twin.copy.clone() },
    };
  }
}

/** The number of the space with this rank; 0 is the environment itself. */
export function spaceAt({ box }: Register, rank: number): number {
  const ids = [...box.model.spaces.keys()];
  return ids[rank % ids.length] as number;
}

export function spaceIn(register: Register, id: number): Space {
  return id === 0 ? register.real : register.real.space(id);
}
