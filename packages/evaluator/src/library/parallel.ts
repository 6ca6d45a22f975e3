/**
 * Evaluation in branches: `par` and `hyperpose` evaluate each of several atoms on a fork of its own and unite
 * the forks in order; `race` keeps the first that succeeds; `once` wants a single result.
 *
 * In an asynchronous run the branches of `par` and `hyperpose` overlap: while one waits for a host
 * operation the others go on. What they come to does not depend on who was faster.
 */
import { EXPRESSION, ExpressionAtom, VARIABLE, type Atom, type Environment } from '@forkspace/spec';
import { United } from '../branches/united.ts';
import { fill, renamed, resolve } from '../matching/substitute.ts';
import { follow, NO_REGISTERS, type Cell, type Registers } from '../matching/variables.ts';
import { Barrier } from '../reduction/barrier.ts';
import { SuperposeBind } from '../reduction/collapse-bind.ts';
import { Bottom } from '../reduction/end-frames.ts';
import { Frame, type Result } from '../reduction/frame.ts';
import type { Machine } from '../reduction/machine.ts';
import { isError } from '../reduction/meta.ts';
import type { Plan } from '../reduction/plan.ts';
import { errorAtom, message, UNDEFINED } from '../symbols.ts';
import { form, type FormDefinition } from './define.ts';

/** Gives an error where the backend has no isolated clones, and tells whether it has. */
function isolates(m: Machine, call: ExpressionAtom, registers: Registers): boolean {
  if (m.view.backend.capabilities.isolation) return true;
  const whole = resolve(fill(call, registers));
  const name = call.items[0] as { readonly name?: string };
  m.give(errorAtom(whole, message(`${name.name} needs a backend whose clones are isolated`)));
  return false;
}

/** Evaluates each atom in a branch, in turn or overlapping. */
function inBranches(m: Machine, atoms: readonly Atom[], type: Atom): void {
  if (atoms.length === 0) return m.fail();
  if (m.mayWait) overlapping(m, atoms, type);
  else inTurn(m, { atoms, type, base: m.environment, united: undefined, results: [] }, 0);
}

/** Branches that are evaluated one after the other. */
interface Turns {
  readonly atoms: readonly Atom[];
  readonly type: Atom;
  /** What each of them starts from. */
  readonly base: Environment;
  /** What those that have ended have done together. */
  united: United | undefined;
  readonly results: Result[];
}

function inTurn(m: Machine, turns: Turns, at: number): void {
  const atom = turns.atoms[at];
  if (atom === undefined) return joined(m, turns.base, turns.united, turns.results);
  m.environment = turns.base.clone();
  new Turn(turns, at).enter(m);
  m.evaluate(atom, NO_REGISTERS, turns.type);
}

class Turn extends Barrier {
  readonly #turns: Turns;
  readonly #at: number;

  constructor(turns: Turns, at: number) {
    super();
    this.#turns = turns;
    this.#at = at;
  }

  override finish(m: Machine, results: readonly Result[]): void {
    const turns = this.#turns;
    turns.united = unite(m, turns.base, turns.united, m.view);
    for (const result of results) turns.results.push(result);
    inTurn(m, turns, this.#at + 1);
  }
}

/** What branches have done together, one more of them included. A branch that has only read adds nothing. */
function unite(
  m: Machine,
  base: Environment,
  united: United | undefined,
  branch: Environment,
): United | undefined {
  if (branch.environmentStamp === base.environmentStamp) return united;
  return United.with(united, branch, m.unionOptions);
}

/** Goes on with all results of all branches, where they have been united. */
function joined(
  m: Machine,
  base: Environment,
  united: United | undefined,
  results: readonly Result[],
): void {
  m.environment = united?.whole(m.unionOptions) ?? base;
  if (results.length === 0) m.fail();
  else m.choose(new SuperposeBind(results), true);
}

/**
 * One machine per branch, all started before any is waited for. A branch works on variables of its own; what
 * it bound is bound here when all are done.
 */
function overlapping(m: Machine, atoms: readonly Atom[], type: Atom): void {
  const base = m.environment;
  const branches = atoms.map((atom) => {
    const outer = variablesOf(resolve(atom));
    const copy = renamed(new ExpressionAtom([resolve(atom), ...outer])) as ExpressionAtom;
    const [code, ...inner] = copy.items as [Atom, ...Atom[]];
    const machine = m.branch(base.clone());
    machine.startOn(new BranchEnd(inner), code, type);
    return { outer, machine };
  });
  const run = async ({ machine }: { readonly machine: Machine }): Promise<void> => {
    // Not at once: branches within branches would pile up on the host's stack.
    await undefined;
    await machine.settle();
  };
  m.suspend(Promise.all(branches.map(run)), () => {
    let united: United | undefined;
    const results: Result[] = [];
    for (const { machine, outer } of branches) {
      united = unite(m, base, united, machine.view);
      for (const { value, bindings } of machine.ended()) {
        const inner = bindings ?? [];
        const bound = outer.flatMap((cell, i) =>
          inner[i] === cell ? [] : [cell, inner[i] as Atom],
        );
        results.push({ value, bindings: bound.length === 0 ? undefined : bound });
      }
    }
    joined(m, base, united, results);
  });
}

/** Keeps with each result of a branch what the variables came to that it shares with its surroundings. */
class BranchEnd extends Bottom {
  readonly #shared: readonly Atom[];

