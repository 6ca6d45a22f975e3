/** Histories that try to hurt: few names, special names, sizes at which structures split. */
import { EXPRESSION, expression, symbol, VARIABLE, variable, type Atom } from '@forkspace/spec';
import fc from 'fast-check';
import { SPECIAL_NAMES } from '../checks/special-names.ts';
import { atoms } from '../notation.ts';
import { readScript, type Op, type Step } from './script.ts';

const POOL: readonly Atom[] = atoms(`
  a b (f a) (f b) (f $x) (f $y) (f a b) (f $x $x) (f $x $y) (f (g a)) (f (g $x)) (f 1) (f 1.0) (f "a") (g a) ($h a) ((f a) b) () 1 1.0 $v "a"
  (= (f $x) 1) (= (f $y) 1) (= (f $x) 2) (= (f a) $x) (= (f a) 1) (= (f $x $y) $x) (= (f $x $x) $x) (= f 1) (= (f) 1) (= (g $x) (f $x)) (= (g a) b)
  (= ($h a) 1) (= $v 1) (= 1 2) (= ((f a) b) c) (: f T) (: f U) (: a T) (: (f a) T) (: $x T) (:< T U) (: f) (=) (= a) (= a b c)
  (= (__proto__ $x) 1) (__proto__ a) (: __proto__ T) (constructor) (= (|| a) 1) (|| ||) (: || ||) (Aa BB) (BB Aa) (|é| |é|) (|🦋| "\\ud800")
`);

const PATTERNS: readonly Atom[] =
  atoms(`$q (f $q) (f a) (f $q $q) (f (g $q)) (f ($q a)) (f 1) ($q a) ($q $r) (= $q $r) (= (f $q) $r) (= (f a) $r)
  (= ($q a) $r) (: f $q) (: $q T) (: $q $r) (:< $q $r) 1 () a (__proto__ $q) (|| $q) (f $x (g $x))`);

const NAMES: readonly string[] = [
  'f',
  'ff',
  'fx',
  'T',
  'b',
  'g',
  '__prot__',
  '',
  'constructo',
  'AaA',
  'zzz',
];

const register = fc.nat(3);
const space = fc.oneof(
  { weight: 5, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.nat(3) },
);
const wild: fc.Arbitrary<Atom> = fc.letrec<{ atom: Atom }>((tie) => ({
  atom: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...atoms('a f $x 1 1.0 "a" ()'), ...SPECIAL_NAMES.map((name) => symbol(name))),
    fc.array(tie('atom'), { maxLength: 4 }).map((items) => expression(...items)),
    fc.tuple(tie('atom'), tie('atom')).map(([head, body]) => expression(symbol('='), head, body)),
    fc.tuple(tie('atom'), tie('atom')).map(([name, type]) => expression(symbol(':'), name, type)),
  ),
})).atom;
const SIZES = [1, 2, 15, 16, 17, 18, 31, 32, 33, 34, 63, 64, 65, 100];

/** How often each operation comes. */
export type Weights = Partial<Record<Op, number>>;

const COMMON: Weights = {
  clone: 8,
  union: 8,
  unite: 2,
  add: 20,
  addAll: 5,
  remove: 14,
  clear: 2,
  create: 1,
  count: 5,
  query: 4,
  suggest: 1,
  hold: 1,
  vandalise: 1,
  misuse: 1,
};

/** Kinds of histories: the id of the check that runs them, what they are about, and their weights. */
export const PROFILES = {
  a: {
    about: 'rules, facts and types over clones and unions',
    weights: COMMON,
    share: 0.4,
    sizes: SIZES.slice(0, 4),
    common: 0,
  },
  b: {
    about: 'spaces, state cells and bindings over clones and unions',
    weights: {
      ...COMMON,
      clone: 10,
      union: 8,
      unite: 5,
      add: 8,
      remove: 6,
      space: 3,
      fork: 3,
      state: 3,
      write: 10,
      bind: 8,
    },
    share: 0.25,
    sizes: SIZES.slice(0, 4),
    common: 4,
  },
  c: {
    about: 'copies through bytes and changes',
    weights: {
      ...COMMON,
      bytes: 5,
      twin: 4,
      sync: 12,
      space: 3,
      fork: 2,
      state: 3,
      write: 5,
      bind: 3,
    },
    share: 0.2,
    sizes: SIZES.slice(0, 4),
    common: 2,
  },
  d: {
    about: 'sizes at which structures split',
    weights: { ...COMMON, bulk: 10, unbulk: 4 },
    share: 0.1,
    sizes: SIZES,
    common: 0,
  },
  e: {
    about: 'atoms of any shape, with special names',
    weights: { ...COMMON, add: 24, remove: 16 },
    share: 0.05,
    sizes: SIZES.slice(0, 4),
    common: 0,
  },
} as const satisfies Record<
  string,
  { about: string; weights: Weights; share: number; sizes: readonly number[]; common: number }
