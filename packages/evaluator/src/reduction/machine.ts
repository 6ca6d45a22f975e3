/**
 * The machine: registers, a stack of frames on the heap, a trail. One turn of its loop evaluates an
 * atom, runs a minimal instruction, or hands a value to the frame that waits for it.
 *
 * A call in tail position leaves no frame behind, so loops run in constant space. What is nested takes
 * one frame per level, so depth is limited by memory only.
 *
 * Longer than most files: the loop and the registers that it shares with every frame stay together.
 */
import {
  EXPRESSION,
  ExpressionAtom,
  GROUNDED,
  SYMBOL,
  VARIABLE,
  type Atom,
  type Environment,
  type Space,
  type SpaceId,
  type UnionOptions,
} from '@forkspace/spec';
import { EvaluationError } from '../errors.ts';
import { exported, fill } from '../matching/substitute.ts';
import { Trail } from '../matching/trail.ts';
import { OpenValues } from './open-values.ts';
import { follow, NO_REGISTERS, type Cell, type Registers } from '../matching/variables.ts';
import {
  ATOM,
  EMPTY,
  ERROR,
  EXPRESSION_TYPE,
  STACK_OVERFLOW,
  UNDEFINED,
  errorAtom,
} from '../symbols.ts';
import { castLeaf } from './cast.ts';
import { Collect } from './collect.ts';
import { Bottom, Level, Return } from './end-frames.ts';
import type { Alternatives, Frame, Result } from './frame.ts';
import type { Host } from './host.ts';
import { stepMinimal } from './minimal.ts';
import type { Plan } from './plan.ts';
import type { SpaceView } from '../branches/view.ts';
import { Scope } from './scope.ts';
import { tuplePlan } from './tuple.ts';
import { operatorCall } from './generic.ts';
import { Operation, type OperationError } from './operation.ts';
import { evaluateOnce } from './reduce.ts';

const EVALUATE = 0;
const MINIMAL = 1;
const GIVE = 2;
const MANY = 3;
const FAIL = 4;
const DONE = 5;
const WAIT = 6;

/** Bounds of one evaluation; undefined where there is none. */
export interface MachineLimits {
  readonly steps: number;
  readonly depth: number;
  readonly deadline: number;
  readonly results: number;
}

export const NO_LIMITS: MachineLimits = {
  steps: Infinity,
  depth: Infinity,
  deadline: Infinity,
  results: Infinity,
};

/** What one evaluation nested in another takes of the stack of the reference, about: what `max-stack-depth` counts there. */
const FRAMES_PER_LEVEL = 13;

let runs = 0;

export class Machine {
  readonly host: Host;
  readonly trail = new Trail();
  readonly #open = new OpenValues(this.trail);
  /** The number of this evaluation: an expression marked with it is a result and is not evaluated again. */
  readonly run: number;
  readonly isolated: boolean;
  /** Whether the fast ways are taken; not while {@link level} is counted, which they would leave out. */
  shortcuts = true;
  /** Without shortcuts every branch starts as if it were going to write: the plain model of those that wait and see. */
  readonly #eager: boolean;
  readonly unionOptions: UnionOptions;
  scope: Scope;
  steps = 0;
  /** Whether whoever runs it waits for promises, so that branches may overlap. */
  mayWait = false;
  /** Deeper than this, in frames of the reference, a branch ends with StackOverflow (`pragma! max-stack-depth`). */
  softDepth = Infinity;
  /** How many evaluations are nested, those in tail position included; counted while there is a {@link softDepth}. */
  level = 0;
  readonly #stack: Frame[] = [];
  readonly #limits: MachineLimits;
  /** The environment, to be read only. */
  view: Environment;
  /** Whether somebody comes back to the view as it is now. */
  #borrowed = false;
  /** So many frames, from the bottom, have been told of the write that the view has seen last. */
  #branched = 0;
  #nextCheck = 0;
  #resultCount = 0;

  #mode = DONE;
  #code: Atom = EMPTY;
  #registers: Registers = NO_REGISTERS;
  #type: Atom = UNDEFINED;
  #value: Atom = EMPTY;
  #results: readonly Result[] = [];
  #waiting: Promise<unknown> | undefined;

