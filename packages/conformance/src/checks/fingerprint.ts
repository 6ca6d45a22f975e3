/** Everything that can be observed in an environment, as one text: equal texts, equal environments. */
import type { Environment, Space } from '@forkspace/spec';
import { symbol } from '@forkspace/spec';
import { write } from '../notation.ts';
import { atom } from '../notation.ts';

const HEADS = ['f', 'g', 'h'];
const PATTERNS = ['$x', '(f $x)', '(= (f $x) $y)', '(: $x $y)'];

function spacePrint(space: Space): string {
  return JSON.stringify({
    atoms: space.atoms().map(write),
    rules: space.rules().map((rule) => write(rule.atom)),
    facts: space.facts().map(write),
    size: [space.size, space.ruleCount],
    counts: [...new Set(space.atoms().map(write))].map((text) => space.count(atom(text))),
    lookups: HEADS.flatMap((head) =>
      [1, 2].map((arity) => space.matchingRules(head, arity).map((rule) => write(rule.atom))),
    ),
    groups: HEADS.map((head) => space.ruleGroup(symbol(head), 1)?.size),
    wildcard: space.wildcardRules()?.all.map((rule) => write(rule.atom)),
    types: HEADS.map((head) => space.typesOf(head).map(write)),
    queries: PATTERNS.map((pattern) =>
      space.query(atom(pattern)).map((match) => write(match.atom)),
    ),
    suggestions: ['g', 'ff', 'typ'].map((name) => space.suggest(name)),
  });
}

/**
 * One text for all content: first space, further spaces by number, cells and bindings. Names of variables
 * count. O(content).
 */
export function fingerprint(environment: Environment): string {
  return JSON.stringify({
    self: spacePrint(environment),
    spaces: environment.spaceIds().map((id) => [id, spacePrint(environment.space(id))]),
    states: environment.stateIds().map((id) => [id, write(environment.readState(id))]),
    bindings: environment.bindings().map(([name, value]) => [name, write(value)]),
    statistics: Object.entries(environment.statistics()).sort(([a], [b]) => (a < b ? -1 : 1)),
  });
}

/** The same without the numbers of spaces and cells: equal for an environment and its copy from bytes. */
export function portablePrint(environment: Environment): string {
  return JSON.stringify({
    self: spacePrint(environment),
    spaces: environment.spaceIds().map((id) => spacePrint(environment.space(id))),
    states: environment.stateIds().map((id) => write(environment.readState(id))),
    bindings: environment.bindings().map(([name, value]) => [name, write(value)]),
  });
}
