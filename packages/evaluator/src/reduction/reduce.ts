/** Reducing a call by the rules that match it. */
import {
  EXPRESSION,
  ExpressionAtom,
  GROUNDED,
  SYMBOL,
  VARIABLE,
  type Atom,
  type Rule,
} from '@forkspace/spec';
import { fill } from '../matching/substitute.ts';
import { unify } from '../matching/unify.ts';
import {
  ageNow,
  follow,
  freshCell,
  NO_REGISTERS,
  type Cell,
  type Registers,
} from '../matching/variables.ts';
import { ATOM, EMPTY, ERROR, FUNCTION, NOT_REDUCIBLE, UNDEFINED } from '../symbols.ts';
import { callOperation, continueWith } from './call-operation.ts';
import { compiled, matchPattern, surelyDiffers, type CompiledRule } from './compiled-rule.ts';
import { Frame, type Alternatives } from './frame.ts';
import type { Machine } from './machine.ts';
import { isInstruction, runFunction } from './minimal.ts';
import { Operation } from './operation.ts';

/**
 * Applies a rule to the items of a call: its registers, with the caller's cells bound as needed;
 * undefined when it does not match, with nothing bound. O(size of the pattern).
 */
export function apply(
  m: Machine,
  rule: CompiledRule,
  items: readonly Atom[],
): Registers | undefined {
  const trail = m.trail;
  const registers: Registers = new Array<Atom>(rule.names.length);
  const mark = trail.openTrial();
  if (matchAll(rule, items, registers, m)) {
    trail.commit(mark);
    setLocals(rule, registers);
    return registers;
  }
  trail.undo(mark);
  trail.close(mark);
  return undefined;
}

function matchAll(
  rule: CompiledRule,
  items: readonly Atom[],
  registers: Registers,
  m: Machine,
): boolean {
  const patterns = rule.patterns;
  if (patterns === undefined)
    return matchPattern(rule.head, new ExpressionAtom(items), registers, m.trail);
  for (let i = 0; i < patterns.length; i++) {
    if (!matchPattern(patterns[i] as Atom, items[i] as Atom, registers, m.trail)) return false;
  }
  return true;
}

/** The number of the next rule from `from` on that matches, or -1. Binds nothing. */
function nextMatch(
  m: Machine,
  rules: readonly Rule[],
  from: number,
  items: readonly Atom[],
): number {
  for (let i = from; i < rules.length; i++) {
    const rule = compiled(rules[i] as Rule);
    if (rule.patterns !== undefined && surelyDiffers(rule.patterns, items, 0)) continue;
    const mark = m.trail.openTrial();
    const matches = matchAll(rule, items, new Array<Atom>(rule.names.length), m);
    m.trail.undo(mark);
    m.trail.close(mark);
    if (matches) return i;
  }
  return -1;
}

/** Whether any of the rules matches a call. Binds nothing. */
export function anyMatches(m: Machine, rules: readonly Rule[], items: readonly Atom[]): boolean {
  return nextMatch(m, rules, 0, items) >= 0;
}

/** What becomes of the body of a rule once it is known. */
type Continue = (m: Machine, rule: CompiledRule, registers: Registers, age: number) => void;

/**
 * Tries the rules on a call. Where exactly one matches there is no choice to remember; `otherwise` says
 * what the call comes to when none does. `evaluates`: whether alternatives hide errors.
 */
export function applyRules(
  m: Machine,
  given: readonly Rule[],
  items: readonly Atom[],
  go: Continue,
  otherwise: () => void,
  evaluates: boolean,
): void {
  const rules = m.host.mostSpecific && given.length > 1 ? mostSpecific(m, given, items) : given;
  const age = ageNow();
  const trail = m.trail;
  for (let i = 0; i < rules.length; i++) {
    const rule = compiled(rules[i] as Rule);
    if (rule.patterns !== undefined && surelyDiffers(rule.patterns, items, 0)) continue;
    const registers: Registers = new Array<Atom>(rule.names.length);
    const mark = trail.openTrial();
    if (!matchAll(rule, items, registers, m)) {
      trail.undo(mark);
      trail.close(mark);
      continue;
    }
    if (i + 1 === rules.length) {
      trail.commit(mark);
    } else if (trail.unchangedSince(mark)) {
      trail.close(mark);
      if (nextMatch(m, rules, i + 1, items) >= 0)
        return m.choose(new RuleAlternatives(rules, i, items, go), evaluates);
    } else {
      trail.undo(mark);
      trail.close(mark);
      if (nextMatch(m, rules, i + 1, items) >= 0)
        return m.choose(new RuleAlternatives(rules, i, items, go), evaluates);
      return go(m, rule, apply(m, rule, items) as Registers, age);
    }
    setLocals(rule, registers);
    return go(m, rule, registers, age);
  }
  otherwise();
}