  constructor(
    host: Host,
    environment: Environment,
    spaceId: SpaceId,
    limits: MachineLimits,
    run = ++runs,
  ) {
    this.host = host;
    this.run = run;
    this.isolated = host.isolated;
    this.#eager = host.isolated && !host.shortcuts;
    this.unionOptions = host.unionOptions;
    this.view = environment;
    this.#limits = limits;
    this.scope = Scope.of(host, environment, spaceId);
    this.limitDepth(host.maxStackDepth(environment));
  }

  /** Sets how deep evaluation may nest from here on. O(1). */
  limitDepth(depth: number): void {
    this.softDepth = depth;
    this.shortcuts = this.host.shortcuts && depth === Infinity;
  }

  // ------------------------------------------------------------ where evaluation takes place

  /**
   * The environment, to be written. With isolated branches this is where a branch begins: frames that will come back to
   * what there is now take note of it, and the write goes to a clone. A branch that only reads costs nothing.
   * O(1), and once for every frame on the stack.
   */
  get environment(): Environment {
    if (this.isolated) {
      this.#announceWrite();
      if (this.#borrowed) this.#goTo(this.view.clone());
      this.#borrowed = false;
    }
    return this.view;
  }

  /** Switches to another environment, in which the same spaces exist and to which nobody else comes back. O(1). */
  set environment(next: Environment) {
    this.#goTo(next);
    this.#borrowed = false;
  }

  /** Switches to an environment to which others come back: the next write goes to a clone. O(1). */
  borrow(environment: Environment): void {
    this.#goTo(environment);
    this.#borrowed = true;
  }

  #goTo(environment: Environment): void {
    if (environment === this.view) return;
    this.view = environment;
    this.scope = Scope.of(this.host, environment, this.scope.id);
  }

  /** Tells the frames that have not heard of it yet that somebody writes. */
  #announceWrite(): void {
    const stack = this.#stack;
    for (let i = this.#branched; i < stack.length; i++)
      if ((stack[i] as Frame).branch(this.view)) this.#borrowed = true;
    this.#branched = stack.length;
  }

  /** A space to be read. O(1). */
  spaceOf(id: SpaceId): SpaceView {
    return id === this.scope.id ? this.scope.space : this.view.space(id);
  }

  /** A space to be written, by default that in which evaluation takes place. O(1). */
  writableSpace(id: SpaceId = this.scope.id): Space {
    return this.environment.space(id);
  }

  /** What is in view in a space. O(1). */
  scopeOf(id: SpaceId): Scope {
    return id === this.scope.id ? this.scope : Scope.of(this.host, this.view, id);
  }

  /** To be called when the imports of the present scope have changed. */
  refreshScope(): void {
    this.scope = Scope.of(this.host, this.view, this.scope.id);
  }

  /** Evaluates in another space; the frame pushed here comes back to this one. */
  evaluateIn(id: SpaceId, code: Atom, registers: Registers, type: Atom): void {
    this.enterScope(id);
    this.evaluate(code, registers, type);
  }

  /** Makes another space the context until the next value is given. O(1). */
  enterScope(id: SpaceId): void {
    if (id === this.scope.id) return;
    this.push(new Return(this.scope.id));
    this.scope = Scope.of(this.host, this.view, id);
  }

  leaveTo(id: SpaceId): void {
    if (id !== this.scope.id) this.scope = Scope.of(this.host, this.view, id);
  }

  // ------------------------------------------------------------ what frames and operations call

