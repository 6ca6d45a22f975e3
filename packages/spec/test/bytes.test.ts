import { describe, expect, it } from 'vitest';
import {
  equals,
  EnvironmentError,
  expression as e,
  float,
  host,
  integer,
  symbol as s,
  text,
  variable as v,
  UNIT,
  type Atom,
  type HostValue,
} from '../src/index.ts';
import { readAtom, writeAtom } from '../src/wire/atoms.ts';
import { ByteReader, ByteWriter } from '../src/wire/bytes.ts';
import { numbersOf, ranksOf } from '../src/wire/whole.ts';

const ranks = ranksOf([], []);
const numbers = numbersOf([], []);

function roundTrip(atom: Atom, hosts?: (name: string) => HostValue | undefined): Atom {
  const out = new ByteWriter('environment');
  writeAtom(out, atom, ranks);
  const input = new ByteReader(out.finish(), 'environment');
  const back = readAtom(input, numbers, hosts ? { host: hosts } : {});
  input.finish();
  return back;
}

const atoms: readonly Atom[] = [
  UNIT,
  s(''),
  s('__proto__'),
  s('\ud83d alone'),
  v('x'),
  v('x', -12),
  v('x', 2 ** 40),
  integer(0),
  integer(-1),
  integer(Number.MAX_SAFE_INTEGER),
  integer(-(2n ** 80n)),
  float(0.1),
  float(-0),
  float(NaN),
  float(Infinity),
  text('\ufeffnul \u0000 and quotes "'),
  e(s('f'), e(), e(s('g'), v('x'), v('x')), text('f'), s('f')),
  e(...Array.from({ length: 70_000 }, (_, i) => integer(i))),
];

describe('atoms as bytes', () => {
  it.each(atoms.map((atom) => [atom]))('%#', (atom) =>
    expect(equals(roundTrip(atom), atom)).toBe(true),
  );

  it('is not limited by depth', () => {
    let deep: Atom = s('z');
    for (let i = 0; i < 100_000; i++) deep = e(s('s'), deep);
    expect(equals(roundTrip(deep), deep)).toBe(true);
  });

  it('finds host values by name and says so when there is none', () => {
    const value: HostValue = { name: 'clock', type: s('Clock') };
    const atom = host(value);
    expect(
      equals(
        roundTrip(atom, (name) => (name === 'clock' ? value : undefined)),
        atom,
      ),
    ).toBe(true);
    expect(() => roundTrip(atom)).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_HOST_VALUE' }) as Error,
    );
  });

  it('refuses every prefix and every altered byte', () => {
    const out = new ByteWriter('environment');
    writeAtom(out, e(s('f'), integer(300), text('t')), ranks);
    const bytes = out.finish();
    const read = (changed: Uint8Array): string => {
      try {
        readAtom(new ByteReader(changed, 'environment'), numbers);
        return 'read';
      } catch (error) {
        return error instanceof EnvironmentError ? error.code : String(error);
      }
    };
    for (let length = 0; length < bytes.length; length++)
      expect(read(bytes.slice(0, length))).toBe('BYTES_CORRUPT');
    for (let at = 0; at < bytes.length; at++) {
      const altered = bytes.slice();
      altered[at] = (altered[at] as number) ^ 0x20;
      expect(read(altered)).toBe('BYTES_CORRUPT');
    }
  });
});
