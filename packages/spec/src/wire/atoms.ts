/** Atoms as bytes, in prefix order, without recursion. */
import {
  bool,
  EXPRESSION,
  ExpressionAtom,
  float,
  GROUNDED,
  host,
  integer,
  spaceRef,
  stateRef,
  SYMBOL,
  symbol,
  text,
  UNIT,
  VARIABLE,
  variable,
  type Atom,
  type GroundedAtom,
  type SpaceId,
  type StateId,
} from '../atoms/atom.ts';
import type { ImportOptions } from '../environment.ts';
import { EnvironmentError } from '../errors.ts';
import { corrupt, type ByteReader, type ByteWriter } from './bytes.ts';

/**
 * Spaces and state cells are named by their rank in the exported environment: numbers of one process mean
 * nothing in another.
 */
export interface Ranks {
  space(id: SpaceId): number;
  state(id: StateId): number;
}

/** The way back: from rank to the number in the importing environment. */
export interface Numbers {
  space(rank: number): SpaceId;
  state(rank: number): StateId;
}

const TAG = {
  symbol: 0,
  variable: 1,
  renamed: 2,
  expression: 3,
  natural: 4,
  negative: 5,
  big: 6,
  float: 7,
  string: 8,
  false: 9,
  true: 10,
  space: 11,
  state: 12,
  host: 13,
} as const;

/** Writes an atom. O(size). Throws what `ranks` throws for spaces and cells that it does not know. */
export function writeAtom(out: ByteWriter, atom: Atom, ranks: Ranks): void {
  const pending: Atom[] = [atom];
  while (pending.length > 0) {
    const next = pending.pop() as Atom;
    switch (next.kind) {
      case SYMBOL:
        out.byte(TAG.symbol);
        out.string(next.name);
        break;
      case VARIABLE:
        if (next.id === 0) out.byte(TAG.variable);
        else {
          out.byte(TAG.renamed);
          out.double(next.id);
        }
        out.string(next.name);
        break;
      case GROUNDED:
        writeGrounded(out, next, ranks);
        break;
      case EXPRESSION:
        out.byte(TAG.expression);
        out.number(next.items.length);
        for (let i = next.items.length - 1; i >= 0; i--) pending.push(next.items[i] as Atom);
    }
  }
}

function writeGrounded(out: ByteWriter, atom: GroundedAtom, ranks: Ranks): void {
  switch (atom.tag) {
    case 'int':
      if (typeof atom.value === 'bigint') {
        out.byte(TAG.big);
        out.string(atom.value.toString());
      } else {
        out.byte(atom.value < 0 ? TAG.negative : TAG.natural);
        out.number(Math.abs(atom.value));
      }
      break;
    case 'float':
      out.byte(TAG.float);
      out.double(atom.value);
      break;
    case 'string':
      out.byte(TAG.string);
      out.string(atom.value);
      break;
    case 'bool':
      out.byte(atom.value ? TAG.true : TAG.false);
      break;
    case 'space':
      out.byte(TAG.space);
      out.number(ranks.space(atom.value));
      break;
    case 'state':
      out.byte(TAG.state);
      out.number(ranks.state(atom.value));
      break;
    case 'host':
      out.byte(TAG.host);
      out.string(atom.value.name);
  }
}

/** The atom that {@link writeAtom} has written. O(size). Throws BYTES_CORRUPT, UNKNOWN_HOST_VALUE. */
export function readAtom(input: ByteReader, numbers: Numbers, options: ImportOptions = {}): Atom {
  const open: { readonly items: Atom[]; missing: number }[] = [];
  for (;;) {
    let done: Atom | undefined;
    const tag = input.byte();
    if (tag === TAG.expression) {
      const missing = input.count();
      if (missing === 0) done = UNIT;
      else open.push({ items: [], missing });
    } else done = readLeaf(tag, input, numbers, options);
    while (done !== undefined) {
      const frame = open[open.length - 1];
      if (frame === undefined) return done;
      frame.items.push(done);
      done = undefined;
      if (--frame.missing === 0) {
        open.pop();
        done = new ExpressionAtom(frame.items);
      }
    }
  }
}

function readLeaf(tag: number, input: ByteReader, numbers: Numbers, options: ImportOptions): Atom {
  switch (tag) {
    case TAG.symbol:
      return symbol(input.string());
    case TAG.variable:
      return variable(input.string());
    case TAG.renamed: {
      const id = input.double();
      return variable(input.string(), id);
    }
    case TAG.natural:
      return integer(input.number());
    case TAG.negative:
      return integer(-input.number());
    case TAG.big: {
      const digits = input.string();
      if (!/^-?\d+$/.test(digits)) throw corrupt('an integer is not written in digits');
      return integer(BigInt(digits));
    }
    case TAG.float:
      return float(input.double());
    case TAG.string:
      return text(input.string());
    case TAG.false:
      return bool(false);
    case TAG.true:
      return bool(true);
    case TAG.space:
      return spaceRef(numbers.space(input.number()));
    case TAG.state:
      return stateRef(numbers.state(input.number()));
    case TAG.host: {
      const name = input.string();
      const value = options.host?.(name);
      if (value !== undefined) return host(value);
      throw new EnvironmentError(
        'UNKNOWN_HOST_VALUE',
        `import: no host value named ${JSON.stringify(name)}; pass one through options.host`,
        name,
      );
    }
    default:
      throw corrupt(`no kind of atom has the number ${tag}`);
  }
}
