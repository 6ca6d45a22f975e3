/** `get-doc` and `help!`: documentation atoms, put together with types. */
import {
  EXPRESSION,
  ExpressionAtom,
  SYMBOL,
  symbol,
  UNIT,
  variable,
  type Atom,
  type SpaceId,
} from '@forkspace/spec';
import { fill, renamed, resolve, withCells } from '../matching/substitute.ts';
import { unify } from '../matching/unify.ts';
import type { Machine } from '../reduction/machine.ts';
import { isFunctionType } from '../reduction/meta.ts';
import { OperationError } from '../reduction/operation.ts';
import { CallPlan, type Plan } from '../reduction/plan.ts';
import { typesOf } from '../reduction/types.ts';
import { DOC, INCORRECT_NUMBER_OF_ARGUMENTS, UNDEFINED, errorAtom } from '../symbols.ts';
import { format } from '../syntax/format.ts';
import { spaceIdOf } from './alternatives.ts';
import { atomOf, named, type FormDefinition } from './define.ts';
import { shown } from './output.ts';

function list(head: string, ...items: Atom[]): Atom {
  return new ExpressionAtom([symbol(head), ...items]);
}

/** Where documentation is looked for: a space with its imports, a space alone, the library. */
interface Source {
  candidates(pattern: Atom): readonly Atom[];
}

/** What matches a pattern, with what its variables stand for; nothing stays bound. */
function answers(m: Machine, source: Source, pattern: Atom, wanted: readonly Atom[]): Atom[][] {
  const found: Atom[][] = [];
  for (const candidate of source.candidates(pattern)) {
    const mark = m.trail.openTrial();
    if (unify(pattern, renamed(candidate), m.trail)) found.push(wanted.map(resolve));
    m.trail.undo(mark);
    m.trail.close(mark);
  }
  return found;
}

/** Documentation of a function: description, texts of the parameters, text of the result. */
function functionDocs(m: Machine, id: SpaceId, name: Atom): Atom[][] {
  const pattern = withCells(
    new ExpressionAtom([
      DOC,
      name,
      variable('desc'),
      list('@params', variable('params')),
      list('@return', variable('ret')),
    ]),
  ) as ExpressionAtom;
  const desc = pattern.items[2] as Atom;
  const params = (pattern.items[3] as ExpressionAtom).items[1] as Atom;
  const ret = (pattern.items[4] as ExpressionAtom).items[1] as Atom;
  return answers(m, m.scopeOf(id), pattern, [desc, params, ret]);
}

function formalFunction(name: Atom, type: Atom, [desc, params, ret]: readonly Atom[]): Atom {
  const written = params?.kind === EXPRESSION ? params.items : [];
  const types = isFunctionType(type) ? type.items.slice(1) : [];
  const typed = written.map((param, i) => {
    const words = param.kind === EXPRESSION ? (param.items[1] as Atom) : param;
    return list('@param', list('@type', types[i] ?? UNDEFINED), list('@desc', words));
  });
  return list(
    '@doc-formal',
    list('@item', name),
    list('@kind', symbol('function')),
    list('@type', type),
    desc as Atom,
    list('@params', new ExpressionAtom(typed)),
    list('@return', list('@type', types[written.length] ?? UNDEFINED), list('@desc', ret as Atom)),
  );
}

function formalAtom(name: Atom, type: Atom, desc: Atom): Atom {
  return list(
    '@doc-formal',
    list('@item', name),
    list('@kind', symbol('atom')),
    list('@type', type),
    desc,
  );
}

/** The documentation that a space holds for an atom, one for each of its types; none if it is not documented. */
export function documentation(m: Machine, id: SpaceId, atom: Atom): Atom[] {
  const outer = m.scope;
  m.scope = m.scopeOf(id);
  const typings = typesOf(m, atom)
    .filter((t) => t.wrong === undefined)
    .map((t) => t.type);
  m.scope = outer;
  const types = typings.length === 0 ? [UNDEFINED] : typings;
  const found: Atom[] = [];
  const pattern = withCells(new ExpressionAtom([DOC, atom, variable('desc')])) as ExpressionAtom;
  for (const type of types) {
    const asFunction = functionDocs(m, id, atom);
    if (asFunction.length > 0)
      found.push(...asFunction.map((parts) => formalFunction(atom, type, parts)));
    else
      found.push(
        ...answers(m, m.scopeOf(id), pattern, [pattern.items[2] as Atom]).map(([desc]) =>
          formalAtom(atom, type, desc as Atom),
        ),
      );
  }
  return found;
}

