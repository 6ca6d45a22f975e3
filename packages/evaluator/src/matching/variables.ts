/**
 * Variables as the machine sees them. Source text and spaces hold plain `VariableAtom`s, which are
 * never bound. While an atom is evaluated its variables are cells: binding one is a single write, and
 * the trail undoes it when the next alternative is tried. In a compiled rule they are slots instead:
 * places in the array of registers of one application.
 */
import { VARIABLE, VariableAtom, type Atom } from '@forkspace/spec';

let lastAge = 0;

/** A variable that can be bound (`slot` -1), or a place in the registers of a rule (`slot` 0 and up). */
export class Cell extends VariableAtom {
  /** What it is bound to; undefined while it is free. */
  value: Atom | undefined = undefined;
  /** Whether the trail counts when it gets a value. */
  watched = false;
  readonly slot: number;
  /** Order of creation. A choice need not remember bindings of cells younger than itself. */
  readonly age: number;

  constructor(name: string, id: number, slot: number, age: number) {
    super(name, id);
    this.slot = slot;
    this.age = age;
  }
}

/** A free variable that differs from all others; it prints as `$name#number`. O(1). */
export function freshCell(name: string): Cell {
  const age = ++lastAge;
  return new Cell(name, age, -1, age);
}

/** A free variable that prints like the one it stands for. O(1). */
export function cellFor(v: VariableAtom): Cell {
  return new Cell(v.name, v.id, -1, ++lastAge);
}

/** A place in the registers of a rule. O(1). */
export function slotFor(name: string, slot: number): Cell {
  return new Cell(name, 0, slot, 0);
}

/** The age of slots that are the variable of one `chain` and occur nowhere but in its template. */
const OWNED = 1;

/** The same place, known to belong to one `chain` alone. O(1). */
export function ownedSlot(place: Cell): Cell {
  return new Cell(place.name, 0, place.slot, OWNED);
}

/** Whether an atom is a place that belongs to one `chain` alone. O(1). */
export function isOwned(atom: Atom): boolean {
  return atom.kind === VARIABLE && (atom as Cell).slot >= 0 && (atom as Cell).age === OWNED;
}

/** The age that the next cell will have at least. O(1). */
export function ageNow(): number {
  return lastAge + 1;
}

/** Follows bound cells to a value or a free variable. O(length of the chain). */
export function follow(atom: Atom): Atom {
  let at = atom;
  while (at.kind === VARIABLE) {
    const value = (at as Cell).value;
    if (value === undefined) return at;
    at = value;
  }
  return at;
}

/** Values of a rule's slots. */
export type Registers = Atom[];

/** For atoms without slots. Never written to. */
export const NO_REGISTERS: Registers = [];

/** What a leaf of a template stands for, bindings followed; anything else is itself. O(length of the chain). */
export function valueAt(item: Atom, registers: Registers): Atom {
  if (item.kind !== VARIABLE) return item;
  const slot = (item as Cell).slot;
  return follow(slot >= 0 ? (registers[slot] as Atom) : item);
}
