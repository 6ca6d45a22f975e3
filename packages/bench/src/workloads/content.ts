/** What the environments of the workloads hold, and the digest by which their answers are checked. */
import {
  EQUALS,
  expression,
  integer,
  symbol,
  variable,
  type Atom,
  type Environment,
  type EnvironmentBackend,
  type SymbolAtom,
} from '@forkspace/spec';

/** `(= (NAME $x) (body $x NUMBER))`: a rule under a head of its own. */
export function rule(name: string, number: number): Atom {
  const x = variable('x');
  return expression(
    EQUALS,
    expression(symbol(name), x),
    expression(symbol('body'), x, integer(number)),
  );
}

/** `total` rules under `total` heads `PREFIX0`, `PREFIX1`, … */
export function rules(total: number, prefix = 'f'): Atom[] {
  return Array.from({ length: total }, (_, i) => rule(prefix + i, i));
}

/** The heads of {@link rules}. */
export function heads(total: number, prefix = 'f'): SymbolAtom[] {
  return Array.from({ length: total }, (_, i) => symbol(prefix + i));
}

/** `(edge nI nJ)`: `total` facts in which every node has ten successors. */
export function edges(total: number, prefix = 'n'): Atom[] {
  const nodes = Math.max(1, Math.ceil(total / 10));
  return Array.from({ length: total }, (_, i) =>
    expression(
      symbol('edge'),
      symbol(`${prefix}${i % nodes}`),
      symbol(`${prefix}${(i * 7919 + 13) % nodes}`),
    ),
  );
}

/** An environment that holds these atoms and has been cloned once, as one in use has. */
export function filled(backend: EnvironmentBackend, atoms: readonly Atom[]): Environment {
  const environment = backend.create();
  environment.addAll(atoms);
  return environment.clone();
}

/** {@link rules} of this number, and an environment {@link filled} with them. */
export function based(
  backend: EnvironmentBackend,
  size: number,
): { readonly content: readonly Atom[]; readonly base: Environment } {
  const content = rules(size);
  return { content, base: filled(backend, content) };
}

/**
 * A digest of a bag of atoms, whatever their order: equal bags give equal digests in every process.
 * The sums stay exact: fewer than 2^20 terms of 32 bits each.
 */
export function digest(...bags: readonly (readonly Atom[])[]): string {
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (const bag of bags) {
    for (const { hash } of bag) {
      count++;
      sum += hash >>> 0;
      squares += Math.imul(hash, hash ^ 0x9e3779b9) >>> 0;
    }
  }
  return `${count}:${sum.toString(36)}:${squares.toString(36)}`;
}

/** The digest of everything in the first space. */
export function digestOf(environment: Environment): string {
  return `${digest(environment.atoms())}:${environment.ruleCount}`;
}

/** What {@link digestOf} must be for an environment that holds just these rules. */
export function digestOfRules(...bags: readonly (readonly Atom[])[]): string {
  return `${digest(...bags)}:${bags.reduce((total, bag) => total + bag.length, 0)}`;
}
