/** After every step: what the registers show against their models. */
import {
  BARE,
  equals,
  symbol,
  type Atom,
  type Group,
  type Rule,
  type Space,
  type Stamp,
} from '@forkspace/spec';
import { different, must, same, sameAtoms, sameList } from '../expect.ts';
import type { Bag } from '../model/bag.ts';
import { rulesFor, rulesIn, suggestionsFor, typesFor } from '../model/views.ts';
import { atom, show } from '../notation.ts';
import { queryIsScan } from '../checks/query-is-scan.ts';
import type { Step } from './script.ts';
import { spaceIn, type Box, type Register, type World } from './world.ts';

const HEADS = ['f', 'g', '__proto__', ''];
const ARITIES = [1, 2, 0, BARE];
const NAMES = ['f', 'a', '__proto__'].map((name) => symbol(name));
const PATTERNS = [
  '$q',
  '(f $q)',
  '(f a)',
  '(= (f $q) $r)',
  '(= $q $r)',
  '(: $q $r)',
  '($q a)',
  '(f ($q $r))',
  '1',
  '(f $q $q)',
].map((source) => atom(source));

function sameHeld(space: Space, bag: Bag, what: string): void {
  const shown = space.atoms();
  const agree =
    shown.length === bag.held.length &&
    shown.every((one, i) => {
      const expected = (bag.held[i] as { atom: Atom }).atom;
      return one === expected || equals(one, expected);
    });
  must(agree, () => `${what} holds ⟨${show(shown)}⟩, expected ⟨${show(bag.atoms)}⟩`);
  same(space.size, bag.held.length, `size of ${what}`);
}

/** Content only: cheap enough for all registers after every step. */
export function compareContent(register: Register, name: string): void {
  const {
    real,
    box: { model },
  } = register;
  const spaces = [...model.spaces.keys()];
  sameList(
    real.spaceIds().map((id) => spaces.indexOf(id)),
    spaces.slice(1).map((_, i) => i + 1),
    `spaces of ${name}, by rank`,
  );
  spaces.forEach((id, rank) =>
    sameHeld(spaceIn(register, id), model.bag(id), rank === 0 ? name : `space ${rank} of ${name}`),
  );
  const states = [...model.states.keys()];
  sameList(
    real.stateIds().map((id) => states.indexOf(id)),
    states.map((_, i) => i),
    `cells of ${name}, by rank`,
  );
  sameAtoms(
    states.map((id) => real.readState(id)),
    states.map((id) => model.states.get(id)?.value as Atom),
    `cells of ${name}`,
  );
  const names = [...model.bindings.keys()].sort((a, b) => (a < b ? -1 : 1));
  sameList(
    real.bindings().map(([bound]) => bound),
    names,
    `names bound in ${name}`,
  );
  sameAtoms(
    real.bindings().map(([, value]) => value),
    names.map((bound) => model.bindings.get(bound)?.value as Atom),
    `bindings of ${name}`,
  );
}

/** Every view of every space; `turn` chooses which of the slower ones. */
export function compareViews(register: Register, name: string, turn: number): void {
  const {
    real,
    box: { model },
  } = register;
  for (const [id, bag] of model.spaces) {
    if (id !== 0 && (id + turn) % 3 !== 0) continue;
    const space = spaceIn(register, id);
    const held = bag.atoms;
    const where = id === 0 ? name : `a space of ${name}`;
    const rules = rulesIn(held);
    same(space.ruleCount, rules.length, `ruleCount of ${where}`);
    sameAtoms(
      space.rules().map((rule) => rule.atom),
      rules,
      `rules() of ${where}`,
    );
    same(space.facts().length, held.length - rules.length, `facts() of ${where}`);
    const wild = rulesFor(held, undefined);
    sameAtoms(
      (space.wildcardRules()?.all ?? []).map((rule) => rule.atom),
      wild,
      `wildcard rules of ${where}`,
    );
    const head = HEADS[turn % HEADS.length] as string;
    for (const arity of ARITIES) {
      const wanted = rulesFor(held, head, arity);
      sameAtoms(
        space.matchingRules(head, arity).map((rule) => rule.atom),
        [...wanted, ...wild],
        `matchingRules(${JSON.stringify(head)}, ${arity}) of ${where}`,
      );
      same(
        space.ruleGroup(symbol(head), arity)?.size ?? 0,
        wanted.length,
        `size of the group of ${JSON.stringify(head)}/${arity} of ${where}`,
      );
    }
    const subject = NAMES[turn % NAMES.length] as (typeof NAMES)[number];
    sameAtoms(
      space.typesOf(subject),
      typesFor(held, subject),
      `types of ${subject.name} in ${where}`,
    );
    const one = held[turn % Math.max(1, held.length)];
    if (one !== undefined)
      same(space.count(one), bag.count(one), `count of ⟨${show([one])}⟩ in ${where}`);
    if (held.length < 200) queryIsScan(space, PATTERNS[turn % PATTERNS.length] as Atom);
    if (turn % 4 === 0 && held.length < 200)
      sameList(space.suggest('fx'), suggestionsFor(held, 'fx'), `suggestions in ${where}`);
  }
  const { atoms, rules, spaces, states, bindings } = real.statistics();
  sameList(
    [atoms, rules, spaces, states, bindings],
    [
      model.bag(0).held.length,
      rulesIn(model.bag(0).atoms).length,
      model.spaces.size - 1,
      model.states.size,
      model.bindings.size,
    ],
    `statistics of ${name}`,
  );
}

