/** The standard library as one value: tokens of operations, native forms, and what the prelude asserts. */
import {
  COLON,
  EQUALS,
  EXPRESSION,
  ExpressionAtom,
  float,
  RuleDefinition,
  SYMBOL,
  symbol,
  text,
  TRUE,
  FALSE,
  UNIT,
  type Atom,
  type Rule,
  type SymbolAtom,
} from '@forkspace/spec';
import type { Library } from '../reduction/host.ts';
import type { Plan } from '../reduction/plan.ts';
import { DOC } from '../symbols.ts';
import { Reader, type TokenLookup } from '../syntax/reader.ts';
import { alternativeForms, alternativeOperations } from './alternatives.ts';
import { arithmeticOperations } from './arithmetic.ts';
import { assertionForms } from './assertions.ts';
import { comparisonOperations } from './comparison.ts';
import { controlForms } from './control.ts';
import { extensions, operation, type FormDefinition } from './define.ts';
import { documentationForms } from './documentation.ts';
import { expressionForms, expressionOperations } from './expressions.ts';
import { listForms } from './lists.ts';
import { moduleOperations } from './modules.ts';
import { outputOperations } from './output.ts';
import { parallelForms } from './parallel.ts';
import { PRELUDE, type PreludeEntry } from './prelude.ts';
import { OPERATION_DOCS } from './operation-docs.ts';
import { sealedOperation } from './sealed.ts';
import { sequenceForms } from './sequence.ts';
import { spaceForms, spaceOperations } from './spaces.ts';

const NO_ATOMS: readonly Atom[] = [];
const NO_RULES: readonly Rule[] = [];

interface Parsed {
  readonly types: readonly Atom[];
  readonly rules: readonly Rule[];
  readonly docs: readonly Atom[];
}

export class StandardLibrary implements Library {
  /** Words of source text that stand for something: operations, truth values, constants. */
  readonly tokens: ReadonlyMap<string, Atom>;
  readonly #forms = new Map<SymbolAtom, FormDefinition>();
  readonly #plans = new Map<SymbolAtom, Plan>();
  readonly #parsed = new Map<SymbolAtom, Parsed>();
  readonly #known = new Map<SymbolAtom, PreludeEntry>();
  readonly #byHead = new Map<SymbolAtom, readonly Atom[]>();
  #all: readonly Atom[] | undefined;

  /** `more`: forms of a dialect. */
  constructor(more: readonly FormDefinition[] = []) {
    const tokens = new Map<string, Atom>([
      ['True', TRUE],
      ['False', FALSE],
      ['PI', float(Math.PI)],
      ['EXP', float(Math.E)],
    ]);
    for (const atom of [
      ...arithmeticOperations(TRUE, FALSE),
      ...comparisonOperations(),
      ...expressionOperations(),
      ...alternativeOperations,
      ...spaceOperations(),
      ...outputOperations(),
      ...moduleOperations(),
      sealedOperation(),
      operation('nop', '%Undefined%', () => UNIT),
    ])
      tokens.set(atom.value.name, atom);
    this.tokens = tokens;
    for (const definition of [
      ...controlForms,
      ...alternativeForms,
      ...expressionForms,
      ...listForms,
      ...assertionForms,
      ...spaceForms,
      ...documentationForms,
      ...extensions(sequenceForms),
      ...extensions(parallelForms),
      ...extensions(more),
    ])
      this.#forms.set(symbol(definition.name), definition);
    for (const name of Object.keys(PRELUDE))
      this.#known.set(symbol(name), PRELUDE[name] as PreludeEntry);
  }

  form(name: SymbolAtom): Plan | undefined {
    const made = this.#plans.get(name);
    if (made !== undefined) return made;
    const definition = this.#forms.get(name);
    if (definition === undefined) return undefined;
    const plan = definition.plan();
    this.#plans.set(name, plan);
    return plan;
  }

  native(name: SymbolAtom, arity: number): Plan | undefined {
    const definition = this.#forms.get(name);
    if (definition === undefined || definition.extension || this.rulesFor(name, arity).length > 0)
      return undefined;
    return this.form(name);
  }

  typesOf(name: SymbolAtom): readonly Atom[] {
    return this.#entry(name)?.types ?? NO_ATOMS;
  }

  rulesFor(head: SymbolAtom, arity: number): readonly Rule[] {
    const rules = this.#entry(head)?.rules ?? NO_RULES;
    return rules.every((r) => arityOf(r) === arity)
      ? rules
      : rules.filter((r) => arityOf(r) === arity);
  }

