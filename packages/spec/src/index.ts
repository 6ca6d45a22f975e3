/**
 * Environments for rule-based evaluators: atoms, the interface of environments and backends, and what
 * an author of a backend builds on.
 */

// Atoms
export {
  BARE,
  bool,
  consAtom,
  EXPRESSION,
  expression,
  ExpressionAtom,
  FALSE,
  float,
  functorCount,
  Grounded,
  GROUNDED,
  host,
  integer,
  isAtom,
  requireAtom,
  restAtom,
  spaceRef,
  stateRef,
  SYMBOL,
  symbol,
  SymbolAtom,
  takeAtoms,
  text,
  TRUE,
  UNIT,
  VARIABLE,
  variable,
  VariableAtom,
} from './atoms/atom.ts';
export type {
  Atom,
  GroundedAtom,
  GroundedTag,
  GroundedValues,
  HostValue,
  SpaceId,
  StateId,
} from './atoms/atom.ts';
export { alphaEquals, equalGrounded, equals, sameVariable } from './atoms/compare.ts';
export { identityHash } from './atoms/identity.ts';
export { print, printFloat, quote } from './atoms/print.ts';
export { Bindings } from './matching/bindings.ts';
export { matchesGrounded, renameApart, unify } from './matching/unify.ts';

// The interface for users and evaluators
export type * from './environment.ts';
export type { Capabilities } from './capabilities.ts';
export { requireSharedMemory } from './shared-memory.ts';
export type {
  AttachOptions,
  SharedMemoryBackend,
  SharedMemoryEnvironment,
} from './shared-memory.ts';
export { EnvironmentError, ERROR_CODES } from './errors.ts';
export type { ErrorCode } from './errors.ts';
export { COLON, EQUALS, headOf, isRule, isTyping, RuleDefinition, SUBTYPE } from './rules.ts';

// For authors of backends
export { defineBackend, definitionOf } from './define-backend.ts';
export type { BackendDefinition } from './define-backend.ts';
export { Owner } from './store/table.ts';
export type { Decide, Table } from './store/table.ts';
export type { Bucket, BucketFactory, Shape } from './store/bucket.ts';
export { diffLists } from './store/diff-lists.ts';
export { Occurrence } from './store/occurrence.ts';
export type { Entry } from './store/occurrence.ts';
export { Scans } from './store/scans.ts';
export { SnapshotGroup } from './store/snapshot-group.ts';
export type { Snapshot } from './store/snapshot-group.ts';
export { ArrayBucket } from './store/array-bucket.ts';
export {
  argumentAt,
  argumentsOf,
  INDEXED_POSITIONS,
  mayUnify,
  OPEN,
  patternKeys,
  storedKeys,
} from './store/argument-keys.ts';
export { nearest } from './store/suggestions.ts';
export { foreignEnvironment } from './errors.ts';
export { requireUnionOptions } from './store/merge.ts';
export type { Conflict } from './store/merge.ts';
export { exportEnvironment, importInto } from './wire/whole.ts';
export { readAtom, writeAtom } from './wire/atoms.ts';
export type { Numbers, Ranks } from './wire/atoms.ts';
export { ByteReader, ByteWriter } from './wire/bytes.ts';
export type { Kind } from './wire/bytes.ts';