export function compareHeld(world: World): void {
  for (const { what, list, copy, iterator } of world.held) {
    must(
      list.length === copy.length && list.every((item, i) => item === copy[i]),
      `${what}, held since an earlier step, has changed`,
    );
    const rest = [...{ [Symbol.iterator]: () => iterator }];
    const wanted = copy.slice(1);
    must(
      rest.length === wanted.length && rest.every((item, i) => item === wanted[i]),
      `an iterator over ${what}, running since an earlier step, gave other items`,
    );
  }
  world.held.length = 0;
}

/** What must not change while content does not, and must when it does. */
interface Trace {
  readonly register: Register;
  readonly model: Box['model'];
  readonly bag: Bag;
  readonly contentStamp: Stamp;
  readonly environmentStamp: Stamp;
  readonly group: Group<Rule> | undefined;
}

export function trace(register: Register): Trace {
  const {
    real,
    box: { model },
  } = register;
  const { contentStamp, environmentStamp } = real;
  return {
    register,
    model,
    bag: model.bag(0),
    contentStamp,
    environmentStamp,
    group: real.ruleGroup(symbol('f'), 1),
  };
}

const idsOfF = (bag: Bag): string => {
  const wanted = new Set(rulesFor(bag.atoms, 'f', 1));
  return bag.held
    .filter(({ atom }) => wanted.has(atom))
    .map(({ id }) => id)
    .join();
};

/** Stamps and groups before and after one step. */
export function compareTraces(
  before: readonly Trace[],
  registers: readonly Register[],
  step: Step,
): void {
  registers.forEach((register, i) => {
    const old = before[i] as Trace;
    const now = trace(register);
    if (old.register !== register) {
      compareMade(
        sourcesOf(step).map((source) => before[source % before.length] as Trace),
        now,
        i,
      );
      return;
    }
    const name = `register ${i}`;
    if (now.model === old.model)
      same(
        now.environmentStamp,
        old.environmentStamp,
        `environmentStamp of ${name}, which was not written`,
      );
    else
      different(
        now.environmentStamp,
        old.environmentStamp,
        `environmentStamp of ${name}, which was written`,
      );
    if (now.bag === old.bag) {
      same(
        now.contentStamp,
        old.contentStamp,
        `contentStamp of ${name}, whose atoms were not written`,
      );
      same(now.group, old.group, `ruleGroup(f, 1) of ${name}, whose atoms were not written`);
    } else {
      different(
        now.contentStamp,
        old.contentStamp,
        `contentStamp of ${name}, whose atoms were written`,
      );
      if (now.bag.held.length < 200 && idsOfF(now.bag) === idsOfF(old.bag))
        same(now.group, old.group, `ruleGroup(f, 1) of ${name}, whose rules of f were not written`);
    }
  });
}

/** The registers that a step made another one from. */
function sourcesOf({ op, numbers: [first = 0, second = 0] }: Step): readonly number[] {
  if (op === 'clone') return [first];
  return op === 'union' || op === 'unite' ? [first, second] : [];
}

/** A register that was made by the step: what it took over unchanged keeps its identity. */
function compareMade(sources: readonly Trace[], now: Trace, i: number): void {
  const alikeWhole = sources.filter((old) => old.bag === now.bag && old.model === now.model);
  if (alikeWhole.length > 0)
    must(
      alikeWhole.some((old) => old.environmentStamp === now.environmentStamp),
      `environmentStamp of register ${i}, made with the content of another`,
    );
  if (now.bag.held.length >= 200) return;
  const ids = idsOfF(now.bag);
  const alike = sources.filter(
    (old) => old.bag.held.length < 200 && idsOfF(old.bag) === ids && ids !== '',
  );
  if (alike.length > 0)
    must(
      alike.some((old) => old.group === now.group),
      `ruleGroup(f, 1) of register ${i}, made with the rules of f of another`,
    );
}
