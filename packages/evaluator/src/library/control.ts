/** Branching and binding: `if`, `let`, `let*`, `case`, `switch`, and the minimal instructions as calls. */
import {
  EXPRESSION,
  ExpressionAtom,
  FALSE,
  symbol,
  text,
  TRUE,
  VARIABLE,
  type Atom,
} from '@forkspace/spec';
import { fill, resolve } from '../matching/substitute.ts';
import { follow, isOwned, NO_REGISTERS, type Cell, type Registers } from '../matching/variables.ts';
import { continueWith } from '../reduction/call-operation.ts';
import { Barrier } from '../reduction/barrier.ts';
import { Frame, type Alternatives, type Result } from '../reduction/frame.ts';
import type { Machine } from '../reduction/machine.ts';
import { stops } from '../reduction/meta.ts';
import { clashes } from '../reduction/compiled-rule.ts';
import { isSpace, tryUnify, unifyInto } from '../reduction/minimal.ts';
import { valueAtOnce } from '../reduction/tuple.ts';
import {
  ATOM,
  EMPTY,
  FALSE_SYMBOL,
  NOT_REDUCIBLE,
  TRUE_SYMBOL,
  UNDEFINED,
  errorAtom,
} from '../symbols.ts';
import { atomOf, form, type FormDefinition } from './define.ts';
import { CallPlan } from '../reduction/plan.ts';

const LET_STAR = symbol('let*');

/** Both branches of an `if` whose condition is a variable: it is bound to each truth value in turn. */
class BothBranches implements Alternatives {
  #next = 0;
  readonly #condition: Cell;
  readonly #call: ExpressionAtom;
  readonly #registers: Registers;
  readonly #type: Atom;

  constructor(condition: Cell, call: ExpressionAtom, registers: Registers, type: Atom) {
    this.#condition = condition;
    this.#call = call;
    this.#registers = registers;
    this.#type = type;
  }

  get last(): boolean {
    return this.#next > 0;
  }

