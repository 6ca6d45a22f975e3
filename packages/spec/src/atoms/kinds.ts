/** The four kinds of atoms, as numbers: what `atom.kind` is compared with. */

/** The kind of names. */
export const SYMBOL = 0;
/** The kind of variables. */
export const VARIABLE = 1;
/** The kind of sequences of atoms. */
export const EXPRESSION = 2;
/** The kind of values of the host. */
export const GROUNDED = 3;
