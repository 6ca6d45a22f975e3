/** Atoms as source text: what is printed reads back as the same atom, wherever the language can say it. */
import { EXPRESSION, GROUNDED, SYMBOL, type Atom, type GroundedAtom } from './atom.ts';

/**
 * Prints one atom on one line. O(size); depth is limited by memory only.
 *
 * @example
 * print(expression(symbol('f'), variable('x'), text('a'))) // => "(f $x \"a\")"
 */
export function print(atom: Atom): string {
  if (atom.kind !== EXPRESSION) return printLeaf(atom);
  const out: string[] = [];
  const pending: (Atom | string)[] = [atom];
  while (pending.length > 0) {
    const next = pending.pop() as Atom | string;
    if (typeof next === 'string') out.push(next);
    else if (next.kind !== EXPRESSION) out.push(printLeaf(next));
    else {
      pending.push(')');
      for (let i = next.items.length - 1; i >= 0; i--) {
        pending.push(next.items[i] as Atom);
        if (i > 0) pending.push(' ');
      }
      out.push('(');
    }
  }
  return out.join('');
}

function printLeaf(atom: Exclude<Atom, { kind: typeof EXPRESSION }>): string {
  switch (atom.kind) {
    case SYMBOL:
      return atom.name;
    case GROUNDED:
      return printGrounded(atom);
    default:
      return atom.id === 0 ? `$${atom.name}` : `$${atom.name}#${atom.id}`;
  }
}

function printGrounded(atom: GroundedAtom): string {
  switch (atom.tag) {
    case 'int':
      return atom.value.toString();
    case 'float':
      return printFloat(atom.value);
    case 'string':
      return quote(atom.value);
    case 'bool':
      return atom.value ? 'True' : 'False';
    case 'space':
      return atom.value === 0
        ? 'ModuleSpace(GroundingSpace-top)'
        : `GroundingSpace-0x${atom.value.toString(16)}`;
    case 'state':
      return `(State #${atom.value})`;
    case 'host':
      return atom.value.name;
  }
}

/** A float with a point or an exponent, so that it never reads back as an integer. */
export function printFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const size = Math.abs(value);
  if (Object.is(value, -0)) return '-0.0';
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    return value.toExponential().replace('e+', 'e');
  }
  const plain = String(value);
  return plain.includes('.') ? plain : `${plain}.0`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** A string value as a literal of the language. O(length). */
export function quote(value: string): string {
  const body = value.replace(
    // oxlint-disable-next-line no-control-regex -- control characters are what is escaped
    /["\\\n\r\t\u0000-\u001f\u007f]/g,
    (c) => ESCAPES[c] ?? `\\u{${c.charCodeAt(0).toString(16)}}`,
  );
  return `"${body}"`;
}