/** Those of the rules that match a call whose head has the fewest variables. O(rules). */
function mostSpecific(m: Machine, rules: readonly Rule[], items: readonly Atom[]): readonly Rule[] {
  let fewest = Infinity;
  let best: Rule[] = [];
  for (let i = nextMatch(m, rules, 0, items); i >= 0; i = nextMatch(m, rules, i + 1, items)) {
    const rule = rules[i] as Rule;
    const { names, local } = compiled(rule);
    const variables = names.length - local.length;
    if (variables < fewest) {
      fewest = variables;
      best = [];
    }
    if (variables === fewest) best.push(rule);
  }
  return best;
}

function setLocals(rule: CompiledRule, registers: Registers): void {
  const local = rule.local;
  for (let i = 0; i < local.length; i++) {
    const slot = local[i] as number;
    registers[slot] = freshCell(rule.names[slot] as string);
  }
}

class RuleAlternatives implements Alternatives {
  readonly #rules: readonly Rule[];
  #next: number;
  readonly #items: readonly Atom[];
  readonly #go: Continue;

  constructor(rules: readonly Rule[], from: number, items: readonly Atom[], go: Continue) {
    this.#rules = rules;
    this.#next = from;
    this.#items = items;
    this.#go = go;
  }

  get last(): boolean {
    return this.#next >= this.#rules.length - 1;
  }

