/**
 * What the command's exit status means. Scripts rely on these numbers: once published, one keeps its
 * meaning. README.md shows the same table.
 */

/** Everything asked for was done. */
export const EXIT_OK = 0;
/** It ran, and what was run is at fault: a syntax error, a wrong answer, a clause not kept. */
export const EXIT_FAILED = 1;
/** It could not start: a wrong option, an unknown backend, a file that cannot be read. */
export const EXIT_USAGE = 2;
/** A limit on steps, depth, time or memory ended the evaluation. */
export const EXIT_LIMIT = 3;
/** Ended with Ctrl-C, as shells number it. */
export const EXIT_INTERRUPTED = 130;
