import { InputError, joinBytes } from '@audiate/protocol';

/** The bytes of a file in order, a piece at a time. */
export interface ByteStream {
  /** How many there are; Infinity where nobody knows before the end. */
  readonly size: number;
  /** How many were read or skipped, those of a `head` not counted. */
  readonly consumed: number;
  /** The next bytes without consuming them: `length` of them, or fewer at the end. */
  head(length: number): Promise<Uint8Array>;
  /** Passes over bytes; answers how many there were. */
  skip(length: number): Promise<number>;
  /** The next piece, of at most `most` bytes; undefined at the end. */
  read(most: number): Promise<Uint8Array | undefined>;
  /** Closes the file or the connection, also in the middle. */
  close(): Promise<void>;
}

/** A stream over pieces of any length. It holds one piece, or as much as a `head` asks for. */
export function byteStream(pieces: AsyncIterator<Uint8Array>, size: number): ByteStream {
  let [held, consumed, ended] = [new Uint8Array(0) as Uint8Array, 0, false];
  const next = async (): Promise<Uint8Array | undefined> => {
    if (ended) return undefined;
    const { done, value } = await pieces.next();
    ended = done === true;
    return done ? undefined : value;
  };
  const take = (length: number): Uint8Array => {
    const taken = held.subarray(0, length);
    held = held.subarray(taken.length);
    consumed += taken.length;
    return taken;
  };
  return {
    size,
    get consumed() {
      return consumed;
    },
    async head(length) {
      const parts = [held];
      let there = held.length;
      while (there < length) {
        const part = await next();
        if (!part) break;
        parts.push(part);
        there += part.length;
      }
      if (parts.length > 1) held = joinBytes(parts);
      return held.subarray(0, length);
    },
    async skip(length) {
      let left = length;
      for (let part: Uint8Array | undefined; left > 0; left -= part.length) {
        part = await this.read(left);
        if (!part) break;
      }
      return length - left;
    },
    async read(most) {
      while (held.length === 0) {
        const part = await next();
        if (!part) return undefined;
        held = part;
      }
      return take(most);
    },
    async close() {
      ended = true;
      await pieces.return?.();
    },
  };
}

/** All bytes of a stream. @throws InputError where there are more than `most`. */
export async function readAll(stream: ByteStream, most: number): Promise<Uint8Array> {
  const tooLong = (bytes: number) =>
    new InputError(
      `the file has ${bytes === Infinity ? `more than ${most}` : bytes} bytes, ${most} are read at once; read it by readAudioWindows`,
    );
  if (stream.size !== Infinity && stream.size > most) throw tooLong(stream.size);
  const bytes = await stream.head(most + 1);
  if (bytes.length > most) throw tooLong(Infinity);
  await stream.skip(bytes.length);
  return bytes;
}