  start(m: Machine): boolean {
    while (this.#next < this.#rules.length) {
      const rule = compiled(this.#rules[this.#next++] as Rule);
      if (rule.patterns !== undefined && surelyDiffers(rule.patterns, this.#items, 0)) continue;
      const age = ageNow();
      const registers = apply(m, rule, this.#items);
      if (registers === undefined) continue;
      this.#go(m, rule, registers, age);
      return true;
    }
    return false;
  }
}

/**
 * A call with evaluated items: an operation is called, else the rules are asked, else it is data.
 * Takes the array.
 */
export function reduce(m: Machine, items: Atom[], type: Atom): void {
  const head = follow(items[0] as Atom);
  if (head.kind === GROUNDED && head.tag === 'host' && head.value instanceof Operation) {
    return callOperation(m, head.value, items, type);
  }
  if (head.kind === VARIABLE || isVariableHeaded(head)) return m.give(m.data(items));
  if (head !== items[0]) items[0] = head;
  const rules = m.scope.rulesFor(head, items);
  if (rules.length === 0) return irreducible(m, items, type);
  applyRules(
    m,
    rules,
    items,
    (machine, rule, registers, age) => enterBody(machine, rule, registers, age, items, type),
    () => m.give(m.data(items)),
    true,
  );
}

/** A call without rules is data; only minimal instructions mean something in every space, with a library or without. */
function irreducible(m: Machine, items: Atom[], type: Atom): void {
  const call = m.data(items);
  if (m.scope.library !== undefined || !isInstruction(call)) return m.give(call);
  m.push(new AfterCall(items, type));
  m.minimal(call, NO_REGISTERS);
}

/** `(($f a) b)`: a call whose operator is unknown is not reduced. */
export function isVariableHeaded(head: Atom): boolean {
  if (head.ground) return false;
  let at: Atom = head;
  while (at.kind === EXPRESSION && at.items.length > 0) at = follow(at.items[0] as Atom);
  return at.kind === VARIABLE;
}

/** Goes on with the body of a rule, as the value of a call of `type`. */
function enterBody(
  m: Machine,
  rule: CompiledRule,
  registers: Registers,
  age: number,
  items: Atom[],
  type: Atom,
): void {
  const body = rule.body;
  if (rule.isFunction) {
    m.push(new AfterCall(items, type));
    return runFunction(m, m.data(items), body as ExpressionAtom, registers);
  }
  if (body.kind === SYMBOL) {
    if (body === NOT_REDUCIBLE) return m.give(m.data(items));
    if (body === EMPTY) return m.fail();
  } else if (body.kind === VARIABLE) {
    const value = bodyVariable(body as Cell, registers, age);
    if (isFunctionCall(value)) {
      m.push(new AfterCall(items, type));
      return runFunction(m, m.data(items), value, NO_REGISTERS);
    }
    if (value === NOT_REDUCIBLE) return m.give(m.data(items));
    return continueWith(m, value, type);
  }
  if (type === ATOM) return m.give(fill(body, registers));
  m.evaluate(body, registers, type);
}

/**
 * The value of a body that is a mere variable. One that is still free, and was made by this application,
 * comes out as a variable of its own, connected with nothing: so does the reference.
 */
function bodyVariable(body: Cell, registers: Registers, age: number): Atom {
  const value = follow(registers[body.slot] as Atom);
  return value.kind === VARIABLE && (value as Cell).age >= age ? freshCell('X') : value;
}

/** Whether a body is a call of a symbol without a meaning of its own on the way out of a step. */
function isPlainCall(body: ExpressionAtom): boolean {
  const head = body.first;
  return head?.kind === SYMBOL && head !== FUNCTION && head !== ERROR;
}

function isFunctionCall(atom: Atom): atom is ExpressionAtom {
  return atom.kind === EXPRESSION && atom.first === FUNCTION;
}

/** Takes what a minimal instruction or `function` came to as the value of a call. */
class AfterCall extends Frame {
  readonly #items: readonly Atom[];
  readonly #type: Atom;

  constructor(items: readonly Atom[], type: Atom) {
    super();
    this.#items = items;
    this.#type = type;
  }

  override resume(m: Machine, value: Atom): void {
    if (value === NOT_REDUCIBLE) m.give(m.data(this.#items.slice()));
    else continueWith(m, value, this.#type);
  }

  override again(): Frame {
    return this;
  }
}

/**
 * One step of evaluation, as `eval` does it: an operation is called on the arguments as they are, or the
 * body of each matching rule is taken. Gives `NotReducible` where there is nothing to do.
 */
export function evaluateOnce(m: Machine, atom: Atom): void {
  const nothing = (): void => m.give(NOT_REDUCIBLE);
  if (atom.kind === VARIABLE || atom.kind === GROUNDED) return nothing();
  const items = atom.kind === SYMBOL ? [atom] : atom.items;
  const head = items[0] === undefined ? undefined : follow(items[0]);
  if (head === undefined || head.kind === VARIABLE || isVariableHeaded(head) || head === ERROR)
    return nothing();
  const rules = atom.kind === SYMBOL ? m.scope.rulesForSymbol(atom) : m.scope.rulesFor(head, items);
  // What the library does natively takes its step as a whole.
  const native = (): void => m.evaluate(atom, NO_REGISTERS, UNDEFINED);
  const isNative =
    atom.kind === EXPRESSION &&
    head.kind === SYMBOL &&
    m.scope.library?.native(head, items.length - 1) !== undefined;
  if (isNative && !anyMatches(m, rules, items)) return native();
  const go: Continue = (machine, rule, registers, age) => {
    const { body } = rule;
    if (machine.shortcuts && body.kind === EXPRESSION && isPlainCall(body))
      return machine.pop().resumeWith(machine, body, registers);
    const value =
      body.kind === VARIABLE ? bodyVariable(body as Cell, registers, age) : fill(body, registers);
    if (isFunctionCall(value)) runFunction(machine, atom, value, NO_REGISTERS);
    else machine.give(value);
  };
  if (atom.kind === SYMBOL) {
    // A rule on the symbol itself has no items to match.
    const bodies = rules
      .map((rule) => compiled(rule))
      .filter((rule) => rule.head === atom || unifyHead(m, rule, atom));
    if (bodies.length === 0) return nothing();
    return m.giveAll(bodies.map((rule) => fill(rule.body, freshRegisters(rule))));
  }
  applyRules(m, rules, items, go, nothing, false);
}

function unifyHead(m: Machine, rule: CompiledRule, atom: Atom): boolean {
  const mark = m.trail.openTrial();
  const same =
    rule.head.kind !== EXPRESSION && rule.head.kind !== VARIABLE && unify(rule.head, atom, m.trail);
  m.trail.undo(mark);
  m.trail.close(mark);
  return same;
}

function freshRegisters(rule: CompiledRule): Registers {
  return rule.names.map((name) => freshCell(name));
}
