/**
 * A batch written in place. Copying first, to have something to go back to, would cost in proportion to the
 * content; so what went in before the failure is taken out again, newest first, and the marks are put back.
 * Only a store that fails can make it fail: arguments have been checked.
 */
import type { Atom } from '../atoms/atom.ts';
import type { Content } from './content.ts';
import type { Occurrence } from './occurrence.ts';

/** Adds all atoms, or, if that throws, none: groups of the keys concerned may then be other objects with the same content. */
export function insertAll(content: Content, batch: readonly Atom[], version: number): void {
  // The order goes on: a bucket may still know the places of what was taken out.
  const { rulesStamp, typesStamp, contentStamp, listing } = content;
  const added: Occurrence[] = [];
  try {
    for (const atom of batch) added.push(content.insert(atom, version));
  } catch (error) {
    while (added.length > 0) content.take(added.pop() as Occurrence, version);
    Object.assign(content, { rulesStamp, typesStamp, contentStamp, listing });
    throw error;
  }
}
