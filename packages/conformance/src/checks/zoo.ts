/** Every kind of atom. */
import {
  bool,
  expression,
  ExpressionAtom,
  float,
  host,
  integer,
  symbol,
  text,
  variable,
  type Atom,
  type HostValue,
} from '@forkspace/spec';
import { atoms } from '../notation.ts';
import { SPECIAL_NAMES } from './special-names.ts';

/** One atom of every kind, and of some unusual shapes. */
export function zoo(): Atom[] {
  const thing: HostValue = { name: 'thing', type: symbol('Thing') };
  return [
    ...atoms(
      'a () (a) ((a)) (()) (a (b (c (d)))) $x ($x) ($x $x) ($x $y) (f $x) (1) ("a") 1 1.0 -1 0 0.5 "a" "" "1"',
    ),
    ...atoms(
      '(= (f $x) $x) (= f 1) (= (f) 1) (= $x 1) (= ($x a) 1) (= 1 2) (= () 2) (= ((f a) b) c) (= a) (= a b c) (=)',
    ),
    ...atoms('(: a T) (: (f a) T) (: $x T) (: a) (: a b c) (:< T U) (: a (-> T T))'),
    ...SPECIAL_NAMES.map((name) => symbol(name)),
    ...SPECIAL_NAMES.map((name) => expression(symbol(name), variable(name), text(name))),
    bool(true),
    bool(false),
    expression(symbol('not'), bool(false)),
    integer(2 ** 53 - 1),
    integer(-(2 ** 53 - 1)),
    integer(2n ** 64n),
    integer(-(2n ** 70n)),
    float(NaN),
    float(Infinity),
    float(1e300),
    float(5e-324),
    host(thing),
    variable('x', 7),
    expression(variable('x', 1), variable('x', 2)),
    new ExpressionAtom(Array.from({ length: 70 }, (_, i) => integer(i))),
    new ExpressionAtom([
      symbol('many'),
      ...Array.from({ length: 70 }, (_, i) => variable(`v${i}`)),
    ]),
  ];
}
