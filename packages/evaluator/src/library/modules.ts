/** Tokens, settings and modules as operations of the language. */
import {
  GROUNDED,
  spaceRef,
  SYMBOL,
  UNIT,
  VARIABLE,
  type Atom,
  type Grounded,
} from '@forkspace/spec';
import { exported, withCells } from '../matching/substitute.ts';
import { OperationError } from '../reduction/operation.ts';
import { format } from '../syntax/format.ts';
import { spaceIdOf } from './alternatives.ts';
import { operation } from './define.ts';
import { shown } from './output.ts';

/** A name given as symbol or string. */
function nameOf(atom: Atom | undefined, complaint: string): string {
  if (atom?.kind === SYMBOL) return atom.name;
  if (atom?.kind === GROUNDED && atom.tag === 'string') return atom.value;
  throw new OperationError(complaint);
}

/** The name of a token; in the mettatron dialect `&name` is read as a variable until it is bound. */
function tokenName(atom: Atom | undefined): string | undefined {
  if (atom?.kind === SYMBOL) return atom.name;
  return atom?.kind === VARIABLE && atom.name.startsWith('&') ? atom.name : undefined;
}

export function moduleOperations(): Grounded<'host'>[] {
  return [
    operation('bind!', '(-> Symbol %Undefined% (->))', ([token, value], m) => {
      const name = tokenName(token);
      if (name === undefined) throw new OperationError('bind! expects symbol atom as a token');
      m.host.modules.bindToken(m, name, exported(value as Atom));
      return UNIT;
    }),
    operation('pragma!', '%Undefined%', ([key, value], m) => {
      if (key === undefined || value === undefined)
        throw new OperationError('pragma! expects key and value as arguments');
      if (key.kind !== SYMBOL) throw new OperationError('pragma! expects symbol atom as a key');
      if (key.name === 'max-stack-depth' && !/^\d+$/.test(format(value)))
        throw new OperationError('UnsignedIntegerIsExpected');
      m.host.modules.setPragma(m, key.name, exported(value));
      return UNIT;
    }),
    operation('import!', '(-> Atom Atom (->))', ([into, name], m) => {
      const module = nameOf(
        name,
        'import! expects a destination &space and a module name argument',
      );
      const token = tokenName(into);
      if (token !== undefined) m.host.modules.importAs(m, module, token);
      else if (spaceIdOf(into) === m.scope.id) m.host.modules.importAll(m, module);
      else {
        throw new OperationError(
          `import! destination argument must be a symbol atom naming a new space, or &self.  Found: ${into === undefined ? 'nothing' : shown(m, into)}`,
        );
      }
      return UNIT;
    }),
    operation('include', '(-> Atom %Undefined%)', ([name], m) =>
      m.host.modules
        .include(m, nameOf(name, 'include expects a module name argument'))
        .map(withCells),
    ),
    operation('register-module!', '(-> Atom (->))', ([path], m) => {
      m.host.modules.register(
        m,
        nameOf(path, 'register-module! expects a file system path; use quotes if needed'),
      );
      return UNIT;
    }),
    operation('mod-space!', '(-> Atom SpaceType)', ([name], m) =>
      spaceRef(
        m.host.modules.spaceOf(m, nameOf(name, 'mod-space! expects a module name argument')),
      ),
    ),
    operation('module-space-no-deps', '(-> SpaceType SpaceType)', ([space], m) => {
      const id = spaceIdOf(space);
      if (id === undefined)
        throw new OperationError('module-space-no-deps expects a space as an argument');
      const copy = m.environment.createSpace();
      m.environment.space(copy).addAll(m.spaceOf(id).atoms());
      return spaceRef(copy);
    }),
    operation('print-mods!', '(-> (->))', (_args, m) => {
      for (const [name, space] of m.host.modules.loaded(m))
        m.host.print(`${name} ${format(spaceRef(space))}`);
      return UNIT;
    }),
    operation('git-module!', '(-> Atom (->))', () => {
      throw new OperationError(
        'git-module! is not available: fetch the module and use register-module!',
      );
    }),
    operation('capture', '(-> Atom Atom)', ([atom], m) => m.host.evaluateApart(m, atom as Atom)),
  ];
}
