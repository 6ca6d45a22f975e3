/**
 * The minimal instructions: `eval`, `chain`, `unify`, `function` and their like. They run an atom as it
 * is; evaluating in the full sense is one of them, `metta`.
 */
import {
  EXPRESSION,
  ExpressionAtom,
  GROUNDED,
  SYMBOL,
  VARIABLE,
  symbol,
  type Atom,
  type SymbolAtom,
} from '@forkspace/spec';
import { fill, resolve, substituteOne } from '../matching/substitute.ts';
import { occurs, unify } from '../matching/unify.ts';
import { follow, isOwned, NO_REGISTERS, type Cell, type Registers } from '../matching/variables.ts';
import { EMPTY, NO_RETURN, NOT_REDUCIBLE, RETURN, errorAtom, message } from '../symbols.ts';
import { format } from '../syntax/format.ts';
import { perform } from './call-operation.ts';
import { Frame } from './frame.ts';
import { inlineStep } from './inline.ts';
import type { Machine } from './machine.ts';
import { prepended, tailOf } from './data-lists.ts';
import { Operation, OperationError } from './operation.ts';
import { CollapseBind, pairsOf, SuperposeBind } from './collapse-bind.ts';
import { spaceMatches } from './space-query.ts';

type Instruction = (m: Machine, call: ExpressionAtom, registers: Registers) => void;

const instructions = new Map<SymbolAtom, Instruction>();

/** Whether an atom is a call of a minimal instruction. O(1). */
export function isInstruction(atom: Atom): boolean {
  if (atom.kind !== EXPRESSION) return false;
  const head = atom.first;
  return head !== undefined && head.kind === SYMBOL && instructions.has(head);
}

/** One turn of the machine in minimal mode. */
export function stepMinimal(m: Machine, given: Atom, registers: Registers): void {
  let code = given;
  let within = registers;
  if (code.kind === VARIABLE) {
    const slot = (code as Cell).slot;
    code = follow(slot >= 0 ? (registers[slot] as Atom) : code);
    within = NO_REGISTERS;
  }
  if (code.kind === EXPRESSION) {
    let head = code.first;
    if (head?.kind === VARIABLE)
      head = follow((head as Cell).slot >= 0 ? (within[(head as Cell).slot] as Atom) : head);
    const instruction = head?.kind === SYMBOL ? instructions.get(head) : undefined;
    if (instruction !== undefined) return instruction(m, code, within);
  }
  m.give(fill(code, within));
}

function wrongShape(
  m: Machine,
  call: ExpressionAtom,
  registers: Registers,
  expected: string,
): void {
  const whole = resolve(fill(call, registers));
  m.give(errorAtom(whole, message(`expected: ${expected}, found: ${format(whole)}`)));
}

/** Runs `(function body)`, for a call if there is one: until `(return atom)`. */
export function runFunction(
  m: Machine,
  caller: Atom | undefined,
  call: ExpressionAtom,
  registers: Registers,
): void {
  const body = call.items[1];
  if (
    call.items.length !== 2 ||
    body === undefined ||
    (body.kind !== EXPRESSION && body.kind !== VARIABLE)
  ) {
    return wrongShape(m, call, registers, '(function (: <body> Expression))');
  }
  m.push(new FunctionFrame(caller));
  m.minimal(body, registers);
}

class FunctionFrame extends Frame {
  override readonly evaluates = false;
  readonly #caller: Atom | undefined;

  constructor(caller: Atom | undefined) {
    super();
    this.#caller = caller;
  }