/** With two arguments as now, or with one as before 2026, when the space was that of the program. */
function docPlan(type: string): Plan {
  const functionType = atomOf(type) as ExpressionAtom;
  const two = new CallPlan(
    functionType,
    (m, values, call, registers) => {
      const space = spaceIdOf(values[1]) ?? 0;
      m.giveAll(documentation(m, space, resolve(fill(call.items[2] as Atom, registers))));
    },
    true,
  );
  return {
    result: undefined,
    enter(m, call, registers, expected) {
      if (call.items.length !== 2) return two.enter(m, call, registers, expected);
      m.giveAll(documentation(m, m.scope.id, resolve(fill(call.items[1] as Atom, registers))));
    },
  };
}

function part(formal: Atom, head: string): Atom | undefined {
  if (formal.kind !== EXPRESSION) return undefined;
  return formal.items.find((item) => item.kind === EXPRESSION && item.items[0] === symbol(head));
}

function content(formal: Atom, head: string): Atom {
  const found = part(formal, head);
  return found?.kind === EXPRESSION ? (found.items[1] as Atom) : UNIT;
}

/** Documentation in words: what `help!` prints, line by line; none for what is not documented. */
function helpLines(m: Machine, id: SpaceId, atom: Atom): string[] {
  return documentation(m, id, atom).flatMap((doc) => {
    const type = format(content(doc, '@type'));
    const about = shown(m, content(doc, '@desc'));
    const params = content(doc, '@params');
    const ret = part(doc, '@return');
    if (ret === undefined) return [`Atom ${format(atom)}: ${type} ${about}`];
    const lines = [`Function ${format(atom)}: ${type} ${about}`, 'Parameters:'];
    for (const param of params.kind === EXPRESSION ? params.items : []) {
      lines.push(
        `  (type ${format(content(param, '@type'))}) ${shown(m, content(param, '@desc'))}`,
      );
    }
    lines.push(
      `Return: (type ${format(content(ret, '@type'))}) ${shown(m, content(ret, '@desc'))}`,
    );
    return lines;
  });
}

/** Prints name and description of all that is documented: functions, then other atoms. */
function printAll(m: Machine, source: Source): void {
  for (const more of [['params', 'ret'], []]) {
    const pattern = withCells(
      new ExpressionAtom([
        DOC,
        variable('name'),
        list('@desc', variable('desc')),
        ...more.map((name) => variable(name)),
      ]),
    ) as ExpressionAtom;
    const desc = (pattern.items[2] as ExpressionAtom).items[1] as Atom;
    for (const [name, about] of answers(m, source, pattern, [pattern.items[1] as Atom, desc]))
      m.host.print(`${format(name as Atom)}\n\t${shown(m, about as Atom)}`);
  }
}

/** Prints what a module documents, loading the module if need be; false where there is no such module. */
function printModule(m: Machine, atom: Atom): boolean {
  if (atom.kind !== SYMBOL) return false;
  let id: SpaceId;
  try {
    id = m.host.modules.spaceOf(m, atom.name);
  } catch (thrown) {
    if (thrown instanceof OperationError) return false;
    throw thrown;
  }
  printAll(m, m.spaceOf(id));
  return true;
}

const helpPlan: Plan = {
  result: undefined,
  enter(m, call, registers) {
    if (call.items.length === 1) {
      if (m.scope.library !== undefined) printAll(m, m.scope.library);
      return m.give(UNIT);
    }
    if (call.items.length > 2) {
      // One error for each of its two types.
      const wrong = errorAtom(resolve(fill(call, registers)), INCORRECT_NUMBER_OF_ARGUMENTS);
      return m.giveAll([wrong, wrong]);
    }
    const atom = resolve(fill(call.items[1] as Atom, registers));
    const lines = helpLines(m, m.scope.id, atom);
    for (const line of lines) m.host.print(line);
    if (lines.length === 0 && !printModule(m, atom))
      m.host.print(`No documentation found for ${format(atom)}`);
    m.give(UNIT);
  },
};

export const documentationForms: readonly FormDefinition[] = [
  { name: 'get-doc', plan: () => docPlan('(-> SpaceType Atom %Undefined%)') },
  { name: 'get-doc-single-atom', plan: () => docPlan('(-> SpaceType Atom %Undefined%)') },
  { name: 'get-doc-atom', plan: () => docPlan('(-> SpaceType Atom %Undefined%)') },
  named('get-doc-function', '(-> SpaceType Atom Type %Undefined%)', ([space, name, type], m) => {
    const id = spaceIdOf(space) ?? 0;
    return functionDocs(m, id, name as Atom).map((parts) =>
      formalFunction(name as Atom, type as Atom, parts),
    );
  }),
  { name: 'help!', plan: () => helpPlan },
  { name: 'help-internal!', plan: () => helpPlan },
  named('help-space!', '(-> SpaceType (->))', ([space], m) => {
    printAll(m, m.scopeOf(spaceIdOf(space) ?? 0));
    return UNIT;
  }),
];
