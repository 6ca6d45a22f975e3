/**
 * Atoms with their variables replaced. Shallow atoms are walked on the host's stack, because that is
 * fastest; below a fixed depth the walk goes on with a stack of its own.
 */
import { EXPRESSION, ExpressionAtom, VARIABLE, VariableAtom, type Atom } from '@forkspace/spec';
import { Cell, cellFor, follow, freshCell, type Registers } from './variables.ts';

const HOST_DEPTH = 400;

/** How many variables were replaced by something other than a variable, ever. */
let replaced = 0;

/**
 * A new expression of these items. It keeps the mark of the one it was made from, unless a variable got
 * a value since `before`: what nothing reduced with a variable may be reduced with the value.
 */
function rebuilt(items: Atom[], source: ExpressionAtom, before: number): ExpressionAtom {
  const made = new ExpressionAtom(items);
  if (replaced === before) made.mark = source.mark;
  return made;
}

/** What a variable is replaced by. */
function noted(value: Atom): Atom {
  if (value.kind !== VARIABLE) replaced++;
  return value;
}

/** Replaces leaves by what `leaf` gives for them, everywhere; ground parts are left alone and shared. */
function mapVariables(atom: Atom, leaf: (v: Cell) => Atom, depth = 0): Atom {
  if (atom.ground) return atom;
  if (atom.kind === VARIABLE) return noted(leaf(atom as Cell));
  if (atom.kind !== EXPRESSION) return atom;
  if (depth >= HOST_DEPTH) return mapDeep(atom, leaf);
  const before = replaced;
  const source = atom.items;
  let items: Atom[] | undefined;
  for (let i = 0; i < source.length; i++) {
    const item = source[i] as Atom;
    const mapped = item.ground ? item : mapVariables(item, leaf, depth + 1);
    if (items !== undefined) items.push(mapped);
    else if (mapped !== item) {
      items = source.slice(0, i);
      items.push(mapped);
    }
  }
  return items === undefined ? atom : rebuilt(items, atom, before);
}

/** An expression that is being rebuilt. */
interface Rebuilding {
  readonly source: ExpressionAtom;
  readonly items: Atom[];
  readonly before: number;
}

function mapDeep(atom: ExpressionAtom, leaf: (v: Cell) => Atom): Atom {
  const pending: Rebuilding[] = [{ source: atom, items: [], before: replaced }];
  for (;;) {
    const top = pending.at(-1) as Rebuilding;
    const item = top.source.items[top.items.length];
    if (item === undefined) {
      pending.pop();
      const made = rebuilt(top.items, top.source, top.before);
      const outer = pending.at(-1);
      if (outer === undefined) return made;
      outer.items.push(made);
    } else if (item.kind === EXPRESSION && !item.ground)
      pending.push({ source: item, items: [], before: replaced });
    else top.items.push(item.kind === VARIABLE ? mapVariables(item, leaf, HOST_DEPTH) : item);
  }
}

/**
 * A template with its slots filled and its bound variables replaced. The values are not walked, so the
 * cost is the template's size; a value that is itself not ground may still hold bound variables.
 */
export function fill(template: Atom, registers: Registers): Atom {
  if (template.ground) return template;
  if (template.kind === VARIABLE) {
    const cell = template as Cell;
    return follow(cell.slot >= 0 ? (registers[cell.slot] as Atom) : cell);
  }
  return mapVariables(template, (cell) =>
    follow(cell.slot >= 0 ? (registers[cell.slot] as Atom) : cell),
  );
}

/** An atom without slots, with every bound variable replaced by its whole value. O(size of the result). */
export function resolve(atom: Atom): Atom {
  if (atom.ground) return atom;
  return resolveAt(atom, 0);
}