  override resume(m: Machine, value: Atom): void {
    const at = follow(value);
    if (at.kind === EXPRESSION && at.size === 2 && follow(at.items[0] as Atom) === RETURN) {
      return m.give(follow(at.items[1] as Atom));
    }
    if (!isInstruction(at)) return m.give(errorAtom(resolve(this.#caller ?? at), NO_RETURN));
    m.push(this);
    m.minimal(at, NO_REGISTERS);
  }

  override again(): Frame {
    return this;
  }
}

class ChainFrame extends Frame {
  override readonly evaluates = false;
  readonly #variable: Cell;
  readonly #owned: boolean;
  readonly #template: Atom;
  readonly #registers: Registers;

  /** `owned`: nothing but the template mentions the variable, so that it may be bound. */
  constructor(variable: Cell, owned: boolean, template: Atom, registers: Registers) {
    super();
    this.#variable = variable;
    this.#owned = owned;
    this.#template = template;
    this.#registers = registers;
  }

  override resume(m: Machine, value: Atom): void {
    const variable = this.#variable;
    if (this.#owned && variable.value === undefined && (value.ground || !occurs(variable, value))) {
      m.trail.bind(variable, value);
      return m.minimal(this.#template, this.#registers);
    }
    // Others mention the variable, or the value itself does: it is replaced in the template, once.
    m.minimal(substituteOne(fill(this.#template, this.#registers), variable, value), NO_REGISTERS);
  }

  override again(): Frame {
    return this;
  }
}

/** Tries to unify; on success the bindings stay. */
export function tryUnify(m: Machine, left: Atom, right: Atom): boolean {
  if (left.ground && right.kind === VARIABLE) {
    const cell = follow(right) as Cell;
    if (cell.kind === VARIABLE) {
      m.trail.bind(cell, left);
      return true;
    }
  }
  const mark = m.trail.openTrial();
  if (unify(left, right, m.trail)) {
    m.trail.commit(mark);
    return true;
  }
  m.trail.undo(mark);
  m.trail.close(mark);
  return false;
}

/**
 * `unify` as an instruction: goes on with `go` once per way to make the sides equal, else with
 * `otherwise`. A space on one side is asked for what matches the other.
 */
export function unifyInto(
  m: Machine,
  left: Atom,
  right: Atom,
  go: () => void,
  otherwise: () => void,
  evaluates: boolean,
): void {
  const a = follow(left);
  const b = follow(right);
  const pattern = isSpace(a) ? b : isSpace(b) ? a : undefined;
  if (pattern !== undefined && pattern.kind === EXPRESSION) {
    const space = (isSpace(a) ? a : b) as Atom & { value: number };
    return spaceMatches(m, space.value, pattern, go, otherwise, evaluates);
  }
  if (tryUnify(m, a, b)) go();
  else otherwise();
}

/** Whether an atom is a space, which matches by being asked. O(1). */
export function isSpace(atom: Atom): boolean {
  return atom.kind === GROUNDED && atom.tag === 'space';
}

/** Evaluates one step, or runs the instruction that is to be evaluated. */
function evalOnce(m: Machine, atom: Atom): void {
  if (isInstruction(atom)) return m.minimal(atom, NO_REGISTERS);
  const head =
    atom.kind === EXPRESSION && atom.first !== undefined ? follow(atom.first) : undefined;
  if (head?.kind === GROUNDED && head.tag === 'host' && head.value instanceof Operation)
    return evalOperation(m, head.value, atom as ExpressionAtom);
  m.evaluateOnce(atom);
}

function evalOperation(m: Machine, operation: Operation, call: ExpressionAtom): void {
  if (operation.step !== undefined) return operation.step(m, call);
  const outcome = perform(m, operation, call.items);
  if (outcome instanceof Promise) m.suspend(outcome, (settled) => afterOperation(m, call, settled));
  else afterOperation(m, call, outcome);
}

function afterOperation(
  m: Machine,
  call: ExpressionAtom,
  outcome: Atom | readonly Atom[] | undefined | OperationError,
): void {
  if (outcome === undefined) return m.give(NOT_REDUCIBLE);
  if (outcome instanceof OperationError) return m.give(errorAtom(resolve(call), outcome.reason));
  const values = 'kind' in outcome ? [outcome] : outcome;
  if (values.length === 0) return m.give(EMPTY);
  const only = values[0] as Atom;
  if (values.length === 1 && only.kind === EXPRESSION && only.items[0] === symbol('function')) {
    return runFunction(m, call, only, NO_REGISTERS);
  }
  m.giveAll(values);
}

const shapes: readonly [
  name: string,
  arity: number,
  shape: string,
  run: (m: Machine, items: readonly Atom[], registers: Registers, call: ExpressionAtom) => void,
][] = [
  [
    'eval',
    1,
    '(eval <atom>)',
    (m, [, given], r) => {
      const atom = given as Atom;
      const value = atom.kind === EXPRESSION && m.shortcuts ? inlineStep(atom, r) : undefined;
      if (value === undefined) evalOnce(m, resolve(fill(atom, r)));
      else m.give(value);
    },
  ],
  [
    'evalc',
    2,
    '(evalc <atom> <space>)',
    (m, [, atom, space], r, call) => {
      const context = follow(fill(space as Atom, r));
      if (context.kind !== GROUNDED || context.tag !== 'space')
        return wrongShape(m, call, r, '(evalc <atom> <space>)');
      const filled = resolve(fill(atom as Atom, r));
      m.enterScope(context.value);
      evalOnce(m, filled);
    },
  ],
  [
    'chain',
    3,
    '(chain <nested> (: <var> Variable) <templ>)',
    (m, [, nested, name, template], r, call) => {
      const variable = fill(name as Atom, r);
      if (variable.kind !== VARIABLE)
        return wrongShape(m, call, r, '(chain <nested> (: <var> Variable) <templ>)');
      m.push(new ChainFrame(variable as Cell, isOwned(name as Atom), template as Atom, r));
      m.minimal(nested as Atom, r);
    },
  ],
  [
    'function',
    1,
    '(function (: <body> Expression))',
    (m, _items, r, call) => runFunction(m, undefined, call, r),
  ],
  [
    'unify',
    4,
    '(unify <atom> <pattern> <then> <else>)',
    (m, [, a, p, yes, no], r) => {
      unifyInto(
        m,
        fill(a as Atom, r),
        fill(p as Atom, r),
        () => m.give(fill(yes as Atom, r)),
        () => m.give(fill(no as Atom, r)),
        false,
      );
    },
  ],
  [
    'cons-atom',
    2,
    '(cons-atom <head> (: <tail> Expression))',
    (m, [, head, tail], r, call) => {
      const rest = fill(tail as Atom, r);
      if (rest.kind !== EXPRESSION)
        return wrongShape(m, call, r, '(cons-atom <head> (: <tail> Expression))');
      m.give(prepended(m, fill(head as Atom, r), rest));
    },
  ],
  [
    'decons-atom',
    1,
    '(decons-atom (: <expr> Expression))',
    (m, [, atom], r, call) => {
      const whole = fill(atom as Atom, r);
      if (whole.kind !== EXPRESSION || whole.size === 0)
        return wrongShape(m, call, r, '(decons-atom (: <expr> Expression))');
      m.give(new ExpressionAtom([whole.first as Atom, tailOf(m, whole)]));
    },
  ],
  [
    'collapse-bind',
    1,
    '(collapse-bind <atom>)',
    (m, [, nested], r) => {
      new CollapseBind().enter(m);
      m.minimal(nested as Atom, r);
    },
  ],
  [
    'superpose-bind',
    1,
    '(superpose-bind (: <collapsed> Expression))',
    (m, [, list], r, call) => {
      const pairs = pairsOf(follow(fill(list as Atom, r)));
      if (pairs === undefined)
        return wrongShape(m, call, r, '(superpose-bind (: <collapsed> Expression))');
      m.choose(new SuperposeBind(pairs), false);
    },
  ],
  [
    'metta',
    3,
    '(metta atom type space)',
    (m, [, atom, type, space], r, call) => {
      const context = follow(fill(space as Atom, r));
      if (context.kind !== GROUNDED || context.tag !== 'space')
        return wrongShape(m, call, r, '(metta atom type space)');
      m.evaluateIn(context.value, atom as Atom, r, fill(type as Atom, r));
    },
  ],
  ['context-space', 0, '(context-space)', (m) => m.give(m.scope.atom)],
  [
    'call-native',
    -1,
    '(call-native func args)',
    (m, _items, r, call) => wrongShape(m, call, r, '(call-native func args)'),
  ],
];

for (const [name, arity, shape, run] of shapes) {
  instructions.set(symbol(name), (m, call, registers) => {
    if (arity >= 0 && call.items.length !== arity + 1) wrongShape(m, call, registers, shape);
    else run(m, call.items, registers, call);
  });
}
