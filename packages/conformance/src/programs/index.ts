/** The corpus: MeTTa programs by subject, each subject one check. */
import { FORKED_SPACES, ISOLATED_BRANCHES, MERGED_PARTS, TRANSACTIONS } from './forks.ts';
import { CHANGES_DURING_MATCH, DUPLICATES, QUERIES, TYPES } from './knowledge.ts';
import { BINDINGS, MODULES, SIZES, SPACES, STATES } from './parts.ts';
import type { Program } from './program.ts';
import { ALTERNATIVES, RULES, RULES_AT_RUN_TIME, WILDCARD_RULES } from './rules.ts';

export interface Subject {
  readonly about: string;
  /** What a backend got wrong when only these programs fail. */
  readonly hint: string;
  readonly programs: readonly Program[];
}

const subject = (about: string, hint: string, programs: readonly Program[]): Subject => ({
  about,
  hint,
  programs,
});

/** By the id of the check that runs them. Those of clause 2 need isolated clones. */
export const PROGRAMS: Readonly<Record<string, Subject>> = {
  'ENV-PROGRAM-1a': subject('rules', 'matchingRules, ruleGroup, select', RULES),
  'ENV-PROGRAM-1b': subject(
    'rules that are added and removed while a program runs',
    'stamps and groups that stay the same when rules change',
    RULES_AT_RUN_TIME,
  ),
  'ENV-PROGRAM-1c': subject(
    'wildcard rules',
    'wildcardRules and its place in matchingRules',
    WILDCARD_RULES,
  ),
  'ENV-PROGRAM-1d': subject('alternatives', 'the order of groups', ALTERNATIVES),
  'ENV-PROGRAM-1e': subject('queries', 'query and candidates against a scan', QUERIES),
  'ENV-PROGRAM-1f': subject('duplicates', 'multiplicity of facts and rules', DUPLICATES),
  'ENV-PROGRAM-1g': subject(
    'changes during a match',
    'lists of answers that are written while somebody reads them',
    CHANGES_DURING_MATCH,
  ),
  'ENV-PROGRAM-1h': subject('types', 'typesOf, typeGroup, typesStamp', TYPES),
  'ENV-PROGRAM-1i': subject('spaces', 'space() and the numbers of spaces', SPACES),
  'ENV-PROGRAM-1j': subject('state cells', 'readState and writeState', STATES),
  'ENV-PROGRAM-1k': subject('bindings', 'bind and binding', BINDINGS),
  'ENV-PROGRAM-1l': subject('modules', 'marks of what was imported, kept as bindings', MODULES),
  'ENV-PROGRAM-1m': subject('depth and length', 'whatever recurses on the depth of an atom', SIZES),
  'ENV-PROGRAM-2a': subject(
    'forked spaces',
    'forkSpace, and what a fork shares with its original',
    FORKED_SPACES,
  ),
  'ENV-PROGRAM-2b': subject('transactions', 'clone, and going back to it', TRANSACTIONS),
  'ENV-PROGRAM-2c': subject('isolated branches', 'clone and union', ISOLATED_BRANCHES),
  'ENV-PROGRAM-2d': subject(
    'spaces and cells of isolated branches',
    'union of spaces and cells, conflicts',
    MERGED_PARTS,
  ),
};
