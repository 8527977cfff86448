import { InputError } from '@audiate/protocol';

/** Reads little-endian fields one after another. */
export interface ByteReader {
  /** Bytes that were read so far. */
  readonly position: number;
  u8(): number;
  u16(): number;
  u32(): number;
  i32(): number;
  /** An unsigned number of 8 bytes; above 2⁵³ it is not exact. */
  u64(): number;
  /** IEEE 754 binary64, big-endian, as pickles have it. */
  bigEndianDouble(): number;
  take(length: number): Uint8Array;
  /** UTF-8 text. */
  text(length: number): string;
  /** UTF-8 text up to a line feed, which is consumed. */
  line(): string;
}

/**
 * A cursor over bytes.
 * @param thing what errors call the bytes.
 * @throws InputError, from its methods, at the end of the bytes and for text that is not UTF-8.
 */
export function byteReader(bytes: Uint8Array, thing: string): ByteReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let position = 0;
  const advance = (length: number): number => {
    if (length > bytes.length - position) throw new InputError(`${thing} is truncated or damaged`);
    position += length;
    return position - length;
  };
  const take = (length: number) => {
    const start = advance(length);
    return bytes.subarray(start, start + length);
  };
  const text = (length: number) => {
    const part = take(length);
    try {
      return utf8.decode(part);
    } catch {
      throw new InputError(`${thing} holds text that is not UTF-8; it is damaged`);
    }
  };
  return {
    get position() {
      return position;
    },
    u8: () => view.getUint8(advance(1)),
    u16: () => view.getUint16(advance(2), true),
    u32: () => view.getUint32(advance(4), true),
    i32: () => view.getInt32(advance(4), true),
    u64: () => Number(view.getBigUint64(advance(8), true)),
    bigEndianDouble: () => view.getFloat64(advance(8)),
    take,
    text,
    line() {
      const end = bytes.indexOf(10, position);
      if (end < 0) throw new InputError(`${thing} is truncated or damaged`);
      const read = text(end - position);
      advance(1);
      return read;
    },
  };
}
