/** Bytes that are wrong although their checksum fits: what a faulty writer, or somebody of ill will, sends. */
import { EnvironmentError, type Environment, type ErrorCode } from '@forkspace/spec';
import { must, refuses, same } from '../expect.ts';

const CHECKSUM = 4;

/** How bytes of this kind may be refused, as `refuses` wants it. */
export const REFUSED: readonly ErrorCode[] = [
  'BYTES_CORRUPT',
  'BYTES_VERSION',
  'UNKNOWN_HOST_VALUE',
  'BASE_MISMATCH',
];

/** The same bytes with the checksum that fits them: FNV-1a of all before it, the lowest byte first. */
export function sealed(payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(payload.length + CHECKSUM);
  bytes.set(payload);
  let sum = 0x811c9dc5;
  for (const byte of payload) sum = Math.imul(sum ^ byte, 0x01000193);
  new DataView(bytes.buffer).setUint32(payload.length, sum >>> 0, true);
  return bytes;
}

/** Values that mean something else wherever they are put: ends of ranges, the next ones, and numbers that go on. */
const otherThan = (byte: number): number[] =>
  [...new Set([0, 1, 2, 7, 0x7f, 0x80, 0xff, byte ^ 1, byte ^ 0x40])].filter((one) => one !== byte);

/** A copy that came from bytes can be looked at and sent on. */
function isWhole(copy: Environment, again: (bytes: Uint8Array) => Environment, what: string): void {
  same(copy.size, copy.atoms().length, `size of ${what}`);
  const bytes = copy.export();
  same(again(bytes).export().join(), bytes.join(), `${what}, sent on`);
}

/** What `read` gives for these bytes, or that it refuses them with a code that says so. */
function attempt(
  read: (bytes: Uint8Array) => Environment,
  bytes: Uint8Array,
  what: string,
): Environment | undefined {
  try {
    return read(bytes);
  } catch (error) {
    must(
      error instanceof EnvironmentError && REFUSED.includes(error.code),
      () => `${what}: expected ${REFUSED.join(' or ')}, got ${String(error).slice(0, 200)}`,
    );
    return undefined;
  }
}

/**
 * Bytes that end early or late are refused; bytes with one altered are refused or mean something else. `refused` is
 * called whenever they were.
 */
export function withstandsForgery(
  genuine: Uint8Array,
  what: string,
  read: (bytes: Uint8Array) => Environment,
  again: (bytes: Uint8Array) => Environment,
  refused: (what: string) => void = () => {},
): void {
  const payload = genuine.slice(0, -CHECKSUM);
  same(sealed(payload).join(), genuine.join(), `the checksum of ${what}`);
  for (let length = 0; length < payload.length; length++) {
    const how = `${what}, ended after ${length} of ${payload.length} bytes, with the checksum of these`;
    refuses(REFUSED, () => read(sealed(payload.slice(0, length))), how);
    refused(how);
  }
  const longer = `${what} with a byte more before its checksum`;
  for (const byte of [0, 1, 0x7f])
    refuses(REFUSED, () => read(sealed(new Uint8Array([...payload, byte]))), longer);
  refused(longer);
  for (let at = 0; at < payload.length; at++) {
    for (const byte of otherThan(payload[at] as number)) {
      const how = `${what} with ${byte} for byte ${at}, with the checksum of that`;
      const forged = payload.slice();
      forged[at] = byte;
      const copy = attempt(read, sealed(forged), how);
      if (copy === undefined) refused(how);
      else isWhole(copy, again, how);
    }
  }
}

/** Numbers that are too large, in place of the last byte that says how many items follow. */
export function enormous(genuine: Uint8Array): Uint8Array[] {
  const payload = genuine.slice(0, -CHECKSUM - 1);
  return [5, 7, 8, 9, 12].map((length) =>
    sealed(new Uint8Array([...payload, ...new Uint8Array(length).fill(0xff), 1])),
  );
}
