/** The version of the suite: checks say since which one they count. */
export const SUITE_VERSION = '0.1.0';