>;

export type Profile = keyof typeof PROFILES;

/** Arbitrary histories of one kind, up to `length` steps. */
export function histories(profile: Profile, length: number): fc.Arbitrary<readonly Step[]> {
  const { weights, sizes } = PROFILES[profile];
  // A history draws its atoms from a palette of a few, so that additions and removals meet.
  const palette = fc.array(profile === 'e' ? wild : fc.constantFrom(...POOL), {
    minLength: 3,
    maxLength: 7,
    size: 'max',
  });
  const steps = palette.chain((colours) =>
    fc.array(stepOf(weights, colours, sizes), { minLength: 1, maxLength: length, size: 'max' }),
  );
  if (PROFILES[profile].common === 0) return steps;
  // Mostly the four registers start out with cells, bindings and a space in common: only then can branches disagree about them.
  const prelude = fc.oneof({ withCrossShrink: true }, fc.constant([]), {
    weight: PROFILES[profile].common,
    arbitrary: fc.constant(COMMON_PARTS),
  });
  return fc.tuple(prelude, steps).map(([before, after]) => [...before, ...after]);
}

const COMMON_PARTS: readonly Step[] = readScript(`
  state 0 a
  state 0 (f a)
  bind 0 f a
  space 0
  add 0 1 a
  clone 0 1
  clone 0 2
  clone 0 3
`);

/** The same atom with other names of variables. */
function alphaVariant(atom: Atom): Atom {
  if (atom.kind === VARIABLE) return variable(`${atom.name}'`, atom.id);
  return atom.kind === EXPRESSION && !atom.ground
    ? expression(...atom.items.map(alphaVariant))
    : atom;
}

function stepOf(
  weights: Weights,
  palette: readonly Atom[],
  sizes: readonly number[],
): fc.Arbitrary<Step> {
  const one = fc.constantFrom(...palette).map((atom) => [atom]);
  const alike = fc
    .tuple(fc.constantFrom(...palette), fc.boolean())
    .map(([atom, renamed]) => [renamed ? alphaVariant(atom) : atom]);
  const several = fc.array(fc.constantFrom(...palette), { maxLength: 8 });
  const step = (
    op: Op,
    numbers: readonly fc.Arbitrary<number>[],
    given: fc.Arbitrary<readonly Atom[]> = fc.constant([]),
  ): fc.Arbitrary<Step> =>
    fc.tuple(fc.tuple(...numbers), given).map(([ns, as]) => ({ op, numbers: ns, atoms: as }));
  const size = fc.constantFrom(...sizes);
  const made: Record<Op, fc.Arbitrary<Step>> = {
    create: step('create', [register]),
    clone: step('clone', [register, register]),
    union: step('union', [register, register, register]),
    unite: step('unite', [register, register, register]),
    add: step('add', [register, space], one),
    addAll: step('addAll', [register, space], several),
    remove: step('remove', [register, space], alike),
    count: step('count', [register, space], alike),
    clear: step('clear', [register, space]),
    bulk: step('bulk', [register, space, fc.nat(5), size]),
    unbulk: step('unbulk', [register, space, fc.nat(5), size]),
    space: step('space', [register]),
    fork: step('fork', [register, space]),
    state: step('state', [register], one),
    write: step('write', [register, fc.nat(3)], one),
    bind: step(
      'bind',
      [register],
      fc
        .tuple(fc.constantFrom(...NAMES.slice(0, 3)), one)
        .map(([name, [value]]) => [symbol(name), value as Atom]),
    ),
    query: step(
      'query',
      [register, space],
      fc.constantFrom(...PATTERNS).map((pattern) => [pattern]),
    ),
    suggest: step(
      'suggest',
      [register, space],
      fc.constantFrom(...NAMES).map((name) => [symbol(name)]),
    ),
    hold: step('hold', [register, space]),
    vandalise: step('vandalise', [register]),
    bytes: step('bytes', [register, register]),
    twin: step('twin', [register]),
    sync: step('sync', [register]),
    misuse: step('misuse', [register]),
  };
  return fc.oneof(
    ...Object.entries(weights).map(([op, weight]) => ({
      weight: weight as number,
      arbitrary: made[op as Op],
    })),
  );
}
