/** Colours where a person looks at the output: on a terminal, unless the user says otherwise. */
import pc from 'picocolors';

const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
const wanted = FORCE_COLOR !== undefined || (process.stdout.isTTY === true && TERM !== 'dumb');

export const colours = pc.createColors(wanted && NO_COLOR === undefined);
