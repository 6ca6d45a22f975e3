/** A caller that keeps what it was given, and one that tries to change it. */
import { symbol, variable, type Atom, type Environment, type Space } from '@forkspace/spec';
import { atom, atoms } from '../notation.ts';

/** Every list that a space gives, by name. */
export function listsOf(space: Space): Record<string, readonly unknown[]> {
  return {
    'atoms()': space.atoms(),
    'rules()': space.rules(),
    'facts()': space.facts(),
    'matchingRules(f, 1)': space.matchingRules('f', 1),
    'matchingRules(g, 2)': space.matchingRules('g', 2),
    'ruleGroup(f, 1).all': space.ruleGroup(symbol('f'), 1)?.all ?? [],
    'wildcardRules().all': space.wildcardRules()?.all ?? [],
    'typeGroup(f).all': space.typeGroup(symbol('f'))?.all ?? [],
    'typesOf(f)': space.typesOf('f'),
    'candidates((f $x))': space.candidates(atom('(f $x)')),
    'query((f $x))': space.query(atom('(f $x)')),
    'query($x)': space.query(atom('$x')),
    'suggest(g)': space.suggest('g'),
    'select()': space.ruleGroup(symbol('f'), 1)?.select(atoms('a')) ?? [],
  };
}

/** Everything that a caller might change in what was returned; what is refused is refused. */
export function vandalise(environment: Environment): void {
  const attempt = (act: () => void): void => {
    try {
      act();
    } catch {
      // Refusing is one of the two right answers; the other is a copy.
    }
  };
  const lists = [
    ...Object.values(listsOf(environment)),
    environment.bindings(),
    environment.spaceIds(),
    environment.stateIds(),
  ];
  for (const list of lists as unknown[][]) {
    attempt(() => list.push(atom('vandal')));
    attempt(() => list.splice(0, 1));
    attempt(() => void (list[0] = atom('vandal')));
    attempt(() => void (list.length = 0));
    attempt(() => list.reverse());
  }
  for (const match of environment.query(atom('$x')) as readonly { atom: Atom }[])
    attempt(() => void (match.atom = atom('vandal')));
  // The same answers may be remembered for whoever asks next.
  const remembered = environment.query(atom('(f $x)')) as readonly {
    readonly bindings: { set?(v: Atom, value: Atom): void };
  }[];
  for (const { bindings } of remembered)
    attempt(() => bindings.set?.(variable('x'), atom('vandal')));
  for (const pair of environment.bindings())
    attempt(() => void Object.assign(pair, { 1: atom('vandal') }));
  attempt(() => void Object.assign(environment.statistics(), { atoms: -1 }));
  attempt(() => environment.export().fill(0));
}