  candidates(pattern: Atom): readonly Atom[] {
    if (pattern.kind === EXPRESSION) {
      const head = pattern.items[0];
      if (head?.kind === SYMBOL) {
        if (head !== COLON && head !== EQUALS && head !== DOC) return NO_ATOMS;
        const about = pattern.items[1];
        const name = about?.kind === EXPRESSION ? about.items[0] : about;
        if (name?.kind === SYMBOL) return this.#about(name, head);
        if (name !== undefined && name.ground && name.kind === EXPRESSION) return NO_ATOMS;
      } else if (head === undefined || head.ground) return NO_ATOMS;
      return head?.kind === SYMBOL ? this.#headed(head) : this.atoms();
    }
    return pattern.ground ? NO_ATOMS : this.atoms();
  }

  /** The names it defines, operations included: for completion. */
  names(): string[] {
    return [
      ...new Set([
        ...this.tokens.keys(),
        ...[...this.#forms.keys()].map((s) => s.name),
        ...Object.keys(PRELUDE),
      ]),
    ];
  }

  /** Everything it asserts, as atoms. Read on first use. */
  atoms(): readonly Atom[] {
    if (this.#all !== undefined) return this.#all;
    const all: Atom[] = [];
    for (const name of this.#known.keys()) {
      const { types, rules, docs } = this.#entry(name) as Parsed;
      for (const type of types) all.push(new ExpressionAtom([COLON, name, type]));
      for (const rule of rules) all.push(rule.atom);
      all.push(...docs);
    }
    for (const name of Object.keys(OPERATION_DOCS)) all.push(...this.#operationDocs(name));
    return (this.#all = all);
  }

  /** Those with this head. */
  #headed(head: SymbolAtom): readonly Atom[] {
    let found = this.#byHead.get(head);
    if (found === undefined) {
      found = this.atoms().filter((atom) => (atom as ExpressionAtom).first === head);
      this.#byHead.set(head, found);
    }
    return found;
  }

  #about(name: SymbolAtom, kind: Atom): readonly Atom[] {
    const entry = this.#entry(name);
    if (entry === undefined) return NO_ATOMS;
    if (kind === COLON) return entry.types.map((type) => new ExpressionAtom([COLON, name, type]));
    return kind === EQUALS ? entry.rules.map((r) => r.atom) : entry.docs;
  }

  #operationDocs(name: string): Atom[] {
    const atom = this.tokens.get(name);
    const doc = OPERATION_DOCS[name];
    return atom === undefined || doc === undefined ? [] : [docAtom(atom, doc)];
  }

  #entry(name: SymbolAtom): Parsed | undefined {
    const made = this.#parsed.get(name);
    if (made !== undefined) return made;
    const entry = this.#known.get(name);
    if (entry === undefined) return undefined;
    const lookup: TokenLookup = (word) => this.tokens.get(word);
    const read = (source: string | undefined): Atom[] => {
      const found: Atom[] = [];
      if (source === undefined) return found;
      const reader = new Reader(source, { source: `<library ${name.name}>`, tokens: lookup });
      for (let form = reader.next(); form !== undefined; form = reader.next())
        found.push(form.atom);
      return found;
    };
    const parsed: Parsed = {
      types: read(entry.types),
      rules: read(entry.rules).map((atom) => new RuleDefinition(atom as ExpressionAtom)),
      docs: entry.doc === undefined ? [] : [docAtom(name, entry.doc)],
    };
    this.#parsed.set(name, parsed);
    return parsed;
  }
}

function arityOf(rule: Rule): number {
  return rule.head.kind === EXPRESSION ? rule.head.items.length - 1 : -1;
}

/** `(@doc name (@desc …) (@params …) (@return …))`; without parameters and result for what is no function. */
export function docAtom(
  name: Atom,
  [description, parameters, result]: NonNullable<PreludeEntry['doc']>,
): Atom {
  const desc = new ExpressionAtom([symbol('@desc'), text(description)]);
  if (result === undefined) return new ExpressionAtom([DOC, name, desc]);
  const params = (parameters ?? []).map((p) => new ExpressionAtom([symbol('@param'), text(p)]));
  return new ExpressionAtom([
    DOC,
    name,
    desc,
    new ExpressionAtom([symbol('@params'), new ExpressionAtom(params)]),
    new ExpressionAtom([symbol('@return'), text(result)]),
  ]);
}
