/** Bytes as a bad disk or a bad line leaves them. */
import { refuses } from '../expect.ts';
import { random } from '../random.ts';

/** Every prefix of the bytes, and bytes with bits flipped: `read` refuses each and changes nothing. */
export function refusesDamaged(
  bytes: Uint8Array,
  seed: number,
  read: (damaged: Uint8Array) => unknown,
  what: string,
): void {
  for (let length = 0; length < bytes.length; length++)
    refuses(
      ['BYTES_CORRUPT', 'BYTES_VERSION'],
      () => read(bytes.slice(0, length)),
      `${what}, cut to ${length} of ${bytes.length} bytes`,
    );
  refuses(
    ['BYTES_CORRUPT', 'BYTES_VERSION'],
    () => read(new Uint8Array([...bytes, 0])),
    `${what} with a byte more`,
  );
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const damaged = bytes.slice();
    damaged[bit >> 3] = (damaged[bit >> 3] as number) ^ (1 << (bit & 7));
    refuses(
      ['BYTES_CORRUPT', 'BYTES_VERSION'],
      () => read(damaged),
      `${what} with bit ${bit} flipped`,
    );
  }
  const dice = random(seed);
  for (let round = 0; round < 200; round++) {
    const damaged = bytes.slice();
    for (let n = dice(6) + 2; n > 0; n--) damaged[dice(bytes.length)] = dice(256);
    if (damaged.every((byte, i) => byte === bytes[i])) continue;
    refuses(
      ['BYTES_CORRUPT', 'BYTES_VERSION', 'BASE_MISMATCH'],
      () => read(damaged),
      `${what}, altered at random (round ${round})`,
    );
  }
}
