/** The symbols that the language itself knows. */
import { ExpressionAtom, symbol, type Atom, type SymbolAtom } from '@forkspace/spec';

export const EMPTY = symbol('Empty');
export const NOT_REDUCIBLE = symbol('NotReducible');
export const ERROR = symbol('Error');
export const ARROW = symbol('->');
export const COMMA = symbol(',');
export const EQUALS_SIGN = symbol('=');
export const COLON_SIGN = symbol(':');
export const SUBTYPE_SIGN = symbol(':<');
export const CHAIN = symbol('chain');
export const FUNCTION = symbol('function');
export const RETURN = symbol('return');
export const DOC = symbol('@doc');

export const UNDEFINED = symbol('%Undefined%');
export const ATOM = symbol('Atom');
export const SYMBOL_TYPE = symbol('Symbol');
export const VARIABLE_TYPE = symbol('Variable');
export const EXPRESSION_TYPE = symbol('Expression');
export const GROUNDED_TYPE = symbol('Grounded');
export const NUMBER = symbol('Number');
export const STRING = symbol('String');
export const BOOL = symbol('Bool');
export const SPACE_TYPE = symbol('SpaceType');
export const STATE_MONAD = symbol('StateMonad');

export const BAD_TYPE = symbol('BadType');
export const BAD_ARG_TYPE = symbol('BadArgType');
export const INCORRECT_NUMBER_OF_ARGUMENTS = symbol('IncorrectNumberOfArguments');
export const STACK_OVERFLOW = symbol('StackOverflow');
export const NO_RETURN = symbol('NoReturn');

export const TRUE_SYMBOL = symbol('true');
export const FALSE_SYMBOL = symbol('false');

/** `(Error atom reason)`. */
export function errorAtom(about: Atom, reason: Atom): ExpressionAtom {
  return new ExpressionAtom([ERROR, about, reason]);
}

/** Messages of the library are symbols in the reference, so that they print without quotes. */
export function message(words: string): SymbolAtom {
  return symbol(words);
}