function resolveAt(atom: Atom, depth: number): Atom {
  let at = atom;
  for (;;) {
    if (at.ground) {
      if (at !== atom) replaced++;
      return at;
    }
    if (at.kind !== VARIABLE) break;
    const value = (at as Cell).value;
    if (value === undefined) return at;
    at = value;
  }
  if (at !== atom) replaced++;
  if (depth >= HOST_DEPTH) return resolveDeep(at as ExpressionAtom);
  const before = replaced;
  const expression = at as ExpressionAtom;
  const source = expression.items;
  let items: Atom[] | undefined;
  for (let i = 0; i < source.length; i++) {
    const item = source[i] as Atom;
    const mapped = item.ground ? item : resolveAt(item, depth + 1);
    if (items !== undefined) items.push(mapped);
    else if (mapped !== item) {
      items = source.slice(0, i);
      items.push(mapped);
    }
  }
  return items === undefined ? expression : rebuilt(items, expression, before);
}

function resolveDeep(atom: ExpressionAtom): Atom {
  const pending: Rebuilding[] = [{ source: atom, items: [], before: replaced }];
  for (;;) {
    const top = pending.at(-1) as Rebuilding;
    const next = top.source.items[top.items.length];
    if (next === undefined) {
      pending.pop();
      const made = rebuilt(top.items, top.source, top.before);
      const outer = pending.at(-1);
      if (outer === undefined) return made;
      outer.items.push(made);
      continue;
    }
    const item = next.kind === VARIABLE ? noted(follow(next)) : next;
    if (item.kind === EXPRESSION && !item.ground)
      pending.push({ source: item, items: [], before: replaced });
    else top.items.push(item);
  }
}

/** Variables are the same when name and number are; as a key of a map. */
function keyOf(v: VariableAtom): string {
  return `${v.id}#${v.name}`;
}

/** The atom with each of its variables replaced by a cell that prints alike: source text made ready to evaluate. O(size). */
export function withCells(atom: Atom): Atom {
  if (atom.ground) return atom;
  const cells = new Map<string, Cell>();
  return mapVariables(atom, (v) => {
    const key = keyOf(v);
    let cell = cells.get(key);
    if (cell === undefined) cells.set(key, (cell = cellFor(v)));
    return cell;
  });
}

/** The atom with fresh variables, equal ones renamed alike. O(size); ground atoms come back as they are. */
export function renamed(atom: Atom): Atom {
  if (atom.ground) return atom;
  // Many atoms have but one variable, and need no map.
  let first: Cell | undefined;
  let firstCell: Cell | undefined;
  let cells: Map<string, Cell> | undefined;
  return mapVariables(atom, (v) => {
    if (first === undefined) {
      first = v;
      return (firstCell = freshCell(v.name));
    }
    if (v === first || (v.id === first.id && v.name === first.name)) return firstCell as Cell;
    const key = keyOf(v);
    let cell = (cells ??= new Map()).get(key);
    if (cell === undefined) cells.set(key, (cell = freshCell(v.name)));
    return cell;
  });
}

/** The same, leaving the variables that `keep` names alone. O(size). */
export function renamedExcept(atom: Atom, keep: ReadonlySet<Atom>): Atom {
  if (atom.ground) return atom;
  const cells = new Map<Cell, Cell>();
  return mapVariables(atom, (v) => {
    if (keep.has(v)) return v;
    let cell = cells.get(v);
    if (cell === undefined) cells.set(v, (cell = freshCell(v.name)));
    return cell;
  });
}

/** The atom with one variable replaced. O(size). */
export function substituteOne(atom: Atom, variable: Atom, value: Atom): Atom {
  return mapVariables(atom, (v) => (v === variable ? value : v));
}

/** A resolved atom with plain variables in place of cells, as spaces hold it and callers get it. O(size). */
export function exported(atom: Atom): Atom {
  if (atom.ground) return atom;
  const plain = new Map<Cell, VariableAtom>();
  return mapVariables(resolve(atom), (v) => {
    if (!(v instanceof Cell)) return v;
    let made = plain.get(v);
    if (made === undefined) plain.set(v, (made = new VariableAtom(v.name, v.id)));
    return made;
  });
}
