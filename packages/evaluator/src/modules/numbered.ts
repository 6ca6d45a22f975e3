/**
 * What an environment's bindings say about one of its spaces or state cells. The number is part of the binding's name, for
 * fast finding; a reference is part of its value, because an environment that was read from bytes has other
 * numbers than the one that was written, and only references follow. What is found under a number that is not
 * that of its reference is out of date.
 */
import { EXPRESSION, ExpressionAtom, GROUNDED, type Atom, type Environment } from '@forkspace/spec';

/** `(reference value)` under `subject@number:detail`. */
const NAME = /^(name|folder|imports|token|token-order|state-type)@(\d+):([^]*)$/;

export type Subject = 'name' | 'folder' | 'imports' | 'token' | 'token-order' | 'state-type';

/** A reference to a space or a state cell. */
export type Reference = Atom & { readonly value: number };

/** Names made lately, by subject and then by the last digits of the number: the same few are asked for over and over. */
const RECENT = 256;
const recent = new Map<Subject, { readonly ids: number[]; readonly names: string[] }>();

function nameOf(subject: Subject, id: number, detail: string): string {
  if (detail !== '') return `${subject}@${id}:${detail}`;
  let known = recent.get(subject);
  if (known === undefined) recent.set(subject, (known = { ids: [], names: [] }));
  const at = id % RECENT;
  if (known.ids[at] !== id) {
    known.ids[at] = id;
    known.names[at] = `${subject}@${id}:`;
  }
  return known.names[at] as string;
}

function referenceIn(held: Atom | undefined): number | undefined {
  const reference = held?.kind === EXPRESSION ? held.items[0] : undefined;
  if (reference?.kind !== GROUNDED) return undefined;
  return reference.tag === 'space' || reference.tag === 'state' ? reference.value : undefined;
}

/** Says something about a space or a cell. O(1). */
export function bindNumbered(
  environment: Environment,
  subject: Subject,
  about: Reference,
  value: Atom,
  detail = '',
): void {
  environment.bind(nameOf(subject, about.value, detail), new ExpressionAtom([about, value]));
}

/** What was said about it; the same object until something else is said. O(1). */
export function numbered(
  environment: Environment,
  subject: Subject,
  id: number,
  detail = '',
): Atom | undefined {
  const held = environment.binding(nameOf(subject, id, detail));
  return held !== undefined && referenceIn(held) === id
    ? (held as ExpressionAtom).items[1]
    : undefined;
}

/** Everything said on a subject about one space or cell, by detail. O(bindings of the environment). */
export function allNumbered(
  environment: Environment,
  subject: Subject,
  id: number,
): (readonly [detail: string, value: Atom])[] {
  const prefix = nameOf(subject, id, '');
  const found: [string, Atom][] = [];
  for (const [name, held] of environment.bindings()) {
    if (name.startsWith(prefix) && referenceIn(held) === id)
      found.push([name.slice(prefix.length), (held as ExpressionAtom).items[1] as Atom]);
  }
  return found;
}

/** Puts everything under the numbers that spaces and cells have now: to be done with an environment from elsewhere. O(bindings). */
export function renumber(environment: Environment): void {
  for (const [name, held] of environment.bindings()) {
    const parts = NAME.exec(name);
    const now = parts === null ? undefined : referenceIn(held);
    if (parts !== null && now !== undefined && now !== Number(parts[2]))
      environment.bind(nameOf(parts[1] as Subject, now, parts[3] as string), held);
  }
}
