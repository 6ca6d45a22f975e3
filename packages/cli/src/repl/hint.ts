/** "did you mean", for a call that nothing has reduced because its head is misspelt. */
import { EXPRESSION, SYMBOL, type Atom, type Environment } from '@forkspace/spec';
import { nearestName } from '../nearest-name.ts';

/** Names that rules or the language give a meaning as a head. O(rules). */
function callable(environment: Environment, language: readonly string[]): Set<string> {
  const names = new Set(language);
  for (const { head } of environment.rules()) {
    const first = head.kind === EXPRESSION ? head.items[0] : head;
    if (first?.kind === SYMBOL) names.add(first.name);
  }
  return names;
}

/**
 * The name that was probably meant. Only for a result whose head nobody knows: not a rule, not the
 * language, and no atom of the environment either.
 */
export function hintFor(
  results: readonly Atom[],
  environment: Environment,
  language: readonly string[],
  known: readonly string[],
): string | undefined {
  const [result] = results;
  const head = results.length === 1 && result?.kind === EXPRESSION ? result.items[0] : undefined;
  if (head?.kind !== SYMBOL || known.includes(head.name)) return undefined;
  const near = nearestName(
    head.name,
    [...callable(environment, language)].filter((name) => name.length > 2),
  );
  return near === undefined ? undefined : `nothing reduces (${head.name} …); did you mean ${near}?`;
}
