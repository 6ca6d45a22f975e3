/**
 * How calls of one head are evaluated: which arguments, expecting which types, and what is done with the
 * values. A plan depends on types only, so it stays valid while rules come and go.
 */
import { Sibling } from '../branches/sibling.ts';
import {
  EXPRESSION,
  ExpressionAtom,
  GROUNDED,
  SYMBOL,
  UNIT,
  VARIABLE,
  equals,
  type Atom,
} from '@forkspace/spec';
import { fill } from '../matching/substitute.ts';
import { follow, NO_REGISTERS, valueAt, type Registers } from '../matching/variables.ts';
import {
  ATOM,
  BAD_TYPE,
  EMPTY,
  EXPRESSION_TYPE,
  INCORRECT_NUMBER_OF_ARGUMENTS,
  UNDEFINED,
  errorAtom,
} from '../symbols.ts';
import { badArgument } from './bad-argument.ts';
import type { Frame } from './frame.ts';
import { inlineValue } from './inline.ts';
import type { Machine } from './machine.ts';
import { isMetaType, literalType, metaType, stops } from './meta.ts';
import { enterPolymorphic, Signature } from './polymorphic.ts';
import { matchTypes, misfits } from './fits.ts';

export interface Plan {
  /** Evaluates a call: the template, the registers that fill its slots, the type expected of the value. */
  enter(m: Machine, call: ExpressionAtom, registers: Registers, type: Atom): void;
  /** The type of every call's value, where it does not depend on the arguments; undefined where one has to look. */
  readonly result: Atom | undefined;
}

/** What is done with the evaluated arguments: `values[0]` is the head. The array belongs to the callee. */
export type Apply = (
  m: Machine,
  values: Atom[],
  call: ExpressionAtom,
  registers: Registers,
  type: Atom,
) => void;

/** Passed as it is, not even filled: `values` holds unit in its place, the callee reads the call. */
const LAZY = 0;
/** Passed unevaluated. */
const RAW = 1;
/** Evaluated, whatever its type. */
const ANY = 2;
/** A meta-type: passed unevaluated if it is of that kind, else evaluated and checked. */
const META = 3;
/** Evaluated and checked against a type without variables. */
const CHECKED = 4;

function kindOf(formal: Atom, lazy: boolean): number {
  if (formal === ATOM) return lazy ? LAZY : RAW;
  if (formal === UNDEFINED) return ANY;
  return isMetaType(formal) ? META : CHECKED;
}

/** A head with exactly one function type. */
export class CallPlan implements Plan {
  readonly functionType: ExpressionAtom;
  readonly formals: readonly Atom[];
  readonly kinds: readonly number[];
  /** The declared type of the value, as written. */
  readonly declared: Atom;
  readonly result: Atom | undefined;
  readonly polymorphic: boolean;
  readonly #apply: Apply;
  #signature: Signature | undefined;

  /** `lazy`: arguments typed `Atom` are left in the call. */
  constructor(functionType: ExpressionAtom, apply: Apply, lazy = false) {
    const items = functionType.items;
    this.functionType = functionType;
    this.formals = items.slice(1, -1);
    this.declared = items.at(-1) as Atom;
    this.kinds = this.formals.map((f) => kindOf(f, lazy));
    this.polymorphic = this.formals.some((f) => !f.ground);
    this.result = this.declared.ground ? this.declared : undefined;
    this.#apply = apply;
  }