  constructor(shared: readonly Atom[]) {
    super();
    this.#shared = shared;
  }

  #ended(value: Atom): Result {
    return { value: resolve(value), bindings: this.#shared.map(resolve) };
  }

  override resume(m: Machine, value: Atom): void {
    super.many(m, [this.#ended(value)]);
  }

  override many(m: Machine, results: readonly Result[]): void {
    super.many(
      m,
      results.map((result) => {
        const apart = m.trail.open();
        m.rebind(result);
        const ended = this.#ended(result.value);
        m.trail.undo(apart);
        m.trail.close(apart);
        return ended;
      }),
    );
  }
}

function variablesOf(atom: Atom): Cell[] {
  const found = new Set<Cell>();
  const pending: Atom[] = [atom];
  while (pending.length > 0) {
    const next = pending.pop() as Atom;
    if (next.kind === VARIABLE) found.add(next as Cell);
    else if (next.kind === EXPRESSION && !next.ground)
      for (const item of next.items) pending.push(item);
  }
  return [...found];
}

/** One attempt of a `race`: if it gave nothing but errors, the next one starts from what there was before. */
class Attempt extends Barrier {
  readonly #before: Environment;
  readonly #call: ExpressionAtom;
  readonly #registers: Registers;
  readonly #at: number;
  readonly #errors: readonly Result[];

  constructor(
    before: Environment,
    call: ExpressionAtom,
    registers: Registers,
    at: number,
    errors: readonly Result[],
  ) {
    super();
    this.#before = before;
    this.#call = call;
    this.#registers = registers;
    this.#at = at;
    this.#errors = errors;
  }

  override finish(m: Machine, results: readonly Result[]): void {
    const good = results.filter((r) => !isError(r.value));
    if (good.length > 0) return m.choose(new SuperposeBind(good), true);
    m.environment = this.#before;
    attempt(m, this.#call, this.#registers, this.#at + 1, [...this.#errors, ...results]);
  }
}

function attempt(
  m: Machine,
  call: ExpressionAtom,
  registers: Registers,
  at: number,
  errors: readonly Result[],
): void {
  const code = call.items[at];
  if (code === undefined) return m.giveAll(errors.map((r) => r.value));
  const before = m.environment;
  m.environment = before.clone();
  new Attempt(before, call, registers, at, errors).enter(m);
  m.evaluate(code, registers, UNDEFINED);
}

/** Waits for one result and lets no alternative after it be tried. */
class Once extends Frame {
  override readonly wantsOne = true;

  override resume(m: Machine, value: Atom): void {
    m.give(value);
  }

  override many(m: Machine, results: readonly Result[]): void {
    const first = results[0] as Result;
    m.rebind(first);
    m.give(first.value);
  }

  override again(): Frame {
    return this;
  }
}

/** A plan for calls with any number of arguments, none of them evaluated. */
function branching(
  go: (m: Machine, call: ExpressionAtom, registers: Registers, type: Atom) => void,
): () => Plan {
  return () => ({
    result: undefined,
    enter: (m, call, registers, type) => {
      if (isolates(m, call, registers)) go(m, call, registers, type);
    },
  });
}

export const parallelForms: readonly FormDefinition[] = [
  {
    name: 'par',
    plan: branching((m, call, registers, type) =>
      inBranches(
        m,
        call.items.slice(1).map((item) => fill(item, registers)),
        type,
      ),
    ),
  },
  {
    name: 'race',
    plan: branching((m, call, registers) => attempt(m, call, registers, 1, [])),
  },
  form('hyperpose', '(-> Expression %Undefined%)', (m, values, call, registers, type) => {
    const list = follow(values[1] as Atom);
    if (list.kind !== EXPRESSION) return m.give(m.data(values));
    if (isolates(m, call, registers)) inBranches(m, list.items, type);
  }),
  form('once', '(-> Atom %Undefined%)', (m, _values, call, registers, type) => {
    m.push(new Once());
    m.evaluate(call.items[1] as Atom, registers, type);
  }),
];