  start(m: Machine): boolean {
    const branch = this.#next++;
    if (branch > 1) return false;
    m.trail.bind(this.#condition, branch === 0 ? TRUE : FALSE);
    m.evaluate(this.#call.items[2 + branch] as Atom, this.#registers, this.#type);
    return true;
  }
}

const ifForm = form('if', '(-> Bool Atom Atom $t)', (m, values, call, registers, type) => {
  const condition = follow(values[1] as Atom);
  if (condition === TRUE || condition === TRUE_SYMBOL)
    return m.evaluate(call.items[2] as Atom, registers, type);
  if (condition === FALSE || condition === FALSE_SYMBOL)
    return m.evaluate(call.items[3] as Atom, registers, type);
  if (condition.kind === VARIABLE)
    return m.choose(new BothBranches(condition as Cell, call, registers, type), true);
  m.give(
    m.data([
      call.items[0] as Atom,
      condition,
      fill(call.items[2] as Atom, registers),
      fill(call.items[3] as Atom, registers),
    ]),
  );
});

const letForm = form(
  'let',
  '(-> Atom %Undefined% Atom %Undefined%)',
  (m, values, call, registers) => {
    bindPattern(m, fill(call.items[1] as Atom, registers), values[2] as Atom, () =>
      m.evaluate(call.items[3] as Atom, registers, UNDEFINED),
    );
  },
);

function bindPattern(m: Machine, pattern: Atom, value: Atom, go: () => void): void {
  const at = follow(pattern);
  if (at.kind === VARIABLE || value.kind === EXPRESSION) {
    if (tryUnify(m, value, at)) go();
    else m.fail();
    return;
  }
  unifyInto(m, value, at, go, () => m.fail(), true);
}

/** Goes through the pairs of a `let*`, from number `from` on. */
function letStar(
  m: Machine,
  pairs: readonly Atom[],
  from: number,
  call: ExpressionAtom,
  registers: Registers,
  within: Registers,
): void {
  for (let at = from; at < pairs.length; at++) {
    const pair = pairs[at] as Atom;
    const parts = pair.kind === VARIABLE ? fill(pair, within) : pair;
    if (parts.kind !== EXPRESSION || parts.items.length !== 2) {
      const whole = resolve(
        m.data([
          LET_STAR,
          m.data(pairs.slice(at).map((p) => fill(p, within))),
          fill(call.items[2] as Atom, registers),
        ]),
      );
      return m.give(
        errorAtom(whole, text('List of (<pattern> <atom>) pairs is expected as a second argument')),
      );
    }
    const scope = parts === pair ? within : NO_REGISTERS;
    const [written, item] = parts.items as readonly [Atom, Atom];
    const value = valueAtOnce(m, item, scope);
    const pattern = value === undefined ? written : fill(written, scope);
    if (value === undefined || stops(value) || isSpace(value) || isSpace(pattern)) {
      m.push(new LetStar(pairs, at, parts, scope, call, registers, within));
      return m.evaluate(item, scope, UNDEFINED);
    }
    if (!tryUnify(m, value, pattern)) return m.fail();
  }
  m.evaluate(call.items[2] as Atom, registers, UNDEFINED);
}

class LetStar extends Frame {
  readonly #pairs: readonly Atom[];
  readonly #at: number;
  readonly #pair: ExpressionAtom;
  readonly #scope: Registers;
  readonly #call: ExpressionAtom;
  readonly #registers: Registers;
  readonly #within: Registers;

  constructor(
    pairs: readonly Atom[],
    at: number,
    pair: ExpressionAtom,
    scope: Registers,
    call: ExpressionAtom,
    registers: Registers,
    within: Registers,
  ) {
    super();
    this.#pairs = pairs;
    this.#at = at;
    this.#pair = pair;
    this.#scope = scope;
    this.#call = call;
    this.#registers = registers;
    this.#within = within;
  }

  override resume(m: Machine, value: Atom): void {
    if (stops(value) && value !== fill(this.#pair.items[1] as Atom, this.#scope))
      return m.conclude(value);
    bindPattern(m, fill(this.#pair.items[0] as Atom, this.#scope), value, () =>
      letStar(m, this.#pairs, this.#at + 1, this.#call, this.#registers, this.#within),
    );
  }

  override again(): Frame {
    return this;
  }
}

const letStarForm = form(
  'let*',
  '(-> Expression Atom %Undefined%)',
  (m, values, call, registers) => {
    const written = call.items[1] as Atom;
    // The pairs as written share the registers; pairs that come out of a variable stand for themselves.
    if (written.kind === EXPRESSION)
      return letStar(m, written.items, 0, call, registers, registers);
    const pairs = follow(values[1] as Atom);
    if (pairs.kind === EXPRESSION) return letStar(m, pairs.items, 0, call, registers, NO_REGISTERS);
    m.give(
      errorAtom(
        resolve(fill(call, registers)),
        text('List of (<pattern> <atom>) pairs is expected as a second argument'),
      ),
    );
  },
);

/** The first case whose pattern unifies with the value. */
function chooseCase(m: Machine, value: Atom, cases: Atom, registers: Registers): void {
  const list = cases.kind === VARIABLE ? fill(cases, registers) : cases;
  const within = list === cases ? registers : NO_REGISTERS;
  if (list.kind !== EXPRESSION) return m.fail();
  tryCase(m, value, list.items, 0, within);
}

function tryCase(
  m: Machine,
  value: Atom,
  cases: readonly Atom[],
  from: number,
  within: Registers,
): void {
  for (let i = from; i < cases.length; i++) {
    const written = cases[i] as Atom;
    const one = written.kind === VARIABLE ? fill(written, within) : written;
    const scope = one === written ? within : NO_REGISTERS;
    if (one.kind !== EXPRESSION || one.items.length !== 2) return m.fail();
    const [asked, then] = one.items as readonly [Atom, Atom];
    const bySpace = isSpace(value) || isSpace(asked);
    if (!bySpace && clashes(asked, value)) continue;
    const pattern = fill(asked, scope);
    if (!bySpace && !isSpace(pattern)) {
      if (tryUnify(m, value, pattern)) return m.evaluate(then, scope, UNDEFINED);
      continue;
    }
    const go = (): void => m.evaluate(then, scope, UNDEFINED);
    if (value.kind === EXPRESSION || pattern.kind === VARIABLE) {
      if (tryUnify(m, value, pattern)) return go();
    } else
      return unifyInto(m, value, pattern, go, () => tryCase(m, value, cases, i + 1, within), true);
  }
  m.fail();
}

/** Each result of the atom in turn, with what it bound; `Empty` where there is none. */
class CaseBarrier extends Barrier {
  readonly #cases: Atom;
  readonly #registers: Registers;

  constructor(cases: Atom, registers: Registers) {
    super();
    this.#cases = cases;
    this.#registers = registers;
  }

  override finish(m: Machine, results: readonly Result[]): void {
    if (results.length === 0) return chooseCase(m, EMPTY, this.#cases, this.#registers);
    if (results.length === 1) {
      const only = results[0] as Result;
      m.rebind(only);
      return chooseCase(m, only.value, this.#cases, this.#registers);
    }
    m.choose(new EachCase(results, this.#cases, this.#registers), true);
  }
}

class EachCase implements Alternatives {
  #next = 0;
  readonly #results: readonly Result[];
  readonly #cases: Atom;
  readonly #registers: Registers;

  constructor(results: readonly Result[], cases: Atom, registers: Registers) {
    this.#results = results;
    this.#cases = cases;
    this.#registers = registers;
  }

  get last(): boolean {
    return this.#next >= this.#results.length - 1;
  }

  start(m: Machine): boolean {
    const result = this.#results[this.#next++];
    if (result === undefined) return false;
    m.rebind(result);
    chooseCase(m, result.value, this.#cases, this.#registers);
    return true;
  }
}

const caseForm = form('case', '(-> Atom Expression %Undefined%)', (m, _values, call, registers) => {
  const [, item, cases] = call.items as readonly [Atom, Atom, Atom];
  const value = valueAtOnce(m, item, registers);
  if (value !== undefined) return chooseCase(m, value, cases, registers);
  new CaseBarrier(cases, registers).enter(m);
  m.evaluate(item, registers, UNDEFINED);
});

const switchForm = form(
  'switch',
  '(-> %Undefined% Expression %Undefined%)',
  (m, values, call, registers) =>
    chooseCase(m, follow(values[1] as Atom), call.items[2] as Atom, registers),
);

/** A minimal instruction called from a program: it runs, then what it came to is evaluated as its type says. */
function instruction(name: string, type: string): FormDefinition {
  return {
    name,
    plan: () => {
      const functionType = atomOf(type) as ExpressionAtom;
      const evaluated = functionType.items.slice(1, -1).some((formal) => formal !== ATOM);
      return new CallPlan(
        functionType,
        (m, values, written, registers, expected) => {
          const call = evaluated ? withValues(written, values, functionType) : written;
          m.push(new AfterInstruction(call, registers, expected));
          m.minimal(call, registers);
        },
        true,
      );
    },
  };
}

/** The call with the arguments that were evaluated in place of those that were written. */
function withValues(
  call: ExpressionAtom,
  values: readonly Atom[],
  type: ExpressionAtom,
): ExpressionAtom {
  return new ExpressionAtom(
    call.items.map((item, i) =>
      i === 0 || type.items[i] === ATOM || isOwned(item) ? item : (values[i] as Atom),
    ),
  );
}

class AfterInstruction extends Frame {
  readonly #call: ExpressionAtom;
  readonly #registers: Registers;
  readonly #type: Atom;

  constructor(call: ExpressionAtom, registers: Registers, type: Atom) {
    super();
    this.#call = call;
    this.#registers = registers;
    this.#type = type;
  }

  override resume(m: Machine, value: Atom): void {
    if (value !== NOT_REDUCIBLE) return continueWith(m, value, this.#type);
    const whole = fill(this.#call, this.#registers) as ExpressionAtom;
    m.give(m.data(whole.items.slice()));
  }

  override resumeWith(m: Machine, code: Atom, registers: Registers): void {
    if (this.#type === ATOM) super.resumeWith(m, code, registers);
    else m.evaluate(code, registers, this.#type);
  }

  override again(): Frame {
    return this;
  }
}

export const controlForms: readonly FormDefinition[] = [
  ifForm,
  letForm,
  letStarForm,
  caseForm,
  switchForm,
  instruction('eval', '(-> Atom Atom)'),
  instruction('evalc', '(-> Atom SpaceType Atom)'),
  instruction('chain', '(-> Atom Variable Atom %Undefined%)'),
  instruction('function', '(-> Atom Atom)'),
  instruction('unify', '(-> Atom Atom Atom Atom %Undefined%)'),
  instruction('cons-atom', '(-> Atom Expression Atom)'),
  instruction('decons-atom', '(-> Expression Atom)'),
  instruction('collapse-bind', '(-> Atom Expression)'),
  instruction('superpose-bind', '(-> Expression Atom)'),
  instruction('metta', '(-> Atom Type SpaceType Atom)'),
  instruction('context-space', '(-> SpaceType)'),
];
