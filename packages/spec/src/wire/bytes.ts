/**
 * The byte level of exports: numbers in base 128, strings once each, a checksum at the end. Reading checks
 * every length against what is left, so cut or altered bytes give an error and never a huge allocation.
 */
import { EnvironmentError } from '../errors.ts';

declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (
  label: string,
  options: { fatal: boolean; ignoreBOM: boolean },
) => {
  decode(bytes: Uint8Array): string;
};

/** Bump when older readers would misread. */
export const FORMAT_VERSION = 1;

/** A whole environment, the changes of a branch, or one operation in a log. */
export type Kind = 'environment' | 'changes' | 'operation';
const MAGIC: Readonly<Record<Kind, readonly number[]>> = {
  environment: [0x46, 0x53, 0x45, 0x01], // FSE
  changes: [0x46, 0x53, 0x43, 0x01], // FSC
  operation: [0x46, 0x53, 0x4f, 0x01], // FSO
};

/** Strings up to this length are tried without the encoder. */
const SHORT = 48;

const scratch = new DataView(new ArrayBuffer(8));
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Writes an export; bytes are taken once, by `finish`. */
export class ByteWriter {
  #bytes = new Uint8Array(64);
  #length = 0;
  readonly #strings = new Map<string, number>();

  constructor(kind: Kind) {
    for (const byte of MAGIC[kind]) this.byte(byte);
    this.number(FORMAT_VERSION);
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  /** A whole number ≥ 0, up to 2^53. */
  number(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.byte((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.byte(rest);
  }

  double(value: number): void {
    this.#reserve(8);
    scratch.setFloat64(0, value);
    for (let i = 0; i < 8; i++) this.#bytes[this.#length++] = scratch.getUint8(i);
  }

  /** A string; the second time, only its number. Lone surrogates survive: such strings go as code units. */
  string(value: string): void {
    const known = this.#strings.get(value);
    if (known !== undefined) {
      this.number(known + 2);
      return;
    }
    this.#strings.set(value, this.#strings.size);
    if (value.length <= SHORT && this.#ascii(value)) return;
    if (/[\uD800-\uDFFF]/u.test(value)) {
      this.number(1);
      this.number(value.length);
      for (let i = 0; i < value.length; i++) this.number(value.charCodeAt(i));
      return;
    }
    this.number(0);
    const utf8 = encoder.encode(value);
    this.number(utf8.length);
    this.#reserve(utf8.length);
    this.#bytes.set(utf8, this.#length);
    this.#length += utf8.length;
  }

  /** Most names are short and ASCII: for them a call of the encoder costs more than the rest. */
  #ascii(value: string): boolean {
    for (let i = 0; i < value.length; i++) if (value.charCodeAt(i) >= 0x80) return false;
    this.number(0);
    this.number(value.length);
    this.#reserve(value.length);
    for (let i = 0; i < value.length; i++) this.#bytes[this.#length++] = value.charCodeAt(i);
    return true;
  }

  /** The bytes, checksum appended. */
  finish(): Uint8Array {
    const sum = checksum(this.#bytes.subarray(0, this.#length));
    for (let shift = 0; shift < 32; shift += 8) this.byte((sum >>> shift) & 0xff);
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + count));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}

/** Reads what {@link ByteWriter} has written. What is cut or altered is BYTES_CORRUPT, at once or in `finish`. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  readonly #strings: string[] = [];
  #at = 0;

  constructor(bytes: Uint8Array, kind: Kind) {
    if (!(bytes instanceof Uint8Array)) throw corrupt('expected a Uint8Array');
    this.#bytes = bytes;
    this.#end = bytes.length - 4;
    if (this.#end < MAGIC[kind].length + 1 || MAGIC[kind].some((byte, i) => bytes[i] !== byte)) {
      throw corrupt(`these bytes hold no ${kind}`);
    }
    const sum = checksum(bytes.subarray(0, this.#end));
    for (let i = 0; i < 4; i++) {
      if (bytes[this.#end + i] !== ((sum >>> (8 * i)) & 0xff))
        throw corrupt('the checksum does not fit: bytes were cut or altered');
    }
    this.#at = MAGIC[kind].length;
    const version = this.number();
    if (version !== FORMAT_VERSION) {
      throw new EnvironmentError(
        'BYTES_VERSION',
        `the bytes are of format ${version}, this reads format ${FORMAT_VERSION}; export them again with the same version`,
        version,
      );
    }
  }

  byte(): number {
    if (this.#at >= this.#end) throw corrupt('the bytes end too early');
    return this.#bytes[this.#at++] as number;
  }

  number(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) break;
      scale *= 0x80;
      if (scale > 2 ** 49) throw corrupt('a number is too large');
    }
    if (!Number.isSafeInteger(value)) throw corrupt('a number is too large');
    return value;
  }

  /** How many items of at least one byte each follow: never more than there are bytes. */
  count(): number {
    const value = this.number();
    if (value > this.#end - this.#at) throw corrupt('a length exceeds the bytes that are left');
    return value;
  }

  double(): number {
    if (this.#at + 8 > this.#end) throw corrupt('the bytes end too early');
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset + this.#at, 8);
    this.#at += 8;
    return view.getFloat64(0);
  }

  string(): string {
    const tag = this.number();
    if (tag >= 2) {
      const known = this.#strings[tag - 2];
      if (known === undefined) throw corrupt('a string is referred to before it occurs');
      return known;
    }
    const length = this.count();
    let value = tag === 0 && length <= SHORT ? this.#ascii(length) : '';
    if (value !== '' || length === 0) {
      this.#at += length;
    } else if (tag === 1) {
      for (let i = 0; i < length; i++) value += String.fromCharCode(this.number());
    } else {
      try {
        value = decoder.decode(this.#bytes.subarray(this.#at, this.#at + length));
      } catch {
        throw corrupt('a string is not UTF-8');
      }
      this.#at += length;
    }
    this.#strings.push(value);
    return value;
  }

  /** The next bytes as a string if all are ASCII, else ''. Does not advance. */
  #ascii(length: number): string {
    let value = '';
    for (let i = this.#at; i < this.#at + length; i++) {
      const byte = this.#bytes[i] as number;
      if (byte >= 0x80) return '';
      value += String.fromCharCode(byte);
    }
    return value;
  }

  /** Throws unless everything has been read. */
  finish(): void {
    if (this.#at !== this.#end) throw corrupt('there are bytes left over');
  }
}

/** FNV-1a over the bytes. Guards against accidents, not against forgery. */
function checksum(bytes: Uint8Array): number {
  let sum = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) sum = Math.imul(sum ^ (bytes[i] as number), 0x01000193);
  return sum >>> 0;
}

/** The error for bytes that cannot be what they should be. */
export function corrupt(reason: string): EnvironmentError {
  return new EnvironmentError('BYTES_CORRUPT', `import: ${reason}; nothing was changed`);
}