  push(frame: Frame): void {
    this.#stack.push(frame);
    if (this.#eager) this.#announceWrite();
  }

  pop(): Frame {
    const stack = this.#stack;
    const frame = stack.pop() as Frame;
    if (stack.length < this.#branched) this.#branched = stack.length;
    return frame;
  }

  /** The frame that gets the next value. O(1). */
  get top(): Frame | undefined {
    return this.#stack.at(-1);
  }

  get depth(): number {
    return this.#stack.length;
  }

  /** Next: evaluates an atom, expecting a value of the type. */
  evaluate(code: Atom, registers: Registers, type: Atom): void {
    this.#mode = EVALUATE;
    this.#code = code;
    this.#registers = registers;
    this.#type = type;
  }

  /** Next: runs a minimal instruction; an atom that is none is its own value. */
  minimal(code: Atom, registers: Registers): void {
    this.#mode = MINIMAL;
    this.#code = code;
    this.#registers = registers;
  }

  /** Next: hands a value to the topmost frame. */
  give(value: Atom): void {
    this.#mode = GIVE;
    this.#value = value;
  }

  /** Next: hands on the value of a whole expression; `Empty` is no value. */
  conclude(value: Atom): void {
    if (value === EMPTY) this.#mode = FAIL;
    else this.give(value);
  }

  giveMany(results: readonly Result[]): void {
    this.#mode = MANY;
    this.#results = results;
  }

  /** Next: hands on values without bindings of their own, however many there are. */
  giveAll(values: readonly Atom[]): void {
    if (values.length === 0) this.fail();
    else if (values.length === 1) this.give(values[0] as Atom);
    else this.giveMany(values.map((value) => ({ value, bindings: undefined })));
  }

  /** Next: tells the topmost frame that there is no value. */
  fail(): void {
    this.#mode = FAIL;
  }

  finish(): void {
    this.#mode = DONE;
  }

  /** Suspends until a promise is settled, then goes on with what it gave or why it failed. */
  suspend<T>(promise: Promise<T>, go: (settled: T | OperationError) => void): void {
    this.#mode = WAIT;
    this.#waiting = promise.then(
      (outcome) => go(outcome),
      (thrown: unknown) => go(this.host.failureOf(thrown)),
    );
  }

  /** A machine for a branch of this evaluation, which has an environment to itself. O(1). */
  branch(environment: Environment): Machine {
    return new Machine(this.host, environment, this.scope.id, this.#limits, this.run);
  }

  /** Runs to the end, waiting where that is needed. */
  async settle(): Promise<void> {
    this.mayWait = true;
    for (let waiting = this.proceed(); waiting !== undefined; waiting = this.proceed())
      await waiting;
  }

  /** One step of evaluation, as `eval` takes it. */
  evaluateOnce(atom: Atom): void {
    evaluateOnce(this, atom);
  }

  /** Tries alternatives one after another and hands on what they give, together. */
  choose(alternatives: Alternatives, evaluates: boolean): void {
    const top = this.#stack.at(-1);
    if (this.shortcuts && top instanceof Collect && top.share(this, alternatives, evaluates)) {
      // It may have had no alternatives left to come back to when it was last told of a write.
      this.#branched = Math.min(this.#branched, this.#stack.length - 1);
      return top.next(this);
    }
    const collect = new Collect(this, alternatives, evaluates);
    this.push(collect);
    collect.next(this);
  }

  rebind(result: Result): void {
    const bindings = result.bindings;
    if (bindings === undefined) return;
    for (let i = 0; i < bindings.length; i += 2) {
      const cell = bindings[i] as Cell;
      if (cell.value === undefined) this.trail.bind(cell, bindings[i + 1] as Atom);
    }
  }

  countResult(): void {
    if (++this.#resultCount > this.#limits.results) {
      throw new EvaluationError(
        'RESULT_LIMIT',
        `more than ${this.#limits.results} results`,
        'raise limits.results or narrow the query',
      );
    }
  }

  /** An expression that counts as evaluated: a new object, because the given one may be part of a rule. O(items). */
  evaluated(value: Atom): Atom {
    if (value.kind !== EXPRESSION || this.isValue(value) || value.items.length === 0) return value;
    const made = new ExpressionAtom(value.items);
    made.mark = this.run;
    return made;
  }

  /** Whether an expression counts as evaluated. O(1) for ground ones. */
  isValue(value: ExpressionAtom): boolean {
    return value.mark === this.run && (value.ground || this.#open.unbound(value));
  }

  /** A call that nothing reduces. Takes the array. */
  data(items: Atom[]): ExpressionAtom {
    const made = new ExpressionAtom(items);
    made.mark = this.run;
    return made;
  }

  // ------------------------------------------------------------ running

  /** Evaluates to the end. Results are free of the machine's cells. Throws {@link EvaluationError}. */
  start(code: Atom, minimal: boolean): void {
    this.startOn(new Bottom(), code, UNDEFINED);
    this.#minimal = minimal;
    if (minimal) this.minimal(code, NO_REGISTERS);
  }

  /** The same, the results going to a frame of the caller's. */
  startOn(bottom: Bottom, code: Atom, type: Atom): void {
    this.push(bottom);
    this.evaluate(code, NO_REGISTERS, type);
  }

  /** Ends at once with these results. */
  startWith(results: readonly Atom[]): void {
    this.push(new Bottom());
    this.giveAll(results);
  }

  /** Runs until all results are known, or until a promise has to be waited for, which is returned. */
  proceed(): Promise<unknown> | undefined {
    const stack = this.#stack;
    const bottom = stack[0] as Bottom;
    for (;;) {
      if (++this.steps >= this.#nextCheck) this.#check();
      switch (this.#mode) {
        case EVALUATE:
          this.#evaluateStep();
          break;
        case GIVE:
          this.pop().resume(this, this.#value);
          break;
        case MINIMAL:
          stepMinimal(this, this.#code, this.#registers);
          break;
        case FAIL:
          this.pop().none(this);
          break;
        case MANY:
          this.pop().many(this, this.#results);
          break;
        case WAIT:
          return this.#waiting;
        default:
          this.#done = bottom.results;
          return undefined;
      }
    }
  }

  #done: readonly Result[] = [];
  /** Whether the program runs on minimal instructions alone, which show `Empty`. */
  #minimal = false;

  /** What the lowest frame got in an evaluation that has ended. O(1). */
  ended(): readonly Result[] {
    return this.#done;
  }

  /** The results of an evaluation that has ended. O(their size). */
  outcome(): Atom[] {
    const out: Atom[] = [];
    for (const { value } of this.#done)
      if (value !== EMPTY || this.#minimal) out.push(exported(value));
    return out;
  }

  #check(): void {
    const limits = this.#limits;
    if (this.steps > limits.steps) {
      throw new EvaluationError(
        'STEP_LIMIT',
        `more than ${limits.steps} steps`,
        'raise limits.steps, or look for a recursion that never ends',
      );
    }
    if (this.#stack.length > limits.depth) {
      throw new EvaluationError(
        'DEPTH_LIMIT',
        `nested deeper than ${limits.depth}`,
        'raise limits.depth, or look for a recursion that never ends',
      );
    }
    this.host.poll(limits.deadline);
    this.#nextCheck = Math.min(this.steps + 1024, Math.max(limits.steps + 1, this.steps + 1));
  }

  #evaluateStep(): void {
    let code = this.#code;
    const type = this.#type;
    let registers = this.#registers;
    if (code.kind === VARIABLE) {
      const slot = (code as Cell).slot;
      code = follow(slot >= 0 ? (registers[slot] as Atom) : code);
      if (code.kind === VARIABLE) return this.give(code);
      registers = NO_REGISTERS;
    }
    if (type === ATOM) return this.give(fill(code, registers));
    if (code.kind !== EXPRESSION) {
      if (type === UNDEFINED || code === EMPTY) this.give(code);
      else castLeaf(this, code, follow(type));
      return;
    }
    if (this.isValue(code)) return this.give(code);
    const items = code.items;
    if (items.length === 0) {
      if (type === UNDEFINED) this.give(code);
      else castLeaf(this, code, follow(type));
      return;
    }
    if (type === EXPRESSION_TYPE || items[0] === ERROR) return this.give(fill(code, registers));
    if (this.softDepth !== Infinity) {
      if ((this.level + 1) * FRAMES_PER_LEVEL > this.softDepth)
        return this.give(errorAtom(fill(code, registers), STACK_OVERFLOW));
      this.push(new Level(this.level++));
    }
    const head = items[0] as Atom;
    if (head.kind === SYMBOL) return this.scope.planFor(head).enter(this, code, registers, type);
    this.#enterHead(code, registers, type, head);
  }

  #enterHead(code: ExpressionAtom, registers: Registers, type: Atom, given: Atom): void {
    let head = given;
    if (head.kind === VARIABLE) {
      const slot = (head as Cell).slot;
      head = follow(slot >= 0 ? (registers[slot] as Atom) : head);
      if (head !== given && head.kind !== VARIABLE) {
        // The operator is a value: the call becomes one on that value, its arguments stay as they are.
        const items = code.items.slice();
        items[0] = head;
        return this.evaluate(new ExpressionAtom(items), registers, type);
      }
    }
    let plan: Plan | undefined;
    if (head.kind === GROUNDED && head.tag === 'host' && head.value instanceof Operation)
      plan = head.value.plan;
    else if (head.kind === EXPRESSION) return operatorCall(this, code, registers, type);
    (plan ?? tuplePlan).enter(this, code, registers, type);
  }
}
