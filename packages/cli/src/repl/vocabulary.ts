/** The names a user can mean at the prompt: those of the environment, the language and the commands. */
import { EXPRESSION, GROUNDED, SYMBOL, type Atom, type Environment } from '@forkspace/spec';

/** Adds every name in an atom to a set. Nesting costs heap only. O(size). */
function collectNames(root: Atom, names: Set<string>): void {
  const pending: Atom[] = [root];
  for (let atom = pending.pop(); atom !== undefined; atom = pending.pop()) {
    if (atom.kind === SYMBOL) names.add(atom.name);
    else if (atom.kind === GROUNDED && atom.tag === 'host') names.add(atom.value.name);
    else if (atom.kind === EXPRESSION) for (const item of atom.items) pending.push(item);
  }
}

export class Vocabulary {
  readonly #language: readonly string[];
  #stamp: unknown;
  #names: readonly string[] = [];

  /** `language` are the names that need no environment. */
  constructor(language: Iterable<string>) {
    this.#language = [...language];
  }

  /** Every name, in order. O(content), once per content. */
  names(environment: Environment): readonly string[] {
    if (this.#stamp !== environment.environmentStamp) {
      const names = new Set(this.#language);
      for (const atom of environment.atoms()) collectNames(atom, names);
      for (const [name] of environment.bindings()) names.add(name);
      this.#names = [...names].sort();
      this.#stamp = environment.environmentStamp;
    }
    return this.#names;
  }

  /** What the word at the end of a line could become, and that word. */
  complete(
    line: string,
    environment: Environment,
    commands: readonly string[],
  ): [string[], string] {
    const word = /[^\s()"]*$/.exec(line)?.[0] ?? '';
    const known = line === word && word.startsWith(':') ? commands : this.names(environment);
    return [word === '' ? [] : known.filter((name) => name.startsWith(word)), word];
  }
}
