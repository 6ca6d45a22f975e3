/** Printing and formatting. */
import { GROUNDED, text, UNIT, type Atom, type Grounded } from '@forkspace/spec';
import type { Machine } from '../reduction/machine.ts';
import { OperationError } from '../reduction/operation.ts';
import { formatRaw } from '../syntax/format.ts';
import { itemsOf } from './expressions.ts';
import { operation } from './define.ts';

/** An atom as a person reads it: a string by itself without quotes. */
export function shown(m: Machine, atom: Atom): string {
  return formatRaw(atom, (id) => m.view.readState(id));
}

/** Replaces each `{}` of a template in turn; `{{` and `}}` stand for braces, as in Rust and Python. */
export function fillTemplate(template: string, values: readonly string[]): string {
  let next = 0;
  return template.replace(/\{\{|\}\}|\{\}/g, (found) =>
    found === '{}' ? (values[next++] ?? '') : found.charAt(0),
  );
}

export function outputOperations(): Grounded<'host'>[] {
  return [
    operation('println!', '(-> %Undefined% (->))', ([atom], m) => {
      m.host.print(shown(m, atom as Atom));
      return UNIT;
    }),
    operation('trace!', '(-> %Undefined% Atom %Undefined%)', ([shownAtom, value], m) => {
      m.host.trace(shown(m, shownAtom as Atom));
      return value;
    }),
    operation('format-args', '(-> String Expression String)', ([template, values], m) => {
      if (template?.kind !== GROUNDED || template.tag !== 'string') {
        throw new OperationError(
          'format-args expects format string as a first argument and expression as a second argument',
        );
      }
      return text(
        fillTemplate(
          template.value,
          itemsOf(values).map((v) => shown(m, v)),
        ),
      );
    }),
    operation('print-alternatives!', '(-> Atom Expression (->))', ([title, list], m) => {
      const items = itemsOf(list);
      m.host.print(`${items.length} ${shown(m, title as Atom)}:`);
      for (const item of items) m.host.print(`    ${shown(m, item)}`);
      return UNIT;
    }),
  ];
}