  /** The function type, ready to be fitted to calls. */
  get signature(): Signature {
    return (this.#signature ??= new Signature(this.functionType));
  }

  /** Whether a call fits this type, as far as can be told before anything is evaluated; false where that is not simple. */
  accepts(m: Machine, call: ExpressionAtom, registers: Registers, type: Atom): boolean {
    if (this.polymorphic || call.size !== this.formals.length + 1) return false;
    for (let i = 0; i < this.formals.length; i++) {
      const kind = this.kinds[i] as number;
      if (kind !== CHECKED && kind !== META) continue;
      const formal = this.formals[i] as Atom;
      const argument = call.items[i + 1] as Atom;
      if (kind === META && metaType(valueAt(argument, registers)) === formal) continue;
      if (misfits(m, argument, registers, formal).length > 0) return false;
    }
    const asked = follow(type);
    if (asked === UNDEFINED) return true;
    return this.result !== undefined && matchTypes(m, asked, this.result);
  }

  enter(m: Machine, call: ExpressionAtom, registers: Registers, type: Atom): void {
    const items = call.items;
    const size = items.length;
    if (size !== this.formals.length + 1) {
      return m.give(errorAtom(fill(call, registers), INCORRECT_NUMBER_OF_ARGUMENTS));
    }
    if (this.polymorphic) return enterPolymorphic(m, this, call, registers, type);
    const values: Atom[] = new Array<Atom>(size);
    values[0] = items[0] as Atom;
    let open = 0;
    for (let i = size - 1; i > 0; i--) {
      const value = atOnce(
        m,
        items[i] as Atom,
        registers,
        this.kinds[i - 1] as number,
        this.formals[i - 1] as Atom,
      );
      if (value === undefined) open = i;
      else values[i] = value;
    }
    if (open > 0 && !this.#checkArguments(m, call, registers, values)) return;
    let expected = this.declared;
    if (type !== UNDEFINED) {
      const asked = follow(type);
      if (this.result === undefined) expected = asked;
      else if (expected !== asked && !matchTypes(m, asked, expected)) {
        return m.give(
          errorAtom(fill(call, registers), new ExpressionAtom([BAD_TYPE, asked, expected])),
        );
      }
    } else if (this.result === undefined) expected = UNDEFINED;
    this.evaluateFrom(m, open, values, call, registers, this.formals, expected);
  }

  /** Applies to a call whose arguments have been evaluated under another type; one of another length is data. Takes the array. */
  applyTo(m: Machine, items: Atom[], type: Atom): void {
    if (items.length !== this.formals.length + 1) return m.give(m.data(items));
    const call = new ExpressionAtom(items);
    this.#apply(m, items, call, NO_REGISTERS, type === EXPRESSION_TYPE ? UNDEFINED : type);
  }

  /** Whether the arguments that are not known at once can have the types asked for; gives the errors if not. */
  #checkArguments(m: Machine, call: ExpressionAtom, registers: Registers, values: Atom[]): boolean {
    for (let i = 1; i < values.length; i++) {
      if (values[i] !== undefined) continue;
      const formal = this.formals[i - 1] as Atom;
      const kind = this.kinds[i - 1] as number;
      if (kind !== CHECKED && kind !== META) continue;
      const wrong = misfits(m, call.items[i] as Atom, registers, formal);
      if (wrong.length === 0) continue;
      const whole = fill(call, registers);
      m.giveAll(wrong.map((actual) => badArgument(whole, i, formal, actual)));
      return false;
    }
    return true;
  }

  /** Evaluates the arguments from number `from` on that have no value yet, then applies. `from` 0: all have one. */
  evaluateFrom(
    m: Machine,
    from: number,
    values: Atom[],
    call: ExpressionAtom,
    registers: Registers,
    formals: readonly Atom[],
    type: Atom,
    sibling?: Arguments,
  ): void {
    if (from > 0) {
      for (let i = from; i < values.length; i++) {
        if (values[i] !== undefined) continue;
        const formal = formals[i - 1] as Atom;
        const frame = new Arguments(this, i, values, call, registers, formals, type);
        if (sibling !== undefined) frame.startAfter(m, sibling);
        m.push(frame);
        m.evaluate(call.items[i] as Atom, registers, formal);
        return;
      }
    }
    this.#apply(m, values, call, registers, type === EXPRESSION_TYPE ? UNDEFINED : type);
  }
}

/** Waits for the value of one argument. */
class Arguments extends Sibling {
  readonly #plan: CallPlan;
  readonly #at: number;
  readonly #values: Atom[];
  readonly #call: ExpressionAtom;
  readonly #registers: Registers;
  readonly #formals: readonly Atom[];
  readonly #type: Atom;

  constructor(
    plan: CallPlan,
    at: number,
    values: Atom[],
    call: ExpressionAtom,
    registers: Registers,
    formals: readonly Atom[],
    type: Atom,
  ) {
    super();
    this.#plan = plan;
    this.#at = at;
    this.#values = values;
    this.#call = call;
    this.#registers = registers;
    this.#formals = formals;
    this.#type = type;
  }

  protected override get hasLater(): boolean {
    const values: readonly (Atom | undefined)[] = this.#values;
    for (let i = this.#at + 1; i < values.length; i++) if (values[i] === undefined) return true;
    return false;
  }

  override resume(m: Machine, value: Atom): void {
    this.join(m);
    if (stops(value) && !isWritten(this.#call.items[this.#at] as Atom, this.#registers, value))
      return m.conclude(value);
    const values = this.#values;
    values[this.#at] = value;
    this.#plan.evaluateFrom(
      m,
      this.#at + 1,
      values,
      this.#call,
      this.#registers,
      this.#formals,
      this.#type,
      this,
    );
  }

  override again(): Frame {
    const again = new Arguments(
      this.#plan,
      this.#at,
      this.#values.slice(),
      this.#call,
      this.#registers,
      this.#formals,
      this.#type,
    );
    again.startLike(this);
    return again;
  }
}

/** Whether a value that would stop the call was itself written as the argument. O(size). */
function isWritten(argument: Atom, registers: Registers, value: Atom): boolean {
  return equals(fill(argument, registers), value);
}

/** The value of an argument that needs no frame; undefined when it has to be evaluated or checked. O(1) unless filled. */
function atOnce(
  m: Machine,
  argument: Atom,
  registers: Registers,
  kind: number,
  formal: Atom,
): Atom | undefined {
  if (kind === LAZY) return UNIT;
  if (kind === RAW) return fill(argument, registers);
  const value = valueAt(argument, registers);
  // What comes out of a register has no slots of its own.
  if (kind === META && metaType(value) === formal)
    return value === argument ? fill(value, registers) : value;
  switch (value.kind) {
    case VARIABLE:
      return kind === META ? undefined : value;
    case EXPRESSION:
      if (kind === META) return undefined;
      if (value.size === 0) return kind === ANY ? value : undefined;
      if (m.isValue(value)) return kind === ANY ? value : undefined;
      if (!m.shortcuts) return undefined;
      return inlineValue(value, value === argument ? registers : NO_REGISTERS, formal);
    case GROUNDED:
      return kind === ANY || literalType(value) === formal ? value : undefined;
    case SYMBOL:
      return kind === ANY && value !== EMPTY ? value : undefined;
  }
}
