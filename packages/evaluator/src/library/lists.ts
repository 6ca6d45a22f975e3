/**
 * `map-atom`, `filter-atom`, `foldl-atom` and `for-each-in-atom`: templates applied to the items of a
 * list, one frame for the whole list. Variables of the template are sealed for each item.
 */
import { EXPRESSION, ExpressionAtom, FALSE, TRUE, UNIT, type Atom } from '@forkspace/spec';
import { fill, renamedExcept, resolve, substituteOne } from '../matching/substitute.ts';
import { follow, NO_REGISTERS } from '../matching/variables.ts';
import { continueWith } from '../reduction/call-operation.ts';
import { Frame } from '../reduction/frame.ts';
import type { Machine } from '../reduction/machine.ts';
import { isError } from '../reduction/meta.ts';
import { isInstruction } from '../reduction/minimal.ts';
import { EMPTY, NO_RETURN, UNDEFINED, errorAtom, message } from '../symbols.ts';
import { form, type FormDefinition } from './define.ts';

/** The template for one item: its own variables fresh, the parameter replaced. O(size of the template). */
function instance(template: Atom, parameter: Atom, item: Atom): Atom {
  if (template.ground) return template;
  return substituteOne(renamedExcept(template, new Set([parameter])), parameter, item);
}

abstract class PerItem extends Frame {
  protected at: number;
  protected readonly items: readonly Atom[];

  constructor(items: readonly Atom[], at: number) {
    super();
    this.items = items;
    this.at = at;
  }
}

class MapItems extends PerItem {
  readonly #parameter: Atom;
  readonly #template: Atom;
  readonly #results: Atom[];

  constructor(
    items: readonly Atom[],
    at: number,
    parameter: Atom,
    template: Atom,
    results: Atom[],
  ) {
    super(items, at);
    this.#parameter = parameter;
    this.#template = template;
    this.#results = results;
  }

  /** From the last item to the first, as the definition by recursion does it. */
  next(m: Machine): void {
    while (--this.at >= 0) {
      const atom = instance(this.#template, this.#parameter, this.items[this.at] as Atom);
      if (isInstruction(atom)) {
        m.push(this);
        return m.minimal(atom, NO_REGISTERS);
      }
      this.#results[this.at] = atom;
    }
    m.evaluate(new ExpressionAtom(this.#results), NO_REGISTERS, UNDEFINED);
  }

  override resume(m: Machine, value: Atom): void {
    this.#results[this.at] = value;
    this.next(m);
  }

  override again(): Frame {
    return new MapItems(
      this.items,
      this.at,
      this.#parameter,
      this.#template,
      this.#results.slice(),
    );
  }
}

class FilterItems extends PerItem {
  readonly #parameter: Atom;
  readonly #template: Atom;
  readonly #kept: Atom[];
  readonly #call: Atom;

  constructor(
    items: readonly Atom[],
    at: number,
    parameter: Atom,
    template: Atom,
    kept: Atom[],
    call: Atom,
  ) {
    super(items, at);
    this.#parameter = parameter;
    this.#template = template;
    this.#kept = kept;
    this.#call = call;
  }

  next(m: Machine): void {
    const item = this.items[++this.at];
    if (item === undefined) {
      const list = new ExpressionAtom(this.#kept);
      return m.evaluate(list, NO_REGISTERS, UNDEFINED);
    }
    m.push(this);
    const atom = instance(this.#template, this.#parameter, item);
    if (isInstruction(atom)) m.minimal(atom, NO_REGISTERS);
    else m.evaluate(atom, NO_REGISTERS, UNDEFINED);
  }

  override resume(m: Machine, value: Atom): void {
    const verdict = follow(value);
    if (verdict === TRUE) this.#kept.push(this.items[this.at] as Atom);
    else if (verdict !== FALSE)
      return m.give(isError(verdict) ? verdict : errorAtom(resolve(this.#call), NO_RETURN));
    this.next(m);
  }

  override again(): Frame {
    return new FilterItems(
      this.items,
      this.at,
      this.#parameter,
      this.#template,
      this.#kept.slice(),
      this.#call,
    );
  }
}

class FoldItems extends PerItem {
  readonly #left: Atom;
  readonly #right: Atom;
  readonly #template: Atom;
  readonly #type: Atom;

  constructor(
    items: readonly Atom[],
    at: number,
    left: Atom,
    right: Atom,
    template: Atom,
    type: Atom,
  ) {
    super(items, at);
    this.#left = left;
    this.#right = right;
    this.#template = template;
    this.#type = type;
  }

  next(m: Machine, value: Atom): void {
    const item = this.items[++this.at];
    if (item === undefined) return continueWith(m, value, this.#type);
    m.push(this);
    const sealed = renamedExcept(this.#template, new Set([this.#left, this.#right]));
    m.evaluate(
      substituteOne(substituteOne(sealed, this.#left, value), this.#right, item),
      NO_REGISTERS,
      UNDEFINED,
    );
  }

  override resume(m: Machine, value: Atom): void {
    if (value === EMPTY) m.fail();
    else this.next(m, value);
  }

  override again(): Frame {
    return new FoldItems(this.items, this.at, this.#left, this.#right, this.#template, this.#type);
  }
}

/** The items; undefined for what is no list: then the definitions by recursion find no item at all. */
function listOf(atom: Atom | undefined): readonly Atom[] | undefined {
  const at = atom === undefined ? undefined : follow(atom);
  return at?.kind === EXPRESSION ? at.items : undefined;
}

export const listForms: readonly FormDefinition[] = [
  form('map-atom', '(-> Expression Variable Atom Expression)', (m, values, call, registers) => {
    const items = listOf(values[1]);
    if (items === undefined) return m.give(UNIT);
    const template = resolve(fill(call.items[3] as Atom, registers));
    new MapItems(
      items,
      items.length,
      follow(values[2] as Atom),
      template,
      new Array<Atom>(items.length),
    ).next(m);
  }),
  form('filter-atom', '(-> Expression Variable Atom Expression)', (m, values, call, registers) => {
    const items = listOf(values[1]);
    if (items === undefined) return m.give(UNIT);
    const template = resolve(fill(call.items[3] as Atom, registers));
    new FilterItems(items, -1, follow(values[2] as Atom), template, [], fill(call, registers)).next(
      m,
    );
  }),
  form(
    'foldl-atom',
    '(-> Expression Atom Variable Variable Atom %Undefined%)',
    (m, values, call, registers, type) => {
      const items = listOf(values[1]);
      if (items === undefined)
        return m.give(
          errorAtom(resolve(fill(call, registers)), message('Atom is not an ExpressionAtom')),
        );
      const template = resolve(fill(call.items[5] as Atom, registers));
      const fold = new FoldItems(
        items,
        -1,
        follow(values[3] as Atom),
        follow(values[4] as Atom),
        template,
        type,
      );
      fold.next(m, resolve(fill(call.items[2] as Atom, registers)));
    },
  ),
];
